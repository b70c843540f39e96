#include "app/import_rows.h"

namespace vuelve::app {

std::string shown(std::string_view value) {
    constexpr std::size_t bytes_max = 200;
    if (value.size() <= bytes_max) return std::string(value);
    std::size_t cut = bytes_max;
    while (cut > 0 && (static_cast<unsigned char>(value[cut]) & 0xC0) == 0x80) --cut;
    return std::string(value.substr(0, cut)) + "...";
}

}  // namespace vuelve::app
