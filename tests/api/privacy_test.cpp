#include <fstream>
#include <regex>

#include "shop_fixture.h"
#include "storage/verify.h"

namespace vuelve::api {
namespace {

class Privacy : public ShopTest {
 protected:
    Privacy() {
        const Told enrolled = act("/v1/members", ana);
        ensure(enrolled.status == 201, "the person of the tests enrols");
        person_ = enrolled.string("member");
    }
    /// As the officer.
    Told ask(const std::string& target, const std::string& body) { return post(target, body); }
    Told erase(const std::string& member) {
        return ask("/v1/members/" + member + "/erase", R"({"reason": "lo pidió"})");
    }
    Told own_data(const std::string& member) {
        return ask("/v1/members/" + member + "/own-data", R"({"reason": "lo pidió"})");
    }
    /// Signed in with their card; `fresh` = who it is was just proved.
    std::string session_of(const std::string& member, bool fresh) {
        app::Service& service = program_->service();
        auto tx = service.database().begin();
        app::Session session{.programme = {2, 1},
                             .kind = app::SessionKind::Member,
                             .subject = parse_public_holder(PublicKind::Member, member)->value,
                             .device = "telefono",
                             .scopes = {"me"},
                             .ends_at = service.now() + ms_per_day,
                             .idle_ms = ms_per_day};
        if (fresh) session.stepped_up_at = service.now();
        auto opened = service.sessions().open(*tx, session);
        tx->commit();
        return opened.token;
    }
    Told as(const std::string& credential,
            const std::string& method,
            const std::string& target,
            const std::string& body = "") {
        return send(method, target, body, credential);
    }
    /// Every fault of the whole database.
    std::string faults() {
        std::string text;
        for (const auto& one : storage::verify(*program_->service().database().fan_out()).findings)
            text += one.invariant + ": " + one.where + ": " + one.detail + "\n";
        return text;
    }

    std::string person_;

    static constexpr const char* ana = R"({
        "name": "Ana Lucía Zambrano", "identities": ["phone:+593987654321", "email:ana@example.com"],
        "birth_date": "1990-08-21", "language": "es", "address": ["Calle Larga 1-23"],
        "device": "aparato-0001", "attributes": {"talla": "M"},
        "consents": [{"purpose": "marketing", "channel": "email", "given": true,
                      "text_version": "2026-01", "source": "till"}]})";
};

TEST_F(Privacy, own_data_has_every_section_of_the_data_map) {
    ASSERT_EQ(act("/v1/purchases", ticket("P1", 6000)).status, 201);
    const Told told = own_data(person_);
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("sections/person/0/name"), "Ana Lucía Zambrano");
    EXPECT_EQ(told.string("sections/person/0/birth_date"), "1990-08-21");
    EXPECT_EQ(told.string("sections/contacts/0/identity"), "phone:+593987654321") << told.text;
    EXPECT_EQ(told.string("sections/consents/0/text_version"), "2026-01");
    EXPECT_EQ(told.string("sections/profile/0/state"), "active");
    std::ifstream map("db/data-map.toml");
    ASSERT_TRUE(map.good()) << "tests run in the root of the repository";
    const std::regex section(R"re(^own_data = "([a-z_]+)"$)re");
    int sections = 0;
    for (std::string line; std::getline(map, line);) {
        std::smatch found;
        if (!std::regex_match(line, found, section)) continue;
        ++sections;
        EXPECT_FALSE(at(told.body, "sections/" + found[1].str()).is_null()) << found[1].str();
    }
    EXPECT_GT(sections, 20);
}

TEST_F(Privacy, own_data_tells_purchases_points_and_prizes) {
    ASSERT_EQ(act("/v1/purchases", ticket("P1", 6000)).status, 201);
    ASSERT_EQ(act("/v1/redemptions", about(R"("reward": "CAFE")")).status, 201);
    const Told told = own_data(member_);
    ASSERT_EQ(told.status, 200);
    for (const char* name : {"transactions", "balances", "entries", "lots", "counters",
                             "redemptions", "vouchers", "messages"})
        EXPECT_GT(told.size(std::string("sections/") + name), 0u) << name << told.text;
    EXPECT_TRUE(told.string("sections/transactions/0/txn_id").starts_with("txn_"));
    EXPECT_EQ(told.string("sections/balances/1/currency"), "PTS") << told.text;
    // Nobody else's number, and no key to anything.
    EXPECT_EQ(told.text.find(friend_), std::string::npos);
    EXPECT_EQ(told.text.find("code_s"), std::string::npos);
}

TEST_F(Privacy, case_31_own_data_runs_in_no_spreadsheet) {
    const Told enrolled = act(
        "/v1/members", R"re({"name": "=HYPERLINK(\"http://x\")", "attributes": {"a": "@x"}})re");
    const std::string member = enrolled.string("member");
    const Told file = post("/v1/members/" + member + "/own-data", R"({"reason": "pedido"})",
                           {"Accept: text/csv"});
    ASSERT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"own-data.csv\"");
    EXPECT_EQ(file.header("X-Content-Type-Options"), "nosniff");
    EXPECT_NE(file.text.find("\"person\",\"1\",\"name\",\"'=HYPERLINK(\"\"http://x\"\")\"\r\n"),
              std::string::npos)
        << file.text;
    for (const char* start : {",\"=", ",\"+", ",\"@", ",\"\t"})
        EXPECT_EQ(file.text.find(start), std::string::npos) << start;
}

TEST_F(Privacy, own_data_needs_two_rights_and_a_reason) {
    const std::string target = "/v1/members/" + person_ + "/own-data";
    const std::string half = key_of("oficina", {"privacy.manage"});
    EXPECT_EQ(as(half, "POST", target, R"({"reason": "x"})").string("code"), "INSUFFICIENT_SCOPE");
    EXPECT_EQ(ask(target, "{}").string("errors/0/pointer"), "/reason");
    EXPECT_EQ(ask("/v1/members/" + member_ + "x/own-data", R"({"reason": "x"})").status, 404);
    const Told audit = get("/v1/audit");
    EXPECT_NE(audit.string("items/0/action"), "member.own_data") << "refusals open nothing";
    ASSERT_EQ(own_data(person_).status, 200);
    const Told after = get("/v1/audit");
    bool told = false;
    for (std::size_t i = 0; i < after.size("items"); ++i) {
        const std::string row = "items/" + std::to_string(i);
        told |= after.string(row + "/action") == "member.own_data" &&
                after.string(row + "/object") == "member:" + person_ &&
                after.string(row + "/told/reason") == "lo pidió";
    }
    EXPECT_TRUE(told) << after.text;
}

TEST_F(Privacy, case_23_a_card_reads_its_own_data_and_no_other) {
    const std::string card = session_of(person_, false);
    const Told mine = as(card, "GET", "/v1/me/own-data");
    ASSERT_EQ(mine.status, 200) << mine.text;
    EXPECT_EQ(mine.string("member"), person_);
    EXPECT_EQ(mine.string("sections/sessions/0/device"), "telefono");
    EXPECT_EQ(as(card, "POST", "/v1/members/" + member_ + "/own-data", R"({"reason": "x"})").status,
              403);
    EXPECT_EQ(get("/v1/me/own-data").status, 403) << "a key is no member";
}

TEST_F(Privacy, case_17_who_is_erased_is_gone_and_their_ledger_stays) {
    ASSERT_EQ(act("/v1/purchases", R"({"id": "P1", "member": ")" + person_ +
                                       R"(", "lines": [{"quantity": 1, "unit_price": 6000}]})")
                  .status,
              201);
    ASSERT_EQ(act("/v1/members/" + person_ + "/answers",
                  R"({"purchase": "P1", "rating": 5, "comment": "Muy amable doña Rosa"})")
                  .status,
              201);
    const std::string card = session_of(person_, false);
    ASSERT_EQ(as(card, "GET", "/v1/me/own-data").status, 200);
    const Told erased = erase(person_);
    ASSERT_EQ(erased.status, 200) << erased.text;
    EXPECT_EQ(erased.string("state"), "done");
    EXPECT_TRUE(at(erased.body, "note").is_null()) << "its key is gone";

    EXPECT_EQ(as(card, "GET", "/v1/me/own-data").status, 401);
    EXPECT_EQ(own_data(person_).status, 404);
    EXPECT_EQ(ask("/v1/members/lookup", R"({"by": "phone:+593987654321"})").status, 404);
    const Told known = get("/v1/members/" + person_);
    EXPECT_EQ(known.string("state"), "anonymised") << known.text;
    EXPECT_EQ(known.text.find("Ana"), std::string::npos);
    EXPECT_EQ(points(person_), 0);
    EXPECT_EQ(get("/v1/members/" + person_ + "/answers").text.find("Rosa"), std::string::npos);
    EXPECT_EQ(get("/v1/members/" + person_ + "/messages").size("items"), 0u);
    EXPECT_EQ(get("/v1/purchases/P1").status, 200) << "the ledger stays";
    EXPECT_EQ(faults(), "");
    expect_refusal(erase(person_), 409, "INVALID_STATE");

    const Told again = act("/v1/members", ana);
    ASSERT_EQ(again.status, 201) << "somebody new: " << again.text;
    EXPECT_NE(again.string("member"), person_);
}

TEST_F(Privacy, an_erasure_is_told_and_listed) {
    ASSERT_EQ(erase(person_).status, 200);
    const Told feed = get("/v1/events?types=member.anonymised");
    EXPECT_EQ(feed.string("items/0/subject"), person_) << feed.text;
    const Told gone = get("/v1/privacy/erasures");
    EXPECT_EQ(gone.string("items/0/member"), person_);
    EXPECT_EQ(gone.string("items/0/cause"), "request");
    EXPECT_EQ(get("/v1/privacy/requests?state=done").string("items/0/kind"), "erase");
}

TEST_F(Privacy, a_member_erases_themselves_with_a_fresh_proof) {
    expect_refusal(as(session_of(person_, false), "POST", "/v1/me/erasure", R"({"confirm": true})"),
                   403, "STEP_UP_REQUIRED");
    const std::string card = session_of(person_, true);
    EXPECT_EQ(as(card, "POST", "/v1/me/erasure", R"({"confirm": false})").status, 422);
    ASSERT_EQ(as(card, "POST", "/v1/me/erasure", R"({"confirm": true})").status, 200);
    EXPECT_EQ(get("/v1/privacy/erasures").string("items/0/cause"), "own");
    EXPECT_EQ(as(card, "GET", "/v1/me/own-data").status, 401);
}

TEST_F(Privacy, who_was_merged_goes_with_the_survivor) {
    const std::string twin =
        act("/v1/members", R"({"name": "Ana Z.", "identities": ["card:7001000042"]})")
            .string("member");
    ASSERT_EQ(act("/v1/members/" + person_ + "/merge", R"({"duplicate": ")" + twin + "\"}").status,
              200);
    ASSERT_EQ(erase(person_).status, 200);
    EXPECT_EQ(get("/v1/privacy/erasures").size("items"), 2u);
    auto reader = program_->service().database().snapshot();
    auto keys = reader->query("select count(*) from member_key where holder_id = $1",
                              {parse_public_holder(PublicKind::Member, twin)->value});
    ASSERT_TRUE(keys.next());
    EXPECT_EQ(keys.integer(0), 0);
    EXPECT_EQ(faults(), "");
}

TEST_F(Privacy, a_return_for_somebody_erased_is_forfeited) {
    ASSERT_EQ(act("/v1/purchases", R"({"id": "P1", "member": ")" + person_ +
                                       R"(", "lines": [{"quantity": 1, "unit_price": 6000}]})")
                  .status,
              201);
    ASSERT_EQ(erase(person_).status, 200);
    const Told back =
        act("/v1/purchases/P1/returns", R"({"id": "R1", "lines": [{"line": 1, "quantity": 1}]})");
    EXPECT_EQ(back.status, 201) << back.text;
    EXPECT_EQ(points(person_), 0);
    EXPECT_EQ(faults(), "");
}

TEST_F(Privacy, requests_have_the_clock_of_their_country) {
    const auto due = [&](const std::string& kind, const std::string& country) {
        const Told told =
            ask("/v1/privacy/requests", R"({"member": ")" + person_ + R"(", "kind": ")" + kind +
                                            R"(", "country": ")" + country + "\"}");
        EXPECT_EQ(told.status, 201) << told.text;
        return told.string("due_at");
    };
    // Tuesday 10 March 2026 in Guayaquil; the last day counts whole.
    EXPECT_EQ(due("access", "AR"), "2026-03-21T05:00:00Z") << "10 days";
    EXPECT_EQ(due("erase", "AR"), "2026-03-18T05:00:00Z") << "5 business days";
    EXPECT_EQ(due("access", "CO"), "2026-03-25T05:00:00Z") << "10 business days";
    EXPECT_EQ(due("access", "BR"), "2026-03-26T05:00:00Z") << "15 days";
    EXPECT_EQ(due("access", "MX"), "2026-03-31T05:00:00Z") << "20 days";
    EXPECT_EQ(due("erase", "ES"), "2026-04-10T05:00:00Z") << "30 days";
    EXPECT_EQ(due("access", "ZZ"), "2026-03-21T05:00:00Z") << "the strictest we know";
    const Told listed = get("/v1/privacy/requests?state=open");
    EXPECT_EQ(listed.size("items"), 7u);
    EXPECT_EQ(listed.string("items/0/promised_by"), "2026-03-11T23:00:00Z");
    EXPECT_EQ(listed.string("items/1/promised_by"), "2026-03-13T05:00:00Z");
}

TEST_F(Privacy, an_objection_is_granted_or_refused_once) {
    const Told asked =
        ask("/v1/privacy/requests", R"({"member": ")" + person_ +
                                        R"(", "kind": "object", "purpose": "marketing",
                                            "note": "No quiero promociones"})");
    ASSERT_EQ(asked.status, 201) << asked.text;
    EXPECT_EQ(asked.string("note"), "No quiero promociones");
    const std::string target = "/v1/privacy/requests/" + asked.string("request");
    EXPECT_EQ(asked.header("Location"), target);
    const Told done = ask(target + "/decide", R"({"granted": true, "answer": "Hecho"})");
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.string("state"), "done");
    EXPECT_EQ(get("/v1/members/" + person_ + "/restrictions").string("items/0/purpose"),
              "marketing");
    expect_refusal(ask(target + "/decide", R"({"granted": false, "answer": "No"})"), 409,
                   "INVALID_STATE");
    EXPECT_EQ(ask("/v1/privacy/requests/1/decide", R"({"granted": true, "answer": "x"})").status,
              404);
    EXPECT_EQ(ask("/v1/privacy/requests", R"({"member": ")" + person_ + R"(", "kind": "object"})")
                  .string("errors/0/pointer"),
              "/purpose");
}

TEST_F(Privacy, an_open_claim_blocks_until_it_is_decided) {
    const Told asked =
        ask("/v1/privacy/requests", R"({"member": ")" + person_ + R"(", "kind": "block"})");
    ASSERT_EQ(asked.status, 201) << asked.text;
    EXPECT_EQ(get("/v1/members/" + person_).string("state"), "suspended");
    expect_refusal(act("/v1/members/" + person_ + "/reactivate", ""), 409, "MEMBER_NOT_ACTIVE");
    expect_refusal(act("/v1/purchases", R"({"id": "P1", "member": ")" + person_ +
                                            R"(", "lines": [{"quantity": 1, "unit_price": 100}]})"),
                   409, "MEMBER_NOT_ACTIVE");
    const Told over = ask("/v1/privacy/requests/" + asked.string("request") + "/decide",
                          R"({"granted": false, "answer": "Los datos eran correctos"})");
    ASSERT_EQ(over.status, 200) << over.text;
    EXPECT_EQ(get("/v1/members/" + person_).string("state"), "active");
}

TEST_F(Privacy, consents_keep_the_hash_of_the_text_that_was_read) {
    const std::string text = R"({"kind": "consent", "purpose": "marketing", "country": "EC",
        "language": "es", "version": "2026-03", "body": "Acepto recibir\npromociones."})";
    const Told put = send("PUT", "/v1/privacy/notices", text, key_);
    ASSERT_EQ(put.status, 201) << put.text;
    EXPECT_EQ(send("PUT", "/v1/privacy/notices", text, key_).status, 200);
    std::string other = text;
    other.replace(other.find("Acepto"), 6, "Quiero");
    expect_refusal(send("PUT", "/v1/privacy/notices", other, key_), 409, "INVALID_STATE");

    const std::string target = "/v1/members/" + person_ + "/consents";
    const Told unknown = act(target, R"({"purpose": "marketing", "channel": "sms", "given": true,
                                         "text_version": "2019-01"})");
    EXPECT_EQ(unknown.string("errors/0/pointer"), "/text_version") << unknown.text;
    ASSERT_EQ(act(target, R"({"purpose": "marketing", "channel": "sms", "given": true,
                              "text_version": "2026-03", "language": "es", "source": "card"})")
                  .status,
              200);
    // Taken back as easily as given: no text is asked for.
    ASSERT_EQ(act(target, R"({"purpose": "marketing", "channel": "sms", "given": false,
                              "text_version": "2019-01"})")
                  .status,
              200);
    const Told history = get(target);
    EXPECT_EQ(history.string("items/1/text_hash"), put.string("hash"));
    EXPECT_EQ(history.string("items/1/language"), "es");
    EXPECT_FALSE(history.string("items/1/actor").empty());
}

TEST_F(Privacy, notices_are_those_of_the_country) {
    EXPECT_EQ(get("/v1/privacy/notice?country=MX").status, 404);
    for (const char* country : {"EC", "MX"})
        ASSERT_EQ(
            send("PUT", "/v1/privacy/notices",
                 std::string(R"({"kind": "notice", "country": ")") + country +
                     R"(", "language": "es", "version": "1", "body": "Aviso de )" + country + "\"}",
                 key_)
                .status,
            201);
    EXPECT_EQ(get("/v1/privacy/notice?country=MX").string("body"), "Aviso de MX");
    EXPECT_EQ(get("/v1/privacy/notice").string("body"), "Aviso de EC") << "the programme's country";
    EXPECT_EQ(get("/v1/privacy/notice?country=BR&language=pt").status, 200);
}

TEST_F(Privacy, minors_enrol_with_a_guardian_and_are_not_advertised_to) {
    const auto enrol = [&](const std::string& more) {
        return act("/v1/members", R"({"name": "Leo")" + more + "}");
    };
    EXPECT_EQ(enrol(R"(, "birth_date": "2012-01-01")").string("errors/0/pointer"), "/birth_date");
    EXPECT_EQ(enrol(R"(, "of_age": false)").string("errors/0/pointer"), "/of_age");
    EXPECT_EQ(enrol(R"(, "of_age": true)").status, 201);
    const std::string guarded = R"(, "birth_date": "2012-01-01",
        "guardian": {"name": "Rosa Pérez", "text_version": "1"})";
    const Told told = enrol(guarded + R"(, "consents": [{"purpose": "marketing",
        "channel": "email", "given": true, "text_version": "1"}])");
    EXPECT_EQ(told.string("errors/0/pointer"), "/consents/0/given") << told.text;
    const std::string leo = enrol(guarded).string("member");
    ASSERT_FALSE(leo.empty());
    const Told restricted = get("/v1/members/" + leo + "/restrictions");
    EXPECT_EQ(restricted.size("items"), 2u) << restricted.text;
    EXPECT_EQ(restricted.string("items/0/cause"), "minor");
    EXPECT_EQ(restricted.string("items/0/until"), "2030-01-01T05:00:00Z");
    EXPECT_EQ(act("/v1/members/" + leo + "/consents",
                  R"({"purpose": "profiling", "given": true, "text_version": "1"})")
                  .string("errors/0/pointer"),
              "/given");
    EXPECT_EQ(own_data(leo).string("sections/age_proof/0/guardian"), "Rosa Pérez");
}

TEST_F(Privacy, case_25_no_body_takes_a_balance_or_a_role) {
    const std::string one = "/v1/members/" + person_;
    const std::vector<std::pair<std::string, std::string>> bodies{
        {one + "/own-data", R"("reason": "x")"},
        {one + "/erase", R"("reason": "x")"},
        {one + "/restrictions", R"("purpose": "profiling", "restricted": true)"},
        {"/v1/privacy/requests", R"("member": ")" + person_ + R"(", "kind": "access")"},
        {"/v1/privacy/requests/1/decide", R"("granted": true, "answer": "x")"},
        {"/v1/privacy/incidents",
         R"("known_at": "2026-03-10T18:00:00-05:00", "from": "2026-03-10T00:00:00-05:00",
            "until": "2026-03-10T18:00:00-05:00", "countries": ["BR"], "story": "x")"},
        {"/v1/members", R"("name": "Eva")"}};
    for (const auto& [target, fields] : bodies)
        for (const char* more : {"balance", "role"})
            expect_unknown_field(target, "{" + fields + ", \"" + more + "\": 1}");
    EXPECT_EQ(get(one).string("state"), "active");
}

TEST_F(Privacy, who_objects_to_profiling_is_in_no_score) {
    ASSERT_EQ(act("/v1/purchases", R"({"id": "P1", "member": ")" + person_ +
                                       R"(", "lines": [{"quantity": 1, "unit_price": 6000}]})")
                  .status,
              201);
    const auto scored = [&] {
        return get("/v1/reports/rfm/members").text.find(person_) != std::string::npos;
    };
    EXPECT_TRUE(scored());
    const std::string card = session_of(person_, false);
    ASSERT_EQ(
        as(card, "POST", "/v1/me/restrictions", R"({"purpose": "profiling", "restricted": true})")
            .status,
        200);
    EXPECT_FALSE(scored());
    ASSERT_EQ(
        as(card, "POST", "/v1/me/restrictions", R"({"purpose": "profiling", "restricted": false})")
            .status,
        200);
    EXPECT_TRUE(scored());
}

}  // namespace
}  // namespace vuelve::api
