#include "cli/user.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/staff.h"
#include "cli/or_fail.h"
#include "cli/shop_command.h"

namespace vuelve::cli {
namespace {

struct UserOptions : ShopOptions {
    std::string login, name, role;
    std::vector<std::string> brands, regions, stores, own_members;
};

app::StaffAuthority whoever_sits_here(const OpenedShop& shop) {
    return app::operator_authority(shop.caller());
}

app::Staff called(const OpenedShop& shop, const std::string& asked) {
    const auto login = app::normalise_login(asked);
    for (app::Staff& staff : or_fail(app::list_staff(*shop.service, whoever_sits_here(shop))))
        if (login && staff.login == *login) return std::move(staff);
    throw WrongUseError{asked + ": nobody has this login"};
}

int show_password_once(const app::StaffWithPassword& given) {
    fmt::print(stderr,
               "{} ({}) signs in with this password within seven days and chooses another; it is "
               "shown once.\n",
               given.staff.login, given.staff.role);
    fmt::print("{}\n", given.password);
    return Done;
}

int add_user(const UserOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    return show_password_once(
        or_fail(app::add_staff(*shop.service, whoever_sits_here(shop),
                               {.login = options.login,
                                .name = options.name.empty() ? options.login : options.name,
                                .role = options.role,
                                .brands = options.brands,
                                .regions = options.regions,
                                .stores = options.stores,
                                .own_members = options.own_members})));
}

std::string place_of(const app::Staff& staff) {
    std::vector<std::string> places;
    for (const auto* codes : {&staff.brands, &staff.regions, &staff.stores})
        places.insert(places.end(), codes->begin(), codes->end());
    return places.empty() ? "everywhere" : fmt::format("{}", fmt::join(places, " "));
}

int list_users(const UserOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    fmt::print("{:19}  {:16}  {:24}  {:16}  {:8}  {:6}  {}\n", "id", "login", "name", "role",
               "state", "factor", "where");
    for (const auto& staff : or_fail(app::list_staff(*shop.service, whoever_sits_here(shop))))
        fmt::print("{:19}  {:16}  {:24}  {:16}  {:8}  {:6}  {}\n", staff.staff_id, staff.login,
                   staff.name, staff.role, staff.is_active() ? "active" : "disabled",
                   staff.totp_confirmed ? "two" : "one", place_of(staff));
    return Done;
}

int change_role(const UserOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    app::StaffChange change{.role = options.role};
    const bool is_placed =
        !options.brands.empty() || !options.regions.empty() || !options.stores.empty();
    if (is_placed) {
        change.brands = options.brands;
        change.regions = options.regions;
        change.stores = options.stores;
    }
    const auto changed = or_fail(app::change_staff(*shop.service, whoever_sits_here(shop),
                                                   called(shop, options.login).staff_id, change));
    fmt::print("{} is {}, {}\n", changed.staff.login, changed.staff.role, place_of(changed.staff));
    return Done;
}

int give_password(const UserOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    return show_password_once(or_fail(app::reset_password(*shop.service, whoever_sits_here(shop),
                                                          called(shop, options.login).staff_id)));
}

int set_state(const UserOptions& options, app::StaffState state, std::string_view told) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const auto staff = or_fail(app::set_staff_state(*shop.service, whoever_sits_here(shop),
                                                    called(shop, options.login).staff_id, state));
    fmt::print("{} {}\n", staff.login, told);
    return Done;
}

int disable(const UserOptions& options) {
    return set_state(options, app::StaffState::Disabled, "is disabled; all sessions are over");
}

int enable(const UserOptions& options) {
    return set_state(options, app::StaffState::Active, "may sign in again");
}

int reset_totp(const UserOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const auto staff = or_fail(app::reset_second_factor(*shop.service, whoever_sits_here(shop),
                                                        called(shop, options.login).staff_id));
    fmt::print("{} begins with an authenticator app at the next sign-in\n", staff.login);
    return Done;
}

int link_own_members(const UserOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    app::StaffChange change;
    change.own_members = options.own_members;
    const auto changed = or_fail(app::change_staff(*shop.service, whoever_sits_here(shop),
                                                   called(shop, options.login).staff_id, change));
    fmt::print("{}: own cards {}\n", changed.staff.login,
               changed.staff.own_members.empty()
                   ? "none"
                   : fmt::format("{}", fmt::join(changed.staff.own_members, " ")));
    return Done;
}

void add_login(CLI::App& app, UserOptions& options) {
    app.add_option("login", options.login, "What they sign in with")->required();
}

void add_places(CLI::App& app, UserOptions& options) {
    app.add_option("--brand", options.brands, "Code of a brand they work for; may be repeated");
    app.add_option("--region", options.regions, "A region of the settings; may be repeated");
    app.add_option("--store", options.stores, "Code of a store they work in; may be repeated");
}

constexpr const char* roles_told = "cashier, manager, marketer, admin, auditor, privacy_officer";

}  // namespace

std::vector<CliCommand> user_commands() {
    const auto about_one = [](const char* name, const char* summary,
                              int (*work)(const UserOptions&)) {
        return shop_command<UserOptions>(name, summary, work, add_login);
    };
    return {
        shop_command<UserOptions>(
            "user add", "Take somebody on; a password to be changed is printed once", add_user,
            [](CLI::App& app, UserOptions& options) {
                add_login(app, options);
                app.add_option("--name", options.name, "What they are called; the login");
                app.add_option("--role", options.role, roles_told)->required();
                add_places(app, options);
                app.add_option("--own-member", options.own_members,
                               "mbr_... of their own card; may be repeated");
            }),
        shop_command<UserOptions>("user list", "List the people of the shop", list_users,
                                  [](CLI::App&, UserOptions&) {}),
        shop_command<UserOptions>("user role", "Change what somebody may, and where", change_role,
                                  [](CLI::App& app, UserOptions& options) {
                                      add_login(app, options);
                                      app.add_option("role", options.role, roles_told)->required();
                                      add_places(app, options);
                                  }),
        about_one("user password", "Give somebody another password; it is printed once",
                  give_password),
        about_one("user disable", "Let somebody go", disable),
        about_one("user enable", "Take somebody back", enable),
        about_one("user reset-totp", "Take somebody's second factor away", reset_totp),
        shop_command<UserOptions>("user own-member", "Say which cards are somebody's own",
                                  link_own_members, [](CLI::App& app, UserOptions& options) {
                                      add_login(app, options);
                                      app.add_option("members", options.own_members,
                                                     "mbr_...; none = no card");
                                  })};
}

}  // namespace vuelve::cli
