#include "cli/scenario/http_answers.h"

#include <charconv>

#include "cli/scenario/make_json.h"
#include "cli/scenario/member_reads.h"
#include "codec/purchase_json.h"

namespace vuelve::cli {
namespace {

const Json nothing;

void add_purchase(ObjectMaker& out, const Json& body) {
    Json::Array effects, spent;
    for (const Json& award : items_at(body, "effects"))
        if (canonical(at(award, "points")) != "0")
            effects.push_back(pick(award, {"rule", "currency", "points"}));
    for (const Json& payment : items_at(body, "spent"))
        spent.push_back(pick(payment, {"currency", "points", "amount", "lines"}));
    ObjectMaker most;
    if (const auto* currencies = at(body, "max_points").get_if<Json::Object>())
        for (const JsonMember& one : *currencies)
            most.add(one.name, pick(one.value, {"points", "amount"}));
    out.add("effects", effects).add("spent", spent).add("max_points", std::move(most).done());
    out.add("trace", as_told(at(body, "trace"), Json(Json::Object{})));
    out.add("discounts", as_told(at(body, "discounts"), Json(Json::Array{})));
    out.add("applied", as_told(at(body, "applied"), Json(Json::Array{})));
}

void add_particulars(ObjectMaker& out,
                     const Json& body,
                     const std::function<std::string(const std::string&)>& voucher_alias) {
    for (std::string_view name :
         {"money", "fee", "converted", "extended_lots", "total", "late_for"})
        if (const Json* value = body.find(name)) out.add(name, *value);
    ObjectMaker challenges;
    for (const Json& one : items_at(body, "challenges"))
        challenges.add(text_at(one, "code"), pick(one, {"progress", "completed"}));
    out.add("challenges", std::move(challenges).done());
    ObjectMaker clubs;
    for (const Json& one : items_at(body, "clubs"))
        clubs.add(text_at(one, "code"), pick(one, {"progress", "own", "missing", "reached"}));
    out.add("clubs", std::move(clubs).done());
    out.add("badges", as_told(at(body, "badges"), Json(Json::Array{})));
    if (const Json* subscription = body.find("subscription"))
        out.add("subscription", pick(*subscription, subscription_keys));
    if (const Json* referral = body.find("referral")) out.add("referral", *referral);
    out.add("referral_in_review", as_told(at(body, "referral_in_review"), Json(false)));
    if (body.find("redemption")) out.add("redemption", at(body, "state"));
    const Json& voucher = at(body, "voucher");
    if (!voucher.is_null()) out.add("voucher", voucher_alias(text_at(voucher, "id")));
}

}  // namespace

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

Json as_told(const Json& value, Json otherwise) {
    return value.is_null() ? std::move(otherwise) : value;
}

Json refused(const std::string& code) {
    ObjectMaker out;
    out.add("status", "rejected").add("error", code);
    return std::move(out).done();
}

Json told_answer(const HttpClient::Told& told,
                 const std::function<std::string(const std::string&)>& voucher_alias) {
    if (told.status >= 400) return refused(text_at(told.body, "code"));
    // The answer's own `status`, which some answers of other kinds lack.
    std::string status = text_at(told.body, "status");
    if (status.empty()) status = "ok";
    ObjectMaker out;
    out.add("status", told.replayed ? std::string("replayed") : status);
    Json::Array unrecoverable;
    for (const Json& id : items_at(told.body, "unrecoverable"))
        if (const auto* voucher = id.get_if<std::string>())
            unrecoverable.push_back(to_json(voucher_alias(*voucher)));
    add_purchase(out, told.body);
    out.add("unrecoverable", unrecoverable);
    out.add("reversed", as_told(at(told.body, "reversed"), Json(Json::Array{})));
    if (const Json* refund = told.body.find("refund")) out.add("refund", *refund);
    out.add("already_expired", as_told(at(told.body, "already_expired"), to_json(std::int64_t{0})));
    add_particulars(out, told.body, voucher_alias);
    return std::move(out).done();
}

}  // namespace vuelve::cli
