#pragma once

#include <memory>
#include <string>

#include "storage/database.h"

/// Databases for tests and trials on a PostgreSQL server, each gone with its object. Source:
/// docs/adr/0047.
namespace vuelve::storage::postgres {

/// One database of its own beside the one that `server` names ("postgres://user@host/name"), whose
/// role may create databases. Errors: StorageError.
class ScratchDatabase {
 public:
    enum class Holds : std::uint8_t {
        Nothing,
        AllTables,  ///< A copy of a database that the first who asks leaves migrated on the server.
    };
    ScratchDatabase(const std::string& server, Holds holds);
    ~ScratchDatabase();
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;

    /// How it is opened, as often as one likes.
    const std::string& url() const { return url_; }

 private:
    std::string server_, name_, url_;
};

/// Opened, and gone with what was opened.
std::unique_ptr<Database> temporary(const std::string& server,
                                    ScratchDatabase::Holds holds = ScratchDatabase::Holds::Nothing);

}  // namespace vuelve::storage::postgres
