#include "cli/chart_of_accounts.h"

#include <algorithm>

#include "analytics/journal.h"
#include "cli/import_table.h"

namespace vuelve::cli {
namespace {

struct ChartColumns {
    std::size_t account = 0, code = 0, name = 0;
};

Result<ChartColumns> chart_columns(const std::vector<std::string>& names) {
    ChartColumns columns;
    Error error{ErrorCode::ValidationFailed,
                "a chart of accounts has the columns account, code "
                "and name"};
    auto find = [&](const char* name, std::size_t& place) {
        auto found = std::ranges::find(names, name);
        place = static_cast<std::size_t>(found - names.begin());
        if (found == names.end())
            error.faults.push_back({"line 1", "missing", std::string("no column ") + name});
    };
    find("account", columns.account);
    find("code", columns.code);
    find("name", columns.name);
    if (error.faults.empty()) return columns;
    return std::unexpected(std::move(error));
}

bool is_account(std::string_view word) {
    const auto known = analytics::journal_accounts();
    return std::ranges::find(known, word) != known.end();
}

/// One row; what is wrong with it goes to `faults`.
void add_account(ChartOfAccounts& chart,
                 const app::Row& row,
                 const ChartColumns& columns,
                 std::vector<Fault>& faults) {
    const std::string line = "line " + std::to_string(row.line);
    const std::string& word = row.fields[columns.account];
    if (!is_account(word))
        faults.push_back({line, "unknown-reference", "no account of the journal is " + word});
    else if (row.fields[columns.code].empty())
        faults.push_back({line, "missing", word + " has no code"});
    else if (!chart.emplace(word, ChartAccount{row.fields[columns.code], row.fields[columns.name]})
                  .second)
        faults.push_back({line, "duplicate", word + " is told twice"});
}

}  // namespace

Result<ChartOfAccounts> read_chart(const std::filesystem::path& file) {
    const InputTable table = TRY(open_table(file.string()));
    const ChartColumns columns = TRY(chart_columns(table.rows->columns()));
    ChartOfAccounts chart;
    Error error{ErrorCode::ValidationFailed, file.string() + " has faults"};
    std::int64_t last = 1;
    while (auto row = table.rows->next()) {
        if (!*row) {
            const app::RowFault& fault = row->error().fault;
            error.faults.push_back(
                {"line " + std::to_string(fault.line), "wrong-format", fault.reason});
            continue;
        }
        last = (*row)->line;
        add_account(chart, **row, columns, error.faults);
    }
    for (std::string_view word : analytics::journal_accounts())
        if (!chart.contains(std::string(word)))
            error.faults.push_back({"line " + std::to_string(last + 1), "missing",
                                    "no account is told for " + std::string(word)});
    if (error.faults.empty()) return chart;
    return std::unexpected(std::move(error));
}

}  // namespace vuelve::cli
