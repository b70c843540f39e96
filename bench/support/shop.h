#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/asks.h"
#include "app/service.h"
#include "base/clock.h"

/// The benchmark's shop inside the process: the real service over a real database.
namespace vuelve::bench {

/// Noon of Monday 2 March 2026 in UTC.
inline constexpr std::int64_t opened_ms = 1'772'452'800'000;

class Shop {
 public:
    /// Where it lies: a folder with database and key ring. "" = in memory.
    explicit Shop(std::filesystem::path folder = {}, std::int64_t now_ms = opened_ms);

    /// Makes programme and members external:m1 ...; once, on a new shop.
    void make(const std::string& programme, std::int64_t members);
    /// Opens what make() made. Errors stop the process: a benchmark without its shop is none.
    void open();
    /// Without checkpoint of what a stop would write: as a killed process leaves it.
    void close() { service_.reset(); }

    app::Service& service() { return *service_; }
    app::OpenProgramme& programme() { return *programme_; }
    ManualClock& clock() { return clock_; }
    storage::Counters counters() { return service_->database().counters(); }

    /// A purchase that was not there before.
    app::Ask sale(std::int64_t member, int lines = 5);
    /// The next `count` members in turn, one purchase each.
    std::vector<app::Ask> sales(std::int64_t count, int lines = 5);
    /// Runs them; stops the process when one is refused.
    std::vector<app::Answer> run(std::vector<app::Ask> asks);
    /// `count` purchases in groups of a thousand.
    void sell(std::int64_t count, int lines = 5);
    /// Purchases are of the first `count` members from now on.
    void only_first(std::int64_t count) { members_ = count; }

    std::int64_t members() const { return members_; }

 private:
    void find();

    std::filesystem::path folder_;
    ManualClock clock_;
    std::unique_ptr<app::Service> service_;
    app::OpenProgramme* programme_ = nullptr;
    app::Caller caller_;
    std::int64_t members_ = 0;
    std::uint64_t run_ = 1, number_ = 0;
};

/// The folder for shops that take minutes to make and are kept: $VUELVE_BENCH_FOLDER, else
/// build/bench/kept of the working folder.
std::filesystem::path kept_folder();

/// A kept shop, made by `make` when it is not there, copied into `build/bench/scratch`: the copy is
/// the benchmark's to change. Returns the copy's folder.
std::filesystem::path copy_of_kept(const std::string& name,
                                   const std::function<void(const std::filesystem::path&)>& make);

/// A number of the environment, or another.
std::int64_t from_environment(const char* name, std::int64_t otherwise);

/// Members of the large shops: $VUELVE_BENCH_MEMBERS, else a million.
std::int64_t many_members();

}  // namespace vuelve::bench
