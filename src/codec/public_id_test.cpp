#include "codec/public_id.h"

#include <gtest/gtest.h>

#include <limits>

#include "codec/crockford.h"

namespace vuelve {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

TEST(PublicId, goes_both_ways) {
    for (std::int64_t id :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{7'777'777'777}, largest}) {
        std::string member = format_public(PublicKind::Member, HolderId{id});
        EXPECT_EQ(member.size(), 4U + 13 + 1);
        EXPECT_EQ(parse_public_holder(PublicKind::Member, member), HolderId{id});
        for (int bucket : {0, 5, 16383}) {
            std::string txn = format_public(PublicKind::Txn, PlacedId{id, bucket});
            EXPECT_EQ(txn.size(), 4U + 16 + 1);
            EXPECT_EQ(parse_public(PublicKind::Txn, txn), (PlacedId{id, bucket}));
        }
    }
}

TEST(PublicId, a_prefix_is_part_of_the_id) {
    std::string member = format_public(PublicKind::Member, HolderId{42});
    EXPECT_FALSE(parse_public_holder(PublicKind::Household, member));
    EXPECT_FALSE(parse_public_holder(PublicKind::Member, member.substr(4)));
    EXPECT_FALSE(parse_public(PublicKind::Txn, member));
    EXPECT_FALSE(parse_public_holder(PublicKind::Member, ""));
    EXPECT_FALSE(parse_public_holder(PublicKind::Member, member + "0"));
}

TEST(PublicId, forgives_how_people_write_letters) {
    std::string written = format_public(PublicKind::Voucher, PlacedId{1, 1});
    std::string typed = written;
    for (char& c : typed) {
        if (c == '0') c = 'o';
        if (c == '1') c = 'L';
    }
    ASSERT_NE(typed, written);
    EXPECT_EQ(parse_public(PublicKind::Voucher, typed), (PlacedId{1, 1}));
}

TEST(PublicId, refuses_numbers_beyond_63_bits) {
    std::string symbols = crockford::encode(static_cast<unsigned __int128>(1) << 63, 13);
    EXPECT_FALSE(parse_public_holder(PublicKind::Member,
                                     "mbr_" + symbols + crockford::check_symbol(symbols)));
}

TEST(Crockford, the_check_notices_every_wrong_symbol_and_every_swap) {
    std::string good = crockford::encode(0x123456789ABCDEF, 13);
    good += crockford::check_symbol(good);
    auto valid = [](const std::string& text) {
        return crockford::check_symbol(text.substr(0, text.size() - 1)) == text.back();
    };
    ASSERT_TRUE(valid(good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (char symbol : crockford::alphabet) {
            std::string wrong = good;
            wrong[i] = symbol;
            EXPECT_EQ(valid(wrong), wrong == good) << wrong;
        }
        if (i + 1 < good.size() && good[i] != good[i + 1]) {
            std::string swapped = good;
            std::swap(swapped[i], swapped[i + 1]);
            EXPECT_FALSE(valid(swapped)) << swapped;
        }
    }
}

TEST(Crockford, normalises_what_people_type) {
    EXPECT_EQ(crockford::normalise("ab-c1 oIl"), "ABC1011");
    EXPECT_FALSE(crockford::normalise("U"));
    EXPECT_FALSE(crockford::normalise("ñ"));
}

}  // namespace
}  // namespace vuelve
