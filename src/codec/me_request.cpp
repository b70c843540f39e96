#include "codec/me_request.h"

#include <algorithm>
#include <array>
#include <iterator>

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

enum class CameBy : std::uint8_t { Poster, Receipt, Friend, Till, Web };
constexpr Word<CameBy> came_by_words[] = {{"poster", CameBy::Poster},
                                          {"receipt", CameBy::Receipt},
                                          {"friend", CameBy::Friend},
                                          {"till", CameBy::Till},
                                          {"web", CameBy::Web}};

/// What a person tells of themselves who joins; the rest of an enrolment is not theirs to say.
constexpr std::array<std::string_view, 8> person_fields{"name",          "birth_date", "of_age",
                                                        "guardian",      "language",   "home_store",
                                                        "referral_code", "consents"};

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

void read_sign_in(ObjectReader& object, CodeProofBody& out) {
    read_proof(object, out);
    auto device = DeviceKind::Other;
    object.optional("device", device, choice(device_kinds));
    out.device = word_of(device_kinds, device);
    object.optional("cookie", out.keep_cookie, truth);
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
        read_sign_in(object, out);
    });
}

Result<JoinBody> decode_join(const Json& json, std::string_view region) {
    const auto* given = object_of(json);
    if (!given) return refuse_field("", "wrong-type", "expects an object");
    Json::Object person, join;
    for (const JsonMember& one : *given) {
        const bool is_persons = std::ranges::find(person_fields, one.name) != person_fields.end();
        (is_persons ? person : join).push_back(one);
    }
    auto profile = decode_enrolment(Json(Json::Value(std::move(person))), region);
    auto body = decode_body<JoinBody>(
        Json(Json::Value(std::move(join))), [](const Cursor& at, JoinBody& out) {
            ObjectReader object(at);
            read_sign_in(object, out.proof);
            CameBy came_by{};
            object.optional("came_by", came_by, choice(came_by_words));
            if (object.has("came_by")) out.came_by = word_of(came_by_words, came_by);
        });
    if (!body || !profile) {
        if (body) return std::unexpected(std::move(profile).error());
        if (profile) return std::unexpected(std::move(body).error());
        Error all = std::move(body).error();
        std::ranges::move(profile.error().faults, std::back_inserter(all.faults));
        return std::unexpected(std::move(all));
    }
    body->profile = *std::move(profile);
    return body;
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
