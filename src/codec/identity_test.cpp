#include "codec/identity.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

void check_phone(std::string_view typed, std::string_view region, std::string_view expected) {
    auto phone = normalise_identity(IdentityKind::Phone, typed, region);
    EXPECT_EQ(phone ? phone->value : "refused", expected) << typed << " in " << region;
}

std::string normal(IdentityKind kind, std::string_view raw) {
    auto identity = normalise_identity(kind, raw, "EC");
    return identity ? identity->value : "refused";
}

TEST(Identity, reads_phones_as_people_of_each_country_write_them) {
    check_phone("098 765 4321", "EC", "+593987654321");
    check_phone("+593 98 765 4321", "EC", "+593987654321");
    check_phone("00 593 98 765 4321", "EC", "+593987654321");
    check_phone("55 1111 2222", "MX", "+525511112222");
    check_phone("+52 1 55 1111 2222", "MX", "+525511112222");
    check_phone("987 654 321", "PE", "+51987654321");
    check_phone("9 8765 4321", "CL", "+56987654321");
    check_phone("300 123 4567", "CO", "+573001234567");
    check_phone("011 15-2345-6789", "AR", "+5491123456789");
    check_phone("+54 9 11 2345-6789", "AR", "+5491123456789");
    check_phone("(11) 96123-4567", "BR", "+5511961234567");
    check_phone("0 11 96123 4567", "BR", "+5511961234567");
}

TEST(Identity, reads_international_phones_anywhere) {
    check_phone("+51 987 654 321", "EC", "+51987654321");
    check_phone("+51987654321", "", "+51987654321");
    check_phone("987654321", "", "refused");
}

TEST(Identity, refuses_what_is_no_phone) {
    for (const char* typed : {"", "   ", "abc", "12", "+", "+999 123", "098765432109876543210",
                              "1-800-FLORES", "098 765 4321 ext. 5", "０９８７６５４３２１"}) {
        check_phone(typed, "EC", "refused");
    }
}

TEST(Identity, normalises_mail_cards_and_external_ids) {
    EXPECT_EQ(normal(IdentityKind::Email, "  Ana.Torres@Dominio.COM "), "ana.torres@dominio.com");
    for (const char* bad :
         {"ana", "@d.com", "ana@", "ana@com", "a b@d.com", "a@b@d.com", "a@d..com", "a@d.c"}) {
        EXPECT_EQ(normal(IdentityKind::Email, bad), "refused") << bad;
    }
    EXPECT_EQ(normal(IdentityKind::Card, " 7001-0000 42ab "), "7001000042AB");
    EXPECT_EQ(normal(IdentityKind::Card, "12"), "refused");
    EXPECT_EQ(normal(IdentityKind::Card, "1234ñ"), "refused");
    EXPECT_EQ(normal(IdentityKind::External, " crm/42 "), "crm/42");
    EXPECT_EQ(normal(IdentityKind::External, "a\x01z"), "refused");
}

TEST(Identity, masks_what_it_shows) {
    auto masked = [](std::string_view reference) {
        auto identity = parse_identity(reference, "");
        return identity ? mask(*identity) : "refused";
    };
    EXPECT_EQ(masked("phone:+593987654321"), "+593*****4321");
    EXPECT_EQ(masked("phone:+12025550123"), "+1******0123");
    EXPECT_EQ(masked("card:7001000042"), "****0042");
    EXPECT_EQ(masked("card:70010"), "****");
    EXPECT_EQ(masked("email:ana@dominio.com"), "a***@d***.com");
    EXPECT_EQ(masked("external:ÑANDU-000117"), "****0117");
}

TEST(Identity, references_go_both_ways) {
    auto phone = parse_identity("phone:0987654321", "EC");
    ASSERT_TRUE(phone);
    EXPECT_EQ(format_identity(*phone), "phone:+593987654321");
    EXPECT_EQ(parse_identity(format_identity(*phone), ""), phone);
    EXPECT_FALSE(parse_identity("0987654321", "EC"));
    EXPECT_FALSE(parse_identity("PHONE:0987654321", "EC"));
}

TEST(Identity, a_zone_tells_the_country) {
    EXPECT_EQ(region_of_zone("America/Guayaquil"), "EC");
    EXPECT_EQ(region_of_zone("America/Argentina/Cordoba"), "AR");
    EXPECT_EQ(region_of_zone("America/Sao_Paulo"), "BR");
    EXPECT_EQ(region_of_zone("Asia/Bahrain"), "");
    EXPECT_EQ(region_of_zone("UTC"), "");
}

}  // namespace
}  // namespace vuelve
