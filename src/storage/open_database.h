#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database.h"

/// Databases by the names people give them (design.md 5): "sqlite:FILE", "postgres://...", and for
/// tests and trials those that are gone with the object, "sqlite::memory:" and
/// "postgres::temporary:" (a database of its own, all tables in it, on the server that
/// $VUELVE_POSTGRES names).
namespace vuelve::storage {

inline constexpr std::string_view in_memory = "sqlite::memory:";
inline constexpr std::string_view temporary_on_server = "postgres::temporary:";
inline constexpr const char* database_names = "sqlite:FILE or postgres://USER@HOST/NAME";

enum class DatabaseUse : std::uint8_t {
    Create,    ///< Made when it is not there.
    Existing,  ///< CannotOpen when it is not there.
    Read,      ///< Snapshots only.
};

/// Errors: as those of sqlite::open and postgres::open; CannotOpen for a name that is none.
std::unique_ptr<Database> open_database(const std::string& name, DatabaseUse use);

/// $VUELVE_POSTGRES. Errors: CannotOpen when it is not set.
std::string server_of_trials();

/// Whether it looks like the name of one.
bool is_database_name(std::string_view name);
/// Dies with the process.
bool is_temporary(std::string_view name);
/// The file of a database in one; nothing for the others.
std::optional<std::filesystem::path> file_of_database(std::string_view name);
/// For messages: without a password.
std::string shown(const std::string& name);

}  // namespace vuelve::storage
