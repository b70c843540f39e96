#include "codec/member_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/public_id.h"
#include "codec/purchase_json.h"

namespace vuelve {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

Json json(std::string_view text) {
    auto value = parse_json(text);
    EXPECT_TRUE(value) << text;
    return value ? *value : Json();
}

template <class T>
std::vector<std::string> faults_in(const Result<T>& result) {
    std::vector<std::string> lines;
    if (result) return lines;
    for (const auto& fault : result.error().faults) {
        lines.push_back(fault.pointer + " " + fault.code);
    }
    return lines;
}

TEST(DecodeEnrolment, reads_the_example_of_the_contract) {
    auto request = decode_enrolment(
        json(
            R"({"name": "Ana Torres", "identities": ["phone:+593987654321", "card:7001000042"], "birth_date": "1990-08-21", "home_store": "CENTRO", "language": "es", "referral_code": null, "attributes": {},
 "consents": [{"purpose": "marketing", "channel": "sms", "given": true, "text_version": "2026-01", "source": "till"}]})"),
        "EC");
    ASSERT_TRUE(request) << testing::PrintToString(faults_in(request));
    EXPECT_EQ(request->identities[0], (Identity{IdentityKind::Phone, "+593987654321"}));
    EXPECT_EQ(request->birth_date, day_of(1990, 8, 21));
    EXPECT_EQ(request->referral_code, "");
    EXPECT_TRUE(request->consents[0].given);
    EXPECT_EQ(canonical(json(canonical_enrolment(*request))), canonical_enrolment(*request));
}

TEST(DecodeEnrolment, names_every_fault_at_once) {
    EXPECT_THAT(
        faults_in(decode_enrolment(
            json(
                R"({"name": "", "identities": ["phone:0987654321", "phone:+593 98 765 4321", "fax:1", "email:ana", 5],
            "birth_date": "1890-01-01", "language": "fr", "points": 1000,
            "consents": [{"purpose": "marketing", "given": "yes"}]})"),
            "EC")),
        UnorderedElementsAre(
            "/name wrong-format", "/identities/1 duplicate", "/identities/2 wrong-format",
            "/identities/3 wrong-format", "/identities/4 wrong-type", "/birth_date out-of-range",
            "/language wrong-format", "/points unknown-field", "/consents/0/channel required",
            "/consents/0/given wrong-type", "/consents/0/text_version required"));
}

TEST(DecodeLookup, takes_every_kind_of_reference) {
    HolderId ana{123456789};
    auto by = [](const std::string& reference) {
        return decode_lookup(json("{\"by\": \"" + reference + "\"}"), "EC");
    };
    EXPECT_EQ(std::get<HolderId>(by(format_public(PublicKind::Member, ana))->by), ana);
    EXPECT_EQ(std::get<Identity>(by("card:7001-0000-42")->by).value, "7001000042");
    EXPECT_EQ(std::get<QrToken>(by("qr:1.t.a.b")->by).token, "1.t.a.b");
    EXPECT_THAT(faults_in(by("mbr_123")), ElementsAre("/by wrong-format"));
    EXPECT_THAT(faults_in(by("Ana Torres")), ElementsAre("/by wrong-format"));
    EXPECT_THAT(faults_in(decode_lookup(json("{}"), "EC")), ElementsAre("/by required"));
}

TEST(DecodeAdjust, wants_a_reason_and_points) {
    auto good = decode_adjust(
        json(R"({"member": "mbr_X", "currency": "PTS", "points": -40, "reason": "queja 17"})"));
    ASSERT_TRUE(good);
    EXPECT_EQ(good->adjust.points, Units{-40});
    EXPECT_EQ(canonical(json(canonical_adjust(*good))), canonical_adjust(*good));
    EXPECT_THAT(
        faults_in(decode_adjust(json(R"({"member": "m", "currency": "PTS", "points": 0})"))),
        UnorderedElementsAre("/points out-of-range", "/reason required"));
}

}  // namespace
}  // namespace vuelve
