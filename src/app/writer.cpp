#include "app/writer.h"

#include <algorithm>
#include <future>

#include "app/group.h"
#include "app/publication.h"
#include "base/ensure.h"

namespace vuelve::app {
namespace {

Error trouble_of(const storage::StorageError& error) {
    using storage::Trouble;
    switch (error.trouble()) {
        case Trouble::Full: return {ErrorCode::StorageFull, error.what(), {}, {}};
        case Trouble::Busy: return {ErrorCode::Overloaded, error.what(), {}, {}};
        default: return {ErrorCode::OutcomeUnknown, error.what(), {}, {}};
    }
}

/// 10 ms, 40, 160, then half a second, and up to half as much again, so that programs that lost the
/// same server do not come back in step (scale-out.md Q8).
std::chrono::milliseconds pause_before_try(int tried) {
    constexpr std::int64_t first_ms = 10, longest_ms = 500;
    const std::int64_t planned = std::min(first_ms << (2 * (tried - 2)), longest_ms);
    const auto drawn = std::chrono::steady_clock::now().time_since_epoch().count();
    return std::chrono::milliseconds(planned + drawn % (planned / 2));
}

}  // namespace

Writer::Writer(Programmes& programmes,
               const Clock& clock,
               storage::FreshIds& ids,
               WriterOptions options)
    : programmes_(programmes), clock_(clock), ids_(ids), options_(options), thread_([this] {
          run();
      }) {}

Writer::~Writer() {
    {
        std::lock_guard lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Writer::enqueue(std::vector<Waiting> waiting) {
    bool accepted = false;
    {
        std::lock_guard lock(guard_);
        accepted = !stopping_ && queue_.size() + waiting.size() <= options_.waiting_max;
        if (accepted) {
            waiting_count_ += waiting.size();
            std::ranges::move(waiting, std::back_inserter(queue_));
        }
    }
    if (accepted) return wake_.notify_one();
    for (Waiting& one : waiting) one.done({.error = Error{ErrorCode::Overloaded, {}, {}, {}}});
}

bool Writer::enqueue_chore(Waiting& chore) {
    {
        std::lock_guard lock(guard_);
        if (stopping_) return false;
        ++waiting_count_;
        chores_.push_back(std::move(chore));
    }
    wake_.notify_one();
    return true;
}

void Writer::submit(Ask ask, Done done) {
    std::vector<Waiting> one;
    OpenProgramme* programme = programmes_.find(ask.programme);
    auto member =
        programme ? parse_member_reference(ask.member, programme->region()) : std::nullopt;
    one.push_back({std::move(ask), std::move(member), std::nullopt, std::move(done)});
    enqueue(std::move(one));
}

void Writer::submit_all(std::vector<Ask> asks, AllDone done) {
    struct Collected {
        std::vector<Answer> answers;
        std::atomic<std::size_t> missing;
        AllDone done;
    };
    auto all = std::make_shared<Collected>();
    all->answers.resize(asks.size());
    all->missing = asks.size();
    all->done = std::move(done);
    if (asks.empty()) return all->done({});
    std::vector<Waiting> waiting;
    for (std::size_t i = 0; i < asks.size(); ++i) {
        OpenProgramme* programme = programmes_.find(asks[i].programme);
        auto member =
            programme ? parse_member_reference(asks[i].member, programme->region()) : std::nullopt;
        waiting.push_back(
            {std::move(asks[i]), std::move(member), std::nullopt, [all, i](Answer answer) {
                 all->answers[i] = std::move(answer);
                 if (--all->missing == 0) all->done(std::move(all->answers));
             }});
    }
    enqueue(std::move(waiting));
}

void Writer::settle(const ProgrammeKey& programme, HolderId holder) {
    std::promise<Answer> settled;
    std::vector<Waiting> one(1);
    one.front().ask.programme = programme;
    one.front().settle = std::vector{holder};
    one.front().done = [&](Answer answer) { settled.set_value(std::move(answer)); };
    enqueue(std::move(one));
    settled.get_future().get();
}

Result<void> Writer::alone(std::function<void(Instant now)> work) {
    std::promise<Answer> done;
    std::vector<Waiting> one(1);
    one.front().alone = std::move(work);
    one.front().done = [&](Answer answer) { done.set_value(std::move(answer)); };
    enqueue(std::move(one));
    if (auto answer = done.get_future().get(); answer.error)
        return std::unexpected(std::move(*answer.error));
    return {};
}

bool Writer::is_alone(const Waiting& one) { return one.alone != nullptr; }

std::size_t Writer::chore_size() {
    constexpr std::int64_t a_moment_ms = 100;
    std::lock_guard lock(guard_);
    // By the clock of the shop, not the machine's: a simulation, whose commands come one by one,
    // makes the same transactions each time.
    const bool are_tills_about =
        !std::ranges::all_of(queue_, is_alone) ||
        (last_command_ && Instant{clock_.now_ms()} - *last_command_ < a_moment_ms);
    if (!are_tills_about) return options_.chore_max;
    return std::clamp<std::size_t>(last_group_size_ / options_.commands_for_chore, 1,
                                   options_.chore_max);
}

std::vector<Writer::Waiting> Writer::take_group() {
    std::vector<Waiting> group;
    if (!queue_.empty() && is_alone(queue_.front())) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
        return group;
    }
    const auto end = std::ranges::find_if(queue_, is_alone);
    const auto count =
        std::min(end - queue_.begin(), static_cast<std::ptrdiff_t>(options_.group_max));
    std::move(queue_.begin(), queue_.begin() + count, std::back_inserter(group));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    if (!group.empty()) {
        last_command_ = Instant{clock_.now_ms()};
        last_group_size_ = group.size();
    }
    if (!chores_.empty()) {
        group.push_back(std::move(chores_.front()));
        chores_.pop_front();
    }
    return group;
}

void Writer::run() {
    for (;;) {
        std::vector<Waiting> group;
        {
            std::unique_lock lock(guard_);
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty() || !chores_.empty(); });
            if (queue_.empty() && chores_.empty()) return;
            group = take_group();
        }
        const std::size_t taken = group.size();
        run_group(group);
        waiting_count_ -= taken;
    }
}

void Writer::begin_group() {
    latest_ = std::max(latest_, Instant{clock_.now_ms()});
    for (OpenProgramme* programme : programmes_.all()) {
        programme->hear_segments();
        publish_due(programmes_, *programme, latest_);
    }
}

void Writer::run_group(std::vector<Waiting>& waiting) {
    std::vector<Answer> answers;
    std::string unknown;
    try {
        answers = decide_patiently(waiting);
    } catch (const storage::StorageError& error) {
        // No till goes without its answer because of what the calendar met.
        if (waiting.size() > 1 && waiting.back().is_chore &&
            error.trouble() != storage::Trouble::OutcomeUnknown) {
            std::vector<Waiting> chore;
            chore.push_back(std::move(waiting.back()));
            waiting.pop_back();
            run_group(waiting);
            return run_group(chore);
        }
        // Nothing of this group is answered "ok".
        answers.assign(waiting.size(), Answer{.error = trouble_of(error)});
        if (answers.front().error->code == ErrorCode::OutcomeUnknown &&
            !programmes_.database().is_shared())
            unknown = error.what();
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i].done(std::move(answers[i]));
    if (!unknown.empty() && options_.on_unknown) options_.on_unknown(unknown);
}

std::vector<Answer> Writer::decide_patiently(std::vector<Waiting>& waiting) {
    constexpr int tries_max = 5;
    for (int tried = 1;; ++tried) {
        try {
            return decide_group(waiting);
        } catch (const storage::StorageError& error) {
            // What is in memory may be ahead of the database, so it is dropped.
            forget_everything();
            using storage::Trouble;
            must_confirm_ = must_confirm_ || error.trouble() == Trouble::OutcomeUnknown;
            // What has no key of its own (a publication) would find its own first try.
            const bool may_pass =
                error.trouble() == Trouble::Busy ||
                (error.trouble() == Trouble::OutcomeUnknown && !waiting.front().alone);
            if (!may_pass || !programmes_.database().is_shared() || tried == tries_max) throw;
        }
        std::this_thread::sleep_for(pause_before_try(tried + 1));
    }
}

void Writer::catch_up(storage::Transaction& tx) {
    const std::uint64_t turns = programmes_.database().foreign_turns();
    if (turns == turns_seen_) return;
    forget_everything();
    programmes_.refresh(tx, latest_);
    // Rows are in the order of their numbers, whoever wrote them.
    for (const OpenProgramme* programme : programmes_.all())
        storage::resume_ids(ids_, tx, programme->placement());
    turns_seen_ = turns;
}

std::size_t Writer::commands_in(const std::vector<Waiting>& waiting) {
    std::size_t commands = 0;
    for (const Waiting& one : waiting) commands += one.settle ? one.settle->size() : 1;
    return commands;
}

std::vector<Answer> Writer::decide_group(std::vector<Waiting>& waiting) {
    begin_group();
    std::vector<Answer> answers;
    if (waiting.front().alone) {
        catch_up(*programmes_.database().begin());
        waiting.front().alone(latest_);
        answers.push_back({.outcome = Outcome::Ok});
        return answers;
    }
    auto tx = programmes_.database().begin();
    tx->carry(commands_in(waiting));
    catch_up(*tx);
    Group group(programmes_, *tx, ids_);
    std::vector<LookAhead::Coming> coming;
    for (const Waiting& one : waiting)
        if (!one.settle) coming.push_back({&one.ask, one.member ? &*one.member : nullptr});
    if (coming.size() > 1) group.look_ahead(coming, latest_);
    answers.reserve(waiting.size());
    for (Waiting& one : waiting) {
        Instant at = one.ask.at.value_or(latest_);
        if (!one.settle) {
            answers.push_back(group.decide(one.ask, one.member, at));
        } else if (one.tell) {
            group.tell(one.ask.programme, *one.settle, one.tell->after, one.tell->until);
            answers.push_back({.outcome = Outcome::Ok});
        } else {
            group.settle(one.ask.programme, *one.settle, at,
                         one.is_chore ? Group::Stay::ForThisGroup : Group::Stay::ForLater);
            answers.push_back({.outcome = Outcome::Ok});
        }
    }
    // After a commit that nobody confirmed, what this group finds done is confirmed by one of its
    // own: a standby may not have had it.
    if (group.append() || must_confirm_) tx->commit();
    must_confirm_ = false;
    // Of several programs each would know of its own transactions only.
    if (!programmes_.database().is_shared()) group.hand_over();
    if (group.has_told()) programmes_.bell().ring();
    for (auto& [programme, found] : group.take_suspicions())
        if (options_.suspect) options_.suspect(programme, std::move(found));
    group.forget_closed();
    if (waiting.back().is_chore) group.forget_passing();
    trim();
    return answers;
}

void Writer::forget_everything() {
    for (OpenProgramme* programme : programmes_.all()) programme->cache() = {};
}

/// Holders stay for the next group; keys, purchases, codes and whose promise it is are found again
/// by their hash or id.
void Writer::trim() const {
    for (OpenProgramme* programme : programmes_.all()) {
        State& state = programme->cache().state;
        state.earlier.clear();
        state.purchases.clear();
        state.code_holders.clear();
        state.reservation_holders.clear();
        state.redemption_holders.clear();
        state.pool_codes.clear();
        for (auto& [purchase, waiting] : state.parked)
            std::erase_if(waiting,
                          [](const Parked& parked) { return parked.state != ParkedState::Parked; });
        std::erase_if(state.parked, [](const auto& waiting) { return waiting.second.empty(); });
        if (state.holders.size() > options_.holders_max) {
            state.holders.clear();
            programme->cache().contacts.clear();
        }
    }
}

}  // namespace vuelve::app
