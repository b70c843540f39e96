#include "cli/scenario/answer.h"

#include "cli/scenario/make_json.h"
#include "codec/answer_json.h"
#include "codec/json_writer.h"
#include "domain/tier.h"

namespace vuelve::cli {
namespace {

/// `{rule, currency, points}`: an award or its reversal.
Json points_json(const Programme& programme, RuleId rule, CurrencyId currency, Units points) {
    ObjectMaker row;
    row.add("rule", programme.symbols().code(rule.value));
    row.add("currency", programme.currency(currency).code).add("points", points);
    return std::move(row).done();
}

Json refund_json(const Refund& refund) {
    ObjectMaker row;
    row.add("money", refund.money);
    if (refund.paid_with_points)
        row.add("points", refund.points).add("points_money", refund.points_money);
    return std::move(row).done();
}

void add_awards(ObjectMaker& out, const Programme& programme, const Receipt& receipt) {
    Json::Array effects;
    for (const AwardLine& award : receipt.effects)
        if (award.points.n != 0)
            effects.push_back(points_json(programme, award.rule, award.currency, award.points));
    ObjectMaker trace;
    for (const Trace& reason : receipt.trace) trace.add(reason.rule, reason.text());
    out.add("effects", effects).add("trace", std::move(trace).done());
}

void add_reversals(ObjectMaker& out,
                   const Programme& programme,
                   const Receipt& receipt,
                   const Aliases& aliases) {
    Json::Array reversed, unrecoverable;
    for (const ReversedLine& line : receipt.reversed)
        reversed.push_back(points_json(programme, line.rule, line.currency, line.points));
    for (VoucherId voucher : receipt.unrecoverable)
        unrecoverable.push_back(to_json(aliases.of(voucher)));
    out.add("reversed", reversed).add("already_expired", receipt.already_expired);
    out.add("unrecoverable", unrecoverable);
    if (receipt.refund) out.add("refund", refund_json(*receipt.refund));
}

Json lines_json(const std::vector<std::int64_t>& lines) {
    Json::Array amounts;
    for (std::int64_t amount : lines) amounts.push_back(to_json(amount));
    return Json(std::move(amounts));
}

/// What was paid with points, and on a quote what could be.
void add_points_paid(ObjectMaker& out, const Programme& programme, const Receipt& receipt) {
    Json::Array spent;
    for (const SpentLine& line : receipt.spent) {
        ObjectMaker row;
        row.add("currency", programme.currency(line.currency).code).add("points", line.points);
        row.add("amount", line.amount).add("lines", lines_json(line.lines));
        spent.push_back(std::move(row).done());
    }
    ObjectMaker most;
    for (const MaxPoints& one : receipt.max_points) {
        ObjectMaker row;
        row.add("points", one.points).add("amount", one.amount);
        most.add(programme.currency(one.currency).code, std::move(row).done());
    }
    out.add("spent", spent).add("max_points", std::move(most).done());
    out.add("discounts", discounts_json(programme, receipt.discounts));
}

Json badges_json(const Receipt& receipt) {
    Json::Array badges;
    for (const std::string& badge : receipt.badges) badges.push_back(to_json(badge));
    return Json(std::move(badges));
}

Json clubs_json(const Programme& programme, const Receipt& receipt) {
    ObjectMaker clubs;
    for (const ClubLine& line : receipt.clubs) {
        ObjectMaker row;
        auto count = [&](std::string_view name, std::int64_t value) {
            line.is_quantity ? row.add(name, format_quantity(value)) : row.add(name, value);
        };
        count("progress", line.progress);
        count("own", line.own);
        count("missing", line.goal - line.progress);
        row.add("reached", Json(line.reached));
        const std::string& rule = programme.symbols().code(line.club.value);
        clubs.add(rule.substr(rule.find(':') + 1), std::move(row).done());
    }
    return std::move(clubs).done();
}

/// What only some commands answer.
void add_particulars(ObjectMaker& out,
                     const Programme& programme,
                     const Receipt& receipt,
                     const Aliases& aliases) {
    if (receipt.redemption_state) {
        out.add("redemption", name_of(*receipt.redemption_state)).add("money", receipt.money);
        if (!receipt.vouchers.empty()) out.add("voucher", aliases.of(receipt.vouchers.front()));
    }
    Json::Object challenges;
    for (const ChallengeLine& line : receipt.challenges) {
        ObjectMaker row;
        if (line.is_quantity)
            row.add("progress", format_quantity(line.progress));
        else
            row.add("progress", line.progress);
        row.add("completed", line.completed);
        challenges.push_back(
            {programme.symbols().code(line.challenge.value), std::move(row).done()});
    }
    out.add("challenges", Json(std::move(challenges)));
    out.add("clubs", clubs_json(programme, receipt));
    out.add("badges", badges_json(receipt));
    if (receipt.referral) out.add("referral", referral_text(receipt));
    if (receipt.subscription) out.add("subscription", subscription_json(*receipt.subscription));
    out.add("referral_in_review", Json(receipt.referral_in_review));
    if (receipt.late_for) out.add("late_for", format_month(*receipt.late_for));
    if (receipt.command == "transfer") out.add("fee", receipt.fee);
    if (receipt.command == "convert") out.add("converted", receipt.converted);
    if (receipt.command == "extend") out.add("extended_lots", receipt.extended_lots);
}

}  // namespace

Json discounts_json(const Programme& programme, const std::vector<DiscountLine>& discounts) {
    Json::Array rows;
    for (const DiscountLine& discount : discounts) {
        ObjectMaker row;
        const bool by_rule = discount.rule.value != 0;
        row.add(by_rule ? "rule" : "coupon",
                programme.symbols().code(by_rule ? discount.rule.value : discount.coupon.value));
        row.add("amount", discount.amount).add("lines", lines_json(discount.lines));
        rows.push_back(std::move(row).done());
    }
    return Json(std::move(rows));
}

Json subscription_json(const SubscriptionPeriod& subscription) {
    ObjectMaker out;
    out.add("plan", subscription.plan).add("state", name_of(subscription.state));
    out.add("paid_from", subscription.from).add("paid_to", subscription.to);
    out.add("benefits_until", subscription.until);
    return std::move(out).done();
}

Json rejected_json(ErrorCode code) {
    ObjectMaker out;
    out.add("status", "rejected").add("error", literal(code));
    return std::move(out).done();
}

Json preview_json(const Programme& programme, const std::optional<TierPreview>& preview) {
    if (!preview) return {};
    ObjectMaker out;
    out.add("level", level_code(programme, preview->level)).add("metric", preview->metric);
    out.add("next_level", preview->next_level.value == 0
                              ? Json()
                              : to_json(programme.symbols().code(preview->next_level.value)));
    out.add("missing", preview->missing).add("deadline", preview->deadline);
    out.add("keep_missing", preview->keep_missing);
    return std::move(out).done();
}

Json answer_json(const Programme& programme, const Decision& decision, const Aliases& aliases) {
    if (decision.error) return rejected_json(decision.error->code);
    ObjectMaker out;
    out.add("status", name_of(decision.outcome));
    const Receipt& receipt = *decision.receipt;
    add_awards(out, programme, receipt);
    add_reversals(out, programme, receipt, aliases);
    add_points_paid(out, programme, receipt);
    add_particulars(out, programme, receipt, aliases);
    Json::Array applied;
    for (const Receipt& parked : receipt.applied)
        if (!parked.error) applied.push_back(to_json(parked.id));
    out.add("applied", applied);
    return std::move(out).done();
}

}  // namespace vuelve::cli
