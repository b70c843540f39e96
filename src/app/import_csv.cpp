#include "app/import_csv.h"

#include <algorithm>
#include <set>
#include <utility>

namespace vuelve::app {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr int end_of_text = -1;

/// Bytes of the well-formed UTF-8 character at `place`; 0 when there is none.   Source: RFC 3629.
std::size_t character_at(std::string_view text, std::size_t place) {
    auto byte = [&](std::size_t i) {
        return place + i < text.size() ? static_cast<unsigned char>(text[place + i]) : 0;
    };
    auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    int first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        bool bounds = first == 0xE0 ? byte(1) >= 0xA0 : first == 0xED ? byte(1) <= 0x9F : true;
        return bounds && tail(1) && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        bool bounds = first == 0xF0 ? byte(1) >= 0x90 : first == 0xF4 ? byte(1) <= 0x8F : true;
        return bounds && tail(1) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

BadRow stream_fault(std::int64_t line, const Error& error) {
    return {{line, "", error.message, ""}, {}};
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t place = 0; place < text.size();) {
        std::size_t length = character_at(text, place);
        if (length == 0) return false;
        place += length;
    }
    return true;
}

std::string readable(std::string_view text) {
    std::string out;
    for (std::size_t place = 0; place < text.size();) {
        std::size_t length = character_at(text, place);
        out += length == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(place, length);
        place += std::max<std::size_t>(length, 1);
    }
    return out;
}

// CharSource

bool CharSource::fill() {
    if (error_) return false;
    begin_ = end_ = 0;
    auto got = stream_->read(buffer_);
    if (!got) {
        error_ = std::move(got).error();
        return false;
    }
    end_ = *got;
    return end_ > 0;
}

int CharSource::peek() {
    if (begin_ == end_ && !fill()) return end_of_text;
    return static_cast<unsigned char>(buffer_[begin_]);
}

int CharSource::next() {
    int byte = peek();
    if (byte == end_of_text) return byte;
    ++begin_;
    if (byte == '\n') ++line_;
    return byte;
}

std::string_view CharSource::ahead(std::size_t least) {
    if (begin_ == end_ && !fill()) return {};
    while (end_ - begin_ < least && end_ < buffer_.size()) {
        auto got = stream_->read(std::span(buffer_).subspan(end_));
        if (!got) {
            error_ = std::move(got).error();
            break;
        }
        if (*got == 0) break;
        end_ += *got;
    }
    return {buffer_.data() + begin_, end_ - begin_};
}

// CsvReader

Result<std::unique_ptr<CsvReader>> CsvReader::open(std::unique_ptr<TextStream> stream,
                                                   CsvFormat format) {
    std::unique_ptr<CsvReader> reader(new CsvReader(std::move(stream), format));
    if (reader->chars_.ahead(byte_order_mark.size()).starts_with(byte_order_mark)) {
        for (std::size_t i = 0; i < byte_order_mark.size(); ++i) reader->chars_.next();
    }
    if (format.delimiter == 0) reader->format_.delimiter = reader->detect_delimiter();
    Record first = reader->read_record();
    if (first == Record::End) return refuse(ErrorCode::MalformedRequest, "the file has no header");
    if (first == Record::Fault) {
        return refuse(ErrorCode::MalformedRequest, "header: " + reader->fault_.reason);
    }
    std::set<std::string_view> names;
    for (const auto& name : reader->row_.fields) {
        if (name.empty())
            return refuse(ErrorCode::MalformedRequest, "header: a column has no name");
        if (!names.insert(name).second) {
            return refuse(ErrorCode::MalformedRequest,
                          "header: two columns are called " + shown(name));
        }
    }
    reader->columns_ = std::move(reader->row_.fields);
    return reader;
}

char CsvReader::detect_delimiter() {
    std::string_view text = chars_.ahead(std::size_t{4} << 10);
    constexpr std::string_view candidates = ",;\t";
    std::array<int, candidates.size()> counts{};
    bool quoted = false;
    for (char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        if (auto which = candidates.find(c); which != std::string_view::npos) ++counts[which];
    }
    auto most = std::max_element(counts.begin(), counts.end());
    return candidates[static_cast<std::size_t>(most - counts.begin())];
}

int CsvReader::read_quoted(std::string& field, std::size_t& room) {
    while (true) {
        int c = chars_.next();
        if (c == end_of_text || room == 0) {
            fault_.reason = c == end_of_text ? "a quote is opened and never closed"
                                             : "the record is too long: is a quote not closed?";
            return c;
        }
        --room;
        if (c != '"') {
            field.push_back(static_cast<char>(c));
            continue;
        }
        if (chars_.peek() == '"') {
            field.push_back(static_cast<char>(chars_.next()));
            continue;
        }
        c = chars_.next();
        if (c == '\r' && chars_.peek() == '\n') c = chars_.next();
        if (c != format_.delimiter && c != '\n' && c != end_of_text) {
            fault_.reason = "text after a closing quote";
        }
        return c;
    }
}

int CsvReader::read_field(std::string& field, std::size_t& room) {
    field.clear();
    if (chars_.peek() == '"') {
        quoted_ = true;
        chars_.next();
        return read_quoted(field, room);
    }
    while (true) {
        int c = chars_.next();
        if (c == '\r' && chars_.peek() == '\n') c = chars_.next();
        if (c == format_.delimiter || c == '\n' || c == end_of_text) return c;
        if (c == '"' && fault_.reason.empty()) fault_.reason = "a quote inside an unquoted field";
        if (room == 0) {
            fault_.reason = "the record is too long";
            return c;
        }
        --room;
        field.push_back(static_cast<char>(c));
    }
}

CsvReader::Record CsvReader::bad_record(std::int64_t first_line, const std::string& value) {
    fault_.line = first_line;
    std::size_t place = row_.fields.size();
    fault_.column = place < columns_.size() ? columns_[place] : "";
    fault_.value = shown(readable(value));
    return Record::Fault;
}

CsvReader::Record CsvReader::read_record() {
    std::string field;
    while (true) {
        row_ = {};
        fault_ = {};
        quoted_ = false;
        row_.line = chars_.line();
        if (chars_.peek() == end_of_text) return Record::End;
        std::size_t room = format_.record_max;
        int end = 0;
        do {
            end = read_field(field, room);
            if (fault_.reason.empty() && row_.fields.size() == format_.columns_max) {
                fault_.reason = "more than " + std::to_string(format_.columns_max) + " columns";
            }
            if (fault_.reason.empty() && !is_utf8(field)) fault_.reason = "not UTF-8";
            if (!fault_.reason.empty()) {
                std::int64_t last_line = chars_.line() - (end == '\n' ? 1 : 0);
                while (end != '\n' && end != end_of_text) end = chars_.next();
                if (last_line > row_.line) {
                    fault_.reason += " (lines " + std::to_string(row_.line) + " to " +
                                     std::to_string(last_line) + ")";
                }
                return bad_record(row_.line, field);
            }
            row_.fields.push_back(std::move(field));
        } while (end == format_.delimiter);
        bool empty_line = row_.fields.size() == 1 && row_.fields[0].empty() && !quoted_;
        if (!empty_line) return Record::Row;
    }
}

std::optional<std::expected<Row, BadRow>> CsvReader::next() {
    if (ended_) return std::nullopt;
    Record record = read_record();
    if (chars_.error()) {  // a record cut off by it would pass for a short one
        ended_ = true;
        return std::unexpected(stream_fault(row_.line, *chars_.error()));
    }
    if (record == Record::End) {
        ended_ = true;
        return std::nullopt;
    }
    if (record == Record::Fault) {
        return std::unexpected(BadRow{std::move(fault_), std::move(row_.fields)});
    }
    if (row_.fields.size() != columns_.size()) {
        RowFault fault{row_.line, "",
                       "expected " + std::to_string(columns_.size()) + " columns, found " +
                           std::to_string(row_.fields.size()),
                       shown(row_.fields.front())};
        return std::unexpected(BadRow{std::move(fault), std::move(row_.fields)});
    }
    return std::move(row_);
}

// LinesReader

std::optional<std::expected<Row, BadRow>> LinesReader::next() {
    while (!ended_) {
        Row row{chars_.line(), {std::string()}};
        std::string& text = row.fields.front();
        int c = chars_.next();
        for (; c != '\n' && c != end_of_text; c = chars_.next()) {
            if (text.size() <= line_max_) text.push_back(static_cast<char>(c));
        }
        ended_ = c == end_of_text;
        if (chars_.error()) return std::unexpected(stream_fault(row.line, *chars_.error()));
        if (row.line == 1 && text.starts_with(byte_order_mark)) {
            text.erase(0, byte_order_mark.size());
        }
        if (text.ends_with('\r')) text.pop_back();
        if (text.size() > line_max_) {
            return std::unexpected(
                BadRow{{row.line, "", "the line is too long", shown(readable(text))}, {}});
        }
        if (!is_utf8(text)) {
            return std::unexpected(BadRow{{row.line, "", "not UTF-8", shown(readable(text))}, {}});
        }
        if (text.find_first_not_of(" \t") != std::string::npos) return row;
    }
    return std::nullopt;
}

}  // namespace vuelve::app
