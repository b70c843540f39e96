#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "shop_fixture.h"

/// Files in and out, as jobs behind the door.
namespace vuelve::api {
namespace {

using testing::HasSubstr;
using testing::Not;

class JobTest : public ShopTest {
 protected:
    /// A body of another kind than JSON.
    Told send_file(const std::string& target,
                   const std::string& content,
                   const std::string& key,
                   const std::string& type = "text/csv",
                   const std::string& more = "") {
        http::LoopbackClient client(program_->port());
        const http::Answer answer = client.ask(
            "POST " + target + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + key_ +
            "\r\nContent-Type: " + type + "\r\nIdempotency-Key: " + key + "\r\n" + more +
            "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content);
        auto json = parse_json(answer.body);
        return {answer.status, answer.headers, json ? std::move(*json) : Json{}, answer.body};
    }

    /// The job once it has ended.
    Told ended(const std::string& job) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(4);
        Told told = get("/v1/jobs/" + job);
        while (at(told.body, "ended_at").is_null() && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            told = get("/v1/jobs/" + job);
        }
        return told;
    }
    Told import(const std::string& query, const std::string& content, const std::string& key) {
        const Told made = send_file("/v1/imports?" + query, content, key);
        EXPECT_EQ(made.status, 202) << made.text;
        EXPECT_EQ(made.header("Location"), "/v1/jobs/" + made.string("job"));
        return ended(made.string("job"));
    }
    /// A whole file, from an answer that ends with its connection.
    std::string file(const std::string& target, const std::string& key = "") {
        http::LoopbackClient client(program_->port());
        client.send("GET " + target + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " +
                    (key.empty() ? key_ : key) + "\r\n\r\n");
        return client.read_until("\x01never\x01");
    }
    std::string exported(const std::string& body, const std::string& key) {
        const Told made = act("/v1/exports", body, key);
        EXPECT_EQ(made.status, 202) << made.text;
        const Told done = ended(made.string("job"));
        EXPECT_EQ(done.string("state"), "done") << done.text;
        return file("/v1/jobs/" + made.string("job") + "/result");
    }
    static std::string people(int from, int to) {
        std::string rows = "external,name,birth_date\n";
        for (int i = from; i < to; ++i)
            rows += "p" + std::to_string(i) + ",Socia " + std::to_string(i) +
                    (i % 100 == 0 ? ",31/12/1990\n" : ",1990-12-31\n");
        return rows;
    }
    std::string balance_of(const std::string& external) {
        const Told found = post("/v1/members/lookup", R"({"by": "external:)" + external + "\"}");
        return found.string("member");
    }
};

TEST_F(JobTest, ten_thousand_members_go_in_and_the_bad_ones_are_listed) {
    const std::string rows = people(0, 10'000);
    const Told made = send_file("/v1/imports?kind=members", rows, "people");
    ASSERT_EQ(made.status, 202) << made.text;
    const std::string job = made.string("job");

    http::LoopbackClient client(program_->port());
    client.send("GET /v1/jobs/" + job + "/stream HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " +
                key_ + "\r\n\r\n");
    const std::string events = client.read_until("\"state\":\"done\"");
    std::int64_t last = -1;
    int grown = 0;
    for (std::size_t at = events.find("\"done\":"); at != std::string::npos;
         at = events.find("\"done\":", at + 1)) {
        const std::int64_t done = std::stoll(events.substr(at + 7));
        if (done > last) ++grown;
        last = done;
    }
    EXPECT_GE(grown, 3) << "progress is seen to grow";

    const Told told = ended(job);
    EXPECT_EQ(told.string("state"), "done") << told.text;
    EXPECT_EQ(told.number("totals/rows"), 10'000);
    EXPECT_EQ(told.number("totals/new"), 9'900);
    EXPECT_EQ(told.number("totals/rejected/VALIDATION_FAILED"), 100);
    EXPECT_EQ(told.number("progress/done"), std::ssize(rows));
    const std::string rejected = file("/v1/jobs/" + job + "/rejected");
    EXPECT_THAT(rejected, HasSubstr("Content-Disposition: attachment"));
    EXPECT_THAT(rejected, HasSubstr("nosniff"));
    EXPECT_THAT(rejected, HasSubstr("\"2\",\"birth_date\","));
    EXPECT_THAT(rejected, HasSubstr("\"31/12/1990\""));

    // The same file under the same key is the same job; under another it changes nothing.
    const Told again = send_file("/v1/imports?kind=members", rows, "people");
    EXPECT_EQ(again.string("job"), job);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    expect_refusal(send_file("/v1/imports?kind=members", "external\nx\n", "people"), 422,
                   "IDEMPOTENCY_CONFLICT");
    const Told second = import("kind=members", rows, "again");
    EXPECT_EQ(second.number("totals/new"), 0);
    EXPECT_EQ(second.number("totals/there_before"), 9'900);
}

TEST_F(JobTest, a_cancelled_job_keeps_what_went_in_and_tells_it) {
    const Told made = send_file("/v1/imports?kind=members", people(0, 10'000), "cancelled");
    while (get("/v1/jobs/" + made.string("job")).number("progress/done") == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_EQ(post("/v1/jobs/" + made.string("job") + "/cancel", "").status, 200);
    const Told told = ended(made.string("job"));
    EXPECT_EQ(told.string("state"), "cancelled") << told.text;
    const std::int64_t taken = told.number("totals/new");
    EXPECT_GT(taken, 0);
    EXPECT_LT(taken, 9'900);
    const Told rest = import("kind=members", people(0, 10'000), "rest");
    EXPECT_EQ(rest.number("totals/there_before"), taken) << "neither more nor less went in";
}

TEST_F(JobTest, a_dry_run_tells_the_same_totals_and_changes_nothing) {
    const std::string rows =
        "external,home_store,PTS,PTS_last_day\nd1,,300,2027-01-31\nd2,NADA,1,\nd1,,1,\nd3,,50,"
        "2020-01-01\n";
    const Told dry = import("kind=members&dry_run=true", rows, "dry");
    EXPECT_EQ(dry.string("state"), "done") << dry.text;
    EXPECT_TRUE(balance_of("d1").empty());
    const Told real = import("kind=members", rows, "real");
    for (const char* total : {"totals/rows", "totals/new", "totals/issued/PTS"})
        EXPECT_EQ(dry.number(total), real.number(total)) << total << dry.text << real.text;
    EXPECT_EQ(dry.number("totals/ending/PTS:2027-01"), 300);
    EXPECT_EQ(real.number("totals/ending/PTS:2027-01"), 300);
}

TEST_F(JobTest, opening_balances_keep_their_own_days_and_can_be_taken_back) {
    import("kind=members", "external\nb1\nb2\n", "members");
    const std::string rows =
        "member,currency,points,last_day,reference\nb1,PTS,300,2026-05-31,\n"
        "b1,PTS,200,2027-01-31,\nb2,PTS,70,2026-05-31,\nb2,PTS,70,2026-05-31,x\n"
        "b2,PTS,5,2020-01-01,\nnadie,PTS,5,,\nb1,QQQ,5,,\n";
    const Told told = import("kind=balances", rows, "balances");
    EXPECT_EQ(told.number("totals/issued/PTS"), 640) << told.text;
    EXPECT_EQ(told.number("totals/ending/PTS:2026-05"), 440);
    EXPECT_EQ(told.number("totals/members"), 2);
    EXPECT_EQ(told.number("totals/rejected/EXPIRY_IN_PAST"), 1);
    EXPECT_EQ(told.number("totals/rejected/UNKNOWN_MEMBER"), 1);
    const std::string one = balance_of("b1");
    EXPECT_EQ(get("/v1/members/" + one + "/lots").string("items/0/last_day"), "2026-05-31");
    EXPECT_EQ(import("kind=balances", rows, "again").number("totals/new"), 0);

    const std::string job = told.string("job");
    const Told undone = post("/v1/jobs/" + job + "/undo", "");
    EXPECT_EQ(undone.status, 200) << undone.text;
    EXPECT_EQ(undone.string("state"), "undone");
    EXPECT_EQ(points(one), 0);
    EXPECT_EQ(post("/v1/jobs/" + job + "/undo", "").status, 200) << "again changes nothing";
    // Corrected, it comes in anew.
    EXPECT_EQ(import("kind=balances", rows, "corrected").number("totals/new"), 4);
    EXPECT_EQ(points(one), 500);
}

TEST_F(JobTest, nothing_is_undone_once_a_point_was_spent) {
    import("kind=members", "external\ns1\ns2\n", "members");
    const Told told =
        import("kind=balances", "member,currency,points\ns1,PTS,300\ns2,PTS,400\n", "balances");
    const std::string one = balance_of("s1"), two = balance_of("s2");
    EXPECT_EQ(act("/v1/adjustments",
                  R"({"member": ")" + one + R"(", "currency": "PTS", "points": -1, "reason": "x"})")
                  .status,
              201);
    const Told refused = post("/v1/jobs/" + told.string("job") + "/undo", "");
    expect_refusal(refused, 409, "INVALID_STATE");
    EXPECT_EQ(refused.number("touched"), 1);
    EXPECT_EQ(points(two), 400);
}

TEST_F(JobTest, a_large_file_comes_in_parts) {
    const Told made = act("/v1/imports", R"({"kind": "members"})", "parts");
    EXPECT_EQ(made.string("state"), "open") << made.text;
    const std::string parts = "/v1/jobs/" + made.string("job") + "/parts?number=";
    EXPECT_EQ(send_file(parts + "2", "w2\nw3\n", "-").status, 200);
    expect_refusal(post("/v1/jobs/" + made.string("job") + "/start", ""), 422, "VALIDATION_FAILED");
    EXPECT_EQ(send_file(parts + "1", "external\nw1\n", "-").status, 200);
    EXPECT_EQ(send_file(parts + "1", "external\nw1\n", "-").status, 200);
    expect_refusal(send_file(parts + "1", "other\n", "-"), 422, "IDEMPOTENCY_CONFLICT");
    EXPECT_EQ(post("/v1/jobs/" + made.string("job") + "/start", "").status, 202);
    EXPECT_EQ(ended(made.string("job")).number("totals/new"), 3);
    expect_refusal(send_file(parts + "3", "w4\n", "-"), 409, "INVALID_STATE");
}

TEST_F(JobTest, wrong_requests_are_refused_and_wrong_files_fail) {
    expect_refusal(send_file("/v1/imports?kind=members", "x", "a", "application/zip"), 415,
                   "UNSUPPORTED_MEDIA_TYPE");
    expect_refusal(send_file("/v1/imports?kind=cats&nothing=1", "x", "b"), 422,
                   "VALIDATION_FAILED");
    expect_refusal(send_file("/v1/imports?kind=vouchers&reward=NADA", "code\nx\n", "c"), 422,
                   "VALIDATION_FAILED");
    expect_refusal(get("/v1/jobs/job_000000000000ZK9D1"), 404, "NOT_FOUND");
    const Told failed = import("kind=members", "name\nAna\n\"", "d");
    EXPECT_EQ(failed.number("totals/rejected/VALIDATION_FAILED"), 1) << failed.text;
    const Told no_columns = import("kind=balances", "a,b\n1,2\n", "e");
    EXPECT_EQ(no_columns.string("state"), "failed") << no_columns.text;
    EXPECT_THAT(no_columns.string("error"), HasSubstr("member"));
}

TEST_F(JobTest, files_are_for_who_asked_and_go_after_a_day) {
    const Told told = import("kind=members", "external,birth_date\nf1,nunca\n", "mine");
    const std::string path = "/v1/jobs/" + told.string("job") + "/rejected";
    const std::string other = key_of("otra", {"imports.write"});
    EXPECT_EQ(send("GET", path, "", other).status, 403);
    EXPECT_EQ(
        send("GET", "/v1/jobs/" + told.string("job"), "", key_of("third", {"exports.read"})).status,
        404);
    EXPECT_THAT(file(path), HasSubstr("nunca"));
    pass_to("2026-03-12T18:00:01-05:00");
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (get(path).status != 404 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(get(path).status, 404);
    EXPECT_EQ(get("/v1/jobs/" + told.string("job")).status, 200) << "what it did stays known";
}

TEST_F(JobTest, entries_add_up_to_the_roll_forward) {
    post("/v1/purchases", ticket("sale-1", 5000), {"Idempotency-Key: s"});
    const Told made = act("/v1/exports", R"({"kind": "entries", "format": "ndjson"})", "entries");
    const Told done = ended(made.string("job"));
    const Told book = get("/v1/reports/roll-forward?currency=PTS&month=2026-03");
    const std::int64_t held = done.number("totals/sums/pending:PTS") +
                              done.number("totals/sums/available:PTS") +
                              done.number("totals/sums/reserved:PTS");
    EXPECT_EQ(held, book.number("rows/closing")) << done.text << book.text;
}

TEST_F(JobTest, exports_tell_no_names_and_run_nothing) {
    import("kind=members", "external,name\ne1,=cmd|' /C calc'!A0\n", "people");
    import("kind=products", "sku,name,category\n=1+1,@SUM(A1),+x\n-2,ok,\t=1\n", "products");
    const std::string products = exported(R"({"kind": "products"})", "products-out");
    EXPECT_THAT(products, HasSubstr("\"'=1+1\""));
    EXPECT_THAT(products, HasSubstr("\"'@SUM(A1)\""));
    EXPECT_THAT(products, HasSubstr("\"'+x\""));
    const std::string members = exported(R"({"kind": "members"})", "members-out");
    EXPECT_THAT(members, HasSubstr("\"mbr_"));
    EXPECT_THAT(members, Not(HasSubstr("calc")));
    for (const char* kind :
         {"balances", "lots", "purchases", "redemptions", "vouchers", "events", "programme"})
        EXPECT_THAT(exported(std::string(R"({"kind": ")") + kind + "\"}", kind),
                    HasSubstr("200 OK"))
            << kind;
}

}  // namespace
}  // namespace vuelve::api
