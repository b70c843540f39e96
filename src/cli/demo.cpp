#include "cli/demo.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "app/import_shop.h"
#include "cli/demo_load.h"
#include "cli/demo_look.h"
#include "cli/demo_programme.h"
#include "cli/demo_staff.h"
#include "cli/demo_stories.h"
#include "cli/import_table.h"
#include "cli/or_fail.h"
#include "cli/progress.h"

namespace vuelve::cli {
namespace {

namespace fs = std::filesystem;

struct DemoOptions {
    std::string folder = "build/demo";
    std::string last_day;  // "" = yesterday
    std::uint16_t port = 8080;
    std::string clock = "system";
    DemoSize size;
    bool data_only = false;
    bool json = false;
};

/// The keys lie beside the folder of the data, never in it (contract.md 1 rule 27): build/demo and
/// build/demo-keys.
struct DemoPlace {
    fs::path folder;
    fs::path database() const { return folder / "vuelve.db"; }
    fs::path key_folder() const { return folder.string() + "-keys"; }
    fs::path keys() const { return key_folder() / "vuelve.keys"; }
    fs::path till_key() const { return key_folder() / "till.key"; }
    fs::path sign_ins() const { return key_folder() / "sign-ins.txt"; }
    std::string name() const { return "sqlite:" + database().string(); }
};

/// Yesterday in the shop's zone, or the day asked for.
Day last_day_of(const DemoOptions& options, const Zone& zone) {
    if (options.last_day.empty()) return zone.local_day(Instant{SystemClock().now_ms()}) + -1;
    auto day = parse_day(options.last_day);
    if (!day) throw WrongUseError{"--last-day is a date: 2026-03-10"};
    return *day;
}

DemoTotals fill(app::Service& service, const DemoOptions& options, DemoYear& year) {
    auto key = service.programmes().find_code("");
    Progress progress(progress_style(options.json), "Abarrotes Laurel", "purchases");
    return load_demo(service, *service.programmes().find(*key), year,
                     [&](const DemoTotals& totals, int days) {
                         progress.update({.done = static_cast<std::uint64_t>(days),
                                          .total = demo_year_days,
                                          .counted = totals.purchases});
                     });
}

/// A secret that only its owner may read.
void write_secret(const fs::path& path, const std::string& secret) {
    std::ofstream file(path);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    file << secret << '\n';
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

/// Made beside its place and moved there when whole: an interrupted run leaves no half shop.
void create(const DemoPlace& place, const DemoOptions& options) {
    auto zone = Zone::find("America/Guayaquil");
    if (!zone) throw std::runtime_error("the machine has no time zone data: install tzdata");
    DemoYear year(last_day_of(options, *zone), zone, options.size);
    DemoPlace draft{place.folder.string() + ".new"};
    for (const fs::path& old : {draft.folder, draft.key_folder()}) fs::remove_all(old);
    {
        auto service = or_fail(app::create_shop({.database = draft.name(),
                                                 .key_ring = draft.keys(),
                                                 .code = "laurel",
                                                 .name = "Abarrotes Laurel",
                                                 .document = std::string(demo_programme),
                                                 .author = "demo"},
                                                zone->day_start(year.first_day())));
        DemoTotals totals = fill(*service, options, year);
        auto key = service->programmes().find_code("");
        write_secret(
            draft.till_key(),
            or_fail(service->keys().create(
                        {*key, "demo", "cli"},
                        {.name = "Caja de demostración", .owner = "till", .scopes = {"all"}}))
                .text);
        write_secret(draft.sign_ins(), add_demo_staff(*service, *key));
        add_demo_look(*service, *key);
        fmt::print(
            "{} members, {} purchases for {} USD ({} paid with points), {} returns, "
            "{} prizes, {} opinions\n",
            grouped(totals.members), grouped(totals.purchases), money_text(totals.money, 2),
            grouped(totals.paid_with_points), grouped(totals.returns), grouped(totals.prizes),
            grouped(totals.opinions));
        if (totals.refused > 0) {
            throw std::runtime_error(fmt::format("{} commands were refused, the first with: {}",
                                                 totals.refused, totals.first_refusal));
        }
    }
    // The database last: where it is, the shop is whole. A folder somebody made before is kept as
    // it is.
    fs::create_directories(place.folder);
    fs::remove_all(place.key_folder());
    fs::rename(draft.key_folder(), place.key_folder());
    for (const auto& file : fs::directory_iterator(draft.folder))
        if (file.path().filename() != "vuelve.db")
            fs::rename(file.path(), place.folder / file.path().filename());
    fs::rename(draft.database(), place.database());
    fs::remove_all(draft.folder);
}

/// The people of the shop, as they were written; nothing in a shop that is older than they are.
std::string sign_ins(const fs::path& path) {
    std::ifstream file(path);
    std::string told;
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) told += "  sign in      " + line + "\n";
    return told;
}

/// Members whom one can be: their codes come to this terminal while the shop is served.
std::string members_to_be() {
    std::string told;
    for (const DemoHero& hero : demo_heroes())
        told += fmt::format("               {:13} {:7} {}\n", hero.name, hero.level, hero.phone);
    return told;
}

std::string first_line(const fs::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

void tell(const DemoPlace& place, std::uint16_t port) {
    std::string address = fmt::format("http://localhost:{}", port);
    std::string key = first_line(place.till_key());
    fmt::print(
        "\nAbarrotes Laurel\n"
        "  card         {0}/card/     sign in with the phone of one of these; its code is told "
        "here\n{3}"
        "  till         {0}/till/     bind it with admin's sign-in; then caja sells, with the PIN\n"
        "  API          {0}/v1        reference: {0}/docs\n"
        "  API key      {1}\n"
        "  members      cards 7001000001, 7001000002 and so on\n"
        "{2}\n"
        "Try, in another terminal:\n"
        "  curl -s {0}/v1/members/lookup -H 'Authorization: Bearer {1}' \\\n"
        "    -H 'Content-Type: application/json' -d '{{\"by\": \"card:7001000042\"}}'\n"
        "  curl -s '{0}/v1/purchases?explain=text' -H 'Authorization: Bearer {1}' \\\n"
        "    -H 'Content-Type: application/json' -d '{{\"id\": \"CENTRO-01-1\", \"member\": "
        "\"card:7001000042\",\n"
        "    \"store\": \"CENTRO\", \"lines\": [{{\"sku\": \"CAFE-250\", \"quantity\": 2, "
        "\"unit_price\": 450}}]}}'\n\n",
        address, key, sign_ins(place.sign_ins()), members_to_be());
    std::fflush(stdout);  // what follows runs until it is stopped
}

int run_demo(const DemoOptions& options, const Serve& serve) {
    DemoPlace place{options.folder};
    if (fs::exists(place.database())) {
        if (options.data_only) {
            fmt::print("{} is there already; delete {} for a new one\n", place.database().string(),
                       options.folder);
            return Done;
        }
    } else {
        create(place, options);
    }
    if (options.data_only) return Done;
    tell(place, options.port);
    // On this machine alone, with play money: nobody needs an authenticator app to look around.
    return serve({.database = place.name(),
                  .keys = place.keys(),
                  .port = options.port,
                  .asks_second_factor = false,
                  .tells_codes = true,
                  .manual_clock_ms = manual_clock(options.clock, "--clock")});
}

}  // namespace

CliCommand demo_command(Serve serve) {
    return {.name = "demo",
            .summary = "makes a shop with a year of data, once, and serves it",
            .setup = [serve = std::move(serve)](CLI::App& app) -> std::function<int()> {
                auto options = std::make_shared<DemoOptions>();
                app.add_option("--folder", options->folder, "where the shop is");
                app.add_flag("--data-only", options->data_only, "makes the data and ends");
                app.add_option("--port", options->port, "of the address on this machine");
                app.add_option("--clock", options->clock,
                               "system; for tests manual or manual:INSTANT");
                app.add_option("--last-day", options->last_day, "of the year; else yesterday");
                app.add_option("--members", options->size.members, "how many")
                    ->check(CLI::Range(1, 90'000));
                app.add_option("--baskets", options->size.baskets, "about how many")
                    ->check(CLI::Range(1, 10'000'000));
                app.add_flag("--json", options->json, "no progress");
                return [options, serve] { return run_demo(*options, serve); };
            }};
}

}  // namespace vuelve::cli
