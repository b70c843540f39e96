#include <gtest/gtest.h>

#include "storage/ledger_store.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

/// Keys of a programme whose members lie in several buckets (contract.md 1 rule 12).
struct SpreadLedger : testing::Test {
    std::unique_ptr<Database> database = migrated_database();
    Placement placement{1, 8};
    KeyRing ring = KeyRing::temporary();
    Vault vault{ring, 1};
    FreshIds ids{[] { return std::int64_t{1'773'100'800'000}; }};
    LedgerStore ledger{vault, placement, 10};
    std::shared_ptr<const Zone> zone = Zone::find("UTC");
    State state;

    vuelve::Transaction keyed(HolderId holder, const std::string& key) {
        vuelve::Transaction made{.id = TxnId{ids.next_id()},
                                 .kind = TxnKind::Member,
                                 .holder = holder,
                                 .key = key,
                                 .parent = {},
                                 .channel = {},
                                 .actor = {}};
        made.receipt = std::make_shared<Receipt>();
        return made;
    }
    void append(vuelve::Transaction& txn) {
        std::vector<LedgerStore::Row> rows{{&txn, "{}", {}}};
        auto tx = database->begin();
        tx->carry(1);
        ledger.append(*tx, rows, state, *zone);
        tx->commit();
    }
};

TEST_F(SpreadLedger, finds_a_key_wherever_its_member_lies) {
    std::set<int> places;
    for (int i = 0; const int bucket : buckets_of(placement)) {
        const HolderId holder = ids.next_holder(bucket);
        const std::string key = "sale-" + std::to_string(i++);
        vuelve::Transaction txn = keyed(holder, key);
        append(txn);
        const auto found = ledger.find(*database->snapshot(), key);
        ASSERT_TRUE(found) << key;
        EXPECT_EQ(found->txn, txn.id);
        EXPECT_EQ(found->bucket, bucket);
        places.insert(found->bucket);
    }
    EXPECT_EQ(places.size(), 8U);
    EXPECT_FALSE(ledger.find(*database->snapshot(), "never"));
}

TEST_F(SpreadLedger, the_same_key_of_two_members_is_refused) {
    const auto buckets = buckets_of(placement);
    vuelve::Transaction first = keyed(ids.next_holder(buckets[1]), "sale-1");
    vuelve::Transaction second = keyed(ids.next_holder(buckets[2]), "sale-1");
    append(first);
    try {
        append(second);
        FAIL() << "one key, two transactions";
    } catch (const StorageError& error) {
        EXPECT_EQ(error.trouble(), Trouble::Duplicate);
    }
    EXPECT_EQ(ledger.find(*database->snapshot(), "sale-1")->txn, first.id);
}

}  // namespace
}  // namespace vuelve::storage
