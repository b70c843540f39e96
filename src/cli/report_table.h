#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// A report as people and programs read it: named columns, one row a line.
namespace vuelve::cli {

/// How cells of a column are written. Money is in minor units in the cell: people and spreadsheets
/// see it with its decimals, JSON as it is (contract.md 1).
enum class ReportKind : std::uint8_t { Text, Units, Money, Decimal };

struct ReportColumn {
    std::string name;  // as the field in JSON and the head in CSV
    ReportKind kind = ReportKind::Text;
};

/// Nothing; a text, or the exact number of a Decimal ("0.0766"); units or minor units.
using ReportCell = std::variant<std::monostate, std::string, std::int64_t>;

struct ReportTable {
    std::vector<std::pair<std::string, std::string>> facts;  // what all rows share
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows;  // a cell for each column
    int money_exponent = 2;
};

enum class ReportFormat : std::uint8_t { Table, Csv, Json };

/// Of "table", "csv" and "json".
ReportFormat report_format(const std::string& written);

/// Table: facts above aligned columns, numbers with thousands separators. CSV: head and rows by
/// RFC 4180. JSON: one object with the facts and `items`. Ends with a line feed.
std::string report_text(const ReportTable& table, ReportFormat format);

}  // namespace vuelve::cli
