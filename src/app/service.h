#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/asks.h"
#include "app/audit_queue.h"
#include "app/keys.h"
#include "app/neighbours.h"
#include "app/sessions.h"
#include "app/writer.h"
#include "storage/open_database.h"
#include "storage/password_hash.h"

/// The program's parts, put together once: database, keys, programmes, the writer. What main and
/// the doors hold.
namespace vuelve::app {

using storage::file_of_database;
using storage::is_database_name;
using storage::is_temporary;

struct ServiceOptions {
    std::string database = "sqlite::memory:";  // storage/open_database.h says how they are named
    std::filesystem::path key_ring;            // "" = temporary keys, for memory only
    bool create = false;                       // make the database when it is not there
    bool read_only = false;
    std::function<void(const std::string& why)> on_unknown{};  // see WriterOptions
    std::function<void(const std::string&)> say{};             // lines of what takes long
    const Clock* clock = nullptr;                              // null = the machine's
    /// What ids are made of, null = the machine's time. A simulation gives one that stands, so that
    /// its rows are the same each time.
    const Clock* id_clock = nullptr;
    storage::PasswordCost password_cost{};
    /// False for a shop of play money alone (`vuelve demo`): whoever has no second factor is not
    /// asked to make one.
    bool asks_second_factor = true;
};

class Service {
 public:
    /// Opens, migrates and loads. Errors (InternalError, the message says what would be right): no
    /// database, no key ring, keys that others can read, a newer version, in use by another
    /// process, a read-only folder.
    static Result<std::unique_ptr<Service>> open(const ServiceOptions& options);
    ~Service();

    storage::Database& database() { return *database_; }
    Programmes& programmes() { return *programmes_; }
    Engine& engine() { return *writer_; }
    const Clock& clock() const { return *clock_; }
    Fresh& ids() { return *ids_; }
    bool is_read_only() const { return !writer_; }
    Instant now() const { return Instant{clock_->now_ms()}; }

    /// Whether this program does what one of several on a database does for all.
    bool leads() const { return neighbours_ && neighbours_->leads(); }
    /// Changes when another program on the database wrote.
    std::uint64_t news() const { return news_.load(); }

    /// Who may ask for what.
    Keys& keys() { return *keys_; }
    /// Who has signed in.
    Sessions& sessions() { return *sessions_; }
    /// Where is written down what cannot wait for the database. Not of a service that only reads.
    AuditQueue& audit_queue() { return *audit_queue_; }
    const storage::PasswordCost& password_cost() const { return password_cost_; }
    bool asks_second_factor() const { return asks_second_factor_; }
    /// Adds articles to the catalogue, in the table and in memory.
    void put_products(const ProgrammeKey& programme, std::span<const storage::Product> products);

 private:
    Service() = default;

    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<SystemClock> own_clock_;
    const Clock* clock_ = nullptr;
    std::unique_ptr<storage::FreshIds> ids_;
    std::unique_ptr<Neighbours> neighbours_;
    std::atomic<std::uint64_t> news_{0};
    std::unique_ptr<Programmes> programmes_;
    std::unique_ptr<AuditQueue> audit_queue_;
    std::unique_ptr<Writer> writer_;
    std::unique_ptr<Keys> keys_;
    std::unique_ptr<Sessions> sessions_;
    storage::PasswordCost password_cost_;
    bool asks_second_factor_ = true;
};

/// Makes a key ring with a fresh key. Errors (InternalError): it exists, it would lie in the data
/// folder, it cannot be written.
Result<void> create_key_ring(const std::filesystem::path& file,
                             const std::filesystem::path& data_folder);

}  // namespace vuelve::app
