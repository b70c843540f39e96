#include "cli/user.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/import_shop.h"
#include "app/sign_in.h"
#include "cli/demo_programme.h"
#include "cli/demo_staff.h"
#include "storage/testing.h"

namespace vuelve::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A shop in a folder, and what the command line says of its people.
struct UserCommands : testing::Test {
    storage::TestFolder folder;
    storage::LastingDatabase place{folder / "data/vuelve.db"};
    std::string database = place.name();
    std::string keys = (folder / "keys/vuelve.keys").string();
    std::string out, err;

    void SetUp() override {
        ASSERT_TRUE(app::create_shop({.database = database,
                                      .key_ring = keys,
                                      .code = "laurel",
                                      .name = "Laurel",
                                      .document = std::string(demo_programme)},
                                     Instant{1'772'452'800'000}));
    }
    int vuelve(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--database", database, "--keys", keys});
        std::vector<const char*> words{"vuelve"};
        for (const std::string& argument : arguments) words.push_back(argument.c_str());
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = run(user_commands(), static_cast<int>(words.size()), words.data());
        out = testing::internal::GetCapturedStdout();
        err = testing::internal::GetCapturedStderr();
        return code;
    }
    bool enters(const std::string& login, std::string password) {
        while (password.ends_with('\n')) password.pop_back();
        auto service = *app::Service::open({.database = database, .key_ring = keys});
        return app::sign_in(*service, {.login = login, .password = password}).has_value();
    }
};

TEST_F(UserCommands, take_people_on_and_let_them_go) {
    ASSERT_EQ(vuelve({"user", "add", "rosa", "--name", "Rosa Vera", "--role", "cashier", "--store",
                      "CENTRO"}),
              Done)
        << err;
    EXPECT_THAT(err, HasSubstr("shown once"));
    const std::string password = out;
    EXPECT_TRUE(enters("rosa", password));
    ASSERT_EQ(vuelve({"user", "list"}), Done);
    EXPECT_THAT(out, HasSubstr("Rosa Vera"));
    EXPECT_THAT(out, HasSubstr("CENTRO"));
    ASSERT_EQ(vuelve({"user", "role", "ROSA", "manager", "--store", "NORTE"}), Done) << err;
    EXPECT_EQ(out, "rosa is manager, NORTE\n");
    ASSERT_EQ(vuelve({"user", "password", "rosa"}), Done);
    EXPECT_FALSE(enters("rosa", password));
    const std::string next = out;
    EXPECT_TRUE(enters("rosa", next));
    ASSERT_EQ(vuelve({"user", "disable", "rosa"}), Done);
    EXPECT_FALSE(enters("rosa", next));
    EXPECT_EQ(vuelve({"user", "disable", "rosa"}), Failed);
    ASSERT_EQ(vuelve({"user", "enable", "rosa"}), Done);
    ASSERT_EQ(vuelve({"user", "reset-totp", "rosa"}), Done);
    EXPECT_TRUE(enters("rosa", next));
}

TEST_F(UserCommands, say_what_is_wrong) {
    EXPECT_EQ(vuelve({"user", "add", "rosa", "--role", "king"}), Failed);
    EXPECT_THAT(err, HasSubstr("/role"));
    EXPECT_EQ(vuelve({"user", "add", "rosa", "--role", "cashier", "--store", "NADA"}), Failed);
    EXPECT_THAT(err, HasSubstr("/stores/0"));
    EXPECT_EQ(vuelve({"user", "disable", "nadie"}), WrongUse);
    EXPECT_EQ(vuelve({"user", "add", "elena", "--role", "admin"}), Done);
    EXPECT_EQ(vuelve({"user", "disable", "elena"}), Failed);
    EXPECT_THAT(err, HasSubstr("the last admin stays"));
    EXPECT_EQ(vuelve({"user", "own-member", "elena", "mbr_nobody"}), Failed);
    EXPECT_THAT(err, HasSubstr("/own_members/0"));
    EXPECT_EQ(vuelve({"user", "own-member", "elena"}), Done);
    EXPECT_EQ(out, "elena: own cards none\n");
}

TEST_F(UserCommands, know_the_people_of_the_demo_whose_passwords_may_stay) {
    std::string told;
    {
        auto service = *app::Service::open({.database = database, .key_ring = keys});
        told = add_demo_staff(*service, service->programmes().all().front()->key());
    }
    for (const std::string& login : {"admin", "mercadeo", "caja"}) {
        const std::size_t line = told.find(login);
        ASSERT_NE(line, std::string::npos) << told;
        const std::size_t from = told.find_first_not_of(' ', line + login.size());
        EXPECT_TRUE(enters(login, told.substr(from, told.find(' ', from) - from))) << told;
    }
    ASSERT_EQ(vuelve({"user", "list"}), Done);
    EXPECT_THAT(out, HasSubstr("marketer"));
    EXPECT_THAT(out, Not(HasSubstr("disabled")));
}

}  // namespace
}  // namespace vuelve::cli
