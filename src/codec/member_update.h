#pragma once

#include "codec/command_request.h"

/// The body that changes a member's own facts. Source: issue 4.
namespace vuelve {

/// `{name?, alias?, language?, home_store?, birth_date?, attributes?, segments?: {add, remove}}`:
/// what is absent stays, null takes away. The record keeps the names of what changed and the codes
/// among the values; what is personal is hashed only. Errors: ValidationFailed with every fault.
Result<CommandRequest> decode_member_update(const Json& json, std::string member);

}  // namespace vuelve
