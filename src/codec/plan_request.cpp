#include "codec/plan_request.h"

#include "codec/request_format.h"

namespace vuelve {
namespace {

std::string_view plan_change_name(ChangeSubscription::Change change) {
    using enum ChangeSubscription::Change;
    return change == Paid            ? "subscription_paid"
           : change == PaymentFailed ? "payment_failed"
                                     : "unsubscribe";
}

/// No owner's keys begin like this, and no purchase's id.
std::string action_key(const RecordAction& action) {
    return "/action/" + action.type + "/" + action.proof;
}

}  // namespace

Result<CommandRequest> decode_subscribe(const Json& json, std::string member) {
    auto command = TRY(decode_body<Subscribe>(json, [](const Cursor& at, Subscribe& out) {
        ObjectReader object(at);
        object.required("plan", out.plan, code());
    }));
    CommandRequest request{
        .body = command, .text = CommandText("subscribe"), .member = std::move(member)};
    request.text.hide("member", request.member).say("plan", command.plan);
    return request;
}

CommandRequest subscription_request(ChangeSubscription::Change change,
                                    std::string member,
                                    std::string plan) {
    CommandRequest request{.body = ChangeSubscription{.member = {}, .plan = plan, .change = change},
                           .text = CommandText(std::string(plan_change_name(change))),
                           .member = std::move(member)};
    request.text.hide("member", request.member).say("plan", plan);
    return request;
}

Result<CommandRequest> decode_action(const Json& json, std::string member) {
    auto command = TRY(decode_body<RecordAction>(json, [](const Cursor& at, RecordAction& out) {
        ObjectReader object(at);
        object.required("type", out.type, code());
        object.required("proof", out.proof, text(1, 200));
        object.optional("occurred_at", out.occurred_at, instant);
        object.nullable("store", out.store, code());
    }));
    CommandRequest request{.body = {}, .text = CommandText("action"), .member = std::move(member)};
    // A proof may be the address of what somebody wrote: it is hashed and not kept.
    request.text.hide("member", request.member)
        .hide("proof", command.proof)
        .say("type", command.type)
        .say("occurred_at", command.occurred_at)
        .say("store", command.store);
    request.store = command.store;
    request.key = action_key(command);
    request.body = std::move(command);
    return request;
}

}  // namespace vuelve
