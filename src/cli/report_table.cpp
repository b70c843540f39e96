#include "cli/report_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ensure.h"
#include "cli/import_table.h"
#include "cli/progress.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

/// 1234567 with two decimals -> "12,345.67".
std::string grouped_money(std::int64_t minor, int exponent) {
    const std::string plain = money_text(minor, exponent);
    const std::size_t point = std::min(plain.find('.'), plain.size());
    const bool is_negative = plain.starts_with('-');
    const std::string whole = plain.substr(is_negative ? 1 : 0, point - (is_negative ? 1 : 0));
    return (is_negative ? "-" : "") + grouped(std::stoll(whole)) + plain.substr(point);
}

std::string cell_for_people(const ReportCell& cell, ReportKind kind, int exponent) {
    if (const auto* words = std::get_if<std::string>(&cell)) return *words;
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (!number) return "";
    return kind == ReportKind::Money ? grouped_money(*number, exponent) : grouped(*number);
}

/// Characters on screen: bytes that begin one in UTF-8.
std::size_t width_of(const std::string& words) {
    return static_cast<std::size_t>(
        std::ranges::count_if(words, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string aligned(const std::vector<std::vector<std::string>>& lines,
                    const std::vector<ReportColumn>& columns) {
    std::vector<std::size_t> widths(columns.size());
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], width_of(line[i]));
    std::string text;
    for (const auto& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string space(widths[i] - width_of(line[i]), ' ');
            if (i > 0) row += "  ";
            row += columns[i].kind == ReportKind::Text ? line[i] + space : space + line[i];
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + '\n';
    }
    return text;
}

std::string table_text(const ReportTable& table) {
    std::string text;
    for (const auto& [name, value] : table.facts) text += name + ": " + value + '\n';
    std::vector<std::vector<std::string>> lines(1);
    for (const ReportColumn& column : table.columns) lines[0].push_back(column.name);
    for (const auto& row : table.rows) {
        auto& line = lines.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i)
            line.push_back(cell_for_people(row[i], table.columns[i].kind, table.money_exponent));
    }
    return text + aligned(lines, table.columns);
}

std::string quoted_field(const std::string& words) {
    if (words.find_first_of(",\"\r\n") == std::string::npos) return words;
    std::string field = "\"";
    for (char c : words) field += c == '"' ? "\"\"" : std::string(1, c);
    return field + '"';
}

std::string csv_cell(const ReportCell& cell, ReportKind kind, int exponent) {
    if (const auto* words = std::get_if<std::string>(&cell)) return quoted_field(*words);
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (!number) return "";
    return kind == ReportKind::Money ? money_text(*number, exponent) : std::to_string(*number);
}

std::string csv_text(const ReportTable& table) {
    std::string text;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        text += (i > 0 ? "," : "") + quoted_field(table.columns[i].name);
    text += '\n';
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text +=
                (i > 0 ? "," : "") + csv_cell(row[i], table.columns[i].kind, table.money_exponent);
        text += '\n';
    }
    return text;
}

void write_cell(JsonWriter& json, const ReportCell& cell, ReportKind kind) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        json.value(*number);
    } else if (const auto* words = std::get_if<std::string>(&cell)) {
        kind == ReportKind::Decimal ? json.raw(*words) : json.value(*words);
    } else {
        json.null();
    }
}

std::string table_json(const ReportTable& table) {
    JsonWriter json;
    json.begin_object();
    for (const auto& [name, value] : table.facts) json.member(name, value);
    json.key("items").begin_array();
    for (const auto& row : table.rows) {
        json.begin_object();
        for (std::size_t i = 0; i < row.size(); ++i)
            write_cell(json.key(table.columns[i].name), row[i], table.columns[i].kind);
        json.end_object();
    }
    json.end_array().end_object();
    return std::move(json).text() + '\n';
}

}  // namespace

ReportFormat report_format(const std::string& written) {
    if (written == "csv") return ReportFormat::Csv;
    return written == "json" ? ReportFormat::Json : ReportFormat::Table;
}

std::string report_text(const ReportTable& table, ReportFormat format) {
    for (const auto& row : table.rows)
        ensure(row.size() == table.columns.size(), "a row of a report has all its columns");
    switch (format) {
        case ReportFormat::Table: return table_text(table);
        case ReportFormat::Csv: return csv_text(table);
        case ReportFormat::Json: return table_json(table);
    }
    return {};
}

}  // namespace vuelve::cli
