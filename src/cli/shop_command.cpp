#include "cli/shop_command.h"

#include "cli/or_fail.h"

namespace vuelve::cli {

namespace {

OpenedShop adopt(std::unique_ptr<app::Service> service, const std::string& programme) {
    const auto found = service->programmes().find_code(programme);
    if (!found)
        throw WrongUseError{programme.empty()
                                ? "there is not exactly one programme: name it with --programme"
                                : "--programme " + programme + ": there is none"};
    app::OpenProgramme* opened = service->programmes().find(*found);
    return {std::move(service), opened};
}

}  // namespace

OpenedShop open_shop(const ShopOptions& options, ShopAccess access) {
    const ServeConfig config = read_config(options.settings);
    app::ServiceOptions how{.database = config.database,
                            .key_ring = config.keys,
                            .read_only = access != ShopAccess::Write};
    OpenedShop shop = adopt(or_fail(app::Service::open(how)), options.programme);
    if (access != ShopAccess::ReadFacts) return shop;
    if (!shop.programme->facts().is_behind(*shop.service->database().fan_out())) return shop;
    // Facts are written behind the ledger by whoever has the database: a running server, or else
    // we.
    how.read_only = false;
    if (auto writing = app::Service::open(how))
        return adopt(std::move(*writing), options.programme);
    return shop;
}

}  // namespace vuelve::cli
