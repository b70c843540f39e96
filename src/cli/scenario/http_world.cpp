#include "cli/scenario/http_world.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <set>
#include <stdexcept>

#include "cli/scenario/commands.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/reads.h"

namespace vuelve::cli {
namespace {

const Json nothing;

const Json& at(const Json& json, std::string_view name) {
    const Json* found = json.find(name);
    return found ? *found : nothing;
}

std::string text_at(const Json& json, std::string_view name) {
    const auto* text = at(json, name).get_if<std::string>();
    return text ? *text : "";
}

Json::Array items_at(const Json& json, std::string_view name) {
    const auto* items = at(json, name).get_if<Json::Array>();
    return items ? *items : Json::Array{};
}

/// 64-bit ids travel as text.
std::int64_t number_at(const Json& json, std::string_view name) {
    const std::string text = text_at(json, name);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Json pick(const Json& from, std::initializer_list<std::string_view> names) {
    ObjectMaker out;
    for (std::string_view name : names) out.add(name, at(from, name));
    return std::move(out).done();
}

/// The arguments with some members left out, and the member as a door knows it.
Json body_of(const GoldenStep& step, const std::set<std::string_view>& without = {}) {
    Json::Object body;
    for (const JsonMember& argument : *step.arguments.get_if<Json::Object>()) {
        if (without.contains(argument.name)) continue;
        const auto* alias = argument.value.get_if<std::string>();
        body.push_back(argument.name == "member" && alias
                           ? JsonMember{"member", to_json("external:" + *alias)}
                           : argument);
    }
    return Json(std::move(body));
}

Json as_told(const Json& value, Json otherwise) {
    return value.is_null() ? std::move(otherwise) : value;
}

Json refused(const std::string& code) {
    ObjectMaker out;
    out.add("status", "rejected").add("error", code);
    return std::move(out).done();
}

constexpr std::initializer_list<std::string_view> lot_keys{"original", "remaining", "reserved",
                                                           "state", "expires_at"};

/// What both the ledger's and the product's list say of a lot that still holds something.
std::multiset<std::string> open_lots(const Json::Array& lots) {
    std::multiset<std::string> open;
    for (const Json& lot : lots) {
        const bool spent =
            canonical(at(lot, "remaining")) == "0" && canonical(at(lot, "reserved")) == "0";
        if (!spent) open.insert(text_at(lot, "currency") + " " + canonical(pick(lot, lot_keys)));
    }
    return open;
}

/// An entry of the ledger as the statement shows it.
Json statement_entry(const Json& entry) {
    ObjectMaker out;
    out.add("type", at(entry, "type")).add("currency", at(entry, "currency"));
    for (std::string_view account : {"pending", "available", "reserved", "debt"}) {
        const Json& moved = at(at(entry, "lines"), "member:" + std::string(account));
        out.add(account, as_told(moved, to_json(std::int64_t{0})));
    }
    out.add("rule", at(entry, "rule"));
    return std::move(out).done();
}

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
    for (const GoldenStep& step : golden.steps)
        if (step.op == "enrol" || step.op == "use_voucher") return step.op + " over http";
    for (const Json& member : *golden.members.get_if<Json::Array>())
        if (member.find("household")) return "households";
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
        members_[member.name] = *member.value.get_if<std::string>();
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
    auto known = members_.find(alias);
    return "/v1/members/" + (known == members_.end() ? "unknown" : known->second);
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

Json HttpWorld::command(const GoldenStep& step) {
    const std::string purchases = "/v1/purchases";
    const std::string about = purchases + "/" + text_at(step.arguments, "purchase");
    const std::string member = path_of(text_at(step.arguments, "member"));
    const Json none{Json::Object{}};
    if (step.op == "max_points") return max_points(step);
    if (step.op == "preview") return preview(step);
    if (step.op == "quote") return answer(post("/v1/quotes", body_of(step)));
    if (step.op == "purchase") return answer(post(purchases, body_of(step)));
    if (step.op == "return") return answer(post(about + "/returns", body_of(step, {"purchase"})));
    if (step.op == "void")
        return answer(post(about + "/void", body_of(step, {"purchase"}), step.id));
    if (step.op == "adjust") return answer(post("/v1/adjustments", body_of(step, {"id"}), step.id));
    if (step.op == "suspend" || step.op == "reactivate")
        return answer(post(member + "/" + step.op, none, step.id));
    ObjectMaker advanced;
    return std::move(advanced.add("status", "ok")).done();
}

Json HttpWorld::answer(const HttpClient::Told& told) const {
    if (told.status >= 400) return refused(text_at(told.body, "code"));
    const Json none{Json::Array{}};
    ObjectMaker out;
    out.add("status",
            told.replayed ? to_json("replayed") : as_told(at(told.body, "status"), to_json("ok")));
    Json::Array effects, unrecoverable;
    for (const Json& award : items_at(told.body, "effects"))
        if (canonical(at(award, "points")) != "0")
            effects.push_back(pick(award, {"rule", "currency", "points"}));
    for (const Json& id : items_at(told.body, "unrecoverable")) {
        auto place = std::ranges::find(vouchers_, canonical(id), [](const auto& known) {
            return canonical(at(known.second, "id"));
        });
        unrecoverable.push_back(to_json("V" + std::to_string(place - vouchers_.begin() + 1)));
    }
    out.add("effects", effects).add("unrecoverable", unrecoverable);
    out.add("trace", as_told(at(told.body, "trace"), Json(Json::Object{})));
    out.add("reversed", as_told(at(told.body, "reversed"), none));
    if (const Json* refund = told.body.find("refund")) out.add("refund", *refund);
    out.add("already_expired", as_told(at(told.body, "already_expired"), to_json(std::int64_t{0})));
    out.add("applied", as_told(at(told.body, "applied"), none));
    return std::move(out).done();
}

Json HttpWorld::max_points(const GoldenStep& step) {
    auto asked = decode_max_points(step);
    if (!asked) return refused(std::string(literal(asked.error().code)));
    ObjectMaker line, quote;
    line.add("quantity", std::int64_t{1}).add("unit_price", asked->amount);
    quote.add("member", "external:" + asked->member);
    quote.add("lines", Json::Array{std::move(line).done()});
    const auto told = post("/v1/quotes", std::move(quote).done());
    if (told.status != 200) return refused(text_at(told.body, "code"));
    const Json& most = at(at(told.body, "max_points"), asked->currency);
    ObjectMaker out;
    out.add("status", "ok").add("points", at(most, "points")).add("amount", at(most, "amount"));
    return std::move(out).done();
}

Json HttpWorld::preview(const GoldenStep& step) {
    auto alias = decode_preview(step);
    if (!alias) return refused(std::string(literal(alias.error().code)));
    const auto told = get(path_of(*alias));
    const Json& tier = at(told.body, "tier");
    ObjectMaker out;
    out.add("status", "ok");
    out.add("preview", tier.is_null() ? Json()
                                      : pick(tier, {"level", "metric", "next_level", "missing",
                                                    "deadline", "keep_missing"}));
    return std::move(out).done();
}

void HttpWorld::read_ledgers() {
    vouchers_.clear();
    for (const auto& [alias, id] : members_) {
        const auto told = get("/_test/members/" + id + "/ledger");
        Ledger& ledger = ledgers_[alias];
        ledger.lots = items_at(at(told.body, "lots"), "items");
        ledger.history = items_at(at(told.body, "history"), "items");
        for (const Json& voucher : items_at(told.body, "vouchers"))
            vouchers_.emplace_back(number_at(voucher, "number"), voucher);
        for (const Json& entry : ledger.history)
            newest_ = std::max(newest_, number_at(entry, "id"));
    }
    std::ranges::sort(vouchers_, {}, [](const auto& voucher) { return voucher.first; });
}

Json HttpWorld::balances() {
    ObjectMaker table;
    for (const auto& [alias, id] : members_)
        table.add(alias, at(get(path_of(alias) + "/balances").body, "balances"));
    return std::move(table).done();
}

Json HttpWorld::lots_of(const std::string& alias) {
    const Json::Array& all = ledgers_.at(alias).lots;
    const auto page = get(path_of(alias) + "/lots?limit=200");
    std::map<std::string, Json::Array> currencies;
    for (const Json& lot : all) currencies[text_at(lot, "currency")].push_back(pick(lot, lot_keys));
    ObjectMaker table;
    for (const auto& [currency, lots] : currencies) table.add(currency, lots);
    // The product's list must say the same of the lots that it shows.
    if (open_lots(items_at(page.body, "items")) != open_lots(all))
        table.add("not as /lots", at(page.body, "items"));
    return std::move(table).done();
}

bool HttpWorld::agrees_with_statement(const std::string& alias, const Json::Array& entries) {
    const auto page = get(path_of(alias) + "/history?limit=200");
    Json::Array shown, posted;
    const Json::Array items = items_at(page.body, "items");
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        std::ranges::move(items_at(*item, "entries"), std::back_inserter(shown));
    for (const Json& entry : entries) posted.push_back(statement_entry(entry));
    if (shown.size() < posted.size()) return false;
    shown.erase(shown.begin(), shown.end() - static_cast<std::ptrdiff_t>(posted.size()));
    return canonical(Json(std::move(shown))) == canonical(Json(std::move(posted)));
}

Json HttpWorld::journal() {
    std::map<std::int64_t, Json> rows;  // in posting order
    for (const auto& [alias, ledger] : ledgers_) {
        Json::Array posted;
        std::ranges::copy_if(ledger.history, std::back_inserter(posted),
                             [&](const Json& entry) { return number_at(entry, "id") > seen_; });
        for (const Json& entry : posted) {
            ObjectMaker lines, row;
            for (const JsonMember& line : *at(entry, "lines").get_if<Json::Object>()) {
                const bool own = line.name.starts_with("member:");
                lines.add(own ? "member:" + alias + line.name.substr(6) : line.name, line.value);
            }
            row.add("type", at(entry, "type")).add("currency", at(entry, "currency"));
            row.add("lines", std::move(lines).done());
            if (!at(entry, "rule").is_null()) row.add("rule", at(entry, "rule"));
            rows[number_at(entry, "id")] = std::move(row).done();
        }
        // The product's statement must say the same of the member's side.
        if (!agrees_with_statement(alias, posted))
            rows[newest_ + 1] = to_json("the history of " + alias + " differs from the ledger");
    }
    Json::Array journal;
    for (auto& [id, row] : rows) journal.push_back(std::move(row));
    return Json(std::move(journal));
}

Json HttpWorld::tiers() {
    ObjectMaker table;
    for (const auto& [alias, id] : members_) {
        const auto told = get(path_of(alias));
        if (text_at(told.body, "state") != "active") continue;
        const Json& tier = at(told.body, "tier");
        ObjectMaker row;
        row.add("level", text_at(tier, "level")).add("valid_until", at(tier, "valid_until"));
        table.add(alias, std::move(row).done());
    }
    return std::move(table).done();
}

Json HttpWorld::vouchers() const {
    ObjectMaker table;
    for (std::size_t i = 0; i < vouchers_.size(); ++i)
        table.add("V" + std::to_string(i + 1), at(vouchers_[i].second, "state"));
    return std::move(table).done();
}

Json HttpWorld::read(View view) {
    switch (view) {
        case View::Balances: return balances();
        case View::Tiers: return tiers();
        case View::Vouchers: return vouchers();
        case View::Journal: return journal();
        case View::Stock: return to_json("no route shows stock yet");
        case View::Lots: {
            ObjectMaker table;
            for (const auto& [alias, id] : members_) table.add(alias, lots_of(alias));
            return std::move(table).done();
        }
    }
    return {};
}

}  // namespace vuelve::cli
