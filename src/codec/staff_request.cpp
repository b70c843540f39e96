#include "codec/staff_request.h"

#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t places_max = 1000, cards_max = 20, login_max = 100, secret_max = 1000,
                      name_max = 100;

/// A secret may hold anything: it is compared, never shown.
TextFormat secret() { return text(1, secret_max); }

}  // namespace

Result<StaffBody> decode_staff(const Json& json) {
    return decode_body<StaffBody>(json, [](const Cursor& at, StaffBody& out) {
        ObjectReader object(at);
        object.required("login", out.login, text(1, login_max));
        object.required("name", out.name, text(1, name_max));
        object.required("role", out.role, code());
        object.optional("brands", out.brands, list(code(), places_max));
        object.optional("regions", out.regions, list(code(), places_max));
        object.optional("stores", out.stores, list(code(), places_max));
        object.optional("own_members", out.own_members, list(code(), cards_max));
    });
}

Result<StaffChangeBody> decode_staff_change(const Json& json) {
    return decode_body<StaffChangeBody>(json, [](const Cursor& at, StaffChangeBody& out) {
        ObjectReader object(at);
        object.optional("name", out.name, text(1, name_max));
        object.optional("role", out.role, code());
        object.optional("brands", out.brands, list(code(), places_max));
        object.optional("regions", out.regions, list(code(), places_max));
        object.optional("stores", out.stores, list(code(), places_max));
        object.optional("own_members", out.own_members, list(code(), cards_max));
    });
}

Result<SignInBody> decode_sign_in(const Json& json) {
    return decode_body<SignInBody>(json, [](const Cursor& at, SignInBody& out) {
        ObjectReader object(at);
        object.optional("programme", out.programme, text(0, name_max));
        object.required("login", out.login, text(1, login_max));
        object.required("password", out.password, secret());
        object.optional("code", out.code, text(0, name_max));
    });
}

Result<PinSignInBody> decode_pin_sign_in(const Json& json) {
    return decode_body<PinSignInBody>(json, [](const Cursor& at, PinSignInBody& out) {
        ObjectReader object(at);
        object.optional("till", out.till, text(0, name_max));
        object.required("login", out.login, text(1, login_max));
        object.required("pin", out.pin, text(1, name_max));
    });
}

Result<StepUpBody> decode_step_up(const Json& json) {
    return decode_body<StepUpBody>(json, [](const Cursor& at, StepUpBody& out) {
        ObjectReader object(at);
        const bool has_password = object.optional("password", out.password, secret());
        const bool has_code = object.optional("code", out.code, text(1, name_max));
        if (has_password == has_code) object.missing("password");
    });
}

Result<NewPasswordBody> decode_new_password(const Json& json) {
    return decode_body<NewPasswordBody>(json, [](const Cursor& at, NewPasswordBody& out) {
        ObjectReader object(at);
        object.required("password", out.password, secret());
        object.required("new_password", out.new_password, secret());
    });
}

Result<std::string> decode_code(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("code", out, text(1, name_max));
    });
}

Result<std::string> decode_pin(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("pin", out, text(1, name_max));
    });
}

Result<TillBody> decode_till(const Json& json) {
    return decode_body<TillBody>(json, [](const Cursor& at, TillBody& out) {
        ObjectReader object(at);
        object.required("store", out.store, code());
        object.required("name", out.name, text(1, name_max));
    });
}

Result<TillBinding> decode_till_binding(const Json& json) {
    return decode_body<TillBinding>(json, [](const Cursor& at, TillBinding& out) {
        constexpr std::size_t typed_max = 40;
        ObjectReader object(at);
        object.required("code", out.code, text(1, typed_max));
        object.nullable("programme", out.programme, code());
    });
}

}  // namespace vuelve
