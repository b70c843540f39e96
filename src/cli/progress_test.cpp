#include "cli/progress.h"

#include <gtest/gtest.h>

namespace vuelve::cli {
namespace {

using std::chrono::milliseconds;

TEST(Progress, says_share_count_rate_and_time_left) {
    EXPECT_EQ(
        progress_text({.done = 250, .total = 1000, .counted = 120'000}, milliseconds(4000), "rows"),
        " 25% 120,000 rows, 30,000/s, 0:12 left");
    EXPECT_EQ(
        progress_text({.done = 1000, .total = 1000, .counted = 7}, milliseconds(100'000), "rows"),
        "100% 7 rows, 0/s, 0:00 left");
    EXPECT_EQ(progress_text({.done = 1, .total = 1000, .counted = 10}, milliseconds(1000), "rows"),
              "  0% 10 rows, 10/s, 16:39 left");
}

TEST(Progress, leaves_out_what_nobody_knows) {
    EXPECT_EQ(progress_text({.counted = 1500}, milliseconds(1000), "rows"), "1,500 rows, 1,500/s");
    EXPECT_EQ(progress_text({.done = 1, .total = 9, .counted = 3}, milliseconds(50), "rows"),
              " 11% 3 rows");
}

TEST(Progress, groups_digits) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(-1000), "-1,000");
    EXPECT_EQ(grouped(1234567), "1,234,567");
}

}  // namespace
}  // namespace vuelve::cli
