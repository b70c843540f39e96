#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "codec/command_request.h"

/// Bodies of people who run the shop: stock, a supplier's codes, parked returns, approvals and the
/// settings of a tenant. Source: contract.md 6, domain.md 4.10, 4.12, 7.1.
namespace vuelve {

/// `{left, store?}`
Result<CommandRequest> decode_stock(const Json& json, std::string reward);
/// `{codes: [...]}` of a reward or a coupon, of which one is "".
Result<CommandRequest> decode_pool_codes(const Json& json, std::string reward, std::string coupon);
/// `{purchase, id, apply}`
Result<CommandRequest> decode_parked_decision(const Json& json);

/// `{approve}`
Result<bool> decode_approval(const Json& json);

/// What a tenant sets beside its programmes. Kept as JSON of the same shape (contract.md 7,
/// `tenant`).
enum class FourEyes : std::uint8_t { Auto, On, Off };
struct Settings {
    /// By currency: an adjustment of more units, given or taken, waits for a second person. None =
    /// no limit.
    std::map<std::string, std::int64_t> adjust_approval_above;
    /// Does a second person look at a programme before it is published? Auto: while two or more
    /// hold that right (contract.md 1 rule 10).
    FourEyes four_eyes = FourEyes::Auto;
};
/// `{adjust_approval_above: {PTS: 1000}, four_eyes: "on"}`; every member may be left out.
Result<Settings> decode_settings(const Json& json);
/// The same from a tenant's row, which keeps other things beside them.
Result<Settings> read_stored_settings(const Json& stored);
std::string settings_json(const Settings& settings);

}  // namespace vuelve
