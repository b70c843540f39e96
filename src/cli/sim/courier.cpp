#include "cli/sim/courier.h"

#include <map>

#include "app/test_tenant.h"
#include "codec/account_request.h"
#include "codec/entitlement_request.h"
#include "codec/member_json.h"
#include "codec/operator_request.h"
#include "codec/plan_request.h"
#include "codec/public_id.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

std::size_t place_in(std::string_view alias) { return std::stoul(std::string(alias.substr(2))); }

/// What an alias stands for where a body has it.
std::string meaning(const Notebook& book, std::string_view alias) {
    const std::size_t place = place_in(alias);
    if (alias[1] == 'v') return book.vouchers.at(place).code;
    return format_public(PublicKind::Reservation, {book.reservations.at(place).id, 0});
}

std::string without_aliases(const Notebook& book, std::string body) {
    for (std::size_t at = body.find("\"@"); at != std::string::npos; at = body.find("\"@", at)) {
        const std::size_t end = body.find('"', at + 1);
        const std::string text = meaning(book, std::string_view(body).substr(at + 1, end - at - 1));
        body.replace(at + 1, end - at - 1, text);
        at += text.size();
    }
    return body;
}

struct Asking {
    const app::OpenProgramme& programme;
    const Notebook& book;
    const Order& order;
    Json body;

    ReservationId reservation() const {
        return ReservationId{book.reservations.at(place_in(order.path)).id};
    }
    RedemptionId redemption() const {
        return RedemptionId{book.redemptions.at(place_in(order.path)).id};
    }
    std::string household() const {
        return format_public(PublicKind::Household, book.households.at(order.path));
    }
};

using Decode = Result<CommandRequest> (*)(const Asking&);

template <Result<CommandRequest> (*decode_it)(const Json&)>
Result<CommandRequest> plain(const Asking& asking) {
    return decode_it(asking.body);
}

/// The plan stands in the path of the door.
template <ChangeSubscription::Change change>
Result<CommandRequest> change_plan(const Asking& asking) {
    const Json* plan = asking.body.find("plan");
    return subscription_request(change, asking.order.path, *plan->get_if<std::string>());
}

const std::map<std::string, Decode>& requests() {
    using A = const Asking&;
    using R = Result<CommandRequest>;
    static const std::map<std::string, Decode> known{
        {"reserve", plain<decode_reserve>},
        {"capture", [](A a) { return decode_capture(a.body, a.reservation()); }},
        {"cancel", [](A a) -> R { return cancel_reservation_request(a.reservation()); }},
        {"redeem", plain<decode_redeem>},
        {"refund", [](A a) { return decode_refund_redemption(a.body, a.redemption()); }},
        {"fulfil", [](A a) -> R { return fulfil_redemption_request(a.redemption()); }},
        {"use_voucher", plain<decode_use_voucher>},
        {"lock_voucher", plain<decode_lock_voucher>},
        {"unlock_voucher", plain<decode_unlock_voucher>},
        {"transfer", plain<decode_transfer>},
        {"convert", plain<decode_conversion>},
        {"extend", plain<decode_extension>},
        {"reinstate", plain<decode_reinstatement>},
        {"merge", [](A a) { return decode_merge(a.body, a.order.path); }},
        {"close", [](A a) -> R { return close_request(a.order.path); }},
        {"set_consent", [](A a) { return decode_consent_change(a.body, a.order.path); }},
        {"set_level", [](A a) { return decode_level(a.body, a.order.path); }},
        {"add_identity",
         [](A a) {
             return decode_identity_change(a.body, ChangeIdentity::Change::Add, a.order.path,
                                           a.programme.region());
         }},
        {"join_household",
         [](A a) {
             return a.order.path.empty() ? decode_new_household(a.body)
                                         : decode_join_household(a.body, a.household());
         }},
        {"leave_household",
         [](A a) -> R { return leave_household_request(a.order.body, a.household()); }},
        {"join_club", [](A a) { return decode_join_club(a.body, a.order.path); }},
        {"set_stock", [](A a) { return decode_stock(a.body, a.order.path); }},
        {"decide_parked", plain<decode_parked_decision>},
        {"subscribe", [](A a) { return decode_subscribe(a.body, a.order.path); }},
        {"subscription_paid", change_plan<ChangeSubscription::Change::Paid>},
        {"payment_failed", change_plan<ChangeSubscription::Change::PaymentFailed>},
        {"unsubscribe", change_plan<ChangeSubscription::Change::Cancel>},
        {"action", [](A a) { return decode_action(a.body, a.order.path); }},
        {"opt_in", [](A a) { return decode_opt_in(a.body, a.order.path); }},
    };
    return known;
}

Result<app::Ask> ask_enrolment(const Asking& asking, const app::Caller& caller) {
    auto member = TRY(decode_body<app::CaseMember>(asking.body, app::decode_case_member));
    return app::ask_case_member(asking.programme, caller, member, asking.order.key);
}

}  // namespace

Result<app::Ask> ask_of(const app::OpenProgramme& programme,
                        const Notebook& book,
                        const Order& order) {
    const app::Caller caller{.programme = programme.key(), .owner = "sim", .actor = "sim"};
    Asking asking{programme, book, order, {}};
    if (order.op != "leave_household")
        asking.body = TRY(parse_json(without_aliases(book, order.body)));
    if (order.op == "purchase")
        return app::ask_purchase(programme, caller, TRY(decode_purchase(asking.body)));
    if (order.op == "quote")
        return app::ask_quote(programme, caller,
                              TRY(decode_purchase(asking.body, PurchaseKind::Quote)));
    if (order.op == "return")
        return app::ask_return(programme, caller, TRY(decode_return(asking.body)));
    if (order.op == "void")
        return app::ask_void(programme, caller, TRY(decode_void(asking.body)), order.key);
    if (order.op == "adjust")
        return app::ask_adjust(programme, caller, TRY(decode_adjust(asking.body)), order.key);
    if (order.op == "suspend") return app::ask_suspend(programme, caller, order.path, order.key);
    if (order.op == "reactivate")
        return app::ask_reactivate(programme, caller, order.path, order.key);
    if (order.op == "enrol") return ask_enrolment(asking, caller);
    return app::ask_command(programme, caller, TRY(requests().at(order.op)(asking)), order.key);
}

}  // namespace vuelve::cli
