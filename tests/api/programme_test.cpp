#include <algorithm>

#include "shop_fixture.h"
#include "storage/event_store.h"

namespace vuelve::api {
namespace {

/// The document of the shop with some text of it changed.
std::string with(std::string document, const std::string& what, const std::string& by) {
    const auto place = document.find(what);
    EXPECT_NE(place, std::string::npos) << what << " in " << document;
    return place == std::string::npos ? document : document.replace(place, what.size(), by);
}

class Programmes : public ShopTest {
 protected:
    Programmes() : second_(key_of("gerente", {"programme.read", "programme.publish"})) {
        settle("off");
    }

    void settle(const std::string& four_eyes) {
        EXPECT_EQ(
            send("PUT", "/v1/settings",
                 R"({"spend_without_proof_max": 100000, "four_eyes": ")" + four_eyes + "\"}", key_)
                .status,
            200);
    }
    std::string document() { return get("/v1/programme").text; }
    std::string etag() { return get("/v1/programme").header("ETag"); }
    Told put(const std::string& document, const std::string& seen) {
        return send("PUT", "/v1/programme/draft", document, key_, {"If-Match: " + seen});
    }
    Told step(const std::string& name, const std::string& body = "") {
        return post("/v1/programme/draft/" + name, body);
    }
    Told step_of_second(const std::string& name, const std::string& body = "") {
        return send("POST", "/v1/programme/draft/" + name, body, second_);
    }
    /// The base rule gives so many points a dollar.
    std::string base_of(const std::string& points) {
        return with(document(), R"("points":"1")", R"("points":")" + points + "\"");
    }
    /// Writes and publishes.
    Told bring(const std::string& document, const std::string& reason = "prueba") {
        EXPECT_EQ(put(document, etag()).status, 200);
        return step("publish", R"({"reason": ")" + reason + "\"}");
    }
    std::int64_t earned(const std::string& id, const std::string& more = "") {
        const Told told = post("/v1/purchases", ticket(id, 1000, more));
        EXPECT_EQ(told.status, 201) << told.text;
        return told.number("effects/0/points");
    }

    const std::string reason = R"({"reason": "Abril"})";
    std::string second_;
};

TEST_F(Programmes, the_document_in_force_is_shown_with_its_etag) {
    const Told told = get("/v1/programme");
    ASSERT_EQ(told.status, 200);
    EXPECT_EQ(told.string("programme/code"), "TIENDA");
    const Told same = get("/v1/programme", {"If-None-Match: " + told.header("ETag")});
    EXPECT_EQ(same.status, 304);
    EXPECT_TRUE(same.text.empty());
    EXPECT_EQ(get("/v1/programme/versions/1").text, told.text);
    EXPECT_EQ(get("/v1/programme/versions/2").status, 404);
    EXPECT_EQ(get("/v1/programme/versions/draft").status, 404);
    EXPECT_EQ(get("/v1/programme/draft").status, 404);
    EXPECT_EQ(send("GET", "/v1/programme", "", key_of("caja", {"pos"})).status, 403);
}

TEST_F(Programmes, a_draft_is_written_on_what_was_seen) {
    const std::string first = etag();
    const std::string changed = base_of("2");
    EXPECT_EQ(send("PUT", "/v1/programme/draft", changed, key_).status, 428);
    EXPECT_EQ(put(changed, "\"00\"").status, 412);
    EXPECT_EQ(put(changed, "*").status, 412);
    EXPECT_EQ(put("{", first).status, 400);
    const Told wrong = put(with(changed, R"("rules":[)", R"("rules":[{"id": "x"},)"), first);
    expect_refusal(wrong, 422, "VALIDATION_FAILED");
    EXPECT_EQ(wrong.string("errors/0/pointer"), "/rules/0/effects") << wrong.text;
    EXPECT_EQ(get("/v1/programme/draft").status, 404);

    const Told draft = put(changed, first);
    ASSERT_EQ(draft.status, 200) << draft.text;
    EXPECT_EQ(draft.string("state"), "draft");
    EXPECT_EQ(draft.number("version"), 2);
    EXPECT_EQ(draft.string("author"), "test");
    EXPECT_EQ(earned("a1"), 10);  // nothing earns by it
    // The draft is what is written over now.
    EXPECT_EQ(put(changed, first).status, 412);
    EXPECT_EQ(put(base_of("3"), draft.header("ETag")).status, 200);
    const Told read = get("/v1/programme/draft");
    EXPECT_EQ(read.string("document/rules/0/effects/0/points"), "3") << read.text;
    EXPECT_EQ(send("DELETE", "/v1/programme/draft", "", key_, {"If-Match: " + first}).status, 412);
    EXPECT_EQ(send("DELETE", "/v1/programme/draft", "", key_).status, 204);
    EXPECT_EQ(send("DELETE", "/v1/programme/draft", "", key_).status, 404);
    for (const char* name : {"submit", "reject"}) EXPECT_EQ(step(name, reason).status, 404) << name;
    for (const char* name : {"approve", "unschedule"}) EXPECT_EQ(step(name).status, 404) << name;
    EXPECT_EQ(step("publish", reason).status, 404);
}

TEST_F(Programmes, a_publication_decides_what_is_sold_from_then_on) {
    EXPECT_EQ(earned("a1"), 10);
    pass_to("2026-03-11T10:00:00-05:00");
    const Told published = bring(base_of("3"), "Triple en marzo");
    ASSERT_EQ(published.status, 200) << published.text;
    EXPECT_EQ(published.string("state"), "published");
    EXPECT_EQ(published.string("published_at"), "2026-03-11T15:00:00Z");
    EXPECT_EQ(published.string("reason"), "Triple en marzo");
    EXPECT_EQ(earned("a2"), 30);
    EXPECT_EQ(earned("a3", R"(, "occurred_at": "2026-03-11T09:59:59-05:00")"), 10);

    const Told history = get("/v1/programme/versions?limit=1");
    EXPECT_EQ(history.number("items/0/version"), 2) << history.text;
    EXPECT_EQ(history.string("items/0/approver"), "test");
    const Told rest = get("/v1/programme/versions?cursor=" + history.string("next"));
    ASSERT_EQ(rest.size("items"), 1u);
    EXPECT_EQ(rest.string("items/0/state"), "superseded");
    EXPECT_EQ(get("/v1/programme/versions?cursor=0").status, 422);
    auto& service = program_->service();
    const auto told = storage::EventStore(service.programmes().find({2, 1})->placement())
                          .after(*service.database().snapshot(), 0, 1000);
    const auto event = std::ranges::find(told, "programme.published", &storage::EventRow::type);
    ASSERT_NE(event, told.end());
    EXPECT_EQ(event->body, R"({"version":2})");
}

TEST_F(Programmes, what_changes_the_past_or_takes_what_members_have_is_refused) {
    EXPECT_EQ(earned("a1"), 10);
    const std::string before = document();
    const Told retro = bring(
        with(before, R"("id":"base")", R"("id":"base","effective_from":"2026-03-01T00:00:00Z")"));
    expect_refusal(retro, 422, "RETROACTIVE_RULE");
    EXPECT_EQ(retro.string("errors/0/pointer"), "/rules/0/effective_from") << retro.text;
    EXPECT_EQ(get("/v1/programme/draft").string("state"), "draft");
    EXPECT_EQ(send("DELETE", "/v1/programme/draft", "", key_).status, 204);

    ASSERT_EQ(act("/v1/redemptions", about(R"("reward": "TAZA", "store": "CENTRO")")).status, 201);
    const Told held =
        post("/v1/programme/validate", with(before, R"("code":"TAZA")", R"("code":"VASO")"));
    EXPECT_EQ(held.string("faults/0/pointer"), "/rewards") << held.text;
    EXPECT_EQ(held.string("faults/0/code"), "in-use");
    EXPECT_NE(held.string("faults/0/hint").find("1 members"), std::string::npos) << held.text;
    const Told kind =
        post("/v1/programme/validate", with(before, R"("code":"TIENDA")", R"("code":"OTRA")"));
    EXPECT_EQ(kind.string("faults/0/pointer"), "/programme/code") << kind.text;
    const Told money =
        post("/v1/programme/validate", with(before, R"("currency":"USD")", R"("currency":"MXN")"));
    EXPECT_EQ(money.string("faults/0/pointer"), "/programme/money") << money.text;
    expect_refusal(bring(with(before, R"("code":"TAZA")", R"("code":"VASO")")), 422,
                   "VALIDATION_FAILED");
    EXPECT_EQ(document(), before);
}

TEST_F(Programmes, what_is_probably_not_meant_is_said_in_the_callers_language) {
    const std::string ends =
        with(document(), R"("id":"base")", R"("id":"base","effective_to":"2026-03-09T00:00:00Z")");
    const Told es = post("/v1/programme/validate", ends);
    ASSERT_EQ(es.status, 200) << es.text;
    EXPECT_EQ(es.string("warnings/0/code"), "ended") << es.text;
    EXPECT_EQ(es.string("warnings/0/text"), "La regla base ya terminó: no se aplicará nunca.");
    const Told en = post("/v1/programme/validate", ends, {"Accept-Language: en"});
    EXPECT_EQ(en.string("warnings/0/text"), "The rule base is over: it never applies.");
    EXPECT_EQ(post("/v1/programme/validate", "{").status, 400);
    const Told broken = post("/v1/programme/validate", R"({"schema": "vuelve-programme/1"})");
    EXPECT_EQ(broken.status, 200);
    EXPECT_GE(broken.size("faults"), 5u) << broken.text;
}

TEST_F(Programmes, a_difference_is_told_place_by_place) {
    const Told told = post("/v1/programme/diff", base_of("3"));
    ASSERT_EQ(told.status, 200) << told.text;
    ASSERT_EQ(told.size("changes"), 1u) << told.text;
    EXPECT_EQ(told.string("changes/0/pointer"), "/rules/0/effects/0/points");
    EXPECT_EQ(told.string("changes/0/kind"), "changed");
    EXPECT_EQ(told.string("changes/0/before"), "1");
    EXPECT_EQ(told.string("changes/0/text"), "La regla base: los puntos, 3 en vez de 1.");
    EXPECT_EQ(told.string("rules/0/rule"), "base");
    EXPECT_EQ(told.number("rules/0/members"), 2);
    EXPECT_EQ(told.number("of"), 2);

    // A rule for a level that nobody has touches nobody.
    const Told added =
        post("/v1/programme/diff",
             with(document(), R"("rules":[)",
                  R"("rules":[{"id":"oro","conditions":[{"type":"tier","in":["ORO"]}],
        "effects":[{"type":"multiply","currency":"PTS","factor":"2"}]},)"));
    EXPECT_EQ(added.string("changes/0/kind"), "added") << added.text;
    EXPECT_EQ(added.number("members"), 0);
    EXPECT_EQ(added.string("changes/0/rule"), "oro");

    EXPECT_EQ(get("/v1/programme/diff").status, 404);  // no draft
    EXPECT_EQ(bring(base_of("3")).status, 200);
    const Told back = get("/v1/programme/diff?from=2&to=1", {"Accept-Language: en"});
    EXPECT_EQ(back.string("changes/0/text"), "The rule base: the points, 1 instead of 3.");
    EXPECT_EQ(get("/v1/programme/diff?from=9").status, 404);
    EXPECT_EQ(get("/v1/programme/diff?to=x").status, 404);
}

TEST_F(Programmes, four_eyes_look_at_it) {
    settle("auto");  // two hold the right
    EXPECT_EQ(put(base_of("3"), etag()).status, 200);
    expect_refusal(step("publish", reason), 403, "APPROVAL_REQUIRED");
    expect_refusal(step_of_second("approve"), 409, "INVALID_STATE");
    const Told submitted = step("submit", reason);
    EXPECT_EQ(submitted.string("state"), "submitted") << submitted.text;
    EXPECT_EQ(submitted.string("submitter"), "test");
    expect_refusal(step("submit", reason), 409, "INVALID_STATE");
    expect_refusal(step("approve"), 403, "SELF_DEALING");

    const Told rejected = step_of_second("reject", R"({"reason": "Falta el tope"})");
    EXPECT_EQ(rejected.string("state"), "draft") << rejected.text;
    EXPECT_EQ(rejected.string("rejection"), "Falta el tope");
    EXPECT_EQ(rejected.string("rejecter"), "gerente");
    expect_refusal(step_of_second("reject", reason), 409, "INVALID_STATE");
    EXPECT_EQ(step("submit", reason).status, 200);
    EXPECT_EQ(step_of_second("approve").string("state"), "approved");
    expect_refusal(step_of_second("approve"), 409, "INVALID_STATE");
    // A change takes the approval away.
    EXPECT_EQ(put(base_of("4"), get("/v1/programme/draft").header("ETag")).string("state"),
              "draft");
    expect_refusal(step("publish", reason), 403, "APPROVAL_REQUIRED");
    EXPECT_EQ(step("submit", reason).status, 200);
    EXPECT_EQ(step_of_second("approve").status, 200);
    const Told published = step("publish");
    EXPECT_EQ(published.string("approver"), "gerente") << published.text;
    EXPECT_EQ(published.string("reason"), "Abril");
    EXPECT_EQ(earned("a1"), 40);

    const Told back = post("/v1/programme/rollback", R"({"version": 1, "reason": "caro"})");
    ASSERT_EQ(back.status, 202) << back.text;
    EXPECT_EQ(back.string("state"), "submitted");
    EXPECT_EQ(back.number("rolled_back_to"), 1);
    expect_refusal(post("/v1/programme/rollback", R"({"version": 1, "reason": "caro"})"), 409,
                   "INVALID_STATE");
    EXPECT_EQ(step_of_second("approve").status, 200);
    EXPECT_EQ(step_of_second("publish").status, 200);
    EXPECT_EQ(earned("a2"), 10);
}

TEST_F(Programmes, it_is_published_at_the_instant_planned) {
    EXPECT_EQ(put(base_of("3"), etag()).status, 200);
    const auto plan = [&](const std::string& at) {
        return step("publish", R"({"reason": "Abril", "at": ")" + at + "\"}");
    };
    expect_refusal(plan("2026-03-10T17:00:00-05:00"), 422, "VALIDATION_FAILED");
    expect_refusal(step("unschedule"), 409, "INVALID_STATE");
    EXPECT_EQ(plan("2026-03-12T00:00:00-05:00").string("state"), "scheduled");
    EXPECT_EQ(step("unschedule").string("state"), "draft");
    // A change takes the plan back.
    EXPECT_EQ(plan("2026-03-12T00:00:00-05:00").status, 200);
    EXPECT_EQ(put(base_of("3") + " ", get("/v1/programme/draft").header("ETag")).string("state"),
              "draft");
    EXPECT_EQ(plan("2026-03-12T00:00:00-05:00").string("publish_at"), "2026-03-12T05:00:00Z");
    EXPECT_EQ(earned("a1"), 10);

    pass_to("2026-03-12T09:00:00-05:00");
    EXPECT_EQ(earned("a2"), 30);
    EXPECT_EQ(earned("a3", R"(, "occurred_at": "2026-03-12T00:00:00-05:00")"), 30);
    EXPECT_EQ(earned("a4", R"(, "occurred_at": "2026-03-11T23:59:59-05:00")"), 10);
    const Told history = get("/v1/programme/versions");
    EXPECT_EQ(history.string("items/0/published_at"), "2026-03-12T05:00:00Z");
    EXPECT_TRUE(at(history.body, "items/0/publish_at").is_null());
    EXPECT_EQ(get("/v1/programme/draft").status, 404);
}

TEST_F(Programmes, an_earlier_content_comes_back_as_a_new_version) {
    EXPECT_EQ(earned("a1"), 10);
    const std::string first = document();
    EXPECT_EQ(bring(base_of("3")).status, 200);
    EXPECT_EQ(earned("a2"), 30);
    // An open draft stays one.
    EXPECT_EQ(put(with(document(), R"("points":"3")", R"("points":"4")"), etag()).status, 200);
    const auto back = [&](const std::string& version) {
        return post("/v1/programme/rollback",
                    R"({"version": )" + version + R"(, "reason": "caro"})");
    };
    EXPECT_EQ(back("9").status, 404);
    expect_refusal(back("2"), 409, "INVALID_STATE");
    expect_refusal(back("3"), 409, "INVALID_STATE");
    pass_to("2026-03-11T10:00:00-05:00");
    const Told told = back("1");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.number("version"), 3);
    EXPECT_EQ(told.number("rolled_back_to"), 1);
    EXPECT_EQ(document(), first);
    EXPECT_EQ(earned("a3"), 10);
    EXPECT_EQ(earned("a4", R"(, "occurred_at": "2026-03-11T09:00:00-05:00")"), 30);
    const Told draft = get("/v1/programme/draft");
    EXPECT_EQ(draft.number("version"), 4) << draft.text;
    EXPECT_EQ(draft.string("document/rules/0/effects/0/points"), "4");
}

}  // namespace
}  // namespace vuelve::api
