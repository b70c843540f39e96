#include "cli/import_table.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "cli/import_csv.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

Result<char> delimiter_of(const std::string& word) {
    if (word == "auto") return '\0';
    if (word == "tab") return '\t';
    if (word == "," || word == ";") return word[0];
    return refuse(ErrorCode::ValidationFailed, "--delimiter is auto, \",\", \";\" or tab");
}

/// As a field of RFC 4180.
std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string field = "\"";
    for (char c : text) field.append(c == '"' ? 2 : 1, c);
    return field + "\"";
}

std::string reasons_text(const std::map<std::string, std::int64_t>& rejected) {
    std::string text;
    for (const auto& [reason, count] : rejected) {
        text += text.empty() ? "" : ", ";
        text += rejected.size() == 1 ? reason : fmt::format("{} {}", reason, count);
    }
    return text;
}

void write_counts(JsonWriter& json,
                  std::string_view name,
                  const std::map<std::string, std::int64_t>& counts) {
    json.key(name).begin_object();
    for (const auto& [key, count] : counts) json.member(key, count);
    json.end_object();
}

}  // namespace

Result<InputTable> open_table(const std::string& path, const std::string& delimiter) {
    CsvFormat format{.delimiter = TRY(delimiter_of(delimiter))};
    auto stream = TRY(open_text(path));
    std::string first = TRY(peek(stream, 4));
    std::string_view text = first;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const TextStream* seen = stream.get();
    if (text.starts_with('{'))
        return InputTable{std::make_unique<LinesReader>(std::move(stream)), seen};
    return InputTable{TRY(CsvReader::open(std::move(stream), format)), seen};
}

RejectedFile::RejectedFile(std::string path) : path_(std::move(path)) {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void RejectedFile::add(const app::RowFault& fault) {
    if (count_++ == 0) {
        file_.open(path_, std::ios::trunc);
        file_ << "line,column,reason,value\n";
    }
    file_ << fault.line << ',' << csv_field(fault.column) << ',' << csv_field(fault.reason) << ','
          << csv_field(fault.value) << '\n';
    if (!file_)
        throw std::runtime_error("cannot write " + path_ + "; --rejected names another file");
}

std::string money_text(std::int64_t minor, int exponent) {
    std::string digits = std::to_string(minor < 0 ? -minor : minor);
    auto places = static_cast<std::size_t>(exponent);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, ".");
    return minor < 0 ? "-" + digits : digits;
}

std::string totals_text(const app::ImportTotals& totals, const TotalsText& about) {
    std::string text;
    auto line = [&](std::string_view name, std::string_view value) {
        text += fmt::format("  {:<22}{}\n", name, value);
    };
    text += fmt::format("{} {}", totals.accepted + totals.replayed,
                        about.dry_run ? "would be sent" : "accepted");
    if (std::int64_t rejected = totals.rejected_count(); rejected > 0) {
        text += fmt::format(", {} rejected ({})", rejected, reasons_text(totals.rejected));
    }
    text += "\n";
    line("rows", grouped(totals.rows));
    line(about.noun, grouped(totals.records));
    if (about.dry_run) return text;
    line("new", grouped(totals.accepted));
    line("there before", grouped(totals.replayed));
    if (totals.enrolled > 0) line("members enrolled", grouped(totals.enrolled));
    if (totals.money > 0) {
        line("money", fmt::format("{} {} (new {})", money_text(totals.money, about.exponent),
                                  about.currency, money_text(totals.new_money, about.exponent)));
    }
    for (const auto& [currency, units] : totals.issued) {
        auto fresh = totals.new_issued.find(currency);
        line("issued " + currency,
             fmt::format("{} (new {})", grouped(units),
                         grouped(fresh == totals.new_issued.end() ? 0 : fresh->second)));
    }
    for (const auto& [rule, units] : totals.awards) line("  " + rule, grouped(units));
    if (!totals.stopped.empty()) {
        text += fmt::format("stopped: {}. Run it again: what is in stays in, the rest follows.\n",
                            totals.stopped);
    }
    return text;
}

std::string totals_json(const app::ImportTotals& totals) {
    JsonWriter json;
    json.begin_object();
    json.member("rows", totals.rows).member("records", totals.records);
    json.member("accepted", totals.accepted + totals.replayed).member("new", totals.accepted);
    json.member("there_before", totals.replayed).member("enrolled", totals.enrolled);
    write_counts(json, "rejected", totals.rejected);
    json.member("money", totals.money).member("new_money", totals.new_money);
    write_counts(json, "issued", totals.issued);
    write_counts(json, "new_issued", totals.new_issued);
    write_counts(json, "awards", totals.awards);
    json.member("stopped", totals.stopped).end_object();
    return std::move(json).text();
}

}  // namespace vuelve::cli
