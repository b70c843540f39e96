#include "cli/scenario/http_world.h"

#include <algorithm>
#include <stdexcept>

#include "cli/scenario/answer.h"
#include "cli/scenario/commands.h"
#include "cli/scenario/http_answers.h"
#include "cli/scenario/make_json.h"
#include "codec/programme_json.h"
#include "codec/purchase_json.h"

namespace vuelve::cli {
namespace {

Json with(const Json& object, std::string_view name, Json value) {
    Json::Object changed;
    for (const JsonMember& member : *object.get_if<Json::Object>())
        if (member.name != name) changed.push_back(member);
    changed.push_back({std::string(name), std::move(value)});
    return Json(std::move(changed));
}

/// A case may tell of an earlier day after a later one (e10 does). A server's clock never goes
/// back, so there that is a sale that arrives late, and its programme must take sales that old.
Json config_of(const GoldenCase& golden) {
    const Json* programme = golden.config.find("programme");
    if (!programme || std::ranges::is_sorted(golden.steps, {}, &GoldenStep::at))
        return golden.config;
    constexpr std::int64_t backdate_days_max = 3660;
    return with(golden.config, "programme",
                with(*programme, "max_backdate_days", to_json(backdate_days_max)));
}

}  // namespace

std::optional<std::string> HttpWorld::cannot_run(const GoldenCase& golden) const {
    if (auto reason = not_built(golden)) return reason;
    // What only the tenant of a case may start with.
    for (const GoldenStep& step : golden.steps)
        for (const char* name : {"segments", "household", "level", "subscriptions"})
            if (step.op == "enrol" && step.arguments.find(name))
                return std::string("enrol with ") + name + " over http";
    return std::nullopt;
}

std::optional<std::string> HttpWorld::load(const GoldenCase& golden) {
    if (golden.steps.empty()) return "a case has steps";
    clock_ = golden.steps.front().at;
    server_ = start_(clock_);
    client_ = std::make_unique<HttpClient>(server_.address);
    ObjectMaker tenant;
    tenant.add("config", config_of(golden)).add("members", golden.members);
    const auto made = post("/_test/tenant", std::move(tenant).done());
    if (made.status != 201) return canonical(made.body);
    key_ = text_at(made.body, "key");
    for (const JsonMember& member : *at(made.body, "members").get_if<Json::Object>())
        accounts_[member.name] = {.id = *member.value.get_if<std::string>()};
    for (const JsonMember& member : *at(made.body, "households").get_if<Json::Object>())
        accounts_[member.name] = {.id = *member.value.get_if<std::string>(), .is_household = true};
    read_ledgers();
    return std::nullopt;
}

HttpClient::Told HttpWorld::post(const std::string& path,
                                 const Json& body,
                                 const std::string& key) {
    return client_->post(path, canonical(body), {.key = key_, .idempotency_key = key});
}

HttpClient::Told HttpWorld::get(const std::string& path) {
    auto told = client_->get(path, {.key = key_, .idempotency_key = {}});
    if (told.status != 200) throw std::runtime_error(path + ": " + canonical(told.body));
    return told;
}

std::string HttpWorld::path_of(const std::string& alias) const {
    auto known = accounts_.find(alias);
    return "/v1/members/" + (known == accounts_.end() ? "unknown" : known->second.id);
}

Json HttpWorld::step(const GoldenStep& step) {
    seen_ = newest_;
    GoldenStep now = step;
    if (step.at < clock_) {
        if (!step.arguments.find("occurred_at"))
            now.arguments = with(step.arguments, "occurred_at", to_json(step.at));
    } else {
        move_clock(step.at);
    }
    Json answered = command(now);
    read_ledgers();
    return answered;
}

void HttpWorld::move_clock(Instant at) {
    ObjectMaker clock;
    clock.add("at", at);
    const auto moved = post("/_test/clock", std::move(clock).done());
    if (moved.status != 200) throw std::runtime_error("the clock: " + canonical(moved.body));
    clock_ = at;
}

/// The arguments with some members left out, and the member as a door knows it: by an identity, and
/// by its id where closing has freed that.
Json HttpWorld::body_of(const Json& arguments, const std::set<std::string_view>& without) const {
    Json::Object body;
    for (const JsonMember& argument : *arguments.get_if<Json::Object>()) {
        if (without.contains(argument.name)) continue;
        const auto* alias = argument.value.get_if<std::string>();
        if (argument.name != "member" || !alias) {
            body.push_back(argument);
            continue;
        }
        body.push_back({"member", to_json(closed_.contains(*alias) ? accounts_.at(*alias).id
                                                                   : "external:" + *alias)});
    }
    return Json(std::move(body));
}

Json HttpWorld::command(const GoldenStep& step) {
    if (auto read = answer_read(step)) return *read;
    if (is_request(step.op)) return request(step);
    if (step.op == "enrol") return enrol(step);
    if (step.op == "publish") return publish(step);
    const std::string purchases = "/v1/purchases";
    const std::string about = purchases + "/" + text_at(step.arguments, "purchase");
    const std::string member = path_of(text_at(step.arguments, "member"));
    const Json body = body_of(purchase_body(step.arguments, *this));
    if (step.op == "quote") return answer(post("/v1/quotes", body));
    if (step.op == "purchase") return answer(post(purchases, body));
    if (step.op == "return")
        return answer(post(about + "/returns", body_of(step.arguments, {"purchase"})));
    if (step.op == "void")
        return answer(post(about + "/void", body_of(step.arguments, {"purchase"}), step.id));
    if (step.op == "adjust")
        return answer(post("/v1/adjustments", body_of(step.arguments, {"id"}), step.id));
    if (step.op == "suspend" || step.op == "reactivate")
        return answer(post(member + "/" + step.op, Json(Json::Object{}), step.id));
    if (step.op == "close_month")
        return answer(post("/v1/months/" + text_at(step.arguments, "month") + "/close",
                           Json(Json::Object{}), step.id));
    ObjectMaker advanced;
    return std::move(advanced.add("status", "ok")).done();
}

/// The code of whoever recommended stands on their page.
Json HttpWorld::enrol(const GoldenStep& step) {
    const std::string alias = text_at(step.arguments, "member");
    Json::Object body;
    Json::Array identities{to_json("external:" + alias)};
    for (const JsonMember& argument : *step.arguments.get_if<Json::Object>()) {
        if (argument.name == "identities")
            std::ranges::copy(items_at(step.arguments, "identities"),
                              std::back_inserter(identities));
        if (argument.name == "referred_by")
            body.push_back(
                {"referral_code",
                 at(get(path_of(text_at(step.arguments, "referred_by"))).body, "referral_code")});
        if (argument.name == "birth_date" || argument.name == "attributes" ||
            argument.name == "home_store" || argument.name == "device" ||
            argument.name == "payment_token" || argument.name == "address")
            body.push_back(argument);
    }
    body.push_back({"identities", Json(std::move(identities))});
    const auto told = post("/v1/members", Json(std::move(body)), step.id);
    if (told.status == 201) accounts_[alias] = {.id = text_at(told.body, "member")};
    return answer(told);
}

/// The document as the draft, which is published at once. A refused one is written over by the
/// next.
Json HttpWorld::publish(const GoldenStep& step) {
    const Json* config = step.arguments.find("config");
    auto document = config ? decode_programme(*config, DocumentKind::Golden)
                           : std::unexpected(std::vector<Fault>{});
    if (!document) return rejected_json(ErrorCode::ValidationFailed);
    const auto versions = get("/v1/programme/versions?limit=1");
    const std::string seen = text_at(items_at(versions.body, "items").front(), "etag");
    const HttpClient::Sent sent{.key = key_, .idempotency_key = {}, .etag = '"' + seen + '"'};
    auto told = client_->put("/v1/programme/draft", encode_programme(*document), sent);
    if (told.status == 200) {
        ObjectMaker reason;
        reason.add("reason", step.id);
        told = post("/v1/programme/draft/publish", std::move(reason).done());
    }
    if (told.status != 200) return answer(told);
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

Json HttpWorld::request(const GoldenStep& step) {
    DoorCall call = *door_call(step.op == "leave_household" ? with_household(step) : step, *this);
    // A member in a path stands there as {M1}.
    if (auto open = call.path.find('{'); open != std::string::npos) {
        auto close = call.path.find('}', open);
        auto known = accounts_.find(call.path.substr(open + 1, close - open - 1));
        call.path.replace(open, close - open + 1,
                          known == accounts_.end() ? "unknown" : known->second.id);
    }
    const auto told = call.is_patch ? client_->patch(call.path, canonical(call.body),
                                                     {.key = key_, .idempotency_key = step.id})
                                    : post(call.path, call.body, step.id);
    if (told.status < 400) notice(step, told.body);
    read_ledgers();  // before the answer: it may name a voucher issued just now
    return answer(told);
}

/// A case says who leaves; the path also says what.
GoldenStep HttpWorld::with_household(const GoldenStep& step) {
    const auto told = get(path_of(text_at(step.arguments, "member")));
    std::string home;
    for (const auto& [alias, account] : accounts_)
        if (account.is_household && (home.empty() || account.id == text_at(told.body, "household")))
            home = alias;
    GoldenStep complete = step;
    complete.arguments = with(step.arguments, "household", to_json(home));
    return complete;
}

void HttpWorld::notice(const GoldenStep& step, const Json& body) {
    if (step.op == "close") closed_.insert(text_at(step.arguments, "member"));
    if (step.op == "reserve") reservations_.emplace(step.id, text_at(body, "reservation"));
    if (step.op == "redeem") redemptions_.emplace(step.id, text_at(body, "redemption"));
    const std::string household = text_at(step.arguments, "household");
    if (step.op != "join_household" || accounts_.contains(household)) return;
    accounts_[household] = {.id = text_at(body, "household"), .is_household = true};
    founders_.insert(step.id);
}

Json HttpWorld::answer(const HttpClient::Told& told) const {
    return told_answer(told, [this](const std::string& id) { return voucher_alias(id); });
}

std::string HttpWorld::voucher_alias(const std::string& id) const {
    auto place = std::ranges::find(vouchers_, id,
                                   [](const auto& known) { return text_at(known.second, "id"); });
    return "V" + std::to_string(place - vouchers_.begin() + 1);
}

namespace {

/// What a door answers NOT_FOUND to, for a name the case never gave.
std::string id_or_unknown(const std::map<std::string, std::string>& known,
                          const std::string& alias) {
    auto found = known.find(alias);
    return found == known.end() ? "unknown" : found->second;
}

}  // namespace

std::string HttpWorld::reservation(const std::string& alias) const {
    return id_or_unknown(reservations_, alias);
}

std::string HttpWorld::redemption(const std::string& alias) const {
    return id_or_unknown(redemptions_, alias);
}

std::string HttpWorld::household(const std::string& alias) const {
    auto known = accounts_.find(alias);
    return known == accounts_.end() ? "" : known->second.id;
}

std::string HttpWorld::voucher(const std::string& alias) const {
    for (std::size_t i = 0; i < vouchers_.size(); ++i)
        if (alias == "V" + std::to_string(i + 1)) return text_at(vouchers_[i].second, "code");
    return alias;
}

}  // namespace vuelve::cli
