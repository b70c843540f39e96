#include "storage/entitlement_store.h"

#include <gtest/gtest.h>

#include "storage/ledger_store.h"
#include "storage/member_store.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

/// Decided transactions written as they are: what the tables make of their effects.
struct Promises : testing::Test {
    std::unique_ptr<Database> database = migrated_database();
    Placement placement{1, 1};
    KeyRing ring = KeyRing::temporary();
    Vault vault{ring, 1};
    std::int64_t now = 1'773'100'800'000;
    FreshIds ids{[this] { return now; }};
    MemberStore members{vault, placement, 10};
    LedgerStore ledger{vault, placement, 10};
    EntitlementStore promises{vault, placement, 10};
    std::shared_ptr<const Zone> zone = Zone::find("UTC");
    State state;
    HolderId ana{}, luis{};

    void SetUp() override { ana = enrol("100"), luis = enrol("200"); }
    HolderId enrol(const char* card) {
        NewMember member;
        member.identities = {{IdentityKind::Card, card}};
        member.holder = ids.next_holder(members.bucket_of_identity(member.identities.front()));
        write(*database, [&](auto& tx) { EXPECT_TRUE(members.enrol(tx, member, ids)); });
        state.holders[member.holder].id = member.holder;
        return member.holder;
    }
    vuelve::Transaction txn(HolderId holder, Effects effects) {
        vuelve::Transaction made{.id = TxnId{ids.next_id()},
                                 .kind = TxnKind::Member,
                                 .holder = holder,
                                 .key = {},
                                 .parent = {},
                                 .channel = {},
                                 .actor = {}};
        made.receipt = std::make_shared<Receipt>();
        made.effects = std::move(effects);
        return made;
    }
    /// All of them in one group.
    void append(std::vector<vuelve::Transaction> txns) {
        std::vector<LedgerStore::Row> rows;
        for (auto& one : txns) rows.push_back({&one, "{}", {}});
        write(*database, [&](auto& tx) { ledger.append(tx, rows, state, *zone); });
    }
    std::unique_ptr<Reader> read() { return database->snapshot(); }
    Holder loaded(HolderId id, HolderKind kind = HolderKind::Member) {
        Holder holder{.id = id, .kind = kind};
        EXPECT_TRUE(ledger.load_ledger(*read(), holder));
        return holder;
    }
};

TEST_F(Promises, a_reservation_is_found_by_id_and_is_loaded_with_its_account_while_it_is_open) {
    Reservation held{.id = ReservationId{ids.next_id()},
                     .member = luis,
                     .currency = CurrencyId{3},
                     .points = Units{50},
                     .due_at = Instant{now + 1000},
                     .uses = {{LotId{7}, Units{50}, Units{0}}}};
    Effects made;
    made.reservations = {{ana, held}};
    append({txn(ana, made)});
    auto row = promises.reservation(*read(), held.id);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->holder, ana);
    EXPECT_EQ(row->reservation.member, luis);
    EXPECT_EQ(row->reservation.points, Units{50});
    EXPECT_EQ(row->reservation.due_at, held.due_at);
    ASSERT_EQ(row->reservation.uses.size(), 1U);
    EXPECT_EQ(row->reservation.uses.front().lot, LotId{7});
    EXPECT_EQ(loaded(ana).reservations.size(), 1U);
    EXPECT_TRUE(promises.holders_due(*read(), Instant{now}, 10).empty());
    EXPECT_EQ(promises.holders_due(*read(), held.due_at, 10), std::vector{ana});

    held.state = ReservationState::Captured;
    held.captured = Units{20};
    made.reservations = {{ana, held}};
    append({txn(ana, made)});
    EXPECT_TRUE(loaded(ana).reservations.empty());
    EXPECT_TRUE(promises.holders_due(*read(), held.due_at, 10).empty());
    auto all = promises.reservations_of(*read(), ana, ReservationId{}, 10);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().reservation.captured, Units{20});
    EXPECT_EQ(all.front().reservation.state, ReservationState::Captured);
    EXPECT_TRUE(promises.reservations_of(*read(), ana, held.id, 10).empty());
    EXPECT_FALSE(EntitlementStore(vault, placement, 11).reservation(*read(), held.id))
        << "another programme's";
}

TEST_F(Promises, redemptions_wait_in_a_queue_until_they_are_fulfilled) {
    Effects made;
    std::vector<RedemptionId> made_ids;
    for (HolderId holder : {ana, luis, ana}) {
        Redemption taken{.id = RedemptionId{ids.next_id()},
                         .reward = RewardId{4},
                         .account = holder,
                         .recipient = luis,
                         .currency = CurrencyId{3},
                         .points = Units{10},
                         .money = Minor{150},
                         .store = StoreId{6},
                         .at = Instant{now},
                         .due_at = Instant{now + 500},
                         .took_stock = true,
                         .limit = TallyKey{TallyKind::RewardLimit, 4, 2026},
                         .uses = {{LotId{8}, Units{10}, Units{0}}}};
        made_ids.push_back(taken.id);
        made.redemptions.push_back({holder, taken});
    }
    append({txn(ana, made)});
    auto queue = promises.redemptions_in(*read(), RedemptionState::Confirmed, RedemptionId{}, 2);
    ASSERT_EQ(queue.size(), 2U);
    EXPECT_EQ(queue[0].redemption.id, made_ids[0]);
    EXPECT_EQ(queue[1].holder, luis);
    EXPECT_EQ(queue[1].redemption.recipient, luis);
    EXPECT_EQ(queue[1].redemption.money, Minor{150});
    EXPECT_TRUE(queue[1].redemption.took_stock);
    EXPECT_EQ(queue[1].redemption.limit, (TallyKey{TallyKind::RewardLimit, 4, 2026}));
    EXPECT_EQ(promises.redemptions_in(*read(), RedemptionState::Confirmed, made_ids[1], 9).size(),
              1U);
    EXPECT_EQ(promises.holders_due(*read(), Instant{now + 500}, 10).size(), 2U);
    EXPECT_EQ(loaded(ana).redemptions.size(), 2U);

    Redemption done = made.redemptions.front().redemption;
    done.state = RedemptionState::Fulfilled;
    done.due_at.reset();
    Effects fulfilled;
    fulfilled.redemptions = {{ana, done}};
    append({txn(ana, fulfilled)});
    EXPECT_EQ(promises.redemptions_in(*read(), RedemptionState::Confirmed, {}, 9).size(), 2U);
    EXPECT_EQ(loaded(ana).redemptions.size(), 1U);
    EXPECT_EQ(promises.redemptions_of(*read(), ana, {}, 9).size(), 2U);
    EXPECT_EQ(promises.redemption(*read(), done.id)->redemption.state, RedemptionState::Fulfilled);
    EXPECT_FALSE(promises.redemption(*read(), done.id)->redemption.due_at);
}

TEST_F(Promises, a_voucher_and_its_code_go_to_the_survivor_of_a_merge) {
    Voucher voucher{.id = VoucherId{ids.next_id()},
                    .code = "0123456789ABCD",
                    .coupon = CouponId{5},
                    .state = VoucherState::Locked,
                    .valid_from = Instant{now},
                    .valid_until = voucher_without_end,
                    .purchase = {},
                    .used_in = {},
                    .cost = {},
                    .locked_until = Instant{now + 900},
                    .redemption = RedemptionId{77}};
    Effects issued, moved;
    issued.vouchers = {{ana, voucher}};
    auto first = txn(ana, issued);
    const TxnId issuer = first.id;
    append({std::move(first)});
    EXPECT_EQ(promises.voucher_of_code(*read(), "0123456789ABCD")->holder, ana);
    EXPECT_EQ(promises.voucher(*read(), voucher.id)->voucher.locked_until, Instant{now + 900});
    EXPECT_EQ(promises.voucher(*read(), voucher.id)->voucher.redemption, RedemptionId{77});
    EXPECT_EQ(promises.holders_due(*read(), Instant{now + 900}, 10), std::vector{ana});

    voucher.state = VoucherState::Used;
    voucher.locked_until.reset();
    moved.vouchers = {{luis, voucher}};
    append({txn(luis, moved)});
    auto row = promises.voucher_of_code(*read(), "0123456789ABCD");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->holder, luis);
    EXPECT_EQ(row->voucher.state, VoucherState::Used);
    EXPECT_EQ(number(*read(), "select txn_id from voucher"), issuer.value);
    EXPECT_EQ(number(*read(), "select holder_id from code"), luis.value);
    EXPECT_TRUE(loaded(luis).vouchers.empty()) << "used ones are not loaded";
    EXPECT_EQ(promises.vouchers_of(*read(), luis).size(), 1U);
    EXPECT_TRUE(promises.holders_due(*read(), Instant{now + 900}, 10).empty());
}

TEST_F(Promises, a_lot_that_moves_twice_in_one_group_lies_where_it_went_last) {
    Lot lot{.id = LotId{ids.next_id()},
            .currency = CurrencyId{3},
            .original = Units{30},
            .remaining = Units{30},
            .reserved = {},
            .earned_at = Instant{now},
            .available_at = Instant{now}};
    const HolderId third = enrol("300");
    Effects earned, to_luis, to_third, back;
    earned.lots = {{ana, lot}};
    append({txn(ana, earned)});
    to_luis.moved_lots = {{ana, lot.id}};
    to_luis.lots = {{luis, lot}};
    to_third.moved_lots = {{luis, lot.id}};
    lot.remaining = Units{20};
    to_third.lots = {{third, lot}};
    append({txn(luis, to_luis), txn(third, to_third)});
    EXPECT_EQ(number(*database->fan_out(), "select count(*) from lot"), 1);
    ASSERT_EQ(loaded(third).lots.size(), 1U);
    EXPECT_EQ(loaded(third).lots.front().remaining, Units{20});
    EXPECT_TRUE(loaded(ana).lots.empty());
    EXPECT_TRUE(loaded(luis).lots.empty());

    // There and back: the row is as the last one says.
    to_luis.moved_lots = {{third, lot.id}};
    back.moved_lots = {{luis, lot.id}};
    lot.remaining = Units{5};
    back.lots = {{third, lot}};
    append({txn(luis, to_luis), txn(third, back)});
    EXPECT_EQ(number(*database->fan_out(), "select count(*) from lot"), 1);
    EXPECT_EQ(loaded(third).lots.front().remaining, Units{5});
}

TEST_F(Promises, a_household_and_its_members_come_from_transactions) {
    const HolderId home = ids.next_holder(base_bucket(placement));
    state.holders[home].id = home;
    Effects joined;
    joined.enrolled = {
        Holder{.id = home, .kind = HolderKind::Household, .enrolled_at = Instant{now}}};
    joined.memberships = {{home, {ana, true, true, Instant{now}}, false},
                          {home, {luis, false, false, Instant{now + 1}}, false}};
    joined.places = {{ana, MemberState::Active, home, {}}, {luis, MemberState::Active, home, {}}};
    joined.heads = {{home, {}}};
    append({txn(ana, joined)});
    auto all = promises.members_of(*read(), home);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].member, ana);
    EXPECT_TRUE(all[0].owner);
    EXPECT_FALSE(all[1].can_redeem);
    EXPECT_EQ(members.load(*read(), home)->kind, HolderKind::Household);
    EXPECT_EQ(members.load(*read(), luis)->household, home);
    EXPECT_EQ(loaded(home, HolderKind::Household).members.size(), 2U);

    Effects left, merged;
    left.memberships = {{home, {luis, false, false, Instant{now + 1}}, true}};
    left.places = {{luis, MemberState::Suspended, {}, {}}};
    merged.places = {{luis, MemberState::Merged, {}, ana}};
    append({txn(luis, left)});
    EXPECT_EQ(promises.members_of(*read(), home).size(), 1U);
    EXPECT_EQ(members.load(*read(), luis)->state, MemberState::Suspended);
    EXPECT_EQ(members.load(*read(), luis)->household, HolderId{});
    append({txn(ana, merged)});
    EXPECT_EQ(members.load(*read(), luis)->merged_into, ana);
}

TEST_F(Promises, parked_returns_are_a_queue_by_state) {
    Effects made;
    for (int i = 0; i < 5; ++i)
        made.parked.push_back({.id = "R" + std::to_string(i),
                               .purchase = "P",
                               .is_void = false,
                               .lines = {},
                               .occurred_at = Instant{now},
                               .due_at = Instant{now + 100},
                               .state = i < 3 ? ParkedState::Orphaned : ParkedState::Parked});
    append({txn(ana, made)});
    auto page = promises.parked_in(*read(), ParkedState::Orphaned, std::nullopt, 2);
    ASSERT_EQ(page.size(), 2U);
    auto rest = promises.parked_in(*read(), ParkedState::Orphaned, page.back().key, 2);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_NE(rest[0].parked.id, page[0].parked.id);
    EXPECT_EQ(ledger.waiting(*read()).size(), 2U);
    EXPECT_EQ(promises.parked(*read(), "P", "R1")->state, ParkedState::Orphaned);
    EXPECT_FALSE(promises.parked(*read(), "P", "R9"));
    EXPECT_TRUE(promises.has_due_parked(*read(), Instant{now + 100}));
    EXPECT_FALSE(promises.has_due_parked(*read(), Instant{now + 99}));
}

TEST_F(Promises, a_suppliers_codes_are_sealed_kept_in_order_and_known_from_then_on) {
    const ResourceKey pool{ResourceKind::RewardCodes, 4, 0};
    write(*database, [&](auto& tx) {
        promises.add_codes(tx, pool, 0, {"CINE-1", "CINE-2"});
        promises.add_codes(tx, pool, 2, {"CINE-3"});
    });
    EXPECT_EQ(promises.pool_codes(*read(), pool, 1, 9),
              (std::vector<std::string>{"CINE-2", "CINE-3"}));
    EXPECT_EQ(promises.pool_codes(*read(), pool, 0, 1), std::vector<std::string>{"CINE-1"});
    EXPECT_TRUE(promises.is_code_known(*read(), "CINE-3"));
    EXPECT_FALSE(promises.is_code_known(*read(), "CINE-4"));
    EXPECT_FALSE(bytes_of_rows(*database, "code_pool").empty());
    EXPECT_FALSE(bytes_of_rows(*database, "code_pool").contains("CINE"));
}

TEST_F(Promises, the_identities_of_a_duplicate_lead_to_the_survivor_and_open_with_its_key) {
    const Identity lost{IdentityKind::Card, "201"}, given_up{IdentityKind::Card, "202"};
    write(*database, [&](auto& tx) {
        EXPECT_TRUE(members.add_identity(tx, luis, lost));
        EXPECT_TRUE(members.add_identity(tx, luis, given_up));
        members.set_identity_state(tx, luis, lost, IdentityState::Blocked);
        members.set_identity_state(tx, luis, given_up, IdentityState::Freed);
        members.move_identities(tx, luis, ana);
    });
    EXPECT_EQ(members.find(*read(), {IdentityKind::Card, "200"}), ana);
    EXPECT_EQ(members.owner(*read(), lost)->holder, ana);
    EXPECT_EQ(members.owner(*read(), lost)->state, IdentityState::Blocked);
    EXPECT_EQ(members.owner(*read(), given_up)->holder, luis);
    auto survivor = members.load(*read(), ana);
    ASSERT_EQ(survivor->identities.size(), 3U);
    EXPECT_EQ(members.load(*read(), luis)->identities.size(), 1U);

    write(*database, [&](auto& tx) { members.free_identities(tx, ana); });
    EXPECT_FALSE(members.find(*read(), {IdentityKind::Card, "200"}));
    EXPECT_EQ(members.owner(*read(), lost)->state, IdentityState::Freed);
}

}  // namespace
}  // namespace vuelve::storage
