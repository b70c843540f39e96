#include "app/roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/keys.h"
#include "app/regions.h"

namespace vuelve::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

TEST(Roles, hold_what_the_contract_gives_them) {
    const auto cashier = scopes_of_role(cashier_role), manager = scopes_of_role(manager_role),
               admin = scopes_of_role(admin_role);
    EXPECT_THAT(cashier, testing::UnorderedElementsAreArray(*scopes_of("pos")));
    EXPECT_THAT(manager, IsSupersetOf(cashier));
    EXPECT_EQ(manager.size(), cashier.size() + 7);
    EXPECT_THAT(admin, IsSupersetOf(manager));
    EXPECT_THAT(admin, Not(Contains("privacy.manage")));
    EXPECT_EQ(admin.size(), scopes_of("all")->size() - 1);
    EXPECT_THAT(scopes_of_role(privacy_role),
                ElementsAre("members.read", "members.unmask", "privacy.manage"));
    EXPECT_THAT(scopes_of_role(auditor_role), Not(Contains("members.read")));
    EXPECT_THAT(scopes_of_role(marketer_role), Not(Contains("programme.publish")));
    EXPECT_TRUE(scopes_of_role("owner").empty());
    for (const std::string_view role : role_words)
        for (const std::string& scope : scopes_of_role(role))
            EXPECT_TRUE(scopes_of(scope)) << scope;
}

TEST(Roles, need_a_second_factor_from_the_manager_up) {
    EXPECT_FALSE(needs_second_factor(cashier_role));
    for (const std::string_view role :
         {manager_role, marketer_role, admin_role, auditor_role, privacy_role})
        EXPECT_TRUE(needs_second_factor(role)) << role;
    EXPECT_TRUE(needs_second_admin(admin_role));
    EXPECT_TRUE(needs_second_admin(privacy_role));
    EXPECT_FALSE(needs_second_admin(manager_role));
}

}  // namespace
}  // namespace vuelve::app
