#include "cli/import_table.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace vuelve::cli {
namespace {

std::string reasons_text(const std::map<std::string, std::int64_t>& rejected) {
    std::string text;
    for (const auto& [reason, count] : rejected) {
        text += text.empty() ? "" : ", ";
        text += rejected.size() == 1 ? reason : fmt::format("{} {}", reason, count);
    }
    return text;
}

}  // namespace

Result<InputTable> open_table(const std::string& path, const std::string& delimiter) {
    auto stream = TRY(open_text(path));
    return app::open_table(std::move(stream), delimiter);
}

RejectedFile::RejectedFile(std::string path) : path_(std::move(path)) {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void RejectedFile::add(const app::RowFault& fault) {
    if (count_++ == 0) {
        file_.open(path_, std::ios::trunc);
        file_ << app::rejected_header();
    }
    file_ << app::rejected_record(fault);
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
    line("new", grouped(totals.accepted));
    line("there before", grouped(totals.replayed));
    if (totals.members > 0) line("members", grouped(totals.members));
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
    for (const auto& [month, units] : totals.ending) line("ending " + month, grouped(units));
    if (about.dry_run)
        text += "nothing was changed; points do not count what the rows above bring\n";
    if (!totals.stopped.empty()) {
        text += fmt::format("stopped: {}. Run it again: what is in stays in, the rest follows.\n",
                            totals.stopped);
    }
    return text;
}

}  // namespace vuelve::cli
