#include "http/campaigns.h"

#include "analytics/rate.h"
#include "app/campaigns.h"
#include "http/period_query.h"

namespace vuelve::http {
namespace {

using analytics::Arm;

/// Money of an estimate: minor units with two places.
constexpr int estimate_places = 2;

void write_uplift(JsonWriter& out, std::string_view name, const analytics::Uplift* uplift) {
    out.key(name);
    if (!uplift) {
        out.null();
        return;
    }
    out.begin_object()
        .member("difference", analytics::decimal_text(uplift->diff, estimate_places))
        .member("ci95_low", analytics::decimal_text(uplift->ci_low, estimate_places))
        .member("ci95_high", analytics::decimal_text(uplift->ci_high, estimate_places))
        .member("distinct", is_distinct(*uplift))
        .end_object();
}

void write_groups(JsonWriter& out, const analytics::CampaignEffect& effect) {
    constexpr int share_places = 4, chi2_places = 4;
    out.key("groups").begin_array();
    for (Arm arm : {Arm::Treated, Arm::Control, Arm::Holdout}) {
        const auto& outcomes = effect.arm(arm);
        out.begin_object()
            .member("group", analytics::name_of(arm))
            .member("members", std::ssize(outcomes.outcome))
            .member("mean", analytics::decimal_text(outcomes.mean_outcome(), estimate_places))
            .member("mean_before", analytics::decimal_text(outcomes.mean_before(), estimate_places))
            .key("expected_share");
        if (effect.ratio)
            out.value(analytics::decimal_text(effect.ratio->shares[static_cast<std::size_t>(arm)],
                                              share_places));
        else
            out.null();
        out.end_object();
    }
    out.end_array().key("sample_ratio");
    if (!effect.ratio) {
        out.null();
        return;
    }
    out.begin_object()
        .member("chi2", analytics::decimal_text(effect.ratio->chi2, chi2_places))
        .member("p", analytics::decimal_text(effect.ratio->p, chi2_places))
        .member("suspicious", effect.ratio->is_suspicious())
        .end_object();
}

}  // namespace

Result<Response> show_campaign(Api& api, const Request& request) {
    const std::string code = TRY(code_in_path(request, "code"));
    const auto from = TRY(day_of_query(request, "from"));
    const auto to = TRY(day_of_query(request, "to"));
    const auto reading =
        TRY(app::read_campaign(api.service, programme_of(api, request), code, from, to));
    const analytics::CampaignEffect& effect = reading.effect;
    constexpr int coverage_places = 4;
    JsonWriter out;
    out.begin_object().member("campaign", code);
    out.member("from", effect.span.first).member("to", effect.span.last);
    out.member("outcome", effect.is_margin ? "margin" : "amount");
    out.member("cost_coverage", analytics::decimal_text(effect.cost_coverage, coverage_places));
    write_groups(out, effect);
    write_uplift(out, "effect", effect.effect ? &*effect.effect : nullptr);
    write_uplift(out, "effect_adjusted", effect.adjusted ? &effect.adjusted->uplift : nullptr);
    write_uplift(out, "against_holdout",
                 effect.against_holdout ? &*effect.against_holdout : nullptr);
    out.key("points").begin_array();
    for (const app::CampaignPoints& given : reading.points)
        out.begin_object()
            .member("currency", reading.programme->currency(given.currency).code)
            .member("points", given.points)
            .member("cost", given.cost)
            .end_object();
    out.end_array().member("cost", reading.campaign->cost);
    out.member("incremental", reading.incremental());
    out.member("verdict", verdict_of(reading.programme->document(), effect));
    return json_response(200, std::move(out.end_object()).text());
}

}  // namespace vuelve::http
