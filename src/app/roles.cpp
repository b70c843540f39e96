#include "app/roles.h"

#include <algorithm>
#include <map>

#include "app/keys.h"

namespace vuelve::app {
namespace {

using Scopes = std::vector<std::string>;

Scopes joined(Scopes scopes, const Scopes& more) {
    scopes.insert(scopes.end(), more.begin(), more.end());
    std::ranges::sort(scopes);
    return scopes;
}

Scopes scopes_of_admin() {
    Scopes scopes = *scopes_of("all");
    std::erase(scopes, "privacy.manage");
    std::ranges::sort(scopes);
    return scopes;
}

const std::map<std::string_view, Scopes>& table() {
    static const Scopes counter = joined(*scopes_of("pos"), {});
    static const std::map<std::string_view, Scopes> roles{
        {cashier_role, counter},
        {manager_role,
         joined(counter, {"approvals.decide", "ledger.read", "points.adjust", "purchases.backdate",
                          "reports.read", "staff.manage", "stock.write"})},
        {marketer_role,
         {"catalog.read", "exports.read", "members.read", "programme.read", "programme.write",
          "reports.read", "stock.write"}},
        {admin_role, scopes_of_admin()},
        {auditor_role,
         {"audit.read", "catalog.read", "exports.read", "ledger.read", "programme.read",
          "reports.read"}},
        {privacy_role, {"members.read", "members.unmask", "privacy.manage"}}};
    return roles;
}

}  // namespace

bool is_role(std::string_view word) { return table().contains(word); }

std::vector<std::string> scopes_of_role(std::string_view role) {
    const auto found = table().find(role);
    return found == table().end() ? std::vector<std::string>{} : found->second;
}

bool needs_second_factor(std::string_view role) { return role != cashier_role; }

bool needs_second_admin(std::string_view role) {
    return role == admin_role || role == privacy_role;
}

}  // namespace vuelve::app
