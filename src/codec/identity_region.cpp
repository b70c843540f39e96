#include <algorithm>
#include <string_view>
#include <utility>

#include "codec/identity.h"

namespace vuelve {
namespace {

/// Zones of zone.tab that retailers of the Americas and Iberia name. A table and not a file of the
/// machine: the same phone must normalise to the same identity wherever the program runs.
constexpr std::pair<std::string_view, std::string_view> zones[] = {
    {"America/Anchorage", "US"},      {"America/Araguaina", "BR"},
    {"America/Asuncion", "PY"},       {"America/Bahia", "BR"},
    {"America/Bahia_Banderas", "MX"}, {"America/Belem", "BR"},
    {"America/Belize", "BZ"},         {"America/Boa_Vista", "BR"},
    {"America/Bogota", "CO"},         {"America/Buenos_Aires", "AR"},
    {"America/Campo_Grande", "BR"},   {"America/Cancun", "MX"},
    {"America/Caracas", "VE"},        {"America/Chicago", "US"},
    {"America/Chihuahua", "MX"},      {"America/Ciudad_Juarez", "MX"},
    {"America/Costa_Rica", "CR"},     {"America/Coyhaique", "CL"},
    {"America/Cuiaba", "BR"},         {"America/Denver", "US"},
    {"America/Eirunepe", "BR"},       {"America/El_Salvador", "SV"},
    {"America/Fortaleza", "BR"},      {"America/Guatemala", "GT"},
    {"America/Guayaquil", "EC"},      {"America/Havana", "CU"},
    {"America/Hermosillo", "MX"},     {"America/La_Paz", "BO"},
    {"America/Lima", "PE"},           {"America/Los_Angeles", "US"},
    {"America/Maceio", "BR"},         {"America/Managua", "NI"},
    {"America/Manaus", "BR"},         {"America/Matamoros", "MX"},
    {"America/Mazatlan", "MX"},       {"America/Merida", "MX"},
    {"America/Mexico_City", "MX"},    {"America/Monterrey", "MX"},
    {"America/Montevideo", "UY"},     {"America/New_York", "US"},
    {"America/Noronha", "BR"},        {"America/Ojinaga", "MX"},
    {"America/Panama", "PA"},         {"America/Phoenix", "US"},
    {"America/Porto_Velho", "BR"},    {"America/Puerto_Rico", "PR"},
    {"America/Punta_Arenas", "CL"},   {"America/Recife", "BR"},
    {"America/Rio_Branco", "BR"},     {"America/Santarem", "BR"},
    {"America/Santiago", "CL"},       {"America/Santo_Domingo", "DO"},
    {"America/Sao_Paulo", "BR"},      {"America/Tegucigalpa", "HN"},
    {"America/Tijuana", "MX"},        {"America/Toronto", "CA"},
    {"America/Vancouver", "CA"},      {"Atlantic/Azores", "PT"},
    {"Atlantic/Canary", "ES"},        {"Atlantic/Madeira", "PT"},
    {"Europe/Lisbon", "PT"},          {"Europe/Madrid", "ES"},
    {"Pacific/Easter", "CL"},         {"Pacific/Galapagos", "EC"},
};
static_assert(std::ranges::is_sorted(zones));

}  // namespace

std::string_view region_of_zone(std::string_view time_zone) {
    if (time_zone.starts_with("America/Argentina/")) return "AR";
    const auto* place =
        std::ranges::lower_bound(zones, time_zone, {}, [](const auto& zone) { return zone.first; });
    return place != std::end(zones) && place->first == time_zone ? place->second : "";
}

}  // namespace vuelve
