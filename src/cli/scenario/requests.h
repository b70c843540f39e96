#pragma once

#include <string_view>

#include "base/result.h"
#include "cli/scenario/golden_case.h"
#include "codec/command_request.h"

/// From a step to the body a door would get, and from that to the command: the same decoders as any
/// door.
namespace vuelve::cli {

/// What the doors call the things a case has named. Nothing for a name the case never gave.
class Names {
 public:
    virtual ~Names() = default;
    /// "rsv_...", "rdm_...", "hhd_..."
    virtual std::string reservation(const std::string& alias) const = 0;
    virtual std::string redemption(const std::string& alias) const = 0;
    virtual std::string household(const std::string& alias) const = 0;
    /// True for the step that made a household; sent again it is the same request.
    virtual bool made_household(const std::string& step) const = 0;
    /// The code of a voucher; the alias itself for what is no alias (a public coupon).
    virtual std::string voucher(const std::string& alias) const = 0;
};

/// Where a door takes the step: a path and its body.
struct DoorCall {
    std::string path;
    Json body;
    bool is_patch = false;
};
/// Nothing for operations that are no commands of this kind.
std::optional<DoorCall> door_call(const GoldenStep& step, const Names& names);

/// True for the operations of make_request: every command but purchase, return, void, adjust,
/// enrol, suspend and reactivate.
bool is_request(std::string_view op);
/// Members are referred to as "external:<alias>". Errors: ValidationFailed, NotFound.
Result<CommandRequest> make_request(const GoldenStep& step, const Names& names);

/// The arguments of a purchase or quote with its vouchers and reservations as the doors know them.
Json purchase_body(const Json& arguments, const Names& names);

/// A text member of an object; "" when it has none.
std::string text_in(const Json& object, std::string_view name);

}  // namespace vuelve::cli
