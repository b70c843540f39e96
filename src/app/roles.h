#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What people of the shop are, and may. Source: contract.md 4, security.md 4.
namespace vuelve::app {

inline constexpr std::string_view cashier_role = "cashier", manager_role = "manager",
                                  marketer_role = "marketer", admin_role = "admin",
                                  auditor_role = "auditor", privacy_role = "privacy_officer";
inline constexpr std::array role_words{cashier_role, manager_role, marketer_role,
                                       admin_role,   auditor_role, privacy_role};

bool is_role(std::string_view word);
/// Empty for what is no role. An admin's are without `privacy.manage`, which only a sole one holds.
std::vector<std::string> scopes_of_role(std::string_view role);
/// All but the cashier.
bool needs_second_factor(std::string_view role);
/// Given only with a second person's agreement while two admins are there.
bool needs_second_admin(std::string_view role);

}  // namespace vuelve::app
