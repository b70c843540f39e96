#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Rows on their way in, whatever file they stand in. Reading files is a door's work (cli/); what
/// rows mean is told here.   Source: design.md 5, 8.
namespace vuelve::app {

/// Why something of a file was not taken: line (from 1, of the file as text), column, reason,
/// value.
struct RowFault {
    std::int64_t line = 0;
    std::string column;  // the file's own name for it; "" = the row as a whole
    std::string reason;
    std::string value;  // as it stood there, cut to a readable length
    friend bool operator==(const RowFault&, const RowFault&) = default;
};

/// One record: as many fields as the file has columns; valid UTF-8.
struct Row {
    std::int64_t line = 0;
    std::vector<std::string> fields;
};

/// A record that could not be read, and the fields before the one that is wrong: enough, as a rule,
/// to tell what it belonged to.
struct BadRow {
    RowFault fault;
    std::vector<std::string> fields;
};

/// A table of text, read once from its beginning.
class RowSource {
 public:
    virtual ~RowSource() = default;
    /// Names of the columns. Empty for lines of JSON: each row then has one field, its text.
    virtual const std::vector<std::string>& columns() const = 0;
    /// The next record, or what is wrong with it; nothing at the end. Goes on after a fault.
    virtual std::optional<std::expected<Row, BadRow>> next() = 0;

    bool is_json() const { return columns().empty(); }
};

/// A value cut to 200 bytes at a character's edge.
std::string shown(std::string_view value);

}  // namespace vuelve::app
