#include "codec/me_request.h"

#include <algorithm>

#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t contact_max = 320, one_time_id_max = 100, typed_code_max = 20,
                      undo_token_max = 200;

enum class OnlyPurpose : std::uint8_t { SignIn };
constexpr Word<OnlyPurpose> sign_in_purposes[] = {{"sign_in", OnlyPurpose::SignIn}};

enum class DeviceKind : std::uint8_t { Phone, Tablet, Computer, Other };
constexpr Word<DeviceKind> device_kinds[] = {{"phone", DeviceKind::Phone},
                                             {"tablet", DeviceKind::Tablet},
                                             {"computer", DeviceKind::Computer},
                                             {"other", DeviceKind::Other}};

void read_contact(ObjectReader& object, ContactBody& out) {
    const bool has_phone = object.has("phone"), has_email = object.has("email");
    if (has_phone && has_email)
        object.fault("email", "out-of-range", "one of phone and email, not both");
    if (!has_phone && !has_email) object.missing("phone");
    if (has_phone) {
        out.kind = IdentityKind::Phone;
        object.required("phone", out.value, text(1, contact_max));
    }
    if (has_email) {
        out.kind = IdentityKind::Email;
        object.required("email", out.value, text(1, contact_max));
    }
}

/// Six digits, as people type them: "123 456".
void decode_typed_code(const Cursor& at, std::string& out) {
    text(1, typed_code_max)(at, out);
    std::erase(out, ' ');
}

void read_proof(ObjectReader& object, CodeProofBody& out) {
    object.required("request", out.request, text(1, one_time_id_max));
    object.required("code", out.code, decode_typed_code);
}

const Json::Object* object_of(const Json& json) { return json.get_if<Json::Object>(); }

}  // namespace

Result<Identity> contact_of(const ContactBody& body, std::string_view region) {
    auto identity = normalise_identity(body.kind, body.value, region);
    if (!identity)
        return refuse_field("/" + std::string(word(body.kind)), "wrong-format",
                            "a number that can be called, or an address that can be written to");
    return *std::move(identity);
}

Result<CodeBody> decode_code_request(const Json& json) {
    return decode_body<CodeBody>(json, [](const Cursor& at, CodeBody& out) {
        ObjectReader object(at);
        object.nullable("programme", out.programme, code());
        OnlyPurpose purpose{};
        object.optional("purpose", purpose, choice(sign_in_purposes));
        read_contact(object, out.to);
    });
}

Result<CodeProofBody> decode_member_sign_in(const Json& json) {
    return decode_body<CodeProofBody>(json, [](const Cursor& at, CodeProofBody& out) {
        ObjectReader object(at);
        read_proof(object, out);
        auto device = DeviceKind::Other;
        object.optional("device", device, choice(device_kinds));
        out.device = word_of(device_kinds, device);
        object.optional("cookie", out.keep_cookie, truth);
    });
}

Result<CodeProofBody> decode_code_proof(const Json& json) {
    return decode_body<CodeProofBody>(json, [](const Cursor& at, CodeProofBody& out) {
        ObjectReader object(at);
        read_proof(object, out);
    });
}

Result<ContactBody> decode_contact(const Json& json) {
    return decode_body<ContactBody>(json, [](const Cursor& at, ContactBody& out) {
        ObjectReader object(at);
        read_contact(object, out);
    });
}

Result<std::string> decode_undo(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("token", out, text(1, undo_token_max));
    });
}

Result<Json> with_own_member(const Json& json,
                             std::string_view member,
                             std::initializer_list<std::string_view> fields) {
    TRY(check_own_fields(json, fields));
    Json::Object all = *object_of(json);
    all.push_back({"member", Json(Json::Value(std::string(member)))});
    return Json(Json::Value(std::move(all)));
}

Result<void> check_own_fields(const Json& json, std::initializer_list<std::string_view> fields) {
    const auto* members = object_of(json);
    if (!members) return refuse_field("", "wrong-type", "expects an object");
    Faults faults;
    const Place body{};
    for (const JsonMember& given : *members) {
        const bool is_known =
            fields.size() == 0 || std::ranges::find(fields, given.name) != fields.end();
        if (!is_known || given.name == "member" || given.name == "proof")
            faults.add(Place{&body, given.name, 0}.pointer(), "unknown-field",
                       "no field of a member's own request");
    }
    if (faults.empty()) return {};
    Error error{ErrorCode::ValidationFailed, "the body has faults"};
    error.faults = std::move(faults).take();
    return std::unexpected(std::move(error));
}

}  // namespace vuelve
