#include "app/regions.h"

#include <algorithm>

namespace vuelve::app {

Result<std::vector<std::string>> stores_of(const Programme& programme,
                                           const Settings& settings,
                                           const storage::Staff& staff) {
    const bool is_free = staff.brands.empty() && staff.regions.empty() && staff.stores.empty();
    if (is_free) return std::vector<std::string>{};
    std::vector<std::string> stores;
    const auto add = [&](const std::string& code) {
        if (programme.find_store(code)) stores.push_back(code);
    };
    for (const std::string& code : staff.stores) add(code);
    for (const std::string& name : staff.regions)
        if (const auto region = settings.regions.find(name); region != settings.regions.end())
            std::ranges::for_each(region->second, add);
    for (const Store& store : programme.document().stores)
        if (std::ranges::find(staff.brands, store.brand) != staff.brands.end()) add(store.code);
    if (stores.empty()) return refuse(ErrorCode::Forbidden, "narrowed to stores that are gone");
    std::ranges::sort(stores);
    stores.erase(std::ranges::unique(stores).begin(), stores.end());
    return stores;
}

Result<void> check_places(const Programme& programme,
                          const Settings& settings,
                          const storage::Staff& staff) {
    Error error{ErrorCode::ValidationFailed, "staff are narrowed to what is not there"};
    const auto check = [&](std::string_view name, const std::vector<std::string>& codes,
                           const auto& is_there) {
        for (std::size_t i = 0; i < codes.size(); ++i)
            if (!is_there(codes[i]))
                error.faults.push_back({"/" + std::string(name) + "/" + std::to_string(i),
                                        "unknown-reference", "nothing has this code"});
    };
    check("brands", staff.brands, [&](const std::string& code) {
        return std::ranges::find(programme.document().brands, code, &Brand::code) !=
               programme.document().brands.end();
    });
    check("regions", staff.regions,
          [&](const std::string& name) { return settings.regions.contains(name); });
    check("stores", staff.stores,
          [&](const std::string& code) { return programme.find_store(code) != nullptr; });
    if (error.faults.empty()) return {};
    return std::unexpected(std::move(error));
}

}  // namespace vuelve::app
