#include "app/holders.h"
#include "app/import_members.h"
#include "app/job_work.h"
#include "codec/public_id.h"

/// Taking opening balances back: ordinary adjustments, each of exactly the lot it undoes.
namespace vuelve::app {
namespace {

constexpr int page_max = 500;

bool is_whole(const Lot& lot, TxnId txn) {
    return lot.txn == txn && lot.remaining == lot.original && lot.reserved.n == 0;
}

/// The lot where it lies: with the member, or with its household.
std::optional<Lot> whole_lot(const OpenProgramme& programme,
                             storage::Reader& reader,
                             const storage::JobTxn& opened) {
    auto member = read_holder(programme, reader, opened.member);
    if (!member) return std::nullopt;
    for (const Lot& lot : member->lots)
        if (is_whole(lot, opened.txn)) return lot;
    if (member->household.value == 0) return std::nullopt;
    const auto household = read_holder(programme, reader, member->household);
    if (!household) return std::nullopt;
    for (const Lot& lot : household->lots)
        if (is_whole(lot, opened.txn)) return lot;
    return std::nullopt;
}

}  // namespace

Result<JobUndone> Jobs::undo(OpenProgramme& programme, const Caller& caller, std::int64_t id) {
    std::lock_guard one_at_a_time(undoing_);
    const storage::JobStore store = jobs_of(programme);
    const auto found = find(programme, id);
    if (!found) return refuse(ErrorCode::NotFound, "no such job");
    JobRow job = *found;
    if (job.state == JobState::Undone) return JobUndone{std::move(job), 0};
    if (!job.ended_at || job.is_export) return refuse(ErrorCode::InvalidState);

    // Keys of the import's own, whoever undoes it: half an undo goes on where it was.
    const Caller undoer{programme.key(), "import", caller.actor};
    const auto snapshot = programme.snapshot();
    std::vector<Ask> asks;
    std::int64_t touched = 0;
    {
        auto reader = service_.database().snapshot();
        TxnId after{};
        for (auto page = store.txns(*reader, id, after, page_max); !page.empty();
             page = store.txns(*reader, id, after, page_max)) {
            for (const storage::JobTxn& opened : page) {
                const std::string key = undo_key(opened.txn);
                if (programme.ledger().find(*reader, undoer.owner + "/" + key)) continue;
                const auto lot = whole_lot(programme, *reader, opened);
                if (!lot) {
                    ++touched;
                    continue;
                }
                AdjustRequest request{
                    .adjust = {.currency = snapshot->symbols().code(lot->currency.value),
                               .points = -lot->original,
                               .reason = "opening undone",
                               .of_lot = lot->id},
                    .member = format_public(PublicKind::Member, opened.member)};
                asks.push_back(ask_adjust(programme, undoer, std::move(request), key));
            }
            after = page.back().txn;
        }
    }
    if (touched > 0) return JobUndone{std::move(job), touched};
    if (asks.empty() && store.txns(*service_.database().snapshot(), id, {}, 1).empty())
        return refuse(ErrorCode::InvalidState);
    for (const Answer& answer : service_.engine().ask_all(std::move(asks))) {
        if (!answer.error) continue;
        if (http_status(answer.error->code) == 503) return std::unexpected(*answer.error);
        ++touched;  // somebody was quicker
    }
    if (touched > 0) return JobUndone{std::move(job), touched};
    job.state = JobState::Undone;
    auto tx = service_.database().begin();
    store.save(*tx, job);
    tx->commit();
    return JobUndone{std::move(job), 0};
}

}  // namespace vuelve::app
