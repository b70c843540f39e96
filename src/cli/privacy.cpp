#include "cli/privacy.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/erasure.h"
#include "app/incidents.h"
#include "app/own_data.h"
#include "app/privacy_requests.h"
#include "app/retention.h"
#include "cli/or_fail.h"
#include "cli/progress.h"
#include "cli/shop_command.h"
#include "codec/privacy_request.h"
#include "codec/public_id.h"

namespace vuelve::cli {
namespace {

constexpr int rows_each = 200;

struct PrivacyOptions : ShopOptions {
    std::string member, reason, to, from;
    bool csv = false, yes = false, dry = false;
};

HolderId member_of(const PrivacyOptions& options) {
    const auto member = parse_public_holder(PublicKind::Member, options.member);
    if (!member) throw WrongUseError{options.member + ": a member's id, mbr_..."};
    return *member;
}

/// A new file that nobody else reads: it holds a person's data in clear.
void write_private(const std::string& path, const std::string& content) {
    if (std::filesystem::exists(path)) throw WrongUseError{path + ": is there already"};
    std::ofstream file(path, std::ios::binary);
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    file << content;
    if (!file.flush()) throw std::runtime_error(path + ": cannot be written");
}

int export_member(const PrivacyOptions& options) {
    const HolderId member = member_of(options);
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const OwnData data =
        or_fail(app::read_own_data(*shop.service, shop.caller(), member, options.reason));
    const std::string content = options.csv ? own_data_csv(data) : own_data_json(data) + "\n";
    if (options.to.empty()) {
        fmt::print("{}", content);
        return Done;
    }
    write_private(options.to, content);
    fmt::print("{}: {} bytes, readable by you alone. Delete it when it is delivered.\n", options.to,
               grouped(std::ssize(content)));
    return Done;
}

int erase_for_ever(const PrivacyOptions& options) {
    const HolderId member = member_of(options);
    if (!options.yes) throw WrongUseError{"this cannot be undone: say --yes"};
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const auto asked = or_fail(app::open_request(*shop.service, shop.caller(),
                                                 {.member = member,
                                                  .kind = app::RequestKind::Erase,
                                                  .purpose = {},
                                                  .country = {},
                                                  .note = options.reason}));
    or_fail(app::decide_request(*shop.service, shop.caller(), asked.id, true, options.reason));
    fmt::print("{} is erased: the number and its ledger stay, the person is gone\n",
               options.member);
    return Done;
}

/// A line for each, as `replay` reads them.
int list_erased(const PrivacyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    std::string lines;
    std::int64_t count = 0;
    HolderId after{0};
    for (;;) {
        const auto page = app::read_erasures(*shop.service, *shop.programme, after, rows_each);
        if (page.empty()) break;
        for (const auto& one : page) {
            lines +=
                fmt::format("{} {} {}\n", format_public(PublicKind::Member, one.member),
                            format_instant(one.at), erasure_cause(static_cast<int>(one.cause)));
            after = one.member;
            ++count;
        }
    }
    if (options.to.empty()) {
        fmt::print("{}", lines);
        return Done;
    }
    std::ofstream file(options.to, std::ios::trunc);
    file << lines;
    if (!file.flush()) throw std::runtime_error(options.to + ": cannot be written");
    fmt::print("{}: {} who are gone\n", options.to, grouped(count));
    return Done;
}

int replay(const PrivacyOptions& options) {
    std::ifstream file(options.from);
    if (!file) throw WrongUseError{"--from " + options.from + ": cannot be read"};
    std::vector<HolderId> members;
    for (std::string line; std::getline(file, line);) {
        if (line.empty()) continue;
        const auto member = parse_public_holder(PublicKind::Member, line.substr(0, line.find(' ')));
        if (!member)
            throw WrongUseError{options.from + ": is no list of `vuelve privacy erasures`"};
        members.push_back(*member);
    }
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const int known = or_fail(app::replay_erasures(*shop.service, shop.programme->key(), members));
    fmt::print("{} of {} were still known, and are erased again\n", grouped(known),
               grouped(std::ssize(members)));
    return Done;
}

int list_requests(const PrivacyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    const auto snapshot = shop.programme->snapshot();
    fmt::print("{:20}  {:22}  {:11}  {:8}  {:20}  {:20}\n", "request", "member", "kind", "state",
               "promised by", "due");
    std::int64_t after = 0;
    for (;;) {
        const auto page = app::read_requests(*shop.service, *shop.programme,
                                             app::RequestState::Open, after, rows_each);
        if (page.empty()) return Done;
        for (const auto& one : page)
            fmt::print("{:20}  {:22}  {:11}  {:8}  {:20}  {:20}\n", one.id,
                       format_public(PublicKind::Member, one.member),
                       privacy_request_kind(static_cast<int>(one.kind)),
                       privacy_request_state(static_cast<int>(one.state)),
                       format_instant(app::promised_by(snapshot->zone(), one)),
                       format_instant(one.due_at));
        after = page.back().id;
    }
}

int keep_retention(const PrivacyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const auto mode = options.dry ? app::RetentionMode::Dry : app::RetentionMode::Real;
    const auto runs = or_fail(app::keep_retention(*shop.service, *shop.programme, mode));
    fmt::print("{:20}  {:20}  {:>8}\n", "rule", "older than", "rows");
    for (const auto& run : runs)
        fmt::print("{:20}  {:20}  {:>8}\n", run.rule, format_instant(run.before),
                   grouped(run.rows));
    if (options.dry) fmt::print("Nothing was done: this is what would be.\n");
    return Done;
}

int list_incidents(const PrivacyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    const auto snapshot = shop.programme->snapshot();
    std::int64_t after = 0;
    for (;;) {
        const auto page = app::read_incidents(*shop.service, *shop.programme, after, rows_each);
        if (page.empty()) return Done;
        for (const auto& one : page) {
            fmt::print("{}  {}  known {}  {} members\n", one.id, one.is_closed ? "closed" : "open",
                       format_instant(one.known_at), grouped(one.affected));
            for (const auto& clock : app::clocks_of(snapshot->zone(), one))
                fmt::print("    {} {:9}  by {}  {}\n", clock.country, clock.who,
                           format_instant(clock.due_at),
                           clock.told_at ? "told " + format_instant(*clock.told_at) : "NOT TOLD");
        }
        after = page.back().id;
    }
}

/// The short form of docs/data-map.md: what one person is shown, and where it comes from.
int show_map() {
    for (const auto& [section, fields] : app::own_map()) {
        fmt::print("{}\n", section);
        for (const auto& [name, show] : fields) fmt::print("    {:20}  {}\n", name, show);
    }
    fmt::print("Every column, with its purpose, basis and retention: docs/data-map.md\n");
    return Done;
}

void declare_member(CLI::App& app, PrivacyOptions& options) {
    app.add_option("member", options.member, "The member's id, mbr_...")->required();
    app.add_option("--reason", options.reason, "Why; kept in the audit log")->required();
}

}  // namespace

std::vector<CliCommand> privacy_commands() {
    const auto nothing = [](CLI::App&, PrivacyOptions&) {};
    return {
        shop_command<PrivacyOptions>(
            "privacy export", "Write everything kept of a person", export_member,
            [](CLI::App& app, PrivacyOptions& options) {
                declare_member(app, options);
                app.add_option("--to", options.to, "A new file, readable by you alone");
                app.add_flag("--csv", options.csv, "A line for each value, for spreadsheets");
            }),
        shop_command<PrivacyOptions>("privacy erase", "Erase a person, for ever", erase_for_ever,
                                     [](CLI::App& app, PrivacyOptions& options) {
                                         declare_member(app, options);
                                         app.add_flag("--yes", options.yes, "It cannot be undone");
                                     }),
        shop_command<PrivacyOptions>(
            "privacy erasures", "List who was erased, to be kept apart from backups", list_erased,
            [](CLI::App& app, PrivacyOptions& options) {
                app.add_option("--to", options.to, "File that takes the list");
            }),
        shop_command<PrivacyOptions>(
            "privacy replay", "Erase again whom a restored backup still knows", replay,
            [](CLI::App& app, PrivacyOptions& options) {
                app.add_option("--from", options.from, "A list of `privacy erasures`")->required();
            }),
        shop_command<PrivacyOptions>("privacy requests", "List open requests with their clocks",
                                     list_requests, nothing),
        shop_command<PrivacyOptions>(
            "privacy retention", "Take away what is kept no longer", keep_retention,
            [](CLI::App& app, PrivacyOptions& options) {
                app.add_flag("--dry", options.dry, "Only say what would be done");
            }),
        shop_command<PrivacyOptions>("privacy incidents", "List incidents and who is to be told",
                                     list_incidents, nothing),
        CliCommand{.name = "privacy map",
                   .summary = "Say what of a person is kept and shown",
                   .setup = [](CLI::App&) { return [] { return show_map(); }; }}};
}

}  // namespace vuelve::cli
