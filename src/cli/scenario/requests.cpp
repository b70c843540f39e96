#include "cli/scenario/requests.h"

#include <map>
#include <set>

#include "cli/scenario/make_json.h"
#include "codec/account_request.h"
#include "codec/entitlement_request.h"
#include "codec/member_json.h"
#include "codec/member_update.h"
#include "codec/operator_request.h"
#include "codec/plan_request.h"
#include "codec/public_id.h"
#include "codec/survey_request.h"

namespace vuelve::cli {
namespace {

/// Arguments that name members, by what the doors call them.
const std::set<std::string_view> member_arguments{"member", "to", "recipient", "duplicate"};

/// The arguments but those of the path, with members as the doors refer to them.
Json body_without(const GoldenStep& step, const std::set<std::string_view>& without) {
    Json::Object body;
    for (const JsonMember& argument : *step.arguments.get_if<Json::Object>()) {
        if (argument.name == "id" || without.contains(argument.name)) continue;
        const auto* alias = argument.value.get_if<std::string>();
        // A conversion's `to` is a currency.
        bool member = alias && member_arguments.contains(argument.name) &&
                      !(step.op == "convert" && argument.name == "to");
        body.push_back(member ? JsonMember{argument.name, to_json("external:" + *alias)}
                              : argument);
    }
    return Json(std::move(body));
}

Json voucher_body(const GoldenStep& step, const Names& names) {
    const Json rest = body_without(step, {"voucher"});
    Json::Object body = *rest.get_if<Json::Object>();
    body.push_back({"code", to_json(names.voucher(text_in(step.arguments, "voucher")))});
    return Json(std::move(body));
}

template <class Id>
Id id_of(PublicKind kind, const std::string& text) {
    auto placed = parse_public(kind, text);
    return placed ? Id{placed->id} : Id{-1};
}

using Call = DoorCall (*)(const GoldenStep&, const Names&);
using Decode = Result<CommandRequest> (*)(const GoldenStep&, const Names&, const Json& body);

struct Operation {
    Call call;
    Decode decode;
};

std::string member_path(const GoldenStep& step, std::string_view verb) {
    return "/v1/members/{" + text_in(step.arguments, "member") + "}/" + std::string(verb);
}

std::string member_reference(const GoldenStep& step) {
    return "external:" + text_in(step.arguments, "member");
}

template <Result<CommandRequest> (*decode_it)(const Json&)>
Result<CommandRequest> plain(const GoldenStep&, const Names&, const Json& body) {
    return decode_it(body);
}

ReservationId reservation_of(const GoldenStep& step, const Names& names) {
    return id_of<ReservationId>(PublicKind::Reservation,
                                names.reservation(text_in(step.arguments, "reservation")));
}

RedemptionId redemption_of(const GoldenStep& step, const Names& names) {
    return id_of<RedemptionId>(PublicKind::Redemption,
                               names.redemption(text_in(step.arguments, "redemption")));
}

DoorCall call_reservation(const GoldenStep& step, const Names& names) {
    return {"/v1/reservations/" + names.reservation(text_in(step.arguments, "reservation")) + "/" +
                step.op,
            body_without(step, {"reservation"})};
}

DoorCall call_redemption(const GoldenStep& step, const Names& names) {
    return {"/v1/redemptions/" + names.redemption(text_in(step.arguments, "redemption")) + "/" +
                step.op,
            body_without(step, {"redemption"})};
}

DoorCall call_club(const GoldenStep& step, const Names&) {
    return {member_path(step, "clubs"), body_without(step, {"member"})};
}

DoorCall call_referral(const GoldenStep& step, const Names&) {
    return {"/v1/referrals/{" + text_in(step.arguments, "member") + "}/decide",
            body_without(step, {"member"})};
}

/// "" when the step makes the household.
std::string household_joined(const GoldenStep& step, const Names& names) {
    if (names.made_household(step.id)) return "";
    return names.household(text_in(step.arguments, "household"));
}

DoorCall call_join(const GoldenStep& step, const Names& names) {
    std::string known = household_joined(step, names);
    if (known.empty())
        return {"/v1/households", body_without(step, {"household", "owner", "can_redeem"})};
    return {"/v1/households/" + known + "/members", body_without(step, {"household"})};
}

Result<CommandRequest> decode_join(const GoldenStep& step, const Names& names, const Json& body) {
    std::string known = household_joined(step, names);
    return known.empty() ? decode_new_household(body) : decode_join_household(body, known);
}

using PlanChange = ChangeSubscription::Change;

DoorCall call_plan(const GoldenStep& step, const Names&) {
    const std::string verb = step.op == "subscription_paid" ? "paid"
                             : step.op == "payment_failed"  ? "payment-failed"
                                                            : "cancel";
    return {member_path(step, "subscriptions/" + text_in(step.arguments, "plan") + "/" + verb),
            body_without(step, {"member", "plan"})};
}

template <PlanChange change>
Result<CommandRequest> decode_plan(const GoldenStep& step, const Names&, const Json&) {
    return subscription_request(change, member_reference(step), text_in(step.arguments, "plan"));
}

/// Plans, and what members do without buying.
std::map<std::string_view, Operation> plan_operations() {
    using S = const GoldenStep&;
    using N = const Names&;
    using B = const Json&;
    return {
        {"subscribe",
         {[](S s, N) {
              return DoorCall{member_path(s, "subscriptions"), body_without(s, {"member"})};
          },
          [](S s, N, B body) { return decode_subscribe(body, member_reference(s)); }}},
        {"subscription_paid", {call_plan, decode_plan<PlanChange::Paid>}},
        {"payment_failed", {call_plan, decode_plan<PlanChange::PaymentFailed>}},
        {"unsubscribe", {call_plan, decode_plan<PlanChange::Cancel>}},
        {"action",
         {[](S s, N) { return DoorCall{member_path(s, "actions"), body_without(s, {"member"})}; },
          [](S s, N, B body) { return decode_action(body, member_reference(s)); }}},
    };
}

/// What members are, say and take part in.
std::map<std::string_view, Operation> member_operations() {
    using S = const GoldenStep&;
    using N = const Names&;
    using B = const Json&;
    return {
        {"merge",
         {[](S s, N) { return DoorCall{member_path(s, "merge"), body_without(s, {"member"})}; },
          [](S s, N, B body) { return decode_merge(body, member_reference(s)); }}},
        {"close",
         {[](S s, N) { return DoorCall{member_path(s, "close"), body_without(s, {"member"})}; },
          [](S s, N, B) -> Result<CommandRequest> { return close_request(member_reference(s)); }}},
        {"update_member",
         {[](S s, N) {
              return DoorCall{"/v1/members/{" + text_in(s.arguments, "member") + "}",
                              body_without(s, {"member"}), true};
          },
          [](S s, N, B body) { return decode_member_update(body, member_reference(s)); }}},
        {"opt_in",
         {[](S s, N) {
              return DoorCall{member_path(s, "challenges"), body_without(s, {"member"})};
          },
          [](S s, N, B body) { return decode_opt_in(body, member_reference(s)); }}},
        {"join_club",
         {call_club, [](S s, N, B body) { return decode_join_club(body, member_reference(s)); }}},
        {"decide_referral",
         {call_referral,
          [](S s, N, B body) { return decode_referral_decision(body, member_reference(s)); }}},
        {"set_consent",
         {[](S s, N) { return DoorCall{member_path(s, "consents"), body_without(s, {"member"})}; },
          [](S s, N, B body) { return decode_consent_change(body, member_reference(s)); }}},
        {"answer",
         {[](S s, N) { return DoorCall{member_path(s, "answers"), body_without(s, {"member"})}; },
          [](S s, N, B body) { return decode_survey_answer(body, member_reference(s)); }}},
        {"set_level",
         {[](S s, N) { return DoorCall{member_path(s, "level"), body_without(s, {"member"})}; },
          [](S s, N, B body) { return decode_level(body, member_reference(s)); }}},
    };
}

std::map<std::string_view, Operation> door_operations() {
    using S = const GoldenStep&;
    using N = const Names&;
    using B = const Json&;
    return {
        {"reserve",
         {[](S s, N) { return DoorCall{"/v1/reservations", body_without(s, {})}; },
          plain<decode_reserve>}},
        {"capture",
         {call_reservation,
          [](S s, N n, B body) { return decode_capture(body, reservation_of(s, n)); }}},
        {"cancel",
         {call_reservation,
          [](S s, N n, B) -> Result<CommandRequest> {
              return cancel_reservation_request(reservation_of(s, n));
          }}},
        {"redeem",
         {[](S s, N) { return DoorCall{"/v1/redemptions", body_without(s, {})}; },
          plain<decode_redeem>}},
        {"refund",
         {call_redemption,
          [](S s, N n, B body) { return decode_refund_redemption(body, redemption_of(s, n)); }}},
        {"fulfil",
         {call_redemption,
          [](S s, N n, B) -> Result<CommandRequest> {
              return fulfil_redemption_request(redemption_of(s, n));
          }}},
        {"transfer",
         {[](S s, N) { return DoorCall{"/v1/transfers", body_without(s, {})}; },
          plain<decode_transfer>}},
        {"convert",
         {[](S s, N) { return DoorCall{"/v1/conversions", body_without(s, {})}; },
          plain<decode_conversion>}},
        {"extend",
         {[](S s, N) { return DoorCall{"/v1/extensions", body_without(s, {})}; },
          plain<decode_extension>}},
        {"reinstate",
         {[](S s, N) { return DoorCall{"/v1/reinstatements", body_without(s, {})}; },
          plain<decode_reinstatement>}},
        {"use_voucher",
         {[](S s, N n) { return DoorCall{"/v1/vouchers/use", voucher_body(s, n)}; },
          plain<decode_use_voucher>}},
        {"lock_voucher",
         {[](S s, N n) { return DoorCall{"/v1/vouchers/lock", voucher_body(s, n)}; },
          plain<decode_lock_voucher>}},
        {"unlock_voucher",
         {[](S s, N n) { return DoorCall{"/v1/vouchers/unlock", voucher_body(s, n)}; },
          plain<decode_unlock_voucher>}},
        {"set_stock",
         {[](S s, N) {
              return DoorCall{"/v1/rewards/" + text_in(s.arguments, "reward") + "/stock",
                              body_without(s, {"reward"})};
          },
          [](S s, N, B body) { return decode_stock(body, text_in(s.arguments, "reward")); }}},
        {"join_household", {call_join, decode_join}},
        {"leave_household",
         {[](S s, N n) {
              return DoorCall{"/v1/households/" + n.household(text_in(s.arguments, "household")) +
                                  "/members/{" + text_in(s.arguments, "member") + "}/leave",
                              body_without(s, {"member", "household"})};
          },
          [](S s, N n, B) -> Result<CommandRequest> {
              return leave_household_request(member_reference(s),
                                             n.household(text_in(s.arguments, "household")));
          }}},
    };
}

const std::map<std::string_view, Operation>& operations() {
    static const std::map<std::string_view, Operation> known = [] {
        std::map<std::string_view, Operation> all = door_operations();
        all.merge(plan_operations());
        all.merge(member_operations());
        return all;
    }();
    return known;
}

Json payments_with_reservations(const Json& payments, const Names& names) {
    const auto* items = payments.get_if<Json::Array>();
    if (!items) return payments;
    Json::Array changed;
    for (const Json& payment : *items) {
        const auto* members = payment.get_if<Json::Object>();
        if (!members) return payments;
        Json::Object row;
        for (const JsonMember& member : *members) {
            const auto* alias = member.value.get_if<std::string>();
            row.push_back(member.name == "reservation" && alias
                              ? JsonMember{member.name, to_json(names.reservation(*alias))}
                              : member);
        }
        changed.push_back(Json(std::move(row)));
    }
    return Json(std::move(changed));
}

Json codes_of(const Json& coupons, const Names& names) {
    const auto* items = coupons.get_if<Json::Array>();
    if (!items) return coupons;
    Json::Array codes;
    for (const Json& coupon : *items) {
        const auto* alias = coupon.get_if<std::string>();
        codes.push_back(alias ? to_json(names.voucher(*alias)) : coupon);
    }
    return Json(std::move(codes));
}

}  // namespace

std::string text_in(const Json& object, std::string_view name) {
    const Json* member = object.find(name);
    const auto* text = member ? member->get_if<std::string>() : nullptr;
    return text ? *text : "";
}

bool is_request(std::string_view op) { return operations().contains(op); }

std::optional<DoorCall> door_call(const GoldenStep& step, const Names& names) {
    auto known = operations().find(step.op);
    if (known == operations().end()) return std::nullopt;
    return known->second.call(step, names);
}

Result<CommandRequest> make_request(const GoldenStep& step, const Names& names) {
    const Operation& operation = operations().at(step.op);
    return operation.decode(step, names, operation.call(step, names).body);
}

Json purchase_body(const Json& arguments, const Names& names) {
    Json::Object body;
    for (const JsonMember& argument : *arguments.get_if<Json::Object>()) {
        Json value = argument.value;
        if (argument.name == "coupons") value = codes_of(value, names);
        if (argument.name == "tenders" || argument.name == "discount_points")
            value = payments_with_reservations(value, names);
        body.push_back({argument.name, std::move(value)});
    }
    return Json(std::move(body));
}

}  // namespace vuelve::cli
