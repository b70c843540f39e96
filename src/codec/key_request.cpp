#include "codec/key_request.h"

#include "codec/network.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t scopes_max = 40, stores_max = 1000, networks_max = 100, origins_max = 20;

void decode_network(const Cursor& at, std::string& out) {
    text(1, 50)(at, out);
    if (!out.empty() && !parse_network(out))
        at.fault("wrong-format", "an address, or a net like 10.0.0.0/8");
}

void decode_origin(const Cursor& at, std::string& out) {
    text(1, 300)(at, out);
    if (!out.empty() && !is_origin(out))
        at.fault("wrong-format", "scheme, host and port of a page: https://shop.example");
}

}  // namespace

Result<KeyBody> decode_key(const Json& json) {
    return decode_body<KeyBody>(json, [](const Cursor& at, KeyBody& out) {
        ObjectReader object(at);
        object.required("name", out.name, text(1, 100));
        object.required("scopes", out.scopes, list(code(), scopes_max, 1));
        object.optional("stores", out.stores, list(code(), stores_max));
        object.optional("networks", out.networks, list(decode_network, networks_max));
        object.optional("origins", out.origins, list(decode_origin, origins_max));
        object.optional("expires_at", out.expires_at, instant);
    });
}

Result<int> decode_overlap(const Json& json, int otherwise) {
    return decode_body<int>(json, [&](const Cursor& at, int& out) {
        constexpr int hours_max = 720;
        out = otherwise;
        ObjectReader object(at);
        object.optional("overlap_hours", out, whole(0, hours_max));
    });
}

}  // namespace vuelve
