#pragma once

#include "codec/command_request.h"

/// Bodies of answers to surveys. Source: domain.md 8.8.
namespace vuelve {

inline constexpr std::size_t comment_length_max = 1000;  // characters

/// `{rating?, purchase?, nps?, comment?, store?}`: a rating names its purchase, at least one of
/// rating and nps is there, a store is said where no purchase says it. The comment never enters the
/// command's text in clear.
Result<CommandRequest> decode_survey_answer(const Json& json, std::string member);

}  // namespace vuelve
