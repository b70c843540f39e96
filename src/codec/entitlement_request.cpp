#include "codec/entitlement_request.h"

#include "codec/request_format.h"
#include "codec/voucher_code.h"

namespace vuelve {
namespace {

constexpr std::int64_t ttl_seconds_max = std::int64_t{30} * 86'400;

WholeFormat ttl() { return whole(1, ttl_seconds_max); }

void voucher_code(const Cursor& at, std::string& out) {
    std::string typed;
    text(1, voucher_code_length_max)(at, typed);
    out = presented_code(typed);
}

struct VoucherFields {
    std::string code, member, store;
    std::int64_t ttl_seconds = 0;
};

enum class Holding : std::uint8_t { None, ForAWhile, AtAStore };

Result<VoucherFields> decode_voucher(const Json& json, Holding holding) {
    return decode_body<VoucherFields>(json, [&](const Cursor& at, VoucherFields& out) {
        ObjectReader object(at);
        object.required("code", out.code, voucher_code);
        object.required("member", out.member, member_text());
        if (holding == Holding::AtAStore) object.nullable("store", out.store, code());
        if (holding != Holding::ForAWhile) return;
        out.ttl_seconds = LockVoucher{}.ttl_seconds;
        object.optional("ttl_seconds", out.ttl_seconds, ttl());
    });
}

CommandRequest voucher_request(CommandBody body, std::string name, const VoucherFields& fields) {
    CommandRequest request{
        .body = std::move(body), .text = CommandText(std::move(name)), .member = fields.member};
    request.text.hide("code", fields.code).hide("member", fields.member);
    return request;
}

}  // namespace

Result<CommandRequest> decode_reserve(const Json& json) {
    CommandRequest request{.body = {}, .text = CommandText("reserve")};
    auto command = TRY(decode_body<Reserve>(json, [&](const Cursor& at, Reserve& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.required("currency", out.currency, code());
        object.required("points", out.points, whole(1, amount_max));
        object.optional("ttl_seconds", out.ttl_seconds, ttl());
        object.nullable("proof", request.proof, text(1, 200));
    }));
    request.text.hide("member", request.member)
        .say("currency", command.currency)
        .say("points", command.points)
        .say("ttl_seconds", command.ttl_seconds);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_capture(const Json& json, ReservationId reservation) {
    auto command = TRY(decode_body<Capture>(json, [](const Cursor& at, Capture& out) {
        ObjectReader object(at);
        object.optional("points", out.points, whole(1, amount_max));
        object.nullable("store", out.store, code());
    }));
    command.reservation = reservation;
    CommandRequest request{
        .body = {}, .text = CommandText("capture"), .member = {}, .store = command.store};
    request.text.say("reservation", std::to_string(reservation.value))
        .say("points", command.points)
        .say("store", command.store);
    request.body = std::move(command);
    return request;
}

CommandRequest cancel_reservation_request(ReservationId reservation) {
    CommandRequest request{.body = CancelReservation{reservation}, .text = CommandText("cancel")};
    request.text.say("reservation", std::to_string(reservation.value));
    return request;
}

Result<CommandRequest> decode_redeem(const Json& json) {
    CommandRequest request{.body = {}, .text = CommandText("redeem")};
    auto command = TRY(decode_body<Redeem>(json, [&](const Cursor& at, Redeem& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.required("reward", out.reward, code());
        object.nullable("store", out.store, code());
        out.is_gift = object.nullable("recipient", request.other, member_text());
        object.nullable("proof", request.proof, text(1, 200));
    }));
    request.store = command.store;
    request.text.hide("member", request.member)
        .say("reward", command.reward)
        .say("store", command.store)
        .hide("recipient", request.other);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_refund_redemption(const Json& json, RedemptionId redemption) {
    auto command =
        TRY(decode_body<RefundRedemption>(json, [](const Cursor& at, RefundRedemption& out) {
            ObjectReader object(at);
            object.optional("force", out.force, truth);
        }));
    command.redemption = redemption;
    CommandRequest request{.body = command, .text = CommandText("refund")};
    request.text.say("redemption", std::to_string(redemption.value)).say("force", command.force);
    return request;
}

CommandRequest fulfil_redemption_request(RedemptionId redemption) {
    CommandRequest request{.body = FulfilRedemption{redemption}, .text = CommandText("fulfil")};
    request.text.say("redemption", std::to_string(redemption.value));
    return request;
}

Result<CommandRequest> decode_use_voucher(const Json& json) {
    const auto fields = TRY(decode_voucher(json, Holding::AtAStore));
    auto request =
        voucher_request(UseVoucher{fields.code, {}, fields.store}, "use_voucher", fields);
    request.store = fields.store;
    request.text.say("store", fields.store);
    return request;
}

Result<CommandRequest> decode_lock_voucher(const Json& json) {
    const auto fields = TRY(decode_voucher(json, Holding::ForAWhile));
    auto request =
        voucher_request(LockVoucher{fields.code, {}, fields.ttl_seconds}, "lock_voucher", fields);
    request.text.say("ttl_seconds", fields.ttl_seconds);
    return request;
}

Result<CommandRequest> decode_unlock_voucher(const Json& json) {
    const auto fields = TRY(decode_voucher(json, Holding::None));
    return voucher_request(UnlockVoucher{fields.code, {}}, "unlock_voucher", fields);
}

Result<ValidateRequest> decode_validate(const Json& json) {
    return decode_body<ValidateRequest>(json, [](const Cursor& at, ValidateRequest& out) {
        ObjectReader object(at);
        object.required("code", out.code, voucher_code);
        object.nullable("member", out.member, member_text());
        object.optional("lines", out.lines, decode_ticket_lines);
    });
}

Result<PriceRequest> decode_price(const Json& json) {
    constexpr std::size_t coupons_max = 20;
    return decode_body<PriceRequest>(json, [](const Cursor& at, PriceRequest& out) {
        ObjectReader object(at);
        object.required("lines", out.lines, decode_ticket_lines);
        object.required("coupons", out.coupons, list(code(), coupons_max));
    });
}

}  // namespace vuelve
