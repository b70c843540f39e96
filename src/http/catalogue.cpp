#include "http/catalogue.h"

#include <algorithm>

#include "codec/programme_words.h"
#include "codec/sentences.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_coupon_value(JsonWriter& out, const Coupon& coupon) {
    out.key("value");
    switch (coupon.kind) {
        case Coupon::Kind::Percent: out.value(format_decimal(coupon.percent)); break;
        case Coupon::Kind::Fixed: out.value(coupon.fixed); break;
        case Coupon::Kind::FreeProduct: out.value(coupon.sku); break;
    }
}

/// What the rules of a campaign say together.
struct CampaignRules {
    std::vector<std::string> rules;
    std::optional<Instant> from, to;
    bool never_ends = false, all_paused = true;

    std::string_view state(Instant now) const {
        if (rules.empty()) return "draft";
        if (!never_ends && to && now >= *to) return "ended";
        if (all_paused) return "paused";
        return from && now < *from ? "scheduled" : "active";
    }
};

CampaignRules rules_of(const Programme& programme, const std::string& campaign) {
    CampaignRules found;
    bool always = false;
    for (const Rule& rule : programme.rules()) {
        if (rule.campaign != campaign || rule.state == RuleState::Ended) continue;
        if (std::ranges::find(found.rules, rule.id) == found.rules.end())
            found.rules.push_back(rule.id);
        found.all_paused &= rule.state == RuleState::Paused;
        always |= !rule.effective_from;
        if (rule.effective_from)
            found.from = std::min(found.from.value_or(*rule.effective_from), *rule.effective_from);
        found.never_ends |= !rule.effective_to;
        if (rule.effective_to)
            found.to = std::max(found.to.value_or(*rule.effective_to), *rule.effective_to);
    }
    if (always) found.from.reset();
    if (found.never_ends) found.to.reset();
    return found;
}

}  // namespace

Result<Response> list_stores(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    const ProgrammeDocument& document = snapshot->document();
    return page_in_order(
        request, document.stores, &Store::code, [&](JsonWriter& out, const Store& store) {
            out.begin_object()
                .member("store", store.code)
                .member("name", text_in(store.name, language_of(request), store.code))
                .member("brand", store.brand)
                .member("time_zone", store.time_zone.empty() ? document.time_zone : store.time_zone)
                .end_object();
        });
}

Result<Response> list_coupons(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    std::vector<Coupon> coupons;
    std::ranges::copy_if(snapshot->document().coupons, std::back_inserter(coupons),
                         &Coupon::is_public);
    return page_in_order(
        request, coupons, &Coupon::code, [&](JsonWriter& out, const Coupon& coupon) {
            out.begin_object()
                .member("coupon", coupon.code)
                .member("name", text_in(coupon.name, language_of(request), coupon.code))
                .member("kind", word_of(words::coupon_kind, coupon.kind));
            write_coupon_value(out, coupon);
            out.member("min_purchase", coupon.min_purchase)
                .member("max_discount", coupon.max_discount)
                .member("valid_to", coupon.valid_to)
                .member("uses", coupon.uses)
                .member("per_member", coupon.per_member)
                .member("stackable", coupon.stackable)
                .end_object();
        });
}

Result<Response> list_campaigns(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    return page_in_order(
        request, snapshot->document().campaigns, &Campaign::code,
        [&](JsonWriter& out, const Campaign& campaign) {
            const CampaignRules found = rules_of(*snapshot, campaign.code);
            out.begin_object()
                .member("campaign", campaign.code)
                .member("name", text_in(campaign.name, language_of(request), campaign.code))
                .member("owner", campaign.owner)
                .member("state", found.state(api.service.now()))
                .member("from", found.from)
                .member("to", found.to)
                .member("control_percent", format_decimal(campaign.control_percent))
                .member("cost", campaign.cost)
                .key("rules")
                .begin_array();
            for (const std::string& rule : found.rules) out.value(rule);
            out.end_array().end_object();
        });
}

}  // namespace vuelve::http
