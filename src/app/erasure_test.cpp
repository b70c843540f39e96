#include "app/erasure.h"

#include <gtest/gtest.h>

#include <chrono>

#include "app/own_data.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

class Erasure : public Shop {
 protected:
    void SetUp() override {
        Shop::SetUp();
        enrol(3);
        for (int i = 0; i < 4; ++i) trade(20);
    }
    /// Does a file of the shop hold these bytes, or a row on the server?
    bool holds(std::string_view bytes) const {
        return storage::stolen_bytes(folder / "data", database).contains(bytes);
    }
    HolderId member(std::size_t which) const {
        return *parse_public_holder(PublicKind::Member, members[which]);
    }
    std::string wrapped_key(HolderId holder) {
        auto reader = service->database().snapshot();
        auto rows =
            reader->query("select wrapped_key from member_key where holder_id = $1", {holder});
        if (!rows.next()) return {};
        const auto bytes = rows.bytes(0);
        return {bytes.begin(), bytes.end()};
    }
};

// S4: the key leaves the medium within a second, and the ledger still adds up.
TEST_F(Erasure, destroys_the_key_on_the_medium_within_a_second) {
    const HolderId gone = member(0);
    const std::string key = wrapped_key(gone);
    ASSERT_FALSE(key.empty());
    ASSERT_TRUE(holds(key)) << "the scan finds what is there";
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_TRUE(erase_member(*service, caller, gone));
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_LE(std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), 1000);
    EXPECT_FALSE(holds(key));
    EXPECT_EQ(faults(verified()), "");
}

TEST_F(Erasure, leaves_a_ledger_that_can_be_derived_anew) {
    for (std::size_t i = 0; i < 2; ++i) ASSERT_TRUE(erase_member(*service, caller, member(i)));
    trade(10);  // the others go on; returns of the erased are forfeited
    EXPECT_EQ(faults(verified()), "");
    EXPECT_TRUE(rebuilt().is_equal());
}

TEST_F(Erasure, is_found_by_nobody_after_a_restart) {
    ASSERT_TRUE(erase_member(*service, caller, member(0)));
    open(false);
    const auto told = read_own_data(*service, caller, member(0), "x");
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().code, ErrorCode::UnknownMember);
    const auto again = erase_member(*service, caller, member(0));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::InvalidState);
}

TEST_F(Erasure, is_replayed_on_a_restored_backup) {
    if (storage::on_postgres()) GTEST_SKIP() << "a server is backed up with its own tools";
    const auto copy = folder / "copy.db";
    ASSERT_TRUE(backup(database, copy, {}));
    ASSERT_TRUE(erase_member(*service, caller, member(0)));
    const auto list = read_erasures(*service, *programme, HolderId{0}, 10);
    ASSERT_EQ(list.size(), 1u);
    service.reset();
    std::filesystem::create_directories(folder / "restored");
    std::filesystem::copy_file(copy, folder / "restored/vuelve.db");
    database = "sqlite:" + (folder / "restored/vuelve.db").string();
    open(false);
    EXPECT_FALSE(wrapped_key(member(0)).empty()) << "the backup still knows them";
    const auto known = replay_erasures(*service, programme->key(), {list[0].member});
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(*known, 1);
    EXPECT_TRUE(wrapped_key(member(0)).empty());
    EXPECT_EQ(*replay_erasures(*service, programme->key(), {list[0].member}), 0);
    EXPECT_EQ(faults(verified()), "");
}

// Case 40: whoever takes the files reads nobody.
TEST_F(Erasure, case_40_files_hold_nothing_personal_in_clear) {
    EnrolmentRequest request{.name = "Petronila Quishpe"};
    request.identities.push_back({IdentityKind::Email, "petronila@example.com"});
    request.birth_date = Day{8000};
    request.address = {"Avenida Secreta 99"};
    request.guardian = "Telmo Guardián";
    request.guardian_text = "1";
    const Answer done =
        service->engine().ask(ask_enrol(*programme, caller, request, service->now(), fresh("k")));
    ASSERT_FALSE(done.error);
    service->database().scrub();
    for (const char* word : {"Petronila", "petronila@", "Avenida Secreta", "Telmo"})
        EXPECT_FALSE(holds(word)) << word;
    EXPECT_TRUE(holds("laurel")) << "the scan finds what is in clear";
    const auto told = read_own_data(*service, caller, done.receipt->member, "x");
    ASSERT_TRUE(told);
    EXPECT_TRUE(own_data_json(*told).contains("Petronila Quishpe"));
    EXPECT_TRUE(own_data_json(*told).contains("Telmo Guardián"));
}

}  // namespace
}  // namespace vuelve::app
