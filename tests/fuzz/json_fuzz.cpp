#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "codec/json.h"
#include "codec/json_reader.h"
#include "codec/purchase_json.h"

/// Any bytes: parsed or refused, never worse, and by the quick reader only as by the strict one.
/// What is parsed has one canonical text, which parses to itself; what decodes as a purchase has a
/// canonical text too, the same after a second reading.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vuelve;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (Json quick; read_json(text, {}, quick)) {
        auto strict = parse_json_strictly(text, {});
        ensure(strict.has_value() && *strict == quick, "both readers read the same");
    }
    auto json = parse_json(text);
    if (!json) return 0;
    std::string once = canonical(*json);
    // Escapes may grow a text beyond the limit of a request; the property holds all the same.
    auto again = parse_json(once, {.size_max = once.size()});
    ensure(again.has_value() && canonical(*again) == once, "a canonical text parses to itself");

    auto purchase = decode_purchase(*json);
    if (!purchase) {
        ensure(!purchase.error().faults.empty(), "a refusal names a fault");
        return 0;
    }
    auto twin = decode_purchase(*again);
    ensure(twin.has_value() && canonical_purchase(*twin) == canonical_purchase(*purchase),
           "the same purchase has the same text");
    return 0;
}
