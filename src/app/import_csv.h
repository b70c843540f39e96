#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/import_rows.h"
#include "app/import_text.h"

/// Tables as text: CSV by RFC 4180, and lines of JSON.
namespace vuelve::app {

struct CsvFormat {
    /// ',' ';' or tab; 0 = the one that the header line has most of.
    char delimiter = 0;
    /// Bytes of one record. A quote that nobody closed eats no more than this.
    std::size_t record_max = std::size_t{1} << 20;
    std::size_t columns_max = 1000;
};

/// Bytes of a stream one by one, counting lines.
class CharSource {
 public:
    explicit CharSource(std::unique_ptr<TextStream> stream) : stream_(std::move(stream)) {}
    /// The next byte as 0..255, or -1 at the end or after an error.
    int next();
    int peek();
    /// The bytes to come, `least` of them if there are so many and they fit the buffer.
    std::string_view ahead(std::size_t least);
    std::int64_t line() const { return line_; }
    const std::optional<Error>& error() const { return error_; }
    const TextStream& stream() const { return *stream_; }

 private:
    bool fill();

    std::unique_ptr<TextStream> stream_;
    std::array<char, 65536> buffer_{};
    std::size_t begin_ = 0, end_ = 0;
    std::int64_t line_ = 1;
    std::optional<Error> error_;
};

/// RFC 4180: quoted fields with delimiters, quotes and line ends in them; CRLF or LF; an optional
/// byte order mark. Empty lines are passed over. A fault names the line where its record begins,
/// and reading goes on with the line after it.
class CsvReader final : public RowSource {
 public:
    /// Reads the header.
    /// Errors: MalformedRequest: no header, an empty or repeated name, bad quotes, not UTF-8.
    static Result<std::unique_ptr<CsvReader>> open(std::unique_ptr<TextStream> stream,
                                                   CsvFormat format = {});

    const std::vector<std::string>& columns() const override { return columns_; }
    std::optional<std::expected<Row, BadRow>> next() override;
    const TextStream& stream() const { return chars_.stream(); }

 private:
    CsvReader(std::unique_ptr<TextStream> stream, CsvFormat format)
        : chars_(std::move(stream)), format_(format) {}

    enum class Record { Row, Fault, End };
    /// Fills row_ or fault_.
    Record read_record();
    /// One field from its first byte on; what ended it. A reason in fault_.reason when it is bad.
    int read_field(std::string& field, std::size_t& room);
    int read_quoted(std::string& field, std::size_t& room);
    Record bad_record(std::int64_t first_line, const std::string& value);
    char detect_delimiter();

    CharSource chars_;
    CsvFormat format_;
    std::vector<std::string> columns_;
    Row row_;
    RowFault fault_;
    bool quoted_ = false;  // some field of the record was quoted
    bool ended_ = false;
};

/// One JSON text on each line; empty lines are passed over.
class LinesReader final : public RowSource {
 public:
    explicit LinesReader(std::unique_ptr<TextStream> stream,
                         std::size_t line_max = std::size_t{1} << 20)
        : chars_(std::move(stream)), line_max_(line_max) {}

    const std::vector<std::string>& columns() const override { return columns_; }
    std::optional<std::expected<Row, BadRow>> next() override;
    const TextStream& stream() const { return chars_.stream(); }

 private:
    CharSource chars_;
    std::size_t line_max_;
    std::vector<std::string> columns_;
    bool ended_ = false;
};

/// True for well-formed UTF-8: no overlong forms, surrogates or cut sequences.
bool is_utf8(std::string_view text);
/// The same text with U+FFFD for every byte that is not UTF-8, so that a list of faults can be
/// read.
std::string readable(std::string_view text);

}  // namespace vuelve::app
