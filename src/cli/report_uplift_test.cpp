#include "cli/report_uplift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace vuelve::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// What the command says when it is typed so, and its exit code.
std::pair<int, std::string> typed(std::vector<std::string> words) {
    words.insert(words.begin(), {"vuelve", "report", "uplift"});
    std::vector<const char*> argv;
    for (const std::string& word : words) argv.push_back(word.c_str());
    testing::internal::CaptureStdout();
    const int code = run({report_uplift_command()}, static_cast<int>(argv.size()), argv.data());
    std::fflush(stdout);
    return {code, testing::internal::GetCapturedStdout()};
}

std::string file_with(const std::string& text) {
    const fs::path path = fs::temp_directory_path() / "vuelve_report_uplift.csv";
    std::ofstream(path) << text;
    return path.string();
}

TEST(ReportUplift, tells_each_arm_against_its_control) {
    const std::string file = file_with(
        "group,spend,before\nnone,90,95\nmail,120,100\nnone,70,70\nmail,80,60\n"
        "none,110,115\nmail,100,90\nnone,90,85\nmail,140,120\n");
    const auto [code, plain] = typed({"--file", file, "--arm", "group", "--control", "none",
                                      "--outcome", "spend", "--format", "csv"});
    EXPECT_EQ(code, Done);
    EXPECT_EQ(plain,
              "arm,n,mean,difference,ci95_low,ci95_high\n"
              "none,4,90.000000,,,\n"
              "mail,4,110.000000,20.000000,-9.938945,49.938945\n");
    EXPECT_THAT(typed({"--file", file, "--arm", "group", "--control", "none", "--outcome", "spend",
                       "--covariate", "before", "--format", "csv"})
                    .second,
                HasSubstr("0.967126,18.791092,12.157064,25.425121"));
}

TEST(ReportUplift, says_what_it_could_not_use) {
    const std::string file = file_with("group,spend\nnone,1\nmail,x\nnone,2\n");
    testing::internal::CaptureStderr();
    const int code =
        typed({"--file", file, "--arm", "group", "--control", "none", "--outcome", "spend"}).first;
    EXPECT_EQ(code, Failed);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("line 3"));
    EXPECT_EQ(typed({"--file", file, "--arm", "group", "--control", "nobody", "--outcome", "spend"})
                  .first,
              WrongUse);
    EXPECT_EQ(
        typed({"--file", file, "--arm", "arm", "--control", "none", "--outcome", "spend"}).first,
        WrongUse);
}

TEST(ReportUplift, gives_the_published_effects_of_real_emails) {
    const char* named = std::getenv("VUELVE_REAL_DATA");
    const fs::path file =
        fs::path(named ? named : "../shared/data") / "hillstrom" / "hillstrom.csv.gz";
    if (!fs::exists(file)) GTEST_SKIP() << "no hillstrom data here";
    const auto told = typed({"--file", file.string(), "--arm", "arm", "--control", "control",
                             "--outcome", "spend_dollars", "--format", "csv"});
    EXPECT_EQ(told.first, Done);
    EXPECT_THAT(told.second, HasSubstr("mens_email,21307,1.422617,0.769827,0.485149,1.054505\n"));
    EXPECT_THAT(told.second, HasSubstr("womens_email,21387,1.077202,0.424412,0.168965,0.679860\n"));
    EXPECT_THAT(typed({"--file", file.string(), "--arm", "arm", "--control", "control", "--outcome",
                       "visit", "--format", "csv"})
                    .second,
                HasSubstr("0.076590,0.069953,0.083226"));
}

}  // namespace
}  // namespace vuelve::cli
