#include "cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <array>
#include <stdexcept>

namespace vuelve::cli {
namespace {

/// `import members FILE` and `fail HOW`, as any command declares itself.
std::vector<CliCommand> commands(std::vector<std::string>& seen) {
    auto import = [&seen](CLI::App& app) {
        auto file = std::make_shared<std::string>();
        app.add_option("file", *file)->required();
        return [file, &seen] { return seen.push_back(*file), Done; };
    };
    auto fail = [](CLI::App& app) {
        auto how = std::make_shared<std::string>();
        app.add_option("how", *how)->required();
        return [how]() -> int {
            if (*how == "use") throw WrongUseError{"not like this"};
            if (*how == "world") throw std::runtime_error("the disk is full");
            return Failed;
        };
    };
    return {{"import members", "Import members", import},
            {"import products", "Import products", import},
            {"fail", "Fail", fail}};
}

struct Ran {
    int code;
    std::vector<std::string> seen;
    std::string out, err;
};

Ran run_with(std::vector<const char*> arguments) {
    Ran result{};
    arguments.insert(arguments.begin(), "vuelve");
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    result.code = run(commands(result.seen), static_cast<int>(arguments.size()), arguments.data());
    result.out = testing::internal::GetCapturedStdout();
    result.err = testing::internal::GetCapturedStderr();
    return result;
}

TEST(Cli, runs_the_one_command_that_was_named) {
    Ran result = run_with({"import", "members", "a.csv"});
    EXPECT_EQ(result.code, Done);
    EXPECT_THAT(result.seen, testing::ElementsAre("a.csv"));
}

TEST(Cli, what_cannot_be_parsed_is_wrong_use) {
    for (std::vector<const char*> arguments : {std::vector<const char*>{},
                                               {"import"},
                                               {"import", "members"},
                                               {"teleport"},
                                               {"import", "members", "a.csv", "--fast"},
                                               {"fail", "use"}}) {
        Ran result = run_with(arguments);
        EXPECT_EQ(result.code, WrongUse) << testing::PrintToString(arguments);
        EXPECT_THAT(result.seen, testing::IsEmpty());
        EXPECT_NE(result.err, "");
    }
}

TEST(Cli, a_command_that_fails_or_breaks_ends_with_one) {
    EXPECT_EQ(run_with({"fail", "plainly"}).code, Failed);
    Ran broken = run_with({"fail", "world"});
    EXPECT_EQ(broken.code, Failed);
    EXPECT_EQ(broken.err, "vuelve: the disk is full\n");
}

TEST(Cli, tells_its_version) {
    testing::internal::CaptureStdout();
    const std::array arguments{"vuelve", "--version"};
    EXPECT_EQ(run({}, arguments.size(), arguments.data(), "1.2.3"), Done);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "vuelve 1.2.3\n");
}

TEST(Cli, help_is_no_failure_and_lists_the_commands) {
    Ran result = run_with({"--help"});
    EXPECT_EQ(result.code, Done);
    EXPECT_THAT(result.out, testing::HasSubstr("import"));
}

}  // namespace
}  // namespace vuelve::cli
