#include <map>

#include "cli/import_table.h"
#include "domain/money.h"
#include "measures.h"

namespace vuelve::real {

void for_each_row(const std::filesystem::path& file,
                  const std::function<void(const Field&)>& take) {
    auto table = cli::open_table(file.string());
    if (!table) throw UnusableFile{file.string() + ": " + table.error().message};
    std::map<std::string, std::size_t, std::less<>> places;
    for (const std::string& name : table->rows->columns()) places.emplace(name, places.size());
    while (auto row = table->rows->next()) {
        if (!*row)
            throw UnusableFile{file.string() + ": line " + std::to_string(row->error().fault.line)};
        take([&](std::string_view column) -> std::string_view {
            const auto place = places.find(column);
            if (place == places.end())
                throw UnusableFile{file.string() + " has no column " + std::string(column)};
            return (*row)->fields[place->second];
        });
    }
}

std::int64_t scaled(std::string_view decimal, int places) {
    const auto value = parse_decimal(decimal, places);
    const auto whole = value ? round(*value * Ratio(power_of_ten(places)), Rounding::Down)
                             : refuse(ErrorCode::ValidationFailed);
    if (!whole) throw UnusableFile{"not a number: " + std::string(decimal)};
    return *whole;
}

}  // namespace vuelve::real
