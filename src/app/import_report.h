#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/import_feed.h"
#include "app/import_rows.h"

/// What an import did: the control totals at its end, and the faults on its way.
namespace vuelve::app {

/// Sums over records that are in the programme now, whether this run brought them or an earlier
/// one: the same after a repetition. The `new_` ones are what this run added.
struct ImportTotals {
    std::int64_t rows = 0;      // read, good or bad
    std::int64_t records = 0;   // members, products or tickets that the rows made
    std::int64_t accepted = 0;  // new
    std::int64_t replayed = 0;  // there already, and the same
    std::map<std::string, std::int64_t> rejected;  // by reason: "EMPTY_BASKET"
    std::int64_t enrolled = 0;                     // members met for the first time in a purchase
    std::int64_t members = 0;                      // different ones, of opening balances
    std::int64_t money = 0, new_money = 0;         // minor units of accepted tickets
    std::map<std::string, std::int64_t> issued, new_issued;  // units by currency
    std::map<std::string, std::int64_t> awards;              // "rule:currency" -> units
    /// Opening balances by the month of their last day: "PTS:2027-03", "PTS:never" -> units.
    std::map<std::string, std::int64_t> ending;
    std::vector<std::string> unused;  // columns of the file that nobody reads
    /// Why the run ended before its file did; "" = it did not. Running it again goes on.
    std::string stopped;

    std::int64_t rejected_count() const;
    void count_rejected(std::string_view reason) { ++rejected[std::string(reason)]; }
    /// Takes in the answer to a purchase; `is_new`: this run, or this job before it was
    /// interrupted, brought it.
    void count_purchase(const Answer& answer, bool is_new);
};

/// What a door wants to hear while an import runs. Called on the importing thread.
struct ImportWatch {
    std::function<void(const RowFault&)> rejected = [](const RowFault&) {};
    std::function<void(const ImportTotals&)> progress = [](const ImportTotals&) {};
    /// An opening balance that was posted: its transaction and whom it was given to.
    std::function<void(TxnId, HolderId)> opened = [](TxnId, HolderId) {};
};

/// How a run goes about it.
struct ImportRun {
    std::string actor = "import";
    FeedPace pace{};
    /// A run that goes on after an interruption: what was posted after this id is its own.
    TxnId resumed_after{INT64_MAX};
    bool dry_run = false;
    /// Whoever asked may give points without a purchase (scope points.adjust).
    bool may_adjust = true;

    bool is_new(const Answer& answer) const;
};

/// Totals for machines.
std::string totals_json(const ImportTotals& totals);

/// Reason of a refusal in a list of rejected rows: its literal, and for a body with faults the
/// first of them.
std::string reason_of(const Error& error);

/// Reads `rows` to their end, or until the feed takes no more: `take` sees each row, or what is
/// wrong with it, `last` what is left to send. Then waits for every answer.
void take_rows(
    RowSource& rows,
    AskFeed& feed,
    ImportTotals& totals,
    const ImportWatch& watch,
    const std::function<void(std::expected<Row, BadRow>&)>& take,
    const std::function<void()>& last = [] {});

}  // namespace vuelve::app
