#pragma once

#include "codec/command_request.h"
#include "codec/purchase_json.h"

/// Bodies about what a member holds, takes and shows: reservations, prizes, vouchers. Source:
/// contract.md 6, domain.md 5.7, 7.
namespace vuelve {

/// `{member, currency, points, ttl_seconds?, proof?}`; 900 seconds, at most 30 days.
Result<CommandRequest> decode_reserve(const Json& json);
/// `{points?, store?}`
Result<CommandRequest> decode_capture(const Json& json, ReservationId reservation);
CommandRequest cancel_reservation_request(ReservationId reservation);

/// `{member, reward, store?, recipient?, proof?}`
Result<CommandRequest> decode_redeem(const Json& json);
/// `{force?}`
Result<CommandRequest> decode_refund_redemption(const Json& json, RedemptionId redemption);
CommandRequest fulfil_redemption_request(RedemptionId redemption);

/// `{code, member, store?}`
Result<CommandRequest> decode_use_voucher(const Json& json);
/// `{code, member, ttl_seconds?}`
Result<CommandRequest> decode_lock_voucher(const Json& json);
Result<CommandRequest> decode_unlock_voucher(const Json& json);

/// Reads, not commands.
struct ValidateRequest {
    std::string code;
    std::string member;  // "" = anybody
    std::vector<PurchaseLine> lines;
};
/// `{code, member?, lines?}`
Result<ValidateRequest> decode_validate(const Json& json);

struct PriceRequest {
    std::vector<PurchaseLine> lines;
    std::vector<std::string> coupons;
};
/// `{lines, coupons: [coupon codes]}`
Result<PriceRequest> decode_price(const Json& json);

}  // namespace vuelve
