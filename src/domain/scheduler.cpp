#include <algorithm>
#include <queue>
#include <tuple>

#include "domain/birthday.h"
#include "domain/closing.h"
#include "domain/club.h"
#include "domain/credit.h"
#include "domain/decide.h"
#include "domain/referral.h"
#include "domain/reservation.h"
#include "domain/returns.h"
#include "domain/reward.h"
#include "domain/subscription.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

/// The order of domain.md 5.5: due instant, kind, member, sequence.
enum class JobKind : std::uint8_t {
    Release = 0,
    ReservationTimeout = 1,
    LotExpiry = 2,
    TierReview = 3,
    VoucherUnlock = 4,
    VoucherEnd = 5,
    RedemptionLapse = 6,
    BirthdayGift = 7,
    ReferralReward = 8,
    Subscription = 9
};

struct Job {
    Instant due{};
    JobKind kind{};
    HolderId holder{};
    std::int64_t sequence = 0;
    friend auto operator<=>(const Job&, const Job&) = default;
};

std::optional<Job> next_job(const Programme& programme, const Holder& holder) {
    std::optional<Job> next;
    auto offer = [&](Instant due, JobKind kind, std::int64_t sequence) {
        Job job{due, kind, holder.id, sequence};
        if (!next || job < *next) next = job;
    };
    for (const Lot& lot : holder.lots) {
        if (!lot.due_at || lot.remaining.n == 0) continue;
        bool release = is_pending(lot) && *lot.due_at == lot.available_at;
        offer(*lot.due_at, release ? JobKind::Release : JobKind::LotExpiry, lot.id.value);
    }
    if (const auto review = review_at(holder.head); review && programme.document().tiers)
        offer(*review, JobKind::TierReview, 0);
    for (const Voucher& voucher : holder.vouchers)
        if (voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked) {
            offer(voucher.valid_until, JobKind::VoucherEnd, voucher.id.value);
            if (voucher.locked_until)
                offer(*voucher.locked_until, JobKind::VoucherUnlock, voucher.id.value);
        }
    for (const Reservation& held : holder.reservations)
        if (held.state == ReservationState::Active)
            offer(held.due_at, JobKind::ReservationTimeout, held.id.value);
    for (const Redemption& taken : holder.redemptions)
        if (taken.state == RedemptionState::Confirmed && taken.due_at)
            offer(*taken.due_at, JobKind::RedemptionLapse, taken.id.value);
    for (const SubscriptionPeriod& paid : holder.subscriptions)
        if (auto due = due_of(paid)) offer(*due, JobKind::Subscription, paid.id.value);
    if (const auto& referral = holder.referral; referral && referral->due_at)
        offer(*referral->due_at, JobKind::ReferralReward, 0);
    if (auto gift = next_gift_due(programme, holder)) offer(*gift, JobKind::BirthdayGift, 0);
    return next;
}

void release(Book& book, const Job& job) {
    Lot& lot = *book.lot(job.holder, LotId{job.sequence});
    lot.due_at = lot.expires_at;
    // One that ends the instant it is released is free from just before, or it would stay pending.
    if (lot.expires_at) lot.available_at = std::min(lot.available_at, *lot.expires_at + -1);
    Units units = lot.remaining;
    book.post(job.holder, EntryType::Release, lot.currency, {.pending = -units, .available = units},
              Contra::None, {}, {}, lot.id, job.due);
}

void end_voucher(Book& book, const Job& job, VoucherState state) {
    Voucher& voucher = book.voucher(job.holder, VoucherId{job.sequence});
    voucher.state = state;
    voucher.locked_until.reset();
}

void run(Book& book, const Job& job) {
    book.move_to(job.due);
    switch (job.kind) {
        case JobKind::Release: release(book, job); break;
        case JobKind::ReservationTimeout:
            release_reservation(book, job.holder, ReservationId{job.sequence},
                                ReservationState::TimedOut, job.due);
            break;
        case JobKind::LotExpiry: expire_lot(book, job.holder, LotId{job.sequence}, job.due); break;
        case JobKind::TierReview: review(book, job.holder); break;
        case JobKind::VoucherUnlock: end_voucher(book, job, VoucherState::Issued); break;
        case JobKind::VoucherEnd: end_voucher(book, job, VoucherState::Expired); break;
        case JobKind::RedemptionLapse:
            lapse_redemption(book, job.holder, RedemptionId{job.sequence});
            break;
        case JobKind::ReferralReward: reward_referral(book, job.holder); break;
        case JobKind::Subscription:
            run_subscription(book, job.holder, SubscriptionId{job.sequence});
            break;
        case JobKind::BirthdayGift: grant_birthday_gift(book, job.holder); break;
    }
}

/// What waited too long for its purchase, in the order of its end.
void orphan_parked(Book& book, Instant until) {
    std::vector<const Parked*> ended;
    for (const auto& [purchase, waiting] : book.state().parked)
        for (const Parked& parked : waiting)
            if (parked.state == ParkedState::Parked && parked.due_at <= until)
                ended.push_back(&parked);
    std::ranges::sort(ended, {}, [](const Parked* parked) {
        return std::tuple(parked->due_at, parked->purchase, parked->id);
    });
    for (const Parked* parked : ended) orphan(book, *parked);
}

/// Who of these is owed something by a club whose goal somebody has reached since.
std::vector<HolderId> owed_by_clubs(const Programme& programme,
                                    const State& state,
                                    const std::vector<HolderId>& holders) {
    std::vector<HolderId> owed;
    const auto& clubs = programme.document().clubs;
    if (clubs.empty()) return owed;
    for (HolderId id : holders) {
        auto holder = state.holders.find(id);
        bool is_owed =
            holder != state.holders.end() && std::ranges::any_of(clubs, [&](const Club& club) {
                return is_owed_reward(state, club, holder->second);
            });
        if (is_owed) owed.push_back(id);
    }
    return owed;
}

bool any_parked_ends(const State& state, Instant until) {
    return std::ranges::any_of(state.parked, [&](const auto& of_purchase) {
        return std::ranges::any_of(of_purchase.second, [&](const Parked& parked) {
            return parked.state == ParkedState::Parked && parked.due_at <= until;
        });
    });
}

}  // namespace

std::optional<Instant> next_due(const Programme& programme, const Holder& holder) {
    auto job = next_job(programme, holder);
    return job ? std::optional(job->due) : std::nullopt;
}

std::optional<Decision> run_due(const Programme& programme,
                                const State& state,
                                const std::vector<HolderId>& holders,
                                Fresh& fresh,
                                Instant until) {
    std::priority_queue<Job, std::vector<Job>, std::greater<>> due;
    auto push_next = [&](const Holder* holder) {
        auto job = holder ? next_job(programme, *holder) : std::nullopt;
        if (job && job->due <= until) due.push(*job);
    };
    for (HolderId id : holders) {
        auto found = state.holders.find(id);
        push_next(found == state.holders.end() ? nullptr : &found->second);
    }
    bool parked_ends = any_parked_ends(state, until);
    const std::vector<HolderId> owed = owed_by_clubs(programme, state, holders);
    if (due.empty() && owed.empty() && !parked_ends) return std::nullopt;
    if (state.closed_until) until = std::max(until, *state.closed_until);
    TxnId txn{fresh.next_id()};
    Book book(programme, state, fresh, until, txn);
    while (!due.empty()) {
        Job job = due.top();
        due.pop();
        // A holder named twice has its jobs here twice; the second must not release again.
        if (next_job(programme, *book.peek(job.holder)) != job) continue;
        run(book, job);
        push_next(book.peek(job.holder));
        // A gift may lie in the household's account.
        if (job.kind == JobKind::BirthdayGift)
            push_next(book.peek(book.peek(job.holder)->household));
    }
    book.move_to(until);
    for (HolderId id : owed) reward_clubs(book, id);
    if (parked_ends) orphan_parked(book, until);
    Decision decision;
    Transaction& done = decision.transaction.emplace();
    done.id = txn;
    done.kind = TxnKind::Job;
    done.at = until;
    done.occurred_at = book.late_since().value_or(until);
    done.on_day = programme.zone().local_day(done.occurred_at);
    done.effects = book.take_effects();
    decision.holders = book.take_holders();
    decision.receipt = done.receipt = std::make_shared<Receipt>(
        Receipt{.command = "job",
                .txn = txn,
                .at = until,
                .late_for = closed_month_of(programme, state, done.occurred_at)});
    return decision;
}

}  // namespace vuelve
