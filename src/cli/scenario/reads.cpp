#include "cli/scenario/reads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "cli/scenario/answer.h"
#include "cli/scenario/community.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/member_reads.h"
#include "cli/scenario/metrics.h"
#include "cli/scenario/shop_metrics.h"
#include "codec/entitlement_request.h"
#include "codec/request_format.h"
#include "domain/discount.h"
#include "domain/pay_points.h"
#include "domain/prolong.h"
#include "domain/tier.h"

namespace vuelve::cli {
namespace {

const Holder* find_holder(const State& state, const Aliases& aliases, const std::string& alias) {
    MemberRef ref = aliases.holder(alias);
    return ref ? resolve(state, *ref) : nullptr;
}

Json answer_max_points(const Programme& programme,
                       const State& state,
                       const Aliases& aliases,
                       const GoldenStep& step) {
    auto asked = decode_max_points(step);
    if (!asked) return rejected_json(asked.error().code);
    const Holder* member = find_holder(state, aliases, asked->member);
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    const Currency* currency = programme.find_currency(asked->currency);
    if (!currency) return rejected_json(ErrorCode::ValidationFailed);
    const Holder& holder = state.holders.at(account_holder(*member, *currency));
    MaxPoints most =
        max_payable(*currency, wallet_of(holder, currency->id).available, asked->amount);
    ObjectMaker out;
    out.add("status", "ok").add("points", most.points).add("amount", most.amount);
    return std::move(out).done();
}

Json answer_preview(const Programme& programme,
                    const State& state,
                    const Aliases& aliases,
                    const GoldenStep& step) {
    auto alias = decode_preview(step);
    if (!alias) return rejected_json(alias.error().code);
    const Holder* member = find_holder(state, aliases, *alias);
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    ObjectMaker out;
    out.add("status", "ok");
    out.add("preview", preview_json(programme, preview(programme, *member, step.at)));
    return std::move(out).done();
}

Json answer_price(const Programme& programme, const GoldenStep& step) {
    auto asked = decode_price(step.arguments);
    if (!asked) return rejected_json(asked.error().code);
    RecordPurchase ticket;
    ticket.lines = std::move(asked->lines);
    ticket.coupons = std::move(asked->coupons);
    auto priced = price_ticket(programme, ticket);
    if (!priced) return rejected_json(priced.error().code);
    ObjectMaker out;
    out.add("status", "ok").add("discounts", discounts_json(programme, priced->discounts));
    out.add("total", priced->total);
    return std::move(out).done();
}

Json answer_notices(const Programme& programme,
                    const State& state,
                    const Aliases& aliases,
                    const GoldenStep& step) {
    auto asked = decode_notices(step);
    if (!asked) return rejected_json(asked.error().code);
    std::map<std::string, const Holder*> holders;
    for (const auto& [id, holder] : state.holders) holders[aliases.of(id)] = &holder;
    Json::Array rows;
    for (int offset : asked->offsets)
        for (const auto& [alias, holder] : holders)
            for (const ExpiryNotice& notice :
                 notices(programme, *holder, asked->date, std::span(&offset, 1))) {
                ObjectMaker row;
                row.add("member", alias);
                row.add("currency", programme.currency(notice.currency).code);
                row.add("points", notice.points).add("last_day", notice.last_day);
                rows.push_back(std::move(row).done());
            }
    ObjectMaker out;
    out.add("status", "ok").add("notices", rows);
    return std::move(out).done();
}

}  // namespace

Result<NoticesQuestion> decode_notices(const GoldenStep& step) {
    return decode_body<NoticesQuestion>(step.arguments, [](const Cursor& at, NoticesQuestion& out) {
        ObjectReader object(at);
        object.required("date", out.date, day);
        object.required("offsets", out.offsets, list(whole(0, 3660)));
    });
}

Result<PointsQuestion> decode_max_points(const GoldenStep& step) {
    return decode_body<PointsQuestion>(step.arguments, [](const Cursor& at, PointsQuestion& out) {
        ObjectReader object(at);
        object.required("member", out.member, code());
        object.required("currency", out.currency, code());
        object.required("amount", out.amount, whole(0, amount_max));
    });
}

Result<std::string> decode_preview(const GoldenStep& step) {
    return decode_body<std::string>(step.arguments, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("member", out, code());
    });
}

std::optional<Json> answer_formula(const GoldenStep& step) {
    if (step.op != "metric" || asks_shop(step)) return std::nullopt;
    const Json* input = step.arguments.find("input");
    auto value = answer_metric(text_in(step.arguments, "name"), input ? *input : Json());
    if (!value) return rejected_json(value.error().code);
    ObjectMaker out;
    out.add("status", "ok").add("value", *value);
    return std::move(out).done();
}

bool is_read(std::string_view op) {
    static constexpr std::array known{"max_points", "preview",  "price",     "notices",
                                      "metric",     "messages", "store_day", "advance"};
    return is_book_read(op) || is_member_read(op) || is_community_read(op) ||
           std::ranges::find(known, op) != known.end();
}

std::optional<Json> answer_read(const Programme& programme,
                                const State& state,
                                const Books& books,
                                const Aliases& aliases,
                                const GoldenStep& step) {
    if (auto formula = answer_formula(step)) return formula;
    if (is_book_read(step.op)) return answer_books(programme, books, step);
    if (auto asked = answer_member_read(programme, state, aliases, step)) return asked;
    if (step.op == "max_points") return answer_max_points(programme, state, aliases, step);
    if (step.op == "preview") return answer_preview(programme, state, aliases, step);
    if (step.op == "price") return answer_price(programme, step);
    if (step.op == "notices") return answer_notices(programme, state, aliases, step);
    if (step.op != "advance") return std::nullopt;
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

std::string faults_text(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults)
        text += fmt::format("{}{}: {}: {}", text.empty() ? "" : "; ", fault.pointer, fault.code,
                            fault.detail);
    return text;
}

}  // namespace vuelve::cli
