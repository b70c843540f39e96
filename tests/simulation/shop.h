#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/ensure.h"
#include "codec/programme_json.h"
#include "domain/counting_fresh.h"
#include "domain/decide.h"

/// A shop in memory for property tests: the domain alone, with ids in a row, and random programmes,
/// baskets and command streams from a seed.
namespace vuelve::simulation {

inline constexpr Instant opening{1'767'600'000'000};  // 2026-01-05T08:00:00Z

using Random = std::mt19937;
inline int pick(Random& random, int from, int to) {  // both inclusive
    return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
}
template <class T>
const T& one_of(Random& random, const std::vector<T>& choices) {
    return choices[random() % choices.size()];
}

/// A command and when it came.
struct Step {
    Command command;
    Instant at{};
};

class Shop {
 public:
    /// `document`: a programme as a golden case's config.
    explicit Shop(const std::string& document) {
        auto decoded = decode_programme(document, DocumentKind::Golden);
        ensure(decoded.has_value(), "a test's programme is readable");
        ensure(check(*decoded).empty(), "a test's programme is right");
        programme_ = Programme::compile(std::move(*decoded), *symbols_);
    }

    HolderId enrol(std::int64_t number, Instant at = opening) {
        Enrol body{.holder = HolderId{number}, .enrolled_at = at};
        Decision done = obey({{.body = body, .key = fmt::format("enrol-{}", number)}, at});
        ensure(!done.error, "a new member is welcome");
        return body.holder;
    }

    /// The scheduler for everybody, then the command. The decision's own copy is kept.
    Decision obey(const Step& step) {
        run_scheduler(step.at);
        Decision decision = decide(*programme_, state, step.command, fresh_, step.at);
        Decision kept = decision;
        apply(state, decision);
        return kept;
    }
    /// Decides on the state as it is and throws the result away.
    Decision try_out(const Step& step) {
        CountingFresh fresh = fresh_;
        return decide(*programme_, state, step.command, fresh, step.at);
    }

    void run_scheduler(Instant at) {
        std::vector<HolderId> everybody;
        for (const auto& [id, holder] : state.holders) everybody.push_back(id);
        std::ranges::sort(everybody);
        if (auto due = run_due(*programme_, state, everybody, fresh_, at)) apply(state, *due);
    }

    /// The scheduler for one member alone; gives `at`.
    Instant settle(HolderId member, Instant at) {
        if (auto due = run_due(*programme_, state, {member}, fresh_, at)) apply(state, *due);
        return at;
    }

    const Programme& programme() const { return *programme_; }
    Fresh& fresh() { return fresh_; }
    State state;

 private:
    std::shared_ptr<SymbolTable> symbols_ = std::make_shared<SymbolTable>();  // copies share it
    std::shared_ptr<const Programme> programme_;
    CountingFresh fresh_;
};

/// What a member has: balances, open lots, counters, rank. Without ids, and without zeros, so that
/// "never" and "taken back" read the same.
inline std::string standing(const Holder& holder) {
    std::string text = fmt::format("rank {}\n", holder.head.purchases);
    for (const Wallet& w : holder.wallets)
        if (w.pending.n != 0 || w.available.n != 0 || w.reserved.n != 0 || w.debt.n != 0)
            text += fmt::format("wallet {}: {} {} {} {}\n", w.currency.value, w.pending.n,
                                w.available.n, w.reserved.n, w.debt.n);
    for (const Lot& l : holder.lots)
        if (l.remaining.n + l.reserved.n != 0)
            text += fmt::format("lot {}: {} of {}, {} to {}\n", l.currency.value, l.remaining.n,
                                l.original.n, l.available_at.value,
                                l.expires_at.value_or(Instant{}).value);
    for (const auto& [key, tally] : holder.tallies) {
        // The hour of a day's latest visit is not taken back; what is asked of it is only the day.
        const bool visit = key.kind == TallyKind::Visit;
        if (visit ? tally.count == 0 : tally == Tally{}) continue;
        text += fmt::format("tally {}/{}/{}: {} {}\n", static_cast<int>(key.kind), key.ref,
                            key.period, visit ? 0 : tally.value, tally.count);
    }
    return text;
}

inline std::string everything(const Shop& shop) {
    std::map<HolderId, std::string> all;
    for (const auto& [id, holder] : shop.state.holders)
        all[id] = standing(holder) + fmt::format("level {}\n", holder.head.tier.level.value);
    std::string text;
    for (const auto& [id, standing] : all) text += fmt::format("== {}\n{}", id.value, standing);
    for (const auto& [key, resource] : shop.state.resources)
        text += fmt::format("resource {}: {}\n", key.ref, resource.left);
    return text;
}

/// What an answer says of its points.
inline std::string answer_of(const Decision& decision) {
    if (decision.error) return std::string(literal(decision.error->code));
    std::string text;
    for (const AwardLine& award : decision.receipt->effects) {
        text +=
            fmt::format("{}: {} of {} by", award.rule.value, award.points.n, award.currency.value);
        for (std::int64_t units : award.lines) text += fmt::format(" {}", units);
        text += '\n';
    }
    for (const Trace& trace : decision.receipt->trace)
        text += trace.rule + ' ' + trace.text() + '\n';
    for (const ReversedLine& back : decision.receipt->reversed)
        text += fmt::format("back {}: {}\n", back.rule.value, back.points.n);
    return text;
}

/// A small programme of random shape: roundings, stackings, caps, waits, ends, levels.
std::string random_programme(Random& random);
/// The programme with three clubs, far from their goals or near, challenges, and a bonus for
/// bringing members.
std::string with_friends(Random& random, std::string programme);
/// One purchase of a member, of 1 to 4 lines.
RecordPurchase random_purchase(Random& random, const std::string& id, HolderId member);
/// Purchases, returns and voids of these members over some weeks, in order of time.
std::vector<Step> random_stream(Random& random, const std::vector<HolderId>& members, int steps);

}  // namespace vuelve::simulation
