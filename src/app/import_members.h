#pragma once

#include <string>

#include "app/asks.h"
#include "app/import_dry.h"
#include "app/import_fields.h"
#include "app/import_report.h"
#include "app/programmes.h"

/// Members of a file into a programme: enrolment, and opening balances as adjustments.
/// Source: contract.md 1 rule 26.
namespace vuelve::app {

struct MemberImport {
    ImportRun run{};
    Instant now{};         // enrolment of rows that do not say
    bool history = false;  // the clock follows `enrolled_at`
    FieldFormat format{};
    /// What a dry run looks things up in; without one it checks no more than the rows themselves.
    DryRun* dry = nullptr;
    storage::Database* database = nullptr;  // see ask_opening
};

/// Under this key an opening balance is taken back; it names the posting.
std::string undo_key(TxnId opening);

/// An opening balance, as every file of them posts it. `key` tells it apart from the member's
/// others; one whose posting was undone is free again, as far as `database` is there to be asked.
Ask ask_opening(storage::Database* database,
                const OpenProgramme& programme,
                const Caller& caller,
                const std::string& member,
                Adjust adjust,
                const std::string& key);

/// "PTS:2027-03", "PTS:never": where an opening balance stands in the totals.
std::string ending_of(const std::string& currency, const std::optional<Day>& last_day);

/// Columns: `external` `phone` `email` `card` (one of them at least), `name` `birth_date`
/// `home_store` `language` `enrolled_at`, `consent_<purpose>[_<channel>]` with
/// `consent_text_version`, `attribute_<name>`; for each currency `PTS` (points, as the shop writes
/// them) and `PTS_last_day`.
ColumnNames member_columns(const Programme& programme);

/// Every member of `rows`, in order. A member that an earlier run brought changes nothing. With
/// `columns` rows are a table; without, each is the JSON body of an enrolment, which may add
/// `enrolled_at` and `opening: {"PTS": {"points", "last_day"}}`.
ImportTotals import_members(Engine& engine,
                            const OpenProgramme& programme,
                            RowSource& rows,
                            const Columns* columns,
                            const MemberImport& options,
                            const ImportWatch& watch);

}  // namespace vuelve::app
