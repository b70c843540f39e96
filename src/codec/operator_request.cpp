#include "codec/operator_request.h"

#include <set>

#include "codec/request_format.h"
#include "codec/voucher_code.h"

namespace vuelve {
namespace {

constexpr std::size_t pool_codes_max = 100'000;
constexpr std::int64_t stock_left_max = 1'000'000'000;

void decode_codes(const Cursor& at, std::vector<std::string>& out) {
    list(text(1, voucher_code_length_max), pool_codes_max, 1)(at, out);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].empty() || seen.insert(out[i]).second) continue;
        at.faults.add(Place{&at.place, std::nullopt, i}.pointer(), "duplicate",
                      "a code stands once in a pool");
    }
}

}  // namespace

Result<CommandRequest> decode_stock(const Json& json, std::string reward) {
    auto command = TRY(decode_body<SetStock>(json, [](const Cursor& at, SetStock& out) {
        ObjectReader object(at);
        object.required("left", out.left, whole(0, stock_left_max));
        object.nullable("store", out.store, code());
    }));
    command.reward = std::move(reward);
    CommandRequest request{
        .body = {}, .text = CommandText("set_stock"), .member = {}, .store = command.store};
    request.text.say("reward", command.reward)
        .say("left", command.left)
        .say("store", command.store);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_pool_codes(const Json& json, std::string reward, std::string coupon) {
    CommandRequest request{.body = {}, .text = CommandText("add_codes")};
    using Codes = std::vector<std::string>;
    request.codes = TRY(decode_body<Codes>(json, [](const Cursor& at, Codes& out) {
        ObjectReader object(at);
        object.required("codes", out, decode_codes);
    }));
    AddCodes command{.reward = std::move(reward),
                     .coupon = std::move(coupon),
                     .count = static_cast<std::int64_t>(request.codes.size())};
    JsonWriter codes;
    codes.begin_array();
    for (const std::string& code : request.codes) codes.value(code);
    codes.end_array();
    request.text.say("reward", command.reward)
        .say("coupon", command.coupon)
        .say("count", command.count)
        .hide("codes", codes.text());
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_parked_decision(const Json& json) {
    auto command = TRY(decode_body<DecideParked>(json, [](const Cursor& at, DecideParked& out) {
        ObjectReader object(at);
        object.required("purchase", out.purchase, code());
        object.required("id", out.id, code());
        object.required("apply", out.apply, truth);
    }));
    CommandRequest request{.body = {}, .text = CommandText("decide_parked")};
    request.text.say("purchase", command.purchase)
        .say("id", command.id)
        .say("apply", command.apply);
    request.body = std::move(command);
    return request;
}

Result<bool> decode_approval(const Json& json) {
    return decode_body<bool>(json, [](const Cursor& at, bool& approve) {
        ObjectReader object(at);
        object.required("approve", approve, truth);
    });
}

}  // namespace vuelve
