#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "codec/programme_json.h"
#include "domain/programme.h"

/// Any text as a programme document: refused with faults, or decoded; what is decoded can be
/// checked, written and read back without a change.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vuelve;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto document = decode_programme(text, DocumentKind::Golden);
    if (!document) {
        ensure(!document.error().empty(), "a refusal names a fault");
        return 0;
    }
    check(*document);
    std::string once = encode_programme(*document);
    auto json = parse_json(once, {.size_max = once.size()});
    ensure(json.has_value(), "what is written is JSON");
    auto again = decode_programme(*json);
    ensure(again.has_value() && encode_programme(*again) == once, "a document survives its export");
    return 0;
}
