#include "cli/demo_staff.h"

#include <fmt/format.h>

#include <stdexcept>

#include "app/passwords.h"
#include "app/roles.h"
#include "app/sign_in.h"
#include "cli/or_fail.h"

namespace vuelve::cli {
namespace {

// On this machine alone, with play money.
constexpr const char* demo_pin = "7395";

template <class T>
T or_stop(app::SignInResult<T> result) {
    if (!result)
        throw std::runtime_error("a demo sign-in fails: " +
                                 std::string(literal(result.error().error.code)));
    return std::move(*result);
}

}  // namespace

std::string add_demo_staff(app::Service& service, const app::ProgrammeKey& programme) {
    struct Person {
        const char *login, *name, *role;
        std::vector<std::string> stores;
    };
    const app::Caller caller{programme, "demo", "cli"};
    std::string told;
    for (const Person& person : {Person{"admin", "Elena Paz", "admin", {}},
                                 Person{"mercadeo", "Iván Roca", "marketer", {}},
                                 Person{"caja", "Rosa Vera", "cashier", {"CENTRO"}}}) {
        const auto made = or_fail(app::add_staff(service, app::operator_authority(caller),
                                                 {.login = person.login,
                                                  .name = person.name,
                                                  .role = person.role,
                                                  .stores = person.stores}));
        const auto first =
            or_stop(app::sign_in(service, {.login = made.staff.login, .password = made.password}));
        const std::string password = app::make_password();
        const auto own = or_stop(
            app::change_password(service, caller, first.opened.session, made.password, password));
        told += fmt::format("{:10}  {}  {}", person.login, password, person.role);
        if (person.role == app::cashier_role) {
            if (!app::set_pin(service, caller, own.opened.session, demo_pin))
                throw std::runtime_error("a demo PIN is refused");
            told += fmt::format(", PIN {}", demo_pin);
        }
        told += '\n';
    }
    return told;
}

}  // namespace vuelve::cli
