#include "cli/import.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/import_complete_journey.h"
#include "app/import_purchases.h"
#include "app/import_run.h"
#include "app/import_shop.h"
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

    ImportRequest request(ImportKind kind) const {
        return {.kind = kind,
                .map = map,
                .delimiter = delimiter,
                .time_zone = time_zone,
                .member_kind = member_kind,
                .reward = reward,
                .coupon = coupon,
                .decimal_comma = decimal_comma,
                .enrol_unknown = enrol_unknown,
                .dry_run = dry_run};
    }
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
    const ServeConfig config = read_config(options.settings);
    const auto file = app::file_of_database(config.database);
    const bool there = !file || std::filesystem::exists(*file);
    if (there || options.create.empty()) {
        return app::Service::open({.database = config.database, .key_ring = config.keys});
    }
    std::ifstream in(options.create);
    std::string document((std::istreambuf_iterator<char>(in)), {});
    if (!in) return refuse(ErrorCode::NotFound, "cannot read " + options.create);
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
            fmt::print("{}\n", app::totals_json(totals));
        } else {
            if (!totals.unused.empty())
                fmt::print(stderr, "not used: {}\n", fmt::join(totals.unused, ", "));
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

/// A kind of file as every door reads it.
int import_file(const ImportOptions& options, ImportKind kind, std::string noun) {
    const ImportRequest request = options.request(kind);
    if (kind == ImportKind::Vouchers && options.reward.empty() == options.coupon.empty())
        throw WrongUseError{"--reward CODE or --coupon CODE: whose codes they are"};
    Session session(options, std::move(noun));
    return session.finish(
        or_wrong(app::run_import(*session.service, *session.programme, *session.table.rows, request,
                                 {.dry_run = options.dry_run}, session.watch(), options.history)));
}

int import_members_file(const ImportOptions& options) {
    return import_file(options, ImportKind::Members, "members");
}
int import_balances_file(const ImportOptions& options) {
    return import_file(options, ImportKind::Balances, "balances");
}
int import_products_file(const ImportOptions& options) {
    return import_file(options, ImportKind::Products, "products");
}
int import_days_file(const ImportOptions& options) {
    return import_file(options, ImportKind::Days, "days");
}
int import_vouchers_file(const ImportOptions& options) {
    return import_file(options, ImportKind::Vouchers, "codes");
}

/// The tables of a published data set, as they stand.
int import_complete_journey(const ImportOptions& options) {
    if (options.products.empty()) throw WrongUseError{"complete-journey needs --products FILE"};
    Session session(options, "purchases");
    auto products = or_wrong(open_table(options.products));
    auto catalogue = or_wrong(app::read_complete_journey_products(
        *products.rows, [&](const app::RowFault& fault) { session.rejected.add(fault); }));
    const auto format =
        or_wrong(app::field_format(*session.programme, options.request(ImportKind::Purchases)));
    const app::CompleteJourney sales = or_wrong(app::CompleteJourney::open(
        *session.table.rows, or_wrong(app::parse_column_map(options.map)), format.zone,
        std::move(catalogue)));
    app::PurchaseImport how{.run = {.dry_run = options.dry_run},
                            .history = options.history,
                            .enrol_unknown = options.enrol_unknown};
    return session.finish(app::import_purchases(session.service->engine(), *session.programme,
                                                *session.table.rows, &sales, how, session.watch()));
}

int import_purchases_file(const ImportOptions& options) {
    if (options.format == "complete-journey") return import_complete_journey(options);
    return import_file(options, ImportKind::Purchases, "purchases");
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
    constexpr const char* member_kind_help =
        "what a member without a kind is: external phone card email";
    constexpr const char* history = "the clock follows the rows; before a programme is live";
    return {
        import_command(
            "import members", "enrols members, with opening balances",
            [=](CLI::App& app, ImportOptions& options) {
                app.add_flag("--history", options.history, history);
            },
            import_members_file),
        import_command(
            "import balances", "opening balances, each lot with its own last day",
            [](CLI::App& app, ImportOptions& options) {
                app.add_option("--member-kind", options.member_kind, member_kind_help)
                    ->check(CLI::IsMember({"external", "phone", "card", "email"}));
            },
            import_balances_file),
        import_command(
            "import products", "adds articles to the catalogue or replaces them",
            [](CLI::App&, ImportOptions&) {}, import_products_file),
        import_command(
            "import purchases", "records tickets; a file may be sent again",
            [=](CLI::App& app, ImportOptions& options) {
                app.add_flag("--history", options.history, history);
                app.add_flag("--enrol-unknown", options.enrol_unknown,
                             "enrols external:ID at its first purchase");
                app.add_option("--member-kind", options.member_kind, member_kind_help)
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
