#include "storage/open_database.h"

#include <cstdlib>

#include "storage/postgres/postgres.h"
#include "storage/postgres/scratch.h"
#include "storage/sqlite/sqlite.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view file_scheme = "sqlite:", server_scheme = "postgres://";

}  // namespace

std::optional<std::filesystem::path> file_of_database(std::string_view name) {
    if (!name.starts_with(file_scheme) || name == in_memory || name.size() == file_scheme.size())
        return std::nullopt;
    return std::filesystem::path(name.substr(file_scheme.size()));
}

std::string server_of_trials() {
    const char* server = std::getenv("VUELVE_POSTGRES");
    if (!server)
        throw StorageError(Trouble::CannotOpen, std::string(temporary_on_server) +
                                                    " needs VUELVE_POSTGRES, a server's URL");
    return server;
}

bool is_temporary(std::string_view name) {
    return name == in_memory || name == temporary_on_server;
}

bool is_database_name(std::string_view name) {
    return is_temporary(name) || file_of_database(name) || name.starts_with(server_scheme);
}

std::string shown(const std::string& name) {
    return name.starts_with(server_scheme) ? postgres::without_password(name) : name;
}

std::unique_ptr<Database> open_database(const std::string& name, DatabaseUse use) {
    if (name == in_memory) return sqlite::memory();
    if (name == temporary_on_server) {
        return postgres::temporary(server_of_trials(), postgres::ScratchDatabase::Holds::AllTables);
    }
    if (const auto file = file_of_database(name)) {
        using sqlite::Access;
        const Access access = use == DatabaseUse::Create     ? Access::Create
                              : use == DatabaseUse::Existing ? Access::Existing
                                                             : Access::Read;
        return sqlite::open(*file, {.access = access});
    }
    if (!name.starts_with(server_scheme))
        throw StorageError(Trouble::CannotOpen,
                           std::string("a database is named ") + database_names + ", not " + name);
    using postgres::Access;
    const Access access = use == DatabaseUse::Create     ? Access::Create
                          : use == DatabaseUse::Existing ? Access::Existing
                                                         : Access::Read;
    return postgres::open(name, {.access = access});
}

}  // namespace vuelve::storage
