#include "codec/purchase_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "codec/member_json.h"
#include "codec/public_id.h"

namespace vuelve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Json json(std::string_view text) {
    auto value = parse_json(text, {.size_max = 16 << 20});
    EXPECT_TRUE(value) << text;
    return value ? *value : Json();
}

template <class T>
std::vector<std::string> faults_in(const Result<T>& result) {
    std::vector<std::string> lines;
    if (result) return lines;
    EXPECT_EQ(result.error().code, ErrorCode::ValidationFailed);
    for (const auto& fault : result.error().faults) {
        lines.push_back(fault.pointer + " " + fault.code);
    }
    return lines;
}

std::vector<std::string> faults_of(std::string_view text,
                                   PurchaseKind kind = PurchaseKind::Purchase) {
    return faults_in(decode_purchase(json(text), kind));
}

/// A purchase of one good line, with `more` members.
std::string ticket(const std::string& more) {
    return R"({"id": "p1", "member": "mbr_X", "lines": [{"quantity": 1, "gross": 1000}])" + more +
           "}";
}
/// A purchase of these lines.
std::string lines(const std::string& items) {
    return R"({"id": "p1", "member": "mbr_X", "lines": [)" + items + "]}";
}

constexpr const char* contract_example =
    R"({"id": "CENTRO-03-000123", "member": "mbr_00C9VT4H2M8RAK", "proof": "prf_...", "occurred_at": "2026-03-10T18:05:00-05:00", "store": "CENTRO", "channel": "pos",
 "lines": [{"line": 1, "sku": "CAFE-250", "category": "abarrotes/cafe", "quantity": 2, "unit_price": 450},
  {"line": 2, "sku": "MANZ-ROJA", "category": "frescos/frutas", "quantity": "1.235", "unit_price": 260},
  {"line": 3, "sku": "CIG-20", "category": "tabaco", "quantity": 1, "unit_price": 350}],
 "tenders": [{"type": "points", "currency": "PTS", "points": 200, "amount": 40}, {"type": "cash", "amount": 1531}], "coupons": []})";

TEST(DecodePurchase, reads_the_example_of_the_contract) {
    auto request = decode_purchase(json(contract_example));
    ASSERT_TRUE(request) << testing::PrintToString(faults_in(request));
    const RecordPurchase& purchase = request->purchase;
    EXPECT_EQ(purchase.id, "CENTRO-03-000123");
    EXPECT_EQ(request->member, "mbr_00C9VT4H2M8RAK");
    EXPECT_EQ(request->proof, "prf_...");
    EXPECT_EQ(format_instant(*purchase.occurred_at), "2026-03-10T23:05:00Z");
    ASSERT_EQ(purchase.lines.size(), 3U);
    EXPECT_EQ(purchase.lines[1].quantity, 1235);
    EXPECT_EQ(purchase.lines[1].unit_price, Minor{260});
    EXPECT_EQ(purchase.lines[1].gross, std::nullopt);
    EXPECT_EQ(purchase.tenders[0].points, Units{200});
    EXPECT_EQ(purchase.tenders[1].amount, Minor{1531});
    EXPECT_FALSE(purchase.quote);
}

TEST(DecodePurchase, fills_in_literal_defaults_only) {
    auto request = decode_purchase(json(lines(
        R"({"quantity": 0.735, "gross": 5}, {"quantity": 1, "unit_price": 0, "line": 7}, {"quantity": "2.000", "gross": 1})")));
    ASSERT_TRUE(request) << testing::PrintToString(faults_in(request));
    EXPECT_EQ(request->purchase.channel, "pos");
    EXPECT_EQ(request->purchase.store, "");
    EXPECT_FALSE(request->purchase.occurred_at);
    EXPECT_EQ(request->purchase.lines[0].quantity, 735);
    EXPECT_EQ(request->purchase.lines[0].line, 1);
    EXPECT_EQ(request->purchase.lines[1].line, 7);
    EXPECT_EQ(request->purchase.lines[2].line, 3);
    EXPECT_TRUE(decode_purchase(json(lines(""))));  // EMPTY_BASKET is the domain's answer
}

TEST(DecodePurchase, a_quote_has_no_id_and_a_purchase_must) {
    EXPECT_THAT(faults_of(R"({"member": "m", "lines": []})"), ElementsAre("/id required"));
    EXPECT_THAT(faults_of(R"({"member": "m", "lines": []})", PurchaseKind::Quote), IsEmpty());
    EXPECT_THAT(faults_of(ticket(""), PurchaseKind::Quote), ElementsAre("/id unknown-field"));
}

TEST(DecodePurchase, names_every_fault_at_once) {
    EXPECT_THAT(
        faults_of(
            R"({"id": "with space", "member": 5, "channel": "fax", "occurred_at": "yesterday", "colour": "red",
            "basket_discount": -1, "offline": "no",
            "lines": [{"quantity": 0, "gross": -5}, {"quantity": "1.2345", "unit_price": 1.5, "sku": 9},
                {"quantity": 1}, {"line": 0, "quantity": 2000000000, "gross": 10000000000001}],
            "tenders": [{"type": "points", "amount": 10}, {"type": "a tender type with spaces", "amount": null}]})"),
        UnorderedElementsAre(
            "/id wrong-format", "/member wrong-type", "/channel wrong-format",
            "/occurred_at wrong-format", "/colour unknown-field", "/basket_discount out-of-range",
            "/offline wrong-type", "/lines/0/quantity out-of-range", "/lines/0/gross out-of-range",
            "/lines/1/quantity wrong-format", "/lines/1/unit_price wrong-type",
            "/lines/1/sku wrong-type", "/lines/2/unit_price required", "/lines/3/line out-of-range",
            "/lines/3/quantity out-of-range", "/lines/3/gross out-of-range",
            "/tenders/0/currency required", "/tenders/0/points required",
            "/tenders/1/type wrong-format", "/tenders/1/amount wrong-type"));
}

TEST(DecodePurchase, refuses_sums_that_contradict_themselves) {
    EXPECT_THAT(faults_of(lines(R"({"quantity": 2, "unit_price": 100, "discount": 201})")),
                ElementsAre("/lines/0/discount out-of-range"));
    EXPECT_THAT(faults_of(lines(R"({"quantity": 2, "gross": 100, "discount": 90, "tax": 11})")),
                ElementsAre("/lines/0/tax out-of-range"));
    EXPECT_THAT(faults_of(ticket(R"(, "basket_discount": 1001)")),
                ElementsAre("/basket_discount out-of-range"));
    EXPECT_THAT(faults_of(ticket(R"(, "basket_discount": 1000)")), IsEmpty());
    EXPECT_THAT(faults_of(lines(R"({"quantity": 1000000000, "unit_price": 10000000000000})")),
                ElementsAre("/lines/0/unit_price out-of-range"));
    EXPECT_THAT(faults_of(lines(
                    R"({"quantity": 1, "gross": 10000000000000}, {"quantity": 1, "gross": 1})")),
                ElementsAre("/lines out-of-range"));
}

TEST(DecodePurchase, refuses_repetition_and_excess) {
    EXPECT_THAT(
        faults_of(lines(R"({"line": 2, "quantity": 1, "gross": 1}, {"quantity": 1, "gross": 1})")),
        ElementsAre("/lines/1/line duplicate"));
    EXPECT_THAT(
        faults_of(ticket(
            R"(, "tenders": [{"type": "points", "currency": "PTS", "points": 1, "amount": 1}, {"type": "points", "currency": "PTS", "points": 2, "amount": 2}])")),
        ElementsAre("/tenders/1/currency duplicate"));
    EXPECT_THAT(faults_of(ticket(R"(, "coupons": ["A", "B", "A"])")),
                ElementsAre("/coupons/2 duplicate"));
    std::string many = R"({"quantity": 1, "gross": 1})";
    for (int i = 1; i < 1000; ++i) many += R"(,{"quantity": 1, "gross": 1})";
    EXPECT_THAT(faults_of(lines(many)), IsEmpty());
    EXPECT_THAT(faults_of(lines(many + R"(,{"quantity": 1, "gross": 1})")),
                ElementsAre("/lines too-many"));
    EXPECT_THAT(faults_of(lines(R"({"quantity": 1, "gross": 1, "sku": ")" + std::string(65, 'x') +
                                R"("})")),
                ElementsAre("/lines/0/sku too-long"));
}

/// A case names a reservation by the step that made it.
Json with_reservation_ids(const Json& body) {
    const std::string id = format_public(PublicKind::Reservation, PlacedId{1, 0});
    static const std::regex alias(R"("reservation":"[^"]*")");
    return json(std::regex_replace(canonical(body), alias, R"("reservation":")" + id + "\""));
}

TEST(DecodePurchase, reads_every_golden_ticket) {
    int tickets = 0;
    for (const auto& file : std::filesystem::directory_iterator("tests/golden")) {
        if (file.path().filename().string().rfind("ch", 0) != 0) continue;
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        Json chapter = json(text.str());
        for (const Json& golden : *chapter.find("cases")->get_if<Json::Array>()) {
            for (const Json& step : *golden.find("steps")->get_if<Json::Array>()) {
                const std::string& op = *step.find("op")->get_if<std::string>();
                if (op != "purchase" && op != "quote" && op != "return") continue;
                Json::Object body;
                for (const auto& member : *step.get_if<Json::Object>()) {
                    if (member.name != "op" && member.name != "at" && member.name != "expect") {
                        body.push_back(member);
                    }
                }
                Json request = with_reservation_ids(Json{Json::Value(body)});
                auto faults = op == "return"
                                  ? faults_in(decode_return(request))
                                  : faults_in(decode_purchase(
                                        request, op == "quote" ? PurchaseKind::Quote
                                                               : PurchaseKind::Purchase));
                EXPECT_THAT(faults, IsEmpty()) << canonical(request);
                ++tickets;
            }
        }
    }
    EXPECT_GT(tickets, 250);
}

TEST(CanonicalPurchase, is_the_same_for_the_same_ticket_however_written) {
    auto text_of = [](std::string_view body) {
        auto request = decode_purchase(json(body));
        EXPECT_TRUE(request) << testing::PrintToString(faults_in(request));
        return request ? canonical_purchase(*request) : std::string();
    };
    std::string plain = text_of(R"({"id":"p","member":"m","lines":[{"quantity":2,"gross":10}]})");
    EXPECT_EQ(text_of(R"({"lines":[{"gross":10,"quantity":"2.00","line":1,"discount":0,"sku":""}],
        "proof":"prf_x","channel":"pos","store":null,"coupons":[],"offline":false,"member":"m","id":"p"})"),
              plain);
    EXPECT_NE(text_of(R"({"id":"p","member":"m","store":"S","lines":[{"quantity":2,"gross":10}]})"),
              plain);
    EXPECT_NE(text_of(R"({"id":"p","member":"n","lines":[{"quantity":2,"gross":10}]})"), plain);
    EXPECT_NE(text_of(R"({"id":"p","member":"m","lines":[{"quantity":2,"unit_price":5}]})"), plain);
    std::string full = text_of(
        R"({"id":"p","member":"m","store":"S","occurred_at":"2026-03-10T18:05:00-05:00","attributes":{"b":1.50,"a":true,"c":"x"},
        "lines":[{"quantity":"1.5","gross":10,"unit_price":7,"tax":1,"attributes":{"k":"v"},"sku":"s","category":"c","brand":"b"}],
        "tenders":[{"type":"points","currency":"PTS","points":5,"amount":1,"reservation":")" +
        format_public(PublicKind::Reservation, PlacedId{77, 1}) +
        R"("},{"type":"cash","amount":9}],"coupons":["Z","A"]})");
    for (const auto& text : {plain, full, text_of(contract_example)}) {
        EXPECT_EQ(canonical(json(text)), text);
    }
}

TEST(DecodeRecordedPurchase, reads_what_the_ledger_keeps) {
    const std::string sent =
        R"({"id":"p","member":"m","store":"S","channel":"web","basket_discount":1,"attributes":{"a":true},
        "lines":[{"quantity":"1.5","unit_price":700,"tax":1,"attributes":{"k":"v"},"sku":"s","category":"c","brand":"b"},
                 {"quantity":2,"gross":90}],
        "tenders":[{"type":"points","currency":"PTS","points":5,"amount":1},{"type":"cash","amount":9}],
        "coupons":["Z"]})";
    PurchaseRequest request = *decode_purchase(json(sent));
    request.member.clear();
    const std::string record = canonical_purchase(request);
    const auto read = decode_recorded_purchase(record);
    ASSERT_TRUE(read) << testing::PrintToString(faults_in(read));
    // What a record is read for: all but coupons and which points were paid.
    request.purchase.coupons.clear();
    request.purchase.tenders[0] = {.type = "points", .currency = "", .amount = Minor{1}};
    PurchaseRequest again;
    again.purchase = *read;
    EXPECT_EQ(canonical_purchase(again), canonical_purchase(request));
    EXPECT_TRUE(decode_recorded_purchase(record.substr(0, record.size() - 1) +
                                         R"(,{"keys":"of its invoice"}])"));
    for (const char* wrong :
         {"", "{}", "[]", R"(["return",{}])", R"(["purchase"])", R"(["purchase",{"id":"p"}])"})
        EXPECT_FALSE(decode_recorded_purchase(wrong)) << wrong;
}

TEST(DecodeReturn, reads_good_ones_and_names_faults) {
    auto good = decode_return(
        json(
            R"({"id": "r1", "lines": [{"line": 1, "quantity": "0.500"}, {"line": 3, "quantity": 2}]})"),
        "CENTRO-03-000123");
    ASSERT_TRUE(good) << testing::PrintToString(faults_in(good));
    EXPECT_EQ(good->purchase, "CENTRO-03-000123");
    EXPECT_EQ(good->lines[0].quantity, 500);
    EXPECT_EQ(canonical(json(canonical_return(*good))), canonical_return(*good));
    EXPECT_THAT(
        faults_in(decode_return(json(
            R"({"id": "", "lines": [{"line": 1, "quantity": 1}, {"line": 1, "quantity": 1}, {"quantity": -1}]})"))),
        UnorderedElementsAre("/id wrong-format", "/purchase required", "/lines/1/line duplicate",
                             "/lines/2/line required", "/lines/2/quantity out-of-range"));
    EXPECT_THAT(faults_in(decode_return(json(R"({"id": "r", "lines": [], "purchase": "q"})"), "p")),
                UnorderedElementsAre("/lines required", "/purchase wrong-format"));
}

TEST(DecodeVoid, takes_an_empty_body_from_the_path) {
    auto empty = decode_void(json("{}"), "p1");
    ASSERT_TRUE(empty);
    EXPECT_EQ(empty->purchase, "p1");
    auto full = decode_void(json(R"({"id": "v1", "purchase": "p1"})"));
    ASSERT_TRUE(full);
    EXPECT_EQ(canonical(json(canonical_void(*full))), canonical_void(*full));
    EXPECT_THAT(faults_in(decode_void(json("{}"))), ElementsAre("/purchase required"));
}

TEST(CanonicalCommand, drops_proof_and_nulls_and_keeps_the_name) {
    EXPECT_EQ(
        canonical_command(
            "reserve", json(R"({"points": 5, "member": "m", "proof": "x", "ttl_seconds": null})")),
        R"(["reserve",{"member":"m","points":5}])");
    EXPECT_NE(canonical_command("a", json("{}")), canonical_command("b", json("{}")));
}

}  // namespace
}  // namespace vuelve
