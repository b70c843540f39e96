#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/report_table.h"
#include "cli/shop_command.h"

/// `vuelve report ...`: what every report is asked and how it answers. Each report is a command in
/// a file of its subject (report_books.cpp), listed here.
namespace vuelve::cli {

/// What was typed; "" = not given. Reports with more to ask derive from it.
struct ReportOptions : ShopOptions {
    std::string month, from, to, currency;
    std::string format = "table";
};

/// Declares --database, --keys, --programme and --format.
void declare_report(CLI::App& app, ReportOptions& options);
/// Declares --month and --from with --to.
void declare_period(CLI::App& app, ReportOptions& options);
/// Declares --currency.
void declare_currency(CLI::App& app, ReportOptions& options);

/// Both ends count.
struct ReportDays {
    Day from{}, to{};
};

/// A shop open for reading, beside a server that may be running; or for what reports lead to.
class OpenReport {
 public:
    /// Throws what the command answers when database, keys or programme are not there.
    explicit OpenReport(const ReportOptions& options, ShopAccess access = ShopAccess::Read);

    app::Service& service() const { return *shop_.service; }
    app::OpenProgramme& programme() const { return *shop_.programme; }
    std::shared_ptr<const Programme> snapshot() const { return shop_.programme->snapshot(); }

    /// The days of --month, or those from --from to --to (a day, or a month as its first or last
    /// day). Throws WrongUseError when neither is given, or what is given is no period.
    ReportDays days() const;
    /// The months (yyyymm) of the same; none of them later than the current one.
    std::vector<int> months() const;
    /// The one of --currency, or those of the document in its order. Throws WrongUseError.
    std::vector<CurrencyId> currencies() const;
    /// Writes the table to standard output in the format asked for; the amounts' decimals are the
    /// programme's.
    void print(ReportTable table) const;

 private:
    const ReportOptions& options_;
    OpenedShop shop_;
};

/// A command of options of its own kind, which outlive the parsing.
template <class Options>
CliCommand report_command(std::string name,
                          std::string summary,
                          void (*declare)(CLI::App&, Options&),
                          int (*work)(const Options&)) {
    return {std::move(name), std::move(summary),
            [declare, work](CLI::App& app) -> std::function<int()> {
                auto options = std::make_shared<Options>();
                declare_report(app, *options);
                declare(app, *options);
                return [options, work] { return work(*options); };
            }};
}

/// All of them, for main.
std::vector<CliCommand> report_commands();

}  // namespace vuelve::cli
