#pragma once

#include <string>

#include "app/import_feed.h"
#include "app/import_fields.h"
#include "app/import_report.h"
#include "app/programmes.h"

/// Members of a file into a programme: enrolment, and opening balances as adjustments.
/// Source: contract.md 1 rule 26.
namespace vuelve::app {

struct MemberImport {
    std::string actor = "import";
    Instant now{};         // enrolment of rows that do not say
    bool history = false;  // the clock follows `enrolled_at`
    bool dry_run = false;
    FieldFormat format{};
};

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
