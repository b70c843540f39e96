#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/import_rows.h"
#include "base/result.h"
#include "domain/calendar.h"
#include "domain/money.h"

/// From the text of a file's columns to values: which column is which, and how shops write amounts
/// and times.
namespace vuelve::app {

/// Our name of a column -> the file's.
using ColumnMap = std::map<std::string, std::string>;
/// "member=household_id,store=store_id". Errors: ValidationFailed.
Result<ColumnMap> parse_column_map(std::string_view text);

/// What a kind of file may have. A known name that ends in `*` stands for all names that begin so.
struct ColumnNames {
    std::vector<std::string> required;
    std::vector<std::string> known;  // the optional ones
};

/// Where our columns stand in one file.
class Columns {
 public:
    /// A column of the file that bears our name needs no entry in the map.
    /// Errors: ValidationFailed with every fault: a required column is missing, the map names a
    /// column the file has not, or one that we do not know.
    static Result<Columns> match(const std::vector<std::string>& theirs,
                                 const ColumnMap& map,
                                 const ColumnNames& names);

    bool has(std::string_view ours) const { return places_.contains(ours); }
    /// Our names that begin with `prefix`, in their order.
    std::vector<std::string> starting(std::string_view prefix) const;
    /// "" when the file has no such column.
    std::string_view text(const Row& row, std::string_view ours) const;
    /// The file's name of a column; ours when it has none.
    std::string theirs(std::string_view ours) const;
    /// Columns of the file that nobody reads.
    const std::vector<std::string>& unused() const { return unused_; }

 private:
    std::map<std::string, std::pair<std::size_t, std::string>, std::less<>> places_;
    std::vector<std::string> unused_;
};

/// How a shop writes numbers and times.
struct FieldFormat {
    int money_exponent = 2;
    bool decimal_comma = false;          // "1,50"
    std::shared_ptr<const Zone> zone{};  // of times without offset; none = they are refused
};

/// Reads the fields of one row; the first fault is kept and later reads give defaults.
class RowFields {
 public:
    RowFields(const Row& row, const Columns& columns, const FieldFormat& format)
        : row_(row), columns_(columns), format_(format) {}

    std::string_view text(std::string_view name) const { return columns_.text(row_, name); }
    /// Present and not empty; a fault otherwise.
    std::string_view required(std::string_view name);
    /// "1.50" -> 150 minor units, 0 or more. Nothing when empty.
    std::optional<Minor> money(std::string_view name);
    /// Thousandths, 0 or more. Nothing when empty.
    std::optional<std::int64_t> quantity(std::string_view name);
    /// RFC 3339, or a local time "2017-01-31T18:05[:59]" (a space may stand for T) in the zone; a
    /// date alone is the beginning of its day.
    std::optional<Instant> instant(std::string_view name);
    std::optional<Day> day(std::string_view name);
    std::optional<std::int64_t> whole(std::string_view name);
    /// yes/no in the usual spellings of es, en and pt. Nothing when empty.
    std::optional<bool> truth(std::string_view name);
    /// Units of a currency with `scale` places. Nothing when empty.
    std::optional<Units> points(std::string_view name, int scale);

    void fault(std::string_view name, std::string reason);
    const std::optional<RowFault>& first_fault() const { return fault_; }

 private:
    std::optional<std::int64_t> decimal(std::string_view name, int places, bool negative);

    const Row& row_;
    const Columns& columns_;
    const FieldFormat& format_;
    std::optional<RowFault> fault_;
};

/// The instant at which clocks in `zone` show this time: the earlier of two, and the moment after
/// the gap where clocks never show it.
Instant local_instant(const Zone& zone, Day day, std::int64_t ms_of_day);

}  // namespace vuelve::app
