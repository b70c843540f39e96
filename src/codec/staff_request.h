#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"

/// Bodies about people of the shop, their sessions and tills. Source: security.md 4.
namespace vuelve {

/// `{login, name, role, brands?, regions?, stores?, own_members?}`.
struct StaffBody {
    std::string login, name, role;
    std::vector<std::string> brands, regions, stores, own_members;
};
/// Errors of all: ValidationFailed with every fault.
Result<StaffBody> decode_staff(const Json& json);

/// The same without the login; what is not there stays.
struct StaffChangeBody {
    std::optional<std::string> name, role;
    std::optional<std::vector<std::string>> brands, regions, stores, own_members;
};
Result<StaffChangeBody> decode_staff_change(const Json& json);

/// `{programme?, login, password, code?}`.
struct SignInBody {
    std::string programme, login, password, code;
};
Result<SignInBody> decode_sign_in(const Json& json);
/// `{till?, login, pin}`.
struct PinSignInBody {
    std::string till, login, pin;
};
Result<PinSignInBody> decode_pin_sign_in(const Json& json);
/// `{password}` or `{code}`.
struct StepUpBody {
    std::string password, code;
};
Result<StepUpBody> decode_step_up(const Json& json);
/// `{password, new_password}`.
struct NewPasswordBody {
    std::string password, new_password;
};
Result<NewPasswordBody> decode_new_password(const Json& json);
/// `{code}`.
Result<std::string> decode_code(const Json& json);
/// `{pin}`.
Result<std::string> decode_pin(const Json& json);
/// `{store, name}`.
struct TillBody {
    std::string store, name;
};
Result<TillBody> decode_till(const Json& json);
/// `{code, programme?}`.
struct TillBinding {
    std::string code, programme;
};
Result<TillBinding> decode_till_binding(const Json& json);

}  // namespace vuelve
