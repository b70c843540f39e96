#include "cli/scenario/shop_metrics.h"

#include <algorithm>
#include <map>

#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

void month_of_text(const Cursor& at, int& out) {
    const auto* text = at.json.get_if<std::string>();
    const auto first = text ? parse_day(*text + "-01") : std::nullopt;
    if (!first) return at.fault("wrong-format", "expects a month like 2025-01");
    out = month_number(*first);
}

void breakdown(const Cursor& at, analytics::Breakdown& out) {
    const auto* text = at.json.get_if<std::string>();
    const auto by = text ? analytics::parse_breakdown(*text) : std::nullopt;
    if (!by) return at.fault("wrong-format", "expects store channel brand tier segment month");
    out = *by;
}

const Currency* currency_asked(const Programme& programme, const std::string& code) {
    if (!code.empty()) return programme.find_currency(code);
    for (const Currency& currency : programme.document().currencies)
        if (currency.kind == CurrencyKind::Points) return &currency;
    return nullptr;
}

Json retention_of_facts(const analytics::ShopFacts& facts, const ShopQuestion& asked) {
    std::vector<analytics::BuyingMonth> months;
    for (const Sale& sale : facts.sales)
        if (!sale.voided) months.push_back({sale.member.value, month_number(sale.day)});
    return retention_json(
        analytics::cohorts_of(months, analytics::month_after(asked.cohort, asked.k)), asked);
}

Json rfm_of_facts(const analytics::ShopFacts& facts,
                  const ShopQuestion& asked,
                  const Aliases& aliases) {
    const analytics::DaySpan year = analytics::days_to(asked.date);
    std::map<HolderId, analytics::RfmInput> inputs;
    for (const Sale& sale : facts.sales) {
        if (sale.voided || !year.contains(sale.day)) continue;
        analytics::RfmInput& input = inputs.try_emplace(sale.member, sale.day).first->second;
        input.last = std::max(input.last, sale.day);
        ++input.purchases;
        input.amount += sale.amount.n;
    }
    std::vector<analytics::RfmInput> list;
    for (const auto& [member, input] : inputs) list.push_back(input);
    const auto scores = analytics::rfm(list);
    std::vector<ScoredMember> members;
    for (const auto& [member, input] : inputs)
        members.push_back({aliases.of(member), scores[members.size()]});
    return rfm_json(members);
}

}  // namespace

bool asks_shop(const GoldenStep& step) {
    return step.op == "metric" && !step.arguments.find("input");
}

Result<ShopQuestion> decode_shop_metric(const GoldenStep& step) {
    return decode_body<ShopQuestion>(step.arguments, [](const Cursor& at, ShopQuestion& out) {
        ObjectReader object(at);
        object.required("name", out.name, text(1, 64));
        object.optional("currency", out.currency, code());
        object.optional("of", out.of, text(0, 64));
        object.optional("from", out.span.first, day);
        object.optional("to", out.span.last, day);
        object.optional("by", out.by, breakdown);
        object.optional("cohort", out.cohort, month_of_text);
        object.optional("k", out.k, whole(0, 1200));
        object.optional("date", out.date, day);
    });
}

Result<StoreDayStep> decode_store_day(const GoldenStep& step) {
    return decode_body<StoreDayStep>(step.arguments, [](const Cursor& at, StoreDayStep& out) {
        ObjectReader object(at);
        std::string id;
        object.optional("id", id, code());
        object.required("store", out.store, code());
        object.required("date", out.date, day);
        object.required("tickets", out.tickets, whole(0, amount_max));
        object.required("amount", out.amount, whole(0, amount_max));
    });
}

Json figure_json(const analytics::Figure& figure) {
    ObjectMaker out;
    out.add("status", "ok").add("value", figure.value);
    out.add("numerator", figure.part.amount).add("denominator", figure.whole.amount);
    return std::move(out).done();
}

Json retention_json(const std::vector<analytics::Cohort>& cohorts, const ShopQuestion& asked) {
    Json::Array rates;
    for (const analytics::Cohort& cohort : cohorts)
        if (cohort.month == asked.cohort)
            for (const auto& rate : analytics::retention_of(cohort, asked.k))
                rates.push_back(to_json(rate));
    ObjectMaker out;
    out.add("status", "ok").add("value", std::move(rates));
    return std::move(out).done();
}

Json rfm_json(const std::vector<ScoredMember>& members) {
    std::map<std::string, analytics::RfmScore> ordered;
    for (const ScoredMember& member : members) ordered[member.alias] = member.score;
    ObjectMaker value, out;
    for (const auto& [alias, score] : ordered) {
        ObjectMaker row;
        row.add("R", std::int64_t{score.r}).add("F", std::int64_t{score.f});
        row.add("M", std::int64_t{score.m}).add("segment", name_of(score.segment));
        value.add(alias, std::move(row).done());
    }
    out.add("status", "ok").add("value", std::move(value).done());
    return std::move(out).done();
}

Json shop_metric_json(const Programme& programme,
                      const analytics::ShopFacts& facts,
                      const ShopQuestion& asked,
                      const Aliases& aliases) {
    if (asked.name == "retention") return retention_of_facts(facts, asked);
    if (asked.name == "rfm") return rfm_of_facts(facts, asked, aliases);
    const Currency* currency = currency_asked(programme, asked.currency);
    for (const auto& slice : slices_of(programme, facts, asked.span, asked.by)) {
        if (slice.label != asked.of) continue;
        const auto figure =
            figure_of(part_of(facts, slice.cut), {slice.span, currency}, asked.name);
        if (figure) return figure_json(*figure);
    }
    return rejected_json(ErrorCode::NotFound);
}

}  // namespace vuelve::cli
