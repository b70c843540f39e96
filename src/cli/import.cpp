#include "cli/import.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/import_complete_journey.h"
#include "app/import_days.h"
#include "app/import_members.h"
#include "app/import_products.h"
#include "app/import_purchases.h"
#include "app/import_shop.h"
#include "app/import_vouchers.h"
#include "cli/import_table.h"
#include "cli/serve_config.h"

namespace vuelve::cli {
namespace {

struct ImportOptions {
    Settings settings;   // database and keys
    std::string create;  // a programme document
    std::string file, programme;
    std::string map, delimiter = "auto", time_zone, rejected;
    std::string format = "table", products;  // purchases
    std::string member_kind = "external";
    std::string reward, coupon;  // vouchers
    bool decimal_comma = false, dry_run = false, history = false, enrol_unknown = false,
         json = false;
};

[[noreturn]] void wrong(const Error& error) { throw WrongUseError{error.message}; }

template <class T>
T or_wrong(Result<T> result) {
    if (!result) wrong(result.error());
    return std::move(result).value();
}

void declare_common(CLI::App& app, ImportOptions& options) {
    app.add_option("file", options.file,
                   "CSV or lines of JSON, plain, gzip or zstd; - = standard input")
        ->required();
    add_settings(app, options.settings, {"database", "keys"});
    app.add_option("--programme", options.programme, "its code, where there are several");
    app.add_option("--create", options.create,
                   "a programme document: makes database and keys with it where there are none");
    app.add_option("--map", options.map, "our column=theirs,...: \"member=household_id\"");
    app.add_option("--delimiter", options.delimiter, "auto , ; tab");
    app.add_flag("--decimal-comma", options.decimal_comma, "amounts read 1,50");
    app.add_option("--time-zone", options.time_zone,
                   "of times without offset; else the programme's");
    app.add_option("--rejected", options.rejected,
                   "where rejected rows go; else FILE.rejected.csv");
    app.add_flag("--dry-run", options.dry_run, "reads and checks, changes nothing");
    app.add_flag("--json", options.json, "totals as JSON, nothing else");
}

Result<std::unique_ptr<app::Service>> open_service(const ImportOptions& options) {
    constexpr std::string_view scheme = "sqlite:";
    const ServeConfig config = read_config(options.settings);
    bool there = !config.database.starts_with(scheme) ||
                 std::filesystem::exists(config.database.substr(scheme.size()));
    if (there || options.create.empty()) {
        return app::Service::open({.database = config.database, .key_ring = config.keys});
    }
    std::ifstream file(options.create);
    std::string document((std::istreambuf_iterator<char>(file)), {});
    if (!file) return refuse(ErrorCode::NotFound, "cannot read " + options.create);
    return app::create_shop({.database = config.database,
                             .key_ring = config.keys,
                             .code = "shop",
                             .name = "shop",
                             .document = std::move(document)},
                            Instant{SystemClock().now_ms()});
}

/// Everything an import needs, open.
struct Session {
    const ImportOptions& options;
    std::unique_ptr<app::Service> service;
    app::OpenProgramme* programme = nullptr;
    InputTable table;
    RejectedFile rejected;
    Progress progress;
    std::string noun;

    Session(const ImportOptions& chosen, std::string records)
        : options(chosen),
          service(or_wrong(open_service(chosen))),
          table(or_wrong(open_table(chosen.file, chosen.delimiter))),
          rejected(!chosen.rejected.empty() ? chosen.rejected
                                            : (chosen.file == "-" ? "stdin" : chosen.file) +
                                                  std::string(".rejected.csv")),
          progress(progress_style(chosen.json), "import " + records, "rows"),
          noun(std::move(records)) {
        auto key = service->programmes().find_code(chosen.programme);
        if (!key) {
            throw WrongUseError{chosen.programme.empty()
                                    ? "--programme CODE: there are several or none"
                                    : "no programme " + chosen.programme};
        }
        programme = service->programmes().find(*key);
    }

    app::FieldFormat field_format() const {
        const auto& document = programme->snapshot()->document();
        std::string zone = options.time_zone.empty() ? document.time_zone : options.time_zone;
        app::FieldFormat format{.money_exponent = document.money_exponent,
                                .decimal_comma = options.decimal_comma,
                                .zone = Zone::find(zone)};
        if (!format.zone) throw WrongUseError{"--time-zone " + zone + " is not a zone"};
        return format;
    }

    /// Where our columns stand; none for lines of JSON. Tells which columns nobody reads.
    std::optional<app::Columns> columns(const app::ColumnNames& names) const {
        if (table.rows->is_json()) return std::nullopt;
        auto map = or_wrong(app::parse_column_map(options.map));
        auto columns = or_wrong(app::Columns::match(table.rows->columns(), map, names));
        if (!columns.unused().empty() && !options.json) {
            fmt::print(stderr, "not used: {}\n", fmt::join(columns.unused(), ", "));
        }
        return columns;
    }

    app::ImportWatch watch() {
        return {.rejected = [this](const app::RowFault& fault) { rejected.add(fault); },
                .progress =
                    [this](const app::ImportTotals& totals) {
                        progress.update({.done = table.stream->taken(),
                                         .total = table.stream->size(),
                                         .counted = totals.rows});
                    }};
    }

    int finish(const app::ImportTotals& totals) const {
        const auto& document = programme->snapshot()->document();
        if (options.json) {
            fmt::print("{}\n", totals_json(totals));
        } else {
            fmt::print("{}", totals_text(totals, {.noun = noun,
                                                  .currency = document.money_currency,
                                                  .exponent = document.money_exponent,
                                                  .dry_run = options.dry_run}));
            auto ms = std::max<std::int64_t>(1, progress.elapsed().count());
            fmt::print("  {:<22}{}.{} s, {} {}/s\n", "time", ms / 1000, ms % 1000 / 100,
                       grouped(totals.records * 1000 / ms), noun);
            if (rejected.count() > 0) {
                fmt::print("rejected rows: {} ({})\n", rejected.path(), rejected.count());
            }
        }
        return totals.stopped.empty() ? Done : Failed;
    }
};

int import_members_file(const ImportOptions& options) {
    Session session(options, "members");
    auto columns = session.columns(app::member_columns(*session.programme->snapshot()));
    app::MemberImport how{.now = session.service->now(),
                          .history = options.history,
                          .dry_run = options.dry_run,
                          .format = session.field_format()};
    return session.finish(app::import_members(session.service->engine(), *session.programme,
                                              *session.table.rows, columns ? &*columns : nullptr,
                                              how, session.watch()));
}

int import_products_file(const ImportOptions& options) {
    Session session(options, "products");
    auto columns = session.columns(app::product_columns());
    return session.finish(app::import_products(
        session.service->programmes(), *session.programme, *session.table.rows,
        columns ? &*columns : nullptr, session.field_format(), options.dry_run, session.watch()));
}

int import_days_file(const ImportOptions& options) {
    Session session(options, "days");
    auto columns = session.columns(app::day_columns());
    return session.finish(app::import_days(
        *session.service, *session.programme, *session.table.rows, columns ? &*columns : nullptr,
        session.field_format(), options.dry_run, session.watch()));
}

int import_vouchers_file(const ImportOptions& options) {
    Session session(options, "codes");
    const auto snapshot = session.programme->snapshot();
    if (options.reward.empty() == options.coupon.empty())
        throw WrongUseError{"--reward CODE or --coupon CODE: whose codes they are"};
    if (!options.reward.empty() && !snapshot->find_reward(options.reward))
        throw WrongUseError{"no reward " + options.reward};
    if (!options.coupon.empty() && !snapshot->find_coupon(options.coupon))
        throw WrongUseError{"no coupon " + options.coupon};
    auto columns = session.columns(app::voucher_columns());
    return session.finish(app::import_vouchers(
        *session.service, *session.programme, *session.table.rows, columns ? &*columns : nullptr,
        {.reward = options.reward, .coupon = options.coupon, .dry_run = options.dry_run},
        session.watch()));
}

/// How rows of tickets are read; none for lines of JSON.
std::unique_ptr<app::SaleFormat> sale_format(Session& session) {
    const ImportOptions& options = session.options;
    if (options.format == "complete-journey") {
        if (options.products.empty()) throw WrongUseError{"complete-journey needs --products FILE"};
        auto products = or_wrong(open_table(options.products));
        auto catalogue = or_wrong(app::read_complete_journey_products(
            *products.rows, [&](const app::RowFault& fault) { session.rejected.add(fault); }));
        return std::make_unique<app::CompleteJourney>(or_wrong(app::CompleteJourney::open(
            *session.table.rows, or_wrong(app::parse_column_map(options.map)),
            session.field_format().zone, std::move(catalogue))));
    }
    auto columns = session.columns(app::sale_columns());
    if (!columns) return nullptr;
    return std::make_unique<app::SaleTable>(*std::move(columns), session.field_format(),
                                            options.member_kind);
}

int import_purchases_file(const ImportOptions& options) {
    Session session(options, "purchases");
    auto format = sale_format(session);
    app::PurchaseImport how{.history = options.history,
                            .dry_run = options.dry_run,
                            .enrol_unknown = options.enrol_unknown};
    return session.finish(app::import_purchases(session.service->engine(), *session.programme,
                                                *session.table.rows, format.get(), how,
                                                session.watch()));
}

CliCommand import_command(std::string name,
                          std::string summary,
                          std::function<void(CLI::App&, ImportOptions&)> declare,
                          int (*work)(const ImportOptions&)) {
    return {std::move(name), std::move(summary),
            [declare = std::move(declare), work](CLI::App& app) -> std::function<int()> {
                auto options = std::make_shared<ImportOptions>();
                declare_common(app, *options);
                declare(app, *options);
                return [options, work] { return work(*options); };
            }};
}

}  // namespace

std::vector<CliCommand> import_commands() {
    constexpr const char* history = "the clock follows the rows; before a programme is live";
    return {
        import_command(
            "import members", "enrols members, with opening balances",
            [=](CLI::App& app, ImportOptions& options) {
                app.add_flag("--history", options.history, history);
            },
            import_members_file),
        import_command(
            "import products", "adds articles to the catalogue or replaces them",
            [](CLI::App&, ImportOptions&) {}, import_products_file),
        import_command(
            "import purchases", "records tickets; a file may be sent again",
            [=](CLI::App& app, ImportOptions& options) {
                app.add_flag("--history", options.history, history);
                app.add_flag("--enrol-unknown", options.enrol_unknown,
                             "enrols external:ID at its first purchase");
                app.add_option("--member-kind", options.member_kind,
                               "what a member without a kind is: external phone card email")
                    ->check(CLI::IsMember({"external", "phone", "card", "email"}));
                app.add_option("--format", options.format, "table, or complete-journey")
                    ->check(CLI::IsMember({"table", "complete-journey"}));
                app.add_option("--products", options.products,
                               "complete-journey: its products file");
            },
            import_purchases_file),
        import_command(
            "import days", "what stores sold on each day, to members or not",
            [](CLI::App&, ImportOptions&) {}, import_days_file),
        import_command(
            "import vouchers", "adds a supplier's codes for a reward or coupon to give out",
            [](CLI::App& app, ImportOptions& options) {
                app.add_option("--reward", options.reward, "whose vouchers they become");
                app.add_option("--coupon", options.coupon, "or of which coupon");
            },
            import_vouchers_file),
    };
}

}  // namespace vuelve::cli
