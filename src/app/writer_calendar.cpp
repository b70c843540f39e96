#include <algorithm>
#include <future>
#include <span>

#include "app/birthdays.h"
#include "app/clubs.h"
#include "app/notice_walk.h"
#include "app/writer.h"

/// What the writer does by the calendar.
namespace vuelve::app {
namespace {

/// Rows that are looked up at a time, by whoever asks for the work.
constexpr int rows_each = 1000;

}  // namespace

void Writer::settle_all() {
    const Instant now{clock_.now_ms()};
    const auto is_due = [&](const OpenProgramme* programme) {
        const auto planned = programme->planned();
        return planned && *planned <= now;
    };
    if (std::ranges::any_of(programmes_.all(), is_due) && !alone([](Instant) {})) return;
    for (OpenProgramme* programme : programmes_.all())
        if (!settle_programme(*programme)) return;  // a full disk: the next round tries again
}

bool Writer::settle_programme(OpenProgramme& programme) {
    auto& database = programmes_.database();
    const Instant now{clock_.now_ms()};
    const Hours walk = hours_to_walk(programme, *database.fan_out(), now);
    Instant after = walk.after;
    for (Instant hour : walk.hours) {
        if (!settle_until(programme, hour)) return false;
        const auto people = concerned(programme, *database.fan_out(), after, hour);
        if (!run_chores(programme.key(), people, {}, Span{after, hour})) return false;
        auto tx = database.begin();
        programme.ledger().set_job_place(*tx, notice_walk, hour);
        tx->commit();
        after = hour;
    }
    if (!settle_until(programme, now)) return false;
    return run_chores(programme.key(), planned_by(programme, *database.fan_out(), now), {},
                      Span{now, now});
}

bool Writer::run_chore(Waiting chore) {
    std::promise<Answer> answered;
    chore.is_chore = true;
    chore.done = [&](Answer answer) { answered.set_value(std::move(answer)); };
    return enqueue_chore(chore) && !answered.get_future().get().error;
}

bool Writer::run_chores(const ProgrammeKey& programme,
                        const std::vector<HolderId>& holders,
                        std::optional<Instant> at,
                        std::optional<Span> tell) {
    for (auto left = std::span(holders); !left.empty();) {
        const auto next = left.first(std::min(chore_size(), left.size()));
        left = left.subspan(next.size());
        Waiting chore;
        chore.ask.programme = programme;
        chore.ask.at = at;
        chore.settle = std::vector<HolderId>(next.begin(), next.end());
        chore.tell = tell;
        if (!run_chore(std::move(chore))) return false;
    }
    return true;
}

bool Writer::settle_until(OpenProgramme& programme, Instant now) {
    auto reader = [&] { return programmes_.database().fan_out(); };
    if (!settle_reviews(programme, now)) return false;
    if (programme.entitlements().has_due_parked(*reader(), now)) {
        Waiting parked;
        parked.ask.programme = programme.key();
        parked.ask.at = now;
        parked.settle.emplace();
        if (!run_chore(std::move(parked))) return false;
    }
    if (!settle_birthdays(programme, now)) return false;
    if (!settle_clubs(programme)) return false;
    std::vector<HolderId> before;
    for (;;) {
        auto due = programme.ledger().holders_due(*reader(), now, rows_each);
        std::ranges::copy(programme.entitlements().holders_due(*reader(), now, rows_each),
                          std::back_inserter(due));
        // Rows of another programme of the tenant, or whose job did nothing, would come back for
        // ever.
        if (due.empty() || due == before) return true;
        if (!run_chores(programme.key(), due, now)) return false;
        before = std::move(due);
    }
}

bool Writer::settle_reviews(OpenProgramme& programme, Instant now) {
    if (!programme.snapshot()->document().tiers) return true;
    for (storage::LedgerStore::ReviewPlace place;;) {
        const auto due = programme.ledger().holders_to_review(*programmes_.database().fan_out(),
                                                              now, place, rows_each);
        if (due.empty()) return true;
        if (!run_chores(programme.key(), due, now)) return false;
    }
}

bool Writer::settle_birthdays(OpenProgramme& programme, Instant now) {
    auto& database = programmes_.database();
    const auto midnight = midnight_to_walk(programme, *database.fan_out(), now);
    if (!midnight) return true;
    for (GiftPage page; !page.is_last;) {
        page = gifts_due(programme, *database.fan_out(), page.last, now);
        if (!run_chores(programme.key(), page.due, now)) return false;
    }
    auto tx = database.begin();
    programme.ledger().set_job_place(*tx, gift_walk, *midnight);
    tx->commit();
    return true;
}

bool Writer::settle_clubs(OpenProgramme& programme) {
    std::vector<HolderId> before;
    for (;;) {
        auto owed = owed_by_clubs(programme, *programmes_.database().fan_out(), rows_each);
        // A row that gives nothing must not be looked at for ever.
        if (owed.empty() || owed == before) return true;
        if (!run_chores(programme.key(), owed, {})) return false;
        before = std::move(owed);
    }
}

}  // namespace vuelve::app
