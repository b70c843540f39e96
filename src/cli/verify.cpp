#include "cli/verify.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "app/upkeep.h"
#include "cli/hex.h"
#include "cli/progress.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct VerifyOptions {
    std::string database;
    std::string keys;
    bool json = false;
};

std::string as_json(const storage::Verified& found, std::int64_t ms) {
    JsonWriter json;
    json.begin_object()
        .member("sound", found.is_sound())
        .member("transactions", found.transactions)
        .member("entries", found.entries)
        .member("lots", found.lots)
        .member("holders", found.holders)
        .member("duration_ms", ms)
        .member("checksum", hex(found.checksum));
    json.key("currencies").begin_array();
    for (const auto& total : found.totals)
        json.begin_object()
            .member("tenant", total.tenant_id)
            .member("programme", total.programme_id)
            .member("currency", total.currency)
            .member("issued", total.issued)
            .member("outstanding", total.outstanding)
            .end_object();
    json.end_array().member("faults_count", found.findings_count).key("faults").begin_array();
    for (const auto& finding : found.findings)
        json.begin_object()
            .member("invariant", finding.invariant)
            .member("where", finding.where)
            .member("detail", finding.detail)
            .end_object();
    json.end_array().end_object();
    return std::move(json).text() + '\n';
}

std::string as_text(const storage::Verified& found, std::int64_t ms) {
    std::string text = fmt::format("{} transactions, {} entries, {} lots, {} holders\n",
                                   grouped(found.transactions), grouped(found.entries),
                                   grouped(found.lots), grouped(found.holders));
    for (const auto& total : found.totals)
        text += fmt::format("{}: {} units issued, {} outstanding\n", total.currency,
                            grouped(total.issued), grouped(total.outstanding));
    text += fmt::format("checksum {}\n", hex(found.checksum));
    for (const auto& finding : found.findings)
        text += fmt::format("FAULT {}: {}: {}\n", finding.invariant, finding.where, finding.detail);
    if (const auto more = found.findings_count - static_cast<std::int64_t>(found.findings.size());
        more > 0)
        text += fmt::format("... and {} more\n", grouped(more));
    return text + fmt::format("{} in {}.{:03} s\n",
                              found.is_sound()
                                  ? "every invariant holds"
                                  : fmt::format("{} faults", grouped(found.findings_count)),
                              ms / 1000, ms % 1000);
}

int run_verify(const VerifyOptions& options) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    auto found = app::verify(options.database);
    if (!found) throw std::runtime_error(found.error().message);
    const std::int64_t ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
    fmt::print("{}", options.json ? as_json(*found, ms) : as_text(*found, ms));
    return found->is_sound() ? Done : Failed;
}

}  // namespace

CliCommand verify_command() {
    return {.name = "verify",
            .summary = "Check every invariant of the ledger; prints counts and one checksum",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<VerifyOptions>();
                app.add_option("--database", options->database,
                               "sqlite:FILE or postgres://USER@HOST/NAME")
                    ->required();
                app.add_option("--keys", options->keys, "Not needed: sums and chains are open");
                app.add_flag("--json", options->json, "Answer as JSON");
                return [options] { return run_verify(*options); };
            }};
}

}  // namespace vuelve::cli
