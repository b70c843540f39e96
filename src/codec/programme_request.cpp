#include "codec/programme_request.h"

#include "codec/decoder.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t reason_max = 500;
constexpr int version_max = 1'000'000'000;

}  // namespace

Result<std::string> decode_reason(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("reason", out, text(1, reason_max));
    });
}

Result<PublishBody> decode_publish(const Json& json) {
    return decode_body<PublishBody>(json, [](const Cursor& at, PublishBody& out) {
        ObjectReader object(at);
        object.optional("at", out.at, instant);
        object.optional("reason", out.reason, text(1, reason_max));
    });
}

Result<RollbackBody> decode_rollback(const Json& json) {
    return decode_body<RollbackBody>(json, [](const Cursor& at, RollbackBody& out) {
        ObjectReader object(at);
        object.required("version", out.version, whole(1, version_max));
        object.required("reason", out.reason, text(1, reason_max));
    });
}

}  // namespace vuelve
