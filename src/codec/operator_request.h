#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "codec/command_request.h"

/// Bodies of people who run the shop: stock, a supplier's codes, parked returns, approvals. Source:
/// contract.md 6, domain.md 4.10, 4.12, 7.1.
namespace vuelve {

/// `{left, store?}`
Result<CommandRequest> decode_stock(const Json& json, std::string reward);
/// `{codes: [...]}` of a reward or a coupon, of which one is "".
Result<CommandRequest> decode_pool_codes(const Json& json, std::string reward, std::string coupon);
/// `{purchase, id, apply}`
Result<CommandRequest> decode_parked_decision(const Json& json);

/// `{approve}`
Result<bool> decode_approval(const Json& json);

}  // namespace vuelve
