#include "app/import_shop.h"

#include <filesystem>

namespace vuelve::app {

Result<std::unique_ptr<Service>> create_shop(const NewShop& shop, Instant start) {
    TRY(read_programme(shop.document));  // before anything is made
    const auto named = file_of_database(shop.database);
    const std::filesystem::path file = named.value_or(std::filesystem::path{});
    try {
        if (named && std::filesystem::exists(file)) {
            return refuse(ErrorCode::InternalError, file.string() + " is there already");
        }
        if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
        if (shop.key_ring.has_parent_path()) {
            std::filesystem::create_directories(shop.key_ring.parent_path());
        }
    } catch (const std::filesystem::filesystem_error& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
    if (auto made = create_key_ring(shop.key_ring, file.parent_path()); !made) {
        return std::unexpected(made.error());
    }
    auto service =
        TRY(Service::open({.database = shop.database, .key_ring = shop.key_ring, .create = true}));
    if (!service->programmes().all().empty())
        return refuse(ErrorCode::InternalError,
                      storage::shown(shop.database) + " holds a shop already");
    TRY(service->programmes().create(shop.code, shop.name, shop.document, shop.author, start));
    return service;
}

}  // namespace vuelve::app
