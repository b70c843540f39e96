#include "app/totp.h"

#include <gtest/gtest.h>

namespace vuelve::app {
namespace {

const std::string seed = "12345678901234567890";  // of RFC 6238 appendix B
Instant at_second(std::int64_t second) { return Instant{second * ms_per_second}; }

// The RFC tells eight digits; apps show the last six of them.
TEST(Totp, gives_the_codes_of_the_rfc) {
    const auto check = [](std::int64_t second, const std::string& expected) {
        EXPECT_EQ(totp_code(seed, totp_step(at_second(second))), expected) << second;
    };
    check(59, "287082");
    check(1'111'111'109, "081804");
    check(1'111'111'111, "050471");
    check(1'234'567'890, "005924");
    check(2'000'000'000, "279037");
    check(20'000'000'000, "353130");
}

TEST(Totp, takes_a_neighbour_of_the_present_step_and_none_beyond) {
    const std::int64_t step = 40'000'000;
    const Instant now = at_second(step * 30 + 15);
    const auto found = [&](std::int64_t of) {
        return find_totp_step(seed, totp_code(seed, of), now, 0);
    };
    EXPECT_EQ(found(step), step);
    EXPECT_EQ(found(step - 1), step - 1);
    EXPECT_EQ(found(step + 1), step + 1);
    EXPECT_FALSE(found(step - 2));
    EXPECT_FALSE(found(step + 2));
}

TEST(Totp, takes_no_step_twice_and_none_before_one_that_was_used) {
    const std::int64_t step = 40'000'000;
    const Instant now = at_second(step * 30);
    EXPECT_FALSE(find_totp_step(seed, totp_code(seed, step), now, step));
    EXPECT_FALSE(find_totp_step(seed, totp_code(seed, step - 1), now, step));
    EXPECT_TRUE(find_totp_step(seed, totp_code(seed, step + 1), now, step));
    EXPECT_FALSE(find_totp_step(seed, "", now, 0));
    EXPECT_FALSE(find_totp_step(seed, "12345", now, 0));
}

TEST(Totp, writes_seeds_as_apps_read_them) {
    EXPECT_EQ(to_base32(""), "");
    EXPECT_EQ(to_base32("foob"), "MZXW6YQ");  // RFC 4648 10
    EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(totp_address(seed, "Vuelve laurel", "ana@x"),
              "otpauth://totp/Vuelve%20laurel:ana%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"
              "issuer=Vuelve%20laurel&algorithm=SHA1&digits=6&period=30");
    EXPECT_EQ(make_totp_seed().size(), totp_seed_bytes);
    EXPECT_NE(make_totp_seed(), make_totp_seed());
}

}  // namespace
}  // namespace vuelve::app
