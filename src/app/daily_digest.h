#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/service.h"

/// What the program itself does for the proof of its history: it says when it starts and stops and
/// when the clock jumps, signs what history is and keeps that elsewhere, and looks through the
/// whole ledger once a day. Source: security.md 2, 6; docs/adr/0043.
namespace vuelve::app {

struct KeeperOptions {
    std::filesystem::path digest_folder{};  // where digests are added to files; "" = nowhere
    std::function<std::chrono::steady_clock::time_point()> steady = std::chrono::steady_clock::now;
    std::function<void(const std::string&)> say = [](const std::string&) {};
};

/// Not for several threads at once.
class HistoryKeeper {
 public:
    /// `service` writes, and outlives the keeper.
    HistoryKeeper(Service& service, KeeperOptions options);

    /// The program has started, cleanly or after it was ended without a word; what was signed last
    /// is held against the database, and signed anew.
    void begin();
    /// What is due by now. Called every half a minute or so.
    void round();
    /// The program stops.
    void end();

 private:
    static constexpr std::int64_t digest_every_ms = 6 * ms_per_hour;
    static constexpr std::int64_t verify_every_ms = ms_per_day;
    static constexpr std::int64_t jump_ms = ms_per_minute;

    /// One programme of each tenant: chains and keys are the tenant's.
    std::vector<OpenProgramme*> tenants() const;
    std::filesystem::path file_of(const OpenProgramme& programme) const;
    void record(OpenProgramme& programme, std::string action, std::string values);
    void check_last(OpenProgramme& programme);
    void sign(OpenProgramme& programme);
    void look_for_jump();
    void verify_if_due();

    Service& service_;
    KeeperOptions options_;
    std::map<std::int64_t, Instant> signed_at_;
    std::int64_t offset_ms_ = 0;  // of the clock against the steady one
};

}  // namespace vuelve::app
