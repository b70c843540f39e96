#include "cli/scenario/metrics.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>

#include "analytics/nps.h"
#include "analytics/period.h"
#include "analytics/recognition.h"
#include "analytics/retention.h"
#include "analytics/rfm.h"
#include "analytics/send_decision.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/metrics_models.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

/// "2025-01" into 202501.
void year_month(const Cursor& at, int& out) {
    const auto* text = at.json.get_if<std::string>();
    const auto first = text ? parse_day(*text + "-01") : std::nullopt;
    if (!first) return at.fault("wrong-format", "expects a month like 2025-01");
    out = month_number(*first);
}
std::string year_month_text(int month) {
    return fmt::format("{:04}-{:02}", month / 100, month % 100);
}

WholeFormat amount() { return whole(-amount_max, amount_max); }
constexpr std::size_t items_max = 1'000'000;

Result<Json> answer_nps(const Json& input) {
    auto scores = TRY(decode_body<std::vector<int>>(input, [](const Cursor& at, auto& out) {
        ObjectReader object(at);
        object.required("scores", out, list(whole(0, 10), items_max));
    }));
    return to_json(analytics::nps(scores));
}

/// What was counted, and the rates that are not asked for.
struct PeriodInput {
    analytics::PeriodSums sums;
    std::set<std::string_view> silent{"average_spend"};
};

void period_input(const Cursor& at, PeriodInput& out) {
    ObjectReader object(at);
    analytics::PeriodSums& sums = out.sums;
    object.required("sales_identified", sums.sales_identified, amount());
    object.required("sales_total", sums.sales_total, amount());
    object.required("tickets_identified", sums.tickets_identified, amount());
    object.required("tickets_total", sums.tickets_total, amount());
    object.required("redeemed_net", sums.redeemed_net, amount());
    object.required("issued_net", sums.issued_net, amount());
    object.required("expired", sums.expired, amount());
    object.required("issued_value", sums.issued_value, amount());
    object.required("active", sums.active, amount());
    object.required("enrolled", sums.enrolled, amount());
    object.required("buyers_2plus", sums.buyers_2plus, amount());
    object.required("buyers", sums.buyers, amount());
    const bool has_redeemers = object.optional("redeemers", sums.redeemers, amount());
    const bool has_engaged = object.optional("engaged", sums.engaged, amount());
    if (!has_redeemers || !has_engaged) out.silent.insert("redemption_rate_members");
    if (!object.optional("digital_active", sums.digital_active, amount()))
        out.silent.insert("digital_adoption");
    if (!object.optional("sales_digital", sums.sales_digital, amount()))
        out.silent.insert("digital_share");
}

Result<Json> answer_period(const Json& input) {
    const auto period = TRY(decode_body<PeriodInput>(input, period_input));
    ObjectMaker rates;
    for (const auto& [name, rate] : rows_of(rates_of(period.sums)))
        if (!period.silent.contains(name)) rates.add(name, rate);
    return std::move(rates).done();
}

struct RfmMember {
    std::string id;
    analytics::RfmInput input;
};

Result<Json> answer_rfm(const Json& input) {
    auto member = [](const Cursor& at, RfmMember& out) {
        ObjectReader object(at);
        object.required("id", out.id, code());
        object.required("last", out.input.last, day);
        object.required("purchases", out.input.purchases, whole(1, amount_max));
        object.required("amount", out.input.amount, amount());
    };
    auto format = [&](const Cursor& at, std::vector<RfmMember>& out) {
        ObjectReader object(at);
        object.required("members", out, list(member, items_max));
    };
    const auto members = TRY(decode_body<std::vector<RfmMember>>(input, format));
    std::vector<analytics::RfmInput> inputs;
    for (const RfmMember& one : members) inputs.push_back(one.input);
    const auto scores = analytics::rfm(inputs);
    ObjectMaker out;
    for (std::size_t i = 0; i < members.size(); ++i) {
        ObjectMaker row;
        row.add("R", std::int64_t{scores[i].r}).add("F", std::int64_t{scores[i].f});
        row.add("M", std::int64_t{scores[i].m}).add("segment", name_of(scores[i].segment));
        out.add(members[i].id, std::move(row).done());
    }
    return std::move(out).done();
}

struct RetentionInput {
    struct Purchase {
        std::string member;
        int month = 0;
    };
    int cohort = 0, k = 0;
    std::vector<Purchase> purchases;
};

void retention_purchase(const Cursor& at, RetentionInput::Purchase& out) {
    const auto* pair = items_of(at, 2, 2);
    if (!pair) return;
    const Place first{&at.place, std::nullopt, 0}, second{&at.place, std::nullopt, 1};
    code()(Cursor{(*pair)[0], first, at.faults}, out.member);
    year_month(Cursor{(*pair)[1], second, at.faults}, out.month);
}

Result<Json> answer_retention(const Json& input) {
    auto asked = TRY(decode_body<RetentionInput>(input, [](const Cursor& at, RetentionInput& out) {
        ObjectReader object(at);
        object.required("cohort", out.cohort, year_month);
        object.required("k", out.k, whole(0, 1200));
        object.required("purchases", out.purchases, list(retention_purchase, items_max));
    }));
    std::map<std::string, std::int64_t> members;
    std::vector<analytics::BuyingMonth> months;
    for (const auto& purchase : asked.purchases) {
        const auto number = std::ssize(members);
        months.push_back({members.emplace(purchase.member, number).first->second, purchase.month});
    }
    analytics::Cohort cohort{.month = asked.cohort};
    for (auto& one : cohorts_of(months, analytics::month_after(asked.cohort, asked.k)))
        if (one.month == asked.cohort) cohort = std::move(one);
    Json::Array rates;
    for (const auto& rate : retention_of(cohort, asked.k)) rates.push_back(to_json(rate));
    return Json(std::move(rates));
}

void pool_month(const Cursor& at, analytics::PoolMonth& out) {
    ObjectReader object(at);
    object.required("month", out.month, year_month);
    object.required("deferred", out.deferred, amount());
    object.required("issued", out.issued, amount());
    object.required("redeemed", out.redeemed, amount());
    object.required("breakage_rate", out.breakage_rate, decimal(0, 1));
    object.required("outstanding", out.outstanding, amount());
}

Result<Json> answer_recognition(const Json& input) {
    using Months = std::vector<analytics::PoolMonth>;
    const auto months = TRY(decode_body<Months>(input, [](const Cursor& at, Months& out) {
        ObjectReader object(at);
        object.required("months", out, list(pool_month));
    }));
    Json::Array rows;
    for (const auto& row : TRY(analytics::recognition(months))) {
        ObjectMaker out;
        out.add("month", year_month_text(row.month));
        out.add("recognised_to_date", row.recognised_to_date);
        out.add("revenue", row.revenue).add("liability", row.liability);
        rows.push_back(std::move(out).done());
    }
    return Json(std::move(rows));
}

struct NotifyInput {
    Instant trigger_at{};
    std::shared_ptr<const Zone> zone;
    std::vector<MessageChannel> channels, contactable, consents;
    analytics::QuietHours quiet;
    analytics::SendCap cap;
    std::vector<Instant> sent_marketing;
    bool suppressed = false;
    MessageClass message_class{};
};

void message_channel(const Cursor& at, MessageChannel& out) {
    const auto* name = at.json.get_if<std::string>();
    const auto channel = name ? parse_message_channel(*name) : std::nullopt;
    if (!channel) return unknown_word(at, {"push", "email", "sms", "whatsapp", "in_app"});
    out = *channel;
}

void notify_input(const Cursor& at, NotifyInput& out) {
    static constexpr Word<MessageClass> classes[] = {{"S", MessageClass::Service},
                                                     {"M", MessageClass::Marketing}};
    ObjectReader object(at);
    object.required("trigger_at", out.trigger_at, instant);
    object.required("time_zone", out.zone, [](const Cursor& zone, auto& found) {
        const auto* name = zone.json.get_if<std::string>();
        found = name ? Zone::find(*name) : nullptr;
        if (!found) zone.fault("wrong-format", "expects an IANA time zone");
    });
    object.required("channels", out.channels, list(message_channel));
    object.required("contactable", out.contactable, list(message_channel));
    object.required("consents", out.consents, list(message_channel));
    object.optional("quiet", out.quiet, [](const Cursor& quiet, analytics::QuietHours& hours) {
        ObjectReader range(quiet);
        range.required("from", hours.from, minute);
        range.required("to", hours.to, minute);
    });
    object.optional("cap", out.cap, [](const Cursor& cap, analytics::SendCap& most) {
        ObjectReader limits(cap);
        limits.required("per_day", most.per_day, whole(0, 1000));
        limits.required("per_week", most.per_week, whole(0, 1000));
    });
    object.required("sent_marketing", out.sent_marketing, list(instant));
    object.optional("suppressed", out.suppressed, truth);
    object.required("class", out.message_class, choice(classes));
}

Result<Json> answer_notify(const Json& input) {
    const auto asked = TRY(decode_body<NotifyInput>(input, notify_input));
    const auto decision = analytics::decide_send({.message_class = asked.message_class,
                                                  .channels = asked.channels,
                                                  .contactable = asked.contactable,
                                                  .consents = asked.consents,
                                                  .is_suppressed = asked.suppressed,
                                                  .due_at = asked.trigger_at,
                                                  .zone = *asked.zone,
                                                  .quiet = asked.quiet,
                                                  .cap = asked.cap,
                                                  .sent_marketing = asked.sent_marketing});
    ObjectMaker out;
    if (decision.dropped) {
        out.add("decision", "drop").add("reason", name_of(*decision.dropped));
    } else {
        out.add("decision", "send").add("channel", name_of(decision.channel));
        out.add("at", decision.at);
    }
    return std::move(out).done();
}

struct Metric {
    std::string_view name;
    Result<Json> (*answer)(const Json&);
};
constexpr std::array<Metric, 11> metrics{{{"nps", answer_nps},
                                          {"period", answer_period},
                                          {"rfm", answer_rfm},
                                          {"uplift", answer_uplift},
                                          {"retention", answer_retention},
                                          {"recognition", answer_recognition},
                                          {"p_alive", answer_p_alive},
                                          {"expected_purchases", answer_expected_purchases},
                                          {"expected_ticket", answer_expected_ticket},
                                          {"clv", answer_clv},
                                          {"notify", answer_notify}}};

}  // namespace

Result<Json> answer_metric(std::string_view name, const Json& input) {
    for (const Metric& metric : metrics)
        if (metric.name == name) return metric.answer(input);
    return refuse_field("/name", "wrong-format", fmt::format("{} is no metric", name));
}

}  // namespace vuelve::cli
