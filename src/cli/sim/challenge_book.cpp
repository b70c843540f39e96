#include "cli/sim/challenge_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/sim/arithmetic.h"

namespace vuelve::cli {
namespace {

constexpr std::int64_t week = 7;

/// 1970-01-01 was a Thursday.
std::int64_t monday_of(std::int64_t day) { return day - (day + 3) % week; }

}  // namespace

ChallengeBook::ChallengeBook(const ProgrammeDocument& document, Checks& checks)
    : document_(document), checks_(checks) {
    for (const Store& store : document.stores)
        if (const auto offset =
                own::fixed_offset(store.time_zone.empty() ? document.time_zone : store.time_zone))
            offsets_[store.code] = *offset;
    if (offsets_.size() != document.stores.size()) offsets_.clear();
}

bool ChallengeBook::is_counted(const Challenge& challenge) const {
    using enum Challenge::Metric;
    if (!challenge.conditions.empty()) return false;
    if (challenge.metric == PurchaseCount || challenge.metric == DistinctStores) return true;
    const bool by_days = challenge.metric == DistinctDays || challenge.metric == StreakWeeks;
    return by_days && !offsets_.empty();
}

void ChallengeBook::take(const Witnessed& one, const SalesBook& sales) {
    if (!one.is_done()) return;
    const Receipt& receipt = *one.receipt;
    if (const auto* asked = std::get_if<OptIn>(&one.body))
        asked_.try_emplace({receipt.member, asked->challenge}, receipt.at);
    if (std::holds_alternative<Merge>(one.body)) merged_.insert({receipt.member, receipt.other});
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    const Sale* sale = purchase && !purchase->quote ? sales.find(purchase->id) : nullptr;
    if (sale && !merged_.contains(receipt.member)) sell(*sale, receipt);
}

void ChallengeBook::sell(const Sale& sale, const Receipt& receipt) {
    const bool earns =
        std::ranges::any_of(sale.lines, [](const SaleLine& line) { return line.eligible > 0; });
    const std::string store = sale.store.empty() ? document_.stores.front().code : sale.store;
    for (const Challenge& challenge : document_.challenges) {
        if (!is_counted(challenge)) continue;
        const Part part{receipt.member, challenge.code};
        const bool takes_part =
            !challenge.opt_in || (asked_.contains(part) && asked_.at(part) <= sale.occurred_at);
        const bool counts = earns && takes_part && challenge.from <= sale.occurred_at &&
                            sale.occurred_at < challenge.to;
        auto line = std::ranges::find(receipt.challenges, challenge.id, &ChallengeLine::challenge);
        checks_.hold("challenges", counts == (line != receipt.challenges.end()), [&] {
            return fmt::format("{} {} for {}", receipt.id, counts ? "does not count" : "counts",
                               challenge.code);
        });
        if (!counts) continue;
        const std::int64_t day =
            offsets_.empty() ? 0 : own::day_at(sale.occurred_at, offsets_.at(store));
        marks_[part][sale.id] = {day, store};
        const std::int64_t reached = progress(challenge, marks_[part]);
        checks_.hold("challenges", line->progress == reached, [&] {
            return fmt::format("{}: {} stands at {}, its purchases make {}", receipt.id,
                               challenge.code, line->progress, reached);
        });
        const bool once = !challenge.repeatable;
        checks_.hold("challenges", once ? line->completed <= 1 : line->completed >= 0, [&] {
            return fmt::format("{}: {} was completed {} times", receipt.id, challenge.code,
                               line->completed);
        });
    }
}

void ChallengeBook::take_back(const SalesBook::TakenBack& back) {
    if (!back.is_void) return;
    for (const Challenge& challenge : document_.challenges)
        if (auto part = marks_.find({back.sale->member, challenge.code}); part != marks_.end())
            part->second.erase(back.sale->id);
}

std::int64_t ChallengeBook::progress(const Challenge& challenge, const Marks& marks) const {
    if (challenge.metric == Challenge::Metric::PurchaseCount)
        return static_cast<std::int64_t>(marks.size());
    if (challenge.metric == Challenge::Metric::StreakWeeks) return weeks_in_a_row(marks);
    std::set<std::string> different;
    for (const auto& [id, mark] : marks)
        different.insert(challenge.metric == Challenge::Metric::DistinctStores
                             ? mark.store
                             : std::to_string(mark.day));
    return static_cast<std::int64_t>(different.size());
}

bool ChallengeBook::is_closed_in_week(const std::string& code, std::int64_t monday) const {
    auto store = std::ranges::find(document_.stores, code, &Store::code);
    for (std::int64_t day = monday; day < monday + week; ++day)
        if (std::ranges::none_of(store->closed, [&](const ClosedDays& closed) {
                return closed.first.value <= day && day <= closed.last.value;
            }))
            return false;
    return true;
}

/// From the last week backwards, stepping over weeks in which a store of the day before was closed.
std::int64_t ChallengeBook::weeks_in_a_row(const Marks& marks) const {
    std::map<std::int64_t, std::set<std::string>> days;
    for (const auto& [id, mark] : marks) days[mark.day].insert(mark.store);
    if (days.empty()) return 0;
    std::int64_t count = 1;
    for (std::int64_t monday = monday_of(days.rbegin()->first);; ++count) {
        auto after = days.lower_bound(monday);
        if (after == days.begin()) return count;
        const auto& [day, stores] = *std::prev(after);
        const std::int64_t before = monday_of(day);
        const bool goes_on =
            before == monday - week || std::ranges::any_of(stores, [&](const std::string& store) {
                for (std::int64_t gap = before + week; gap < monday; gap += week)
                    if (!is_closed_in_week(store, gap)) return false;
                return true;
            });
        if (!goes_on) return count;
        monday = before;
    }
}

}  // namespace vuelve::cli
