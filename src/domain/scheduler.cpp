#include <algorithm>
#include <queue>
#include <tuple>

#include "domain/credit.h"
#include "domain/decide.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

/// The order of domain.md 5.5: due instant, kind, member, sequence.
enum class JobKind : std::uint8_t {
    Release = 0,
    ReservationTimeout = 1,
    LotExpiry = 2,
    TierReview = 3,
    VoucherEnd = 4
};

struct Job {
    Instant due{};
    JobKind kind{};
    HolderId holder{};
    std::int64_t sequence = 0;
    friend auto operator<=>(const Job&, const Job&) = default;
};

std::optional<Job> next_job(const Holder& holder) {
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
    bool live =
        holder.head.state == MemberState::Active || holder.head.state == MemberState::Suspended;
    if (live && holder.head.tier.valid_until)
        offer(*holder.head.tier.valid_until, JobKind::TierReview, 0);
    for (const Voucher& voucher : holder.vouchers)
        if (voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked)
            offer(voucher.valid_until, JobKind::VoucherEnd, voucher.id.value);
    return next;
}

void release(Book& book, const Job& job) {
    Lot& lot = *book.lot(job.holder, LotId{job.sequence});
    lot.due_at = lot.expires_at;
    Units units = lot.remaining;
    book.post(job.holder, EntryType::Release, lot.currency, {.pending = -units, .available = units},
              Contra::None, {}, {}, lot.id, job.due);
}

void run(Book& book, const Job& job) {
    switch (job.kind) {
        case JobKind::Release: release(book, job); break;
        case JobKind::ReservationTimeout: break;
        case JobKind::LotExpiry: expire_lot(book, job.holder, LotId{job.sequence}, job.due); break;
        case JobKind::TierReview: review(book, job.holder); break;
        case JobKind::VoucherEnd:
            book.voucher(job.holder, VoucherId{job.sequence}).state = VoucherState::Expired;
            break;
    }
}

}  // namespace

std::optional<Instant> next_due(const Holder& holder) {
    auto job = next_job(holder);
    return job ? std::optional(job->due) : std::nullopt;
}

std::optional<Decision> run_due(const Programme& programme,
                                const State& state,
                                const std::vector<HolderId>& holders,
                                Fresh& fresh,
                                Instant until) {
    std::priority_queue<Job, std::vector<Job>, std::greater<>> due;
    auto push_next = [&](const Holder* holder) {
        auto job = holder ? next_job(*holder) : std::nullopt;
        if (job && job->due <= until) due.push(*job);
    };
    for (HolderId id : holders) {
        auto found = state.holders.find(id);
        push_next(found == state.holders.end() ? nullptr : &found->second);
    }
    if (due.empty()) return std::nullopt;
    TxnId txn{fresh.next_id()};
    Book book(programme, state, fresh, until, txn);
    while (!due.empty()) {
        Job job = due.top();
        due.pop();
        // A holder named twice has its jobs here twice; the second must not release again.
        if (next_job(*book.peek(job.holder)) != job) continue;
        run(book, job);
        push_next(book.peek(job.holder));
    }
    Decision decision;
    Transaction& done = decision.transaction.emplace();
    done.id = txn;
    done.kind = TxnKind::Job;
    done.occurred_at = done.at = until;
    done.on_day = programme.zone().local_day(until);
    done.effects = book.take_effects();
    decision.holders = book.take_holders();
    decision.receipt = done.receipt =
        std::make_shared<Receipt>(Receipt{.command = "job", .txn = txn, .at = until});
    return decision;
}

}  // namespace vuelve
