#pragma once

#include <expected>
#include <set>
#include <string_view>

#include "app/test_tenant.h"
#include "base/result.h"
#include "cli/scenario/aliases.h"
#include "cli/scenario/golden_case.h"
#include "domain/command.h"

/// From the operations of golden cases to commands of the domain, through the same decoders as any
/// door.
namespace vuelve::cli {

using GoldenMember = app::CaseMember;

/// `member`s of a case have `id` and `enrolled_at`; an `enrol` step has `member` and enrols now.
/// Errors: ValidationFailed.
Result<std::vector<GoldenMember>> decode_members(const Json& members);
Result<GoldenMember> decode_enrol_step(const GoldenStep& step);

/// True for operations that make_command knows.
/// By what a purchase of the case was paid; none for other steps.
std::vector<std::string> payment_tokens(const GoldenStep& step);
bool is_command(std::string_view op);
/// The operation or section of a case for which the domain has no rules yet; nothing when it can
/// run.
std::optional<std::string> not_built(const GoldenCase& golden);
/// The command of a step with its members set; its key is the step's id. Errors: ValidationFailed.
Result<Command> make_command(const GoldenStep& step, const Aliases& aliases);

/// Tells equal contents from different ones; no secret is kept, so no keyed hash is needed.
Hash16 hash_of(std::string_view content);

}  // namespace vuelve::cli
