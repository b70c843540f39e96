#include "storage/member_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "storage/testing.h"

namespace vuelve::storage {
namespace {

const Identity ana_phone{IdentityKind::Phone, "+593991234321"};
const Identity ana_card{IdentityKind::Card, "7001000042"};
const Identity luis_phone{IdentityKind::Phone, "+593987654321"};

/// A shop with one tenant; `spread` says over how many buckets.
struct Shop {
    explicit Shop(int spread = 1, std::unique_ptr<Database> opened = migrated_database())
        : database(std::move(opened)), placement{1, spread} {}

    std::unique_ptr<Database> database;
    Placement placement;
    KeyRing ring = KeyRing::temporary();
    Vault vault{ring, 1};
    std::int64_t now = 1'773'100'800'000;
    FreshIds ids{[this] { return now; }};
    MemberStore members{vault, placement, 10};

    NewMember ana() {
        NewMember member;
        member.holder = ids.next_holder(members.bucket_of_identity(ana_phone));
        member.enrolled_at = Instant{now};
        member.home_store = StoreId{3};
        member.language = "es";
        member.profile = {"Ana María Torres", Day{7000}, "Calle Ñuñoa 12, Quito",
                          R"({"city":"Quito"})"};
        member.segments = {"vip"};
        member.identities = {ana_phone, ana_card};
        member.consents = {
            {"marketing", "sms", true, "2026-01", "till", "staff:caja", Instant{now}}};
        member.referral_code = "ANA7K2Q";
        return member;
    }
    Result<void> enrol(const NewMember& member) {
        auto tx = database->begin();
        tx->is_upkeep();  // its identities lie in as many buckets
        auto result = members.enrol(*tx, member, ids);
        if (result) tx->commit();
        return result;
    }
    NewMember with_phone(const Identity& phone) {
        NewMember member;
        member.holder = ids.next_holder(members.bucket_of_identity(phone));
        member.identities = {phone};
        return member;
    }
    std::optional<HolderId> find(const Identity& identity) {
        return members.find(*database->snapshot(), identity);
    }
    std::optional<Member> load(HolderId holder) {
        return members.load(*database->snapshot(), holder);
    }
};

class Members : public testing::TestWithParam<int> {
 protected:
    Shop shop{GetParam()};
};
// One bucket, as SQLite runs every tenant, and many, as a coalition will.
INSTANTIATE_TEST_SUITE_P(Spread, Members, testing::Values(1, 64));

TEST_P(Members, are_found_by_each_identity_and_come_back_whole) {
    const NewMember ana = shop.ana();
    ASSERT_TRUE(shop.enrol(ana));
    EXPECT_EQ(shop.find(ana_phone), ana.holder);
    EXPECT_EQ(shop.find(ana_card), ana.holder);
    EXPECT_EQ(shop.find(luis_phone), std::nullopt);
    EXPECT_EQ(shop.find({IdentityKind::External, ana_card.value}), std::nullopt)
        << "of another kind";

    const auto loaded = shop.load(ana.holder);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->profile, ana.profile);
    EXPECT_EQ(loaded->segments, ana.segments);
    EXPECT_EQ(loaded->enrolled_at, ana.enrolled_at);
    EXPECT_EQ(loaded->home_store, StoreId{3});
    EXPECT_EQ(loaded->state, MemberState::Active);
    EXPECT_EQ(loaded->masked_identities(),
              (std::vector<std::string>{mask(ana_phone), mask(ana_card)}));
    EXPECT_EQ(shop.members.consents(*shop.database->snapshot(), ana.holder).at(0).text_version,
              "2026-01");
    EXPECT_EQ(
        number(*shop.database->snapshot(),
               "select count(*) from wallet where currency = 0 and holder_id = $1", {ana.holder}),
        1);
}

TEST_P(Members, share_no_identity) {
    ASSERT_TRUE(shop.enrol(shop.ana()));
    NewMember luis = shop.with_phone(luis_phone);
    luis.identities.push_back(ana_card);
    const auto refused = shop.enrol(luis);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::IdentityTaken);
    EXPECT_EQ(shop.find(luis_phone), std::nullopt) << "nothing of a refused enrolment stays";
    EXPECT_EQ(shop.load(luis.holder), std::nullopt);
}

TEST_P(Members, pass_on_an_identity_only_after_it_was_freed) {
    const NewMember ana = shop.ana();
    ASSERT_TRUE(shop.enrol(ana));
    const auto set = [&](HolderId holder, IdentityState state) {
        return write(*shop.database, [&](Transaction& tx) {
            return shop.members.set_identity_state(tx, holder, ana_phone, state);
        });
    };
    EXPECT_FALSE(set(HolderId{5}, IdentityState::Freed)) << "somebody else's";
    EXPECT_TRUE(set(ana.holder, IdentityState::Blocked));
    EXPECT_EQ(shop.find(ana_phone), std::nullopt);
    EXPECT_FALSE(shop.enrol(shop.with_phone(ana_phone)));
    EXPECT_TRUE(set(ana.holder, IdentityState::Freed));
    EXPECT_TRUE(shop.members.was_ever_enrolled(*shop.database->snapshot(), ana_phone, Instant{0}));

    const NewMember next = shop.with_phone(ana_phone);
    ASSERT_TRUE(shop.enrol(next));
    EXPECT_EQ(shop.find(ana_phone), next.holder);
    EXPECT_EQ(shop.load(next.holder)->identities.at(0).identity, ana_phone);
    EXPECT_EQ(shop.load(ana.holder)->identities.size(), 1U);
}

TEST_P(Members, change_their_profile_and_gain_identities) {
    const NewMember ana = shop.ana();
    ASSERT_TRUE(shop.enrol(ana));
    const Profile changed{"Ana Torres de Paz", std::nullopt, "", "{}"};
    const Identity mail{IdentityKind::Email, "ana@example.com"};
    write(*shop.database, [&](Transaction& tx) {
        EXPECT_TRUE(shop.members.update_profile(tx, ana.holder, changed));
        EXPECT_TRUE(shop.members.add_identity(tx, ana.holder, mail));
        EXPECT_FALSE(shop.members.add_identity(tx, ana.holder, mail));
        EXPECT_FALSE(shop.members.add_identity(tx, HolderId{bucket_count}, luis_phone))
            << "nobody's";
        shop.members.set_state(tx, ana.holder, MemberState::Suspended);
    });
    const auto loaded = shop.load(ana.holder);
    EXPECT_EQ(loaded->profile, changed);
    EXPECT_EQ(loaded->row_version, 2);
    EXPECT_EQ(loaded->state, MemberState::Suspended);
    EXPECT_EQ(shop.find(mail), ana.holder);
}

TEST_P(Members, erased_leave_a_pseudonym_and_a_tombstone_that_ends) {
    const NewMember ana = shop.ana();
    ASSERT_TRUE(shop.enrol(ana));
    write(*shop.database,
          [&](Transaction& tx) { shop.members.erase(tx, ana.holder, Instant{100}); });

    const auto loaded = shop.load(ana.holder);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->state, MemberState::Anonymised);
    EXPECT_EQ(loaded->profile, Profile{});
    EXPECT_TRUE(loaded->identities.empty());
    EXPECT_EQ(shop.find(ana_phone), std::nullopt);
    const auto snapshot = shop.database->snapshot();
    EXPECT_EQ(number(*snapshot,
                     "select (select count(*) from member_key) + (select count(*) from identity)"
                     " + (select count(*) from code)"),
              0);
    EXPECT_TRUE(shop.members.was_ever_enrolled(*snapshot, ana_card, Instant{99}));
    EXPECT_FALSE(shop.members.was_ever_enrolled(*snapshot, ana_card, Instant{100}));
}

TEST_P(Members, take_what_they_wrote_with_them_when_they_are_erased) {
    const NewMember ana = shop.ana();
    ASSERT_TRUE(shop.enrol(ana));
    const auto sealed = shop.members.seal_text(*shop.database->snapshot(), ana.holder,
                                               comment_field, 7, "Pan duro");
    ASSERT_TRUE(sealed);
    const auto open = [&](std::int64_t row) {
        return shop.members.open_text(*shop.database->snapshot(), ana.holder, comment_field, row,
                                      *sealed);
    };
    EXPECT_EQ(open(7), "Pan duro");
    EXPECT_THROW(open(8), StorageError);  // it opens in its own row alone
    write(*shop.database,
          [&](Transaction& tx) { shop.members.erase(tx, ana.holder, Instant{100}); });
    EXPECT_EQ(open(7), std::nullopt);
    EXPECT_EQ(shop.members.seal_text(*shop.database->snapshot(), ana.holder, comment_field, 9, "x"),
              std::nullopt);
}

TEST_P(Members, are_listed_page_by_page) {
    std::set<HolderId> enrolled;
    for (int at = 0; at < 23; ++at) {
        const NewMember member =
            shop.with_phone({IdentityKind::Phone, "+59399000" + std::to_string(1000 + at)});
        enrolled.insert(member.holder);
        ASSERT_TRUE(shop.enrol(member));
    }
    std::set<HolderId> seen;
    HolderId after{0};
    for (;;) {
        const auto page = shop.members.list(*shop.database->snapshot(), after, 5);
        if (page.empty()) break;
        EXPECT_LE(page.size(), 5U);
        for (const Member& member : page) {
            EXPECT_TRUE(seen.insert(member.holder).second) << "nobody comes twice";
            EXPECT_EQ(member.identities.size(), 1U);
        }
        after = page.back().holder;
    }
    EXPECT_EQ(seen, enrolled);
}

TEST_P(Members, of_another_programme_or_tenant_are_not_seen) {
    const NewMember ana = shop.ana();
    ASSERT_TRUE(shop.enrol(ana));
    const MemberStore other_programme(shop.vault, shop.placement, 11);
    const Vault other_vault(shop.ring, 2);
    const MemberStore other_tenant(other_vault, {2, GetParam()}, 10);
    for (const MemberStore* store : {&other_programme, &other_tenant}) {
        const auto snapshot = shop.database->snapshot();
        EXPECT_EQ(store->find(*snapshot, ana_phone), std::nullopt);
        EXPECT_EQ(store->load(*snapshot, ana.holder), std::nullopt);
        EXPECT_TRUE(store->list(*snapshot, HolderId{0}, 10).empty());
    }
}

TEST(SealedRows, moved_between_members_or_fields_do_not_open) {
    Shop shop;
    const NewMember ana = shop.ana();
    NewMember luis = shop.with_phone(luis_phone);
    luis.profile.name = "Luis Paz";
    ASSERT_TRUE(shop.enrol(ana));
    ASSERT_TRUE(shop.enrol(luis));
    const auto broken_by = [&](std::string_view change, HolderId holder, HolderId from) {
        auto tx = shop.database->begin();
        tx->exec(change, {holder, from});
        return trouble_of([&] { shop.members.load(*tx, holder); });
    };
    EXPECT_EQ(
        broken_by("update member set name_s = (select name_s from member where holder_id = $2)"
                  " where holder_id = $1",
                  luis.holder, ana.holder),
        Trouble::Corrupt);
    EXPECT_EQ(
        broken_by("update member set name_s = (select address_s from member where holder_id = $2)"
                  " where holder_id = $1",
                  ana.holder, ana.holder),
        Trouble::Corrupt);
    EXPECT_EQ(broken_by("update member_key set wrapped_key = (select wrapped_key from member_key "
                        "where holder_id = $2)"
                        " where holder_id = $1",
                        luis.holder, ana.holder),
              Trouble::Corrupt);
    EXPECT_EQ(broken_by("update identity set value_s = (select value_s from identity where "
                        "holder_id = $2 and kind = 3)"
                        " where holder_id = $1 and kind = 1",
                        ana.holder, ana.holder),
              Trouble::Corrupt);
    EXPECT_EQ(broken_by("update identity set holder_id = $1 where holder_id = $2", luis.holder,
                        ana.holder),
              Trouble::Corrupt);
}

TEST(SealedRows, show_nothing_personal_in_any_file) {
    const TestFolder folder;
    const LastingDatabase place(folder / "shop.db");
    {
        auto database = open_database(place.name(), DatabaseUse::Create);
        migrate(*database, 0);
        Shop shop(1, std::move(database));
        ASSERT_TRUE(shop.enrol(shop.ana()));
        const std::string everything = stolen_bytes(folder.path, place.name());
        ASSERT_NE(everything.find("2026-01"), std::string::npos)
            << "the row is in one of the files";
        for (const char* personal :
             {"María", "Torres", "Quito", "991234321", "7001000042", "ANA7K2Q"}) {
            EXPECT_EQ(everything.find(personal), std::string::npos) << personal;
        }
    }
}

}  // namespace
}  // namespace vuelve::storage
