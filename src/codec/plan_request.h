#pragma once

#include "codec/command_request.h"

/// Bodies about plans and about what members do without buying. Source: domain.md 8.6, 8.7.
namespace vuelve {

/// `{plan}`
Result<CommandRequest> decode_subscribe(const Json& json, std::string member);
/// The plan is named by the path; there is no body.
CommandRequest subscription_request(ChangeSubscription::Change change,
                                    std::string member,
                                    std::string plan);
/// `{type, proof, occurred_at?, store?}`. Its key is made of type and proof: what one proof shows
/// counts once in the programme, whoever sends it.
Result<CommandRequest> decode_action(const Json& json, std::string member);

}  // namespace vuelve
