#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "app/engine.h"
#include "app/fraud_watch.h"
#include "app/programmes.h"
#include "base/clock.h"
#include "storage/ids.h"

namespace vuelve::app {

struct WriterOptions {
    std::size_t group_max = 1000;  // commands in one transaction
    // Holders whom the calendar takes up at once. While tills sell: one for every
    // `commands_for_chore` commands of the last group, in the next group's transaction
    // (docs/adr/0080).
    std::size_t chore_max = 200, commands_for_chore = 4;
    std::size_t waiting_max = 50'000;   // above: OVERLOADED at once
    std::size_t holders_max = 200'000;  // kept in memory between groups
    /// Called when nobody can say whether a commit happened: the process is to stop, so that
    /// recovery decides.
    std::function<void(const std::string& why)> on_unknown{};
    /// What gave to think, after the commit; must not block.
    std::function<void(const ProgrammeKey&, Suspicion)> suspect{};
};

/// The one thread that writes. What waits is decided as a group and committed once.
class Writer final : public Engine {
 public:
    Writer(Programmes& programmes,
           const Clock& clock,
           storage::FreshIds& ids,
           WriterOptions options = {});
    /// Answers everything that was accepted, then ends.
    ~Writer() override;

    void submit(Ask ask, Done done) override;
    void submit_all(std::vector<Ask> asks, AllDone done) override;
    void settle(const ProgrammeKey& programme, HolderId holder) override;
    void settle_all() override;
    Result<void> alone(std::function<void(Instant now)> work) override;

    /// Commands waiting or being decided.
    std::size_t waiting() const { return waiting_count_.load(); }

 private:
    /// (after, until]
    struct Span {
        Instant after{}, until{};
    };
    struct Waiting {
        Ask ask;
        std::optional<MemberReference> member;
        std::optional<std::vector<HolderId>> settle;  // not a command: the scheduler for these
        Done done;
        std::optional<Span> tell{};                // messages of these, not the scheduler
        std::function<void(Instant now)> alone{};  // neither: a group by itself
        bool is_chore = false;                     // of the calendar: at most one in a group
    };

    void enqueue(std::vector<Waiting> waiting);
    /// False when the writer is stopping.
    bool enqueue_chore(Waiting& chore);
    void run();
    void run_group(std::vector<Waiting>& waiting);
    std::vector<Answer> decide_group(std::vector<Waiting>& waiting);
    /// decide_group, again and again while the database was away or nobody knows what became of a
    /// commit: the keys of the commands tell what was done (scale-out.md Q8). Throws the last
    /// trouble.
    std::vector<Answer> decide_patiently(std::vector<Waiting>& waiting);
    /// Reads anew what another program may have changed since the last turn. Under the write lock.
    void catch_up(storage::Transaction& tx);
    /// The writer's time moves on, and what is planned up to there comes into force.
    void begin_group();
    /// As many as make one group, from the front of the queue, and last what the calendar asks for.
    std::vector<Waiting> take_group();
    /// Everything the scheduler owes in one programme, and what the calendar tells, hour by hour.
    /// False when it could not be written.
    bool settle_programme(OpenProgramme& programme);
    bool settle_until(OpenProgramme& programme, Instant until);
    bool settle_reviews(OpenProgramme& programme, Instant until);
    /// Runs one group of the calendar's and waits for it. False as above.
    bool run_chore(Waiting chore);
    /// What is due for many holders `at` (nothing = now), or what `tell` says they are told, a few
    /// at a time while tills sell. False as above.
    bool run_chores(const ProgrammeKey& programme,
                    const std::vector<HolderId>& holders,
                    std::optional<Instant> at,
                    std::optional<Span> tell = {});
    /// Birthday gifts that became due since the last walk. False as above.
    bool settle_birthdays(OpenProgramme& programme, Instant now);
    /// Rewards of clubs whose goal somebody reached since. False as above.
    bool settle_clubs(OpenProgramme& programme);
    static bool is_alone(const Waiting& one);
    /// How many holders the calendar may take: few while a command waits, or one came a moment ago,
    /// since the next will not be long.
    std::size_t chore_size();
    /// Commands, and holders whose due jobs are run.
    static std::size_t commands_in(const std::vector<Waiting>& waiting);
    void forget_everything();
    void trim() const;

    Programmes& programmes_;
    const Clock& clock_;
    storage::FreshIds& ids_;
    WriterOptions options_;
    std::mutex guard_;
    std::condition_variable wake_;
    std::deque<Waiting> queue_, chores_;
    std::optional<Instant> last_command_;  // under guard_
    std::size_t last_group_size_ = 0;      // its commands, under guard_
    std::atomic<std::size_t> waiting_count_{0};
    bool stopping_ = false;
    Instant latest_{INT64_MIN};  // the writer's time never goes back
    std::uint64_t turns_seen_ = 0;
    bool must_confirm_ = false;
    std::thread thread_;
};

}  // namespace vuelve::app
