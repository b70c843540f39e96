#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "app/asks.h"
#include "base/clock.h"

/// What is to be written down by somebody who cannot wait for the database: refusals noticed on an
/// I/O thread, suspicions of the writer. Source: security.md 6.
namespace vuelve::app {

class Service;
struct Suspicion;

/// A request that was refused for who asked, or for what they may not.
struct Refusal {
    Caller by;  // as far as it is known
    std::string
        key_id{};  // of a key that was presented and does not count: whose it is is looked up
    std::string operation;  // "createPurchase"
    std::string code;       // "INSUFFICIENT_SCOPE"
};

/// One thread that writes down what it is handed. It never makes anybody wait, and a flood neither
/// fills the memory nor the audit log: what is not listed is counted, and the log says how much.
class AuditQueue {
 public:
    static constexpr std::size_t waiting_max = 2000;
    /// Refusals of one tenant that are listed in a minute.
    static constexpr int listed_max = 100;

    /// `service` outlives the queue.
    explicit AuditQueue(Service& service);
    /// Writes what waits, then ends.
    ~AuditQueue();
    AuditQueue(const AuditQueue&) = delete;
    AuditQueue& operator=(const AuditQueue&) = delete;

    /// From any thread; these do not block.
    void refused(Refusal refusal);
    void suspect(const ProgrammeKey& programme, Suspicion found);

    /// Waits until what was handed over before is written, a second at most.
    void settle();

 private:
    using Item = std::variant<Refusal, std::pair<ProgrammeKey, std::shared_ptr<Suspicion>>>;
    /// What became of one tenant's refusals in a minute.
    struct Minute {
        std::int64_t number = 0;
        int listed = 0;
        std::int64_t unlisted = 0;
        ProgrammeKey programme{};
    };

    void hand_over(Item item, const ProgrammeKey& programme);
    void run();
    void write(const std::deque<Item>& items);
    void write_refusal(storage::Transaction& tx, const Refusal& refusal);
    /// Says how many were not listed, of minutes that are over, or of all.
    void tell_unlisted(storage::Transaction& tx, bool all);

    Service& service_;
    std::mutex guard_;
    std::condition_variable wake_, idle_;
    std::deque<Item> waiting_;
    std::map<ProgrammeKey, std::int64_t> dropped_;  // there was no room for them
    bool stopping_ = false, writing_ = false;
    std::map<std::int64_t, Minute> minutes_;  // of the thread alone
    std::thread thread_;
};

}  // namespace vuelve::app
