#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "cli/scenario/books.h"
#include "cli/scenario/case_outbox.h"
#include "cli/scenario/community.h"
#include "cli/scenario/http_answers.h"
#include "cli/scenario/http_world.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/member_reads.h"
#include "cli/scenario/reads.h"
#include "codec/purchase_json.h"

namespace vuelve::cli {
namespace {

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

/// Of a member who was merged, the survivor's page is shown; in a household, the shared balance.
bool shows_alone(const Json& member, const std::string& id) {
    return text_at(member, "member") == id && at(member, "household").is_null();
}

/// The lines of an entry under the case's names; `account` = "member:M1".
Json::Object named_lines(const Json& entry, const std::string& account) {
    Json::Object lines;
    for (const JsonMember& line : *at(entry, "lines").get_if<Json::Object>()) {
        const auto colon = line.name.find(':');
        const bool own = line.name.starts_with("member:") || line.name.starts_with("household:");
        lines.push_back({own ? account + line.name.substr(colon) : line.name, line.value});
    }
    return lines;
}

/// The account between the two sides of a move is no account of the domain's.
void drop_transit(Json::Object& lines) {
    std::erase_if(lines, [](const JsonMember& line) { return line.name == "transit"; });
}

struct PostedRow {
    Json entry;
    Json::Object lines;
    bool joined = false;  // the second side of another
};

/// What one holder loses the other gains, column by column.
bool is_other_side(const PostedRow& a, const PostedRow& b) {
    if (a.lines.size() != b.lines.size()) return false;
    return std::ranges::all_of(a.lines, [&](const JsonMember& line) {
        const std::string column = line.name.substr(line.name.rfind(':'));
        return std::ranges::any_of(b.lines, [&](const JsonMember& other) {
            return other.name.ends_with(column) &&
                   *other.value.get_if<std::int64_t>() == -*line.value.get_if<std::int64_t>();
        });
    });
}

/// The two sides of an entry between holders become one.
void join_sides(std::map<std::int64_t, PostedRow>& rows) {
    for (auto first = rows.begin(); first != rows.end(); ++first) {
        PostedRow& row = first->second;
        const std::string type = text_at(row.entry, "type");
        if ((type != "transfer" && type != "merge") || row.joined) continue;
        auto other = std::find_if(std::next(first), rows.end(), [&](const auto& candidate) {
            const PostedRow& side = candidate.second;
            return !side.joined && text_at(side.entry, "type") == type &&
                   text_at(side.entry, "currency") == text_at(row.entry, "currency") &&
                   is_other_side(row, side);
        });
        if (other == rows.end()) continue;
        std::ranges::move(other->second.lines, std::back_inserter(row.lines));
        other->second.joined = true;
    }
}

}  // namespace

std::optional<Json> HttpWorld::answer_read(const GoldenStep& step) {
    if (auto formula = answer_formula(step)) return formula;
    if (step.op == "max_points") return max_points(step);
    if (step.op == "preview") return preview(step);
    if (step.op == "price") return price(step);
    if (step.op == "notices") return notices(step);
    if (step.op == "messages") return messages(step);
    if (is_book_read(step.op)) return books(step);
    if (step.op == "metric") return shop_metric(step);
    if (step.op == "store_day") return store_day(step);
    if (is_community_read(step.op)) return community(step);
    const std::string member = path_of(text_at(step.arguments, "member"));
    if (step.op == "reach") return told_reach(get(member + "/activities").body);
    if (step.op == "subscriptions") return told_subscriptions(get(member + "/subscriptions").body);
    return std::nullopt;
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

Json HttpWorld::price(const GoldenStep& step) {
    return answer(post("/v1/coupons/price", step.arguments));
}

Json HttpWorld::notices(const GoldenStep& step) {
    auto asked = decode_notices(step);
    if (!asked) return refused(std::string(literal(asked.error().code)));
    Json::Array rows;
    for (int offset : asked->offsets)
        for (const auto& [alias, account] : accounts_) {
            if (account.is_household) continue;
            const auto told = get(fmt::format("{}/notices?date={}&offsets={}", path_of(alias),
                                              format_day(asked->date), offset));
            for (const Json& notice : items_at(told.body, "items")) {
                ObjectMaker row;
                row.add("member", alias).add("currency", at(notice, "currency"));
                row.add("points", at(notice, "points")).add("last_day", at(notice, "last_day"));
                rows.push_back(std::move(row).done());
            }
        }
    ObjectMaker out;
    out.add("status", "ok").add("notices", rows);
    return std::move(out).done();
}

Json HttpWorld::books(const GoldenStep& step) {
    auto asked = decode_books(step);
    if (!asked) return refused(std::string(literal(asked.error().code)));
    const std::string month = fmt::format("{:04}-{:02}", asked->month / 100, asked->month % 100);
    ObjectMaker out;
    out.add("status", "ok");
    if (step.op == "deferral") {
        const auto told = get("/v1/purchases/" + asked->purchase + "/deferral");
        for (std::string_view name : {"transaction_price", "deferred", "goods_revenue"})
            out.add(name, at(told.body, name));
    } else if (step.op == "general_journal") {
        out.add("general_journal",
                items_at(get("/v1/reports/journal?month=" + month).body, "items"));
    } else if (step.op == "breakage") {
        const auto told =
            get(fmt::format("/v1/reports/breakage?currency={}&month={}&age={}&cohorts_min={}",
                            asked->currency, month, asked->age, asked->cohorts_min));
        out.add("breakage", pick(told.body, {"predictable", "breakage_rate", "ages"}));
    } else if (step.op == "recognition") {
        const auto told = get("/v1/reports/recognition?month=" + month);
        out.add("recognition", items_at(told.body, "items"));
    } else if (step.op == "money_journal") {
        const auto told = get("/v1/reports/money-journal?month=" + month);
        out.add("money_journal", items_at(told.body, "items"));
    } else if (step.op == "clearing" || step.op == "bilateral") {
        const auto told =
            get("/v1/reports/" + step.op + "?currency=" + asked->currency + "&month=" + month);
        out.add(step.op, items_at(told.body, "items"));
    } else if (step.op == "rollforward_by_brand") {
        const auto told = get("/v1/reports/roll-forward?by=brand&currency=" + asked->currency +
                              "&month=" + month);
        out.add(step.op, pick(told.body, {"brands", "debt", "total"}));
    } else {
        const auto told =
            get("/v1/reports/roll-forward?currency=" + asked->currency + "&month=" + month);
        out.add("rollforward", at(told.body, "rows"));
    }
    return std::move(out).done();
}

Json HttpWorld::messages(const GoldenStep& step) {
    auto alias = decode_messages(step);
    if (!alias) return refused(std::string(literal(alias.error().code)));
    const auto told =
        client_->get(path_of(*alias) + "/messages?limit=200", {.key = key_, .idempotency_key = {}});
    if (told.status != 200) return refused(text_at(told.body, "code"));
    std::vector<CaseMessage> shown;
    for (const Json& item : items_at(told.body, "items"))
        shown.push_back({.type = text_at(item, "type"),
                         .state = text_at(item, "state"),
                         .channel = text_at(item, "channel"),
                         .reason = text_at(item, "reason"),
                         .at = parse_instant(text_at(item, "at")).value_or(Instant{}),
                         .variables = canonical(at(item, "variables"))});
    return messages_json(shown, [this](const std::string& id) { return voucher_alias(id); });
}

/// Members stand on it under aliases; each is told which line is their own.
Json HttpWorld::board(const GoldenStep& step) {
    auto asked = decode_board(step);
    if (!asked) return refused(std::string(literal(asked.error().code)));
    const std::string target = fmt::format("/v1/leaderboards/{}?limit=200&at={}",
                                           asked->leaderboard, format_instant(asked->of));
    auto known = accounts_.find(asked->member);
    const std::string asker = known == accounts_.end() ? "unknown" : known->second.id;
    const auto told = client_->get(asked->member.empty() ? target : target + "&member=" + asker,
                                   {.key = key_, .idempotency_key = {}});
    if (told.status != 200) return refused(text_at(told.body, "code"));
    std::map<std::pair<std::size_t, std::size_t>, std::string> names;  // by list and place
    for (const auto& [alias, account] : accounts_) {
        if (account.is_household || text_at(get(path_of(alias)).body, "member") != account.id)
            continue;  // a merged one is told of its survivor
        const Json::Array lists = items_at(get(target + "&member=" + account.id).body, "lists");
        for (std::size_t list = 0; list < lists.size(); ++list) {
            const Json::Array items = items_at(lists[list], "items");
            for (std::size_t place = 0; place < items.size(); ++place)
                if (canonical(at(items[place], "own")) == "true") names[{list, place}] = alias;
        }
    }
    Json::Array lists;
    for (const Json& list : items_at(told.body, "lists")) {
        Json::Array items;
        for (const Json& one : items_at(list, "items")) {
            ObjectMaker item;
            item.add("rank", at(one, "rank")).add("member", names[{lists.size(), items.size()}]);
            items.push_back(std::move(item.add("score", at(one, "score"))).done());
        }
        ObjectMaker shown;
        for (const char* name : {"level", "participants", "hidden"})
            shown.add(name, at(list, name));
        lists.push_back(std::move(shown.add("items", items)).done());
    }
    const Json& own = at(told.body, "own");
    ObjectMaker out;
    out.add("status", "ok").add("from", at(told.body, "from")).add("to", at(told.body, "to"));
    out.add("lists", lists);
    out.add("own", own.is_null() ? Json() : pick(own, {"rank", "score", "visible"}));
    return std::move(out).done();
}

Json HttpWorld::community(const GoldenStep& step) {
    if (step.op == "leaderboard") return board(step);
    auto asked = decode_satisfaction(step);
    if (!asked) return refused(std::string(literal(asked.error().code)));
    std::string target = fmt::format("/v1/reports/satisfaction?from={}&to={}",
                                     format_day(asked->from), format_day(asked->to));
    if (!asked->store.empty()) target += "&store=" + asked->store;
    const auto told = client_->get(target, {.key = key_, .idempotency_key = {}});
    return told.status == 200 ? told_json(told.body) : refused(text_at(told.body, "code"));
}

void HttpWorld::read_ledgers() {
    vouchers_.clear();
    for (auto& [alias, account] : accounts_) {
        const std::string kind = account.is_household ? "households" : "members";
        const auto told = get("/_test/" + kind + "/" + account.id + "/ledger");
        account.lots = items_at(at(told.body, "lots"), "items");
        account.history = items_at(at(told.body, "history"), "items");
        for (const Json& voucher : items_at(told.body, "vouchers"))
            vouchers_.emplace_back(number_at(voucher, "number"), voucher);
        for (const Json& entry : account.history)
            newest_ = std::max(newest_, number_at(entry, "id"));
    }
    std::ranges::sort(vouchers_, {}, [](const auto& voucher) { return voucher.first; });
}

/// The sum of the account's entries. Where the account is the member's own, the product's answer
/// must say the same.
Json HttpWorld::balances_of(const std::string& alias) {
    const Account& account = accounts_.at(alias);
    std::map<std::string, std::map<std::string, std::int64_t>> sums;
    for (const Json& entry : account.history)
        for (const JsonMember& line : *at(entry, "lines").get_if<Json::Object>()) {
            const auto colon = line.name.find(':');
            if (line.name.starts_with("member:") || line.name.starts_with("household:"))
                sums[text_at(entry, "currency")][line.name.substr(colon + 1)] +=
                    *line.value.get_if<std::int64_t>();
        }
    ObjectMaker table;
    for (auto& [currency, columns] : sums) {
        ObjectMaker row;
        for (const char* name : {"pending", "available", "reserved", "debt"})
            row.add(name, columns[name]);
        table.add(currency, std::move(row).done());
    }
    Json own = std::move(table).done();
    if (account.is_household) return own;
    const auto told = get(path_of(alias));
    const bool alone = shows_alone(told.body, account.id);
    if (!alone) return own;
    const auto shown = get(path_of(alias) + "/balances");
    for (const JsonMember& currency : *own.get_if<Json::Object>())
        if (canonical(at(at(shown.body, "balances"), currency.name)) != canonical(currency.value))
            return at(shown.body, "balances");
    return own;
}

Json HttpWorld::lots_of(const std::string& alias) {
    const Account& account = accounts_.at(alias);
    std::map<std::string, Json::Array> currencies;
    for (const Json& lot : account.lots)
        currencies[text_at(lot, "currency")].push_back(pick(lot, lot_keys));
    ObjectMaker table;
    for (const auto& [currency, lots] : currencies) table.add(currency, lots);
    if (account.is_household) return std::move(table).done();
    // The product's list must say the same of the lots that it shows.
    const auto told = get(path_of(alias));
    const bool alone = shows_alone(told.body, account.id);
    const auto page = get(path_of(alias) + "/lots?limit=200");
    if (alone && open_lots(items_at(page.body, "items")) != open_lots(account.lots))
        table.add("not as /lots", at(page.body, "items"));
    return std::move(table).done();
}

bool HttpWorld::agrees_with_statement(const std::string& alias, const Json::Array& entries) {
    // Of a household's member or a merged one the statement is another account's too.
    if (!shows_alone(get(path_of(alias)).body, accounts_.at(alias).id)) return true;
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
    std::map<std::int64_t, PostedRow> rows;  // in posting order
    Json::Array journal;
    for (const auto& [alias, account] : accounts_) {
        Json::Array posted;
        std::ranges::copy_if(account.history, std::back_inserter(posted),
                             [&](const Json& entry) { return number_at(entry, "id") > seen_; });
        const std::string name = (account.is_household ? "household:" : "member:") + alias;
        for (const Json& entry : posted) {
            PostedRow row{.entry = entry, .lines = named_lines(entry, name)};
            drop_transit(row.lines);
            rows[number_at(entry, "id")] = std::move(row);
        }
        // The product's statement must say the same of the member's side.
        if (!account.is_household && !agrees_with_statement(alias, posted))
            journal.push_back(to_json("the history of " + alias + " differs from the ledger"));
    }
    join_sides(rows);
    for (auto& [id, posted] : rows) {
        if (posted.joined) continue;
        ObjectMaker row;
        row.add("type", at(posted.entry, "type")).add("currency", at(posted.entry, "currency"));
        row.add("lines", Json(std::move(posted.lines)));
        if (!at(posted.entry, "rule").is_null()) row.add("rule", at(posted.entry, "rule"));
        journal.push_back(std::move(row).done());
    }
    return Json(std::move(journal));
}

Json HttpWorld::tiers() {
    ObjectMaker table;
    for (const auto& [alias, account] : accounts_) {
        if (account.is_household) continue;
        const auto told = get(path_of(alias));
        if (text_at(told.body, "member") != account.id) continue;  // merged: the survivor's page
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

Json HttpWorld::redemptions() {
    ObjectMaker table;
    for (const auto& [alias, id] : redemptions_)
        table.add(alias, at(get("/v1/redemptions/" + id).body, "state"));
    return std::move(table).done();
}

Json HttpWorld::read(View view) {
    ObjectMaker table;
    switch (view) {
        case View::Balances:
            for (const auto& [alias, account] : accounts_) table.add(alias, balances_of(alias));
            return std::move(table).done();
        case View::Lots:
            for (const auto& [alias, account] : accounts_) table.add(alias, lots_of(alias));
            return std::move(table).done();
        case View::Tiers: return tiers();
        case View::Vouchers: return vouchers();
        case View::Redemptions: return redemptions();
        case View::Journal: return journal();
        case View::Stock: return at(get("/_test/stock").body, "stock");
    }
    return {};
}

}  // namespace vuelve::cli
