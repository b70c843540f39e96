#include "app/passwords.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>

namespace vuelve::app {
namespace {

bool is_taken(std::string_view password, std::string_view login = "rosa") {
    return check_new_password(password, login, "/password").has_value();
}

TEST(Passwords, have_twelve_characters_and_are_not_known_to_everybody) {
    EXPECT_FALSE(is_taken("kz7!qm2pX9e"));  // eleven
    EXPECT_TRUE(is_taken("kz7!qm2pX9e."));
    EXPECT_FALSE(is_taken(std::string(201, 'x')));
    EXPECT_TRUE(is_taken("mañana ñandú é"));
    EXPECT_TRUE(is_taken("cuatro-tazas-de-cafe"));
    for (const char* known :
         {"password2024!", "P4$$w0rd12345", "contraseña12345", "qwertyuiopas", "123456789012",
          "passwordpassword", "abcabcabcabc", "aaaaaaaaaaaa", "Bienvenido2026!", "minhasenha12",
          "210987654321", "correcthorsebatterystaple", "iloveyouforever"})
        EXPECT_FALSE(is_taken(known)) << known;
}

TEST(Passwords, are_more_than_the_login) {
    EXPECT_FALSE(is_taken("rosa.vera.2026", "rosa.vera"));
    EXPECT_TRUE(is_taken("rosa.vera come siete mangos", "rosa.vera"));
    const auto fault = check_new_password("short", "x", "/new_password").error().faults.at(0);
    EXPECT_EQ(fault.pointer, "/new_password");
}

TEST(Passwords, that_are_given_pass_their_own_rule_and_are_never_twice_the_same) {
    std::set<std::string> given;
    for (int i = 0; i < 100; ++i) {
        given.insert(make_password());
        EXPECT_TRUE(is_taken(*given.rbegin())) << *given.rbegin();
    }
    EXPECT_EQ(given.size(), 100U);
}

TEST(Pins, are_no_rows_and_no_years) {
    const auto check = [](const char* pin) { return check_new_pin(pin, "/pin").has_value(); };
    EXPECT_TRUE(check("7395"));
    EXPECT_TRUE(check("73951842"));
    for (const char* pin :
         {"739", "739518420", "73a5", "1234", "4321", "7777", "1212", "1990", "2026", ""})
        EXPECT_FALSE(check(pin)) << pin;
}

TEST(PasswordHashes, open_with_their_password_and_are_made_anew_at_another_cost) {
    constexpr PasswordCost floor = storage::password_cost_floor;
    const std::string hash = storage::hash_password("siete-sacos-de-arroz", floor);
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
    EXPECT_TRUE(storage::is_password(hash, "siete-sacos-de-arroz"));
    EXPECT_FALSE(storage::is_password(hash, "siete-sacos-de-arroZ"));
    EXPECT_FALSE(storage::is_password("no hash at all", "siete-sacos-de-arroz"));
    EXPECT_FALSE(storage::needs_rehash(hash, floor));
    EXPECT_TRUE(storage::needs_rehash(hash, {.memory_mib = 20, .passes = 2}));
    EXPECT_NE(hash, storage::hash_password("siete-sacos-de-arroz", floor));
    EXPECT_FALSE(is_password_of_nobody("siete-sacos-de-arroz", floor));
}

TEST(PasswordPool, refuses_what_does_not_fit_and_does_the_rest) {
    std::promise<void> open;
    const std::shared_future<void> opened = open.get_future().share();
    std::promise<void> began;
    std::atomic<int> done = 0;
    {
        PasswordPool pool(1);
        EXPECT_TRUE(pool.submit([&] {
            began.set_value();
            opened.wait();
            ++done;
        }));
        began.get_future().wait();  // the only thread is busy: what follows waits in the queue
        for (std::size_t i = 0; i < PasswordPool::queue_max; ++i)
            EXPECT_TRUE(pool.submit([&] { ++done; }));
        EXPECT_FALSE(pool.submit([&] { ++done; }));
        open.set_value();
        std::promise<void> last;
        while (!pool.submit([&] { last.set_value(); })) std::this_thread::yield();
        last.get_future().wait();
    }
    EXPECT_EQ(done, 1 + static_cast<int>(PasswordPool::queue_max));
}

TEST(PasswordPool, goes_on_after_work_that_fails) {
    PasswordPool pool(1);
    EXPECT_TRUE(pool.submit([] { throw std::runtime_error("no memory"); }));
    std::promise<int> next;
    EXPECT_TRUE(pool.submit([&] { next.set_value(7); }));
    EXPECT_EQ(next.get_future().get(), 7);
}

}  // namespace
}  // namespace vuelve::app
