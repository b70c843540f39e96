#include "cli/report_what_if.h"

#include <CLI/CLI.hpp>
#include <set>

#include "app/what_if.h"
#include "cli/or_fail.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/text_of_file.h"
#include "domain/pay_points.h"

namespace vuelve::cli {
namespace {

struct WhatIfOptions : ReportOptions {
    std::string draft;
};

void declare_what_if(CLI::App& app, WhatIfOptions& options) {
    app.add_option("draft", options.draft, "The whole document that might be published")
        ->required();
    declare_period(app, options);
}

/// Rows that say a number of each document, keyed by code: the documents number codes apart.
class Comparison {
 public:
    explicit Comparison(const app::WhatIfReport& report) : report_(report) {}

    ReportTable table() {
        refusals();
        for (const Currency& currency : programme(report_.draft).document().currencies)
            of_currency(currency.code);
        levels();
        return std::move(table_);
    }

 private:
    using Named = std::map<std::string, std::int64_t>;

    static const Programme& programme(const app::WhatIfSide& side) {
        return *side.document.compiled;
    }

    void row(const std::string& of,
             const std::string& name,
             std::int64_t in_force,
             std::int64_t draft,
             const Currency* worth = nullptr) {
        auto& cells = table_.rows.emplace_back();
        cells.insert(cells.end(), {of, name, in_force, draft, draft - in_force});
        for (const std::int64_t units : {in_force, draft})
            cells.push_back(worth && worth->money_value
                                ? ReportCell(value_of(*worth, Units{units}).n)
                                : ReportCell());
    }

    void rows(const std::string& of,
              const Named& in_force,
              const Named& draft,
              const Currency* worth = nullptr) {
        std::set<std::string> names;
        for (const Named* side : {&in_force, &draft})
            for (const auto& [name, _] : *side) names.insert(name);
        const auto at = [](const Named& side, const std::string& name) {
            const auto found = side.find(name);
            return found == side.end() ? 0 : found->second;
        };
        for (const std::string& name : names)
            row(of, name, at(in_force, name), at(draft, name), worth);
    }

    void refusals() {
        const auto named = [](const app::WhatIfSide& side) {
            Named refused;
            for (const auto& [code, sales] : side.totals.refused)
                refused[std::string(literal(code))] = sales;
            return refused;
        };
        rows("refused sales", named(report_.in_force), named(report_.draft));
    }

    void of_currency(const std::string& code) {
        const Currency* worth = programme(report_.draft).find_currency(code);
        const Side in_force = side(report_.in_force, code), draft = side(report_.draft, code);
        row(code, "given", in_force.given, draft.given, worth);
        row(code, "expired of it", in_force.expired, draft.expired, worth);
        members(code, in_force, draft);
        rows(code + " by rule", in_force.rules, draft.rules, worth);
        rows(code + " by month", in_force.months, draft.months, worth);
    }

    /// One document's figures of a currency; all 0 where it has no such one.
    struct Side {
        std::int64_t given = 0, expired = 0;
        Named rules, months;
        const std::unordered_map<HolderId, Units>* members = nullptr;
    };
    static Side side(const app::WhatIfSide& of, const std::string& code) {
        Side side;
        const Currency* currency = programme(of).find_currency(code);
        if (!currency) return side;
        for (const auto& [key, given] : of.totals.by_rule) {
            if (key.first != currency->id) continue;
            side.given += given.n;
            const RuleId rule = key.second;
            side.rules[rule.value == 0 ? "-" : programme(of).symbols().code(rule.value)] += given.n;
        }
        for (const auto& [key, units] : of.totals.by_month)
            if (key.first == currency->id) side.months[format_month(key.second)] += units.n;
        if (const auto found = of.totals.expired.find(currency->id);
            found != of.totals.expired.end())
            side.expired = found->second.n;
        if (const auto found = of.totals.by_member.find(currency->id);
            found != of.totals.by_member.end())
            side.members = &found->second;
        return side;
    }

    /// Who wins and who loses: the numbers stand in the column of the draft.
    void members(const std::string& code, const Side& in_force, const Side& draft) {
        static const std::unordered_map<HolderId, Units> nobody;
        const auto& before = in_force.members ? *in_force.members : nobody;
        const auto& after = draft.members ? *draft.members : nobody;
        const auto units = [](const auto& members, HolderId id) {
            const auto found = members.find(id);
            return found == members.end() ? Units{} : found->second;
        };
        std::int64_t more = 0, less = 0;
        for (const auto& [id, now] : before) {
            more += now < units(after, id) ? 1 : 0;
            less += units(after, id) < now ? 1 : 0;
        }
        for (const auto& [id, then] : after) more += !before.contains(id) && then.n > 0 ? 1 : 0;
        row(code, "members who get more", 0, more);
        row(code, "members who get less", 0, less);
    }

    void levels() {
        const auto named = [](const app::WhatIfSide& side) {
            Named levels;
            const auto& tiers = programme(side).document().tiers;
            if (!tiers) return levels;
            for (const auto& [level, members] : side.levels)
                levels[level.value == 0 ? tiers->levels.front().code
                                        : programme(side).symbols().code(level.value)] += members;
            return levels;
        };
        rows("members by level", named(report_.in_force), named(report_.draft));
    }

    const app::WhatIfReport& report_;
    ReportTable table_{.facts = {},
                       .columns = {{"of"},
                                   {"what"},
                                   {"in_force", ReportKind::Units},
                                   {"draft", ReportKind::Units},
                                   {"difference", ReportKind::Units},
                                   {"in_force_worth", ReportKind::Money},
                                   {"draft_worth", ReportKind::Money}}};
};

int report_what_if(const WhatIfOptions& options) {
    const OpenReport open(options, ShopAccess::ReadFacts);
    const ReportDays days = open.days();
    Progress progress(progress_style(options.format == "json"), "what if", "sales");
    const auto report = or_fail(app::what_if(
        open.service(), open.programme(),
        {.document = text_of_file(options.draft),
         .from = days.from,
         .to = days.to,
         .progress = [&](std::int64_t sales) { progress.update({.counted = sales}); }}));
    ReportTable table = Comparison(report).table();
    table.facts = {{"from", format_day(days.from)},
                   {"to", format_day(days.to)},
                   {"sales", grouped(report.sales)},
                   {"lines", grouped(report.lines)},
                   {"members", grouped(report.members)}};
    open.print(std::move(table));
    return Done;
}

}  // namespace

std::vector<CliCommand> report_what_if_commands() {
    return {report_command<WhatIfOptions>("report what-if",
                                          "what a draft would have given for the sales that were",
                                          declare_what_if, report_what_if)};
}

}  // namespace vuelve::cli
