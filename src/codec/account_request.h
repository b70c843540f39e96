#pragma once

#include <string_view>

#include "codec/command_request.h"

/// Bodies about accounts and who owns them: points that change hands or dates, levels, identities,
/// merges, households. Source: contract.md 6, domain.md 1.4, 1.5, 5.8-5.10, 15.
namespace vuelve {

/// `{member, to, currency, points, proof?}`
Result<CommandRequest> decode_transfer(const Json& json);
/// `{member, from, to, points, proof?}`
Result<CommandRequest> decode_conversion(const Json& json);
/// `{member, currency, expiring_until, last_day}`
Result<CommandRequest> decode_extension(const Json& json);
/// `{member, currency, points, days}`
Result<CommandRequest> decode_reinstatement(const Json& json);

/// `{duplicate}`; `member` is the survivor.
Result<CommandRequest> decode_merge(const Json& json, std::string member);
/// `{level, valid_until?}`
Result<CommandRequest> decode_level(const Json& json, std::string member);
/// `{challenge}`
Result<CommandRequest> decode_opt_in(const Json& json, std::string member);
/// `{approve}`; `member` is who came by the recommendation.
Result<CommandRequest> decode_referral_decision(const Json& json, std::string member);
/// The same without a body.
CommandRequest referral_decision_request(std::string member, bool approve);
/// `{club}`
Result<CommandRequest> decode_join_club(const Json& json, std::string member);
CommandRequest close_request(std::string member);
CommandRequest erase_request(std::string member);

/// `{identity}`; to replace, `{old, new}`, both of one kind. National phone numbers are read as of
/// `region`.
Result<CommandRequest> decode_identity_change(const Json& json,
                                              ChangeIdentity::Change change,
                                              std::string member,
                                              std::string_view region);

/// `{member}`
Result<CommandRequest> decode_new_household(const Json& json);
/// `{member, can_redeem?, owner?}`
Result<CommandRequest> decode_join_household(const Json& json, std::string household);
CommandRequest leave_household_request(std::string member, std::string household);

}  // namespace vuelve
