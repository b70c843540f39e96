#include "app/staff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/passwords.h"
#include "app/regions.h"
#include "app/roles.h"
#include "app/second_factor.h"
#include "app/sign_in.h"
#include "app/testing.h"
#include "app/tills.h"
#include "app/totp.h"

namespace vuelve::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

/// The shop of the engine's tests, with hashes at the floor of what they may cost.
struct StaffShop : Shop {
    void SetUp() override {
        Shop::SetUp();
        reopen(storage::password_cost_floor);
    }
    void reopen(const PasswordCost& cost) {
        service.reset();
        auto opened = Service::open(
            {.database = database, .key_ring = keys, .clock = &clock, .password_cost = cost});
        ASSERT_TRUE(opened) << opened.error().message;
        service = std::move(*opened);
        find(service->programmes().all().front()->key());
    }
    StaffAuthority here() const { return operator_authority({programme->key(), "cli", "cli"}); }
    StaffWithPassword hire(const std::string& login,
                           std::string_view role,
                           std::vector<std::string> stores = {}) {
        auto made = add_staff(*service, here(),
                              {.login = login,
                               .name = "Rosa Vera",
                               .role = std::string(role),
                               .stores = std::move(stores)});
        EXPECT_TRUE(made) << made.error().message;
        return *made;
    }
    Staff stored(const std::string& login) {
        return *staff_store(*programme)
                    .find_login(*service->database().snapshot(), programme->key().programme_id,
                                login);
    }
    SignInResult<SignedIn> enter(const std::string& login,
                                 const std::string& password,
                                 const std::string& code = "",
                                 const std::string& peer = "10.0.0.1") {
        return sign_in(*service,
                       {.login = login, .password = password, .code = code, .peer = peer});
    }
    Caller self(const Session& session) {
        const std::string name = "staff:" + std::to_string(session.subject);
        return {programme->key(), name, name};
    }
    /// Hired, with a password of their own.
    std::string settled(const std::string& login, std::string_view role) {
        const auto made = hire(login, role);
        const auto first = enter(login, made.password);
        EXPECT_TRUE(first);
        const Session& session = first->opened.session;
        EXPECT_TRUE(change_password(*service, self(session), session, made.password, chosen));
        return chosen;
    }
    static constexpr const char* chosen = "cuatro-tazas-de-cafe";
    void pass(std::int64_t ms) { clock.move_to(clock.now_ms() + ms); }
};

ErrorCode code_of(const auto& result) { return result.error().error.code; }

TEST_F(StaffShop, signs_in_and_may_nothing_before_the_given_password_is_changed) {
    const auto made = hire("Rosa", cashier_role, {"CENTRO"});
    EXPECT_EQ(made.staff.login, "rosa");
    const auto first = enter(" ROSA ", made.password);
    ASSERT_TRUE(first);
    EXPECT_THAT(first->required, ElementsAre("password"));
    EXPECT_TRUE(first->opened.session.scopes.empty());
    const Session& session = first->opened.session;
    const auto next = change_password(*service, self(session), session, made.password, chosen);
    ASSERT_TRUE(next);
    EXPECT_TRUE(next->required.empty());
    EXPECT_EQ(next->opened.session.scopes, scopes_of_role(cashier_role));
    EXPECT_THAT(next->opened.session.stores, ElementsAre("CENTRO"));
    EXPECT_FALSE(service->sessions().authenticate(first->opened.token));
    EXPECT_TRUE(service->sessions().authenticate(next->opened.token));
    EXPECT_FALSE(enter("rosa", made.password));
    EXPECT_TRUE(enter("rosa", chosen));
}

TEST_F(StaffShop, gives_passwords_that_count_for_seven_days) {
    const auto made = hire("rosa", cashier_role);
    pass(7 * ms_per_day);
    EXPECT_EQ(code_of(enter("rosa", made.password)), ErrorCode::Unauthenticated);
    const auto again = reset_password(*service, here(), made.staff.staff_id);
    EXPECT_TRUE(enter("rosa", again->password));
}

TEST_F(StaffShop, makes_who_tries_wait_longer_each_time_whether_or_not_they_exist) {
    settled("rosa", cashier_role);
    const auto waits = [&](const std::string& login, const std::string& peer) {
        std::vector<int> seconds;
        for (int i = 0; i < 9; ++i) {
            const auto told = enter(login, "wrong password " + std::to_string(i), "", peer);
            EXPECT_EQ(code_of(told), told.error().retry_seconds > 0 ? ErrorCode::RateLimited
                                                                    : ErrorCode::Unauthenticated);
            seconds.push_back(told.error().retry_seconds);
            if (told.error().retry_seconds > 0) pass(told.error().retry_seconds * ms_per_second);
        }
        return seconds;
    };
    const auto known = waits("rosa", "10.0.0.1");
    EXPECT_THAT(known, ElementsAre(0, 0, 0, 0, 0, 0, 31, 0, 61));
    EXPECT_EQ(waits("nobody", "10.0.0.2"), known);
    pass(ms_per_minute);
    EXPECT_TRUE(enter("rosa", chosen));
    EXPECT_EQ(code_of(enter("rosa", "wrong again, but forgotten")), ErrorCode::Unauthenticated);
}

TEST_F(StaffShop, makes_an_address_wait_that_tries_many_logins) {
    for (int i = 0; i < 21; ++i)
        EXPECT_EQ(code_of(enter("login" + std::to_string(i), "guess")), ErrorCode::Unauthenticated);
    EXPECT_EQ(code_of(enter("another", "guess")), ErrorCode::RateLimited);
    EXPECT_EQ(code_of(enter("another", "guess", "", "10.0.0.9")), ErrorCode::Unauthenticated);
}

TEST_F(StaffShop, leads_who_needs_a_second_factor_to_one_and_then_asks_for_it) {
    settled("jefa", manager_role);
    const auto first = enter("jefa", chosen);
    ASSERT_TRUE(first);
    EXPECT_THAT(first->required, ElementsAre("second_factor"));
    EXPECT_TRUE(first->opened.session.scopes.empty());
    const Session session = first->opened.session;
    ASSERT_TRUE(offer_second_factor(*service, self(session), session));
    const auto code = [&](std::int64_t ahead) {
        return totp_code(stored("jefa").totp_seed, totp_step(service->now()) + ahead);
    };
    EXPECT_EQ(code_of(confirm_second_factor(*service, self(session), session, "000000")),
              ErrorCode::Unauthenticated);
    const auto confirmed = confirm_second_factor(*service, self(session), session, code(0));
    ASSERT_TRUE(confirmed);
    EXPECT_EQ(confirmed->recovery_codes.size(), 10U);
    EXPECT_EQ(confirmed->signed_in.opened.session.scopes, scopes_of_role(manager_role));

    EXPECT_EQ(code_of(enter("jefa", chosen)), ErrorCode::StepUpRequired);
    EXPECT_EQ(code_of(enter("jefa", "wrong-tazas-de-cafe")), ErrorCode::Unauthenticated);
    EXPECT_EQ(code_of(enter("jefa", chosen, code(0))), ErrorCode::Unauthenticated) << "used";
    EXPECT_TRUE(enter("jefa", chosen, code(1)));
    const std::string paper = confirmed->recovery_codes[3];
    EXPECT_TRUE(enter("jefa", chosen, paper));
    EXPECT_EQ(code_of(enter("jefa", chosen, paper)), ErrorCode::Unauthenticated) << "used";
    EXPECT_EQ(stored("jefa").recovery.size(), 9U);
    ASSERT_TRUE(reset_second_factor(*service, here(), stored("jefa").staff_id));
    EXPECT_THAT(enter("jefa", chosen)->required, ElementsAre("second_factor"));
}

TEST_F(StaffShop, does_not_forget_wrong_codes_because_the_password_was_right) {
    settled("jefa", manager_role);
    const Session session = enter("jefa", chosen)->opened.session;
    ASSERT_TRUE(offer_second_factor(*service, self(session), session));
    ASSERT_TRUE(
        confirm_second_factor(*service, self(session), session,
                              totp_code(stored("jefa").totp_seed, totp_step(service->now()))));
    int refused = 0;
    for (int i = 0; i < 20 && refused == 0; ++i) {
        const auto without = enter("jefa", chosen);
        if (code_of(without) == ErrorCode::RateLimited) refused = i;
        (void)enter("jefa", chosen, "00000" + std::to_string(i % 10));
    }
    EXPECT_EQ(refused, 6);
}

TEST_F(StaffShop, hashes_anew_when_the_cost_has_changed) {
    settled("rosa", cashier_role);
    const std::string before = stored("rosa").password;
    reopen({.memory_mib = 20, .passes = 2});
    ASSERT_TRUE(enter("rosa", chosen));
    const std::string after = stored("rosa").password;
    EXPECT_TRUE(after.starts_with("$argon2id$v=19$m=20480,t=2,p=1$")) << after;
    EXPECT_NE(after, before);
    ASSERT_TRUE(enter("rosa", chosen));
    EXPECT_EQ(stored("rosa").password, after);
}

TEST_F(StaffShop, keeps_its_last_admin_and_lets_a_sole_one_do_what_is_given_apart) {
    const auto boss = hire("elena", admin_role);
    EXPECT_EQ(change_staff(*service, here(), boss.staff.staff_id, {.role = "cashier"}).error().code,
              ErrorCode::InvalidState);
    EXPECT_EQ(
        set_staff_state(*service, here(), boss.staff.staff_id, StaffState::Disabled).error().code,
        ErrorCode::InvalidState);
    reopen(storage::password_cost_floor);
    service.reset();
    auto opened = Service::open({.database = database,
                                 .key_ring = keys,
                                 .clock = &clock,
                                 .password_cost = storage::password_cost_floor,
                                 .asks_second_factor = false});
    service = std::move(*opened);
    find(service->programmes().all().front()->key());
    const Session given = enter("elena", boss.password)->opened.session;
    const auto alone = change_password(*service, self(given), given, boss.password, chosen);
    EXPECT_THAT(alone->opened.session.scopes, Contains("privacy.manage"));
    hire("ines", admin_role);
    EXPECT_THAT(enter("elena", chosen)->opened.session.scopes, Not(Contains("privacy.manage")));
    EXPECT_TRUE(
        set_staff_state(*service, here(), boss.staff.staff_id, StaffState::Disabled).has_value());
    EXPECT_EQ(code_of(enter("elena", chosen)), ErrorCode::Unauthenticated);
}

TEST_F(StaffShop, narrows_to_all_that_is_named_and_never_to_everything_by_mistake) {
    const Programme& programme_now = *programme->snapshot();
    Settings settings;
    settings.regions["costa"] = {"NORTE"};
    const auto places = [&](const Staff& staff) {
        return stores_of(programme_now, settings, staff);
    };
    EXPECT_TRUE(places({})->empty());
    EXPECT_THAT(*places({.stores = {"WEB"}}), ElementsAre("WEB"));
    EXPECT_THAT(*places({.regions = {"costa"}, .stores = {"WEB"}}), ElementsAre("NORTE", "WEB"));
    EXPECT_THAT(*places({.brands = {"LAUREL"}, .stores = {"WEB"}}),
                ElementsAre("CENTRO", "NORTE", "WEB"));
    EXPECT_EQ(places({.regions = {"sierra"}}).error().code, ErrorCode::Forbidden);
    const auto faults = check_places(programme_now, settings,
                                     {.brands = {"OTRA"}, .regions = {"sierra"}, .stores = {"X"}})
                            .error()
                            .faults;
    ASSERT_EQ(faults.size(), 3U);
    EXPECT_EQ(faults[1].pointer, "/regions/0");
}

// security.md 3, case 27: what opens a door is written nowhere.
TEST_F(StaffShop, case_27_no_key_token_till_or_password_stands_in_any_file) {
    const auto key = service->keys().create({programme->key(), "test", "test"},
                                            {.name = "caja", .scopes = {"pos"}});
    const auto person = hire("rosa", cashier_role);
    const auto till = add_till(*service, here(), "CENTRO", "Caja 1");
    const auto opened = enter("rosa", person.password);
    ASSERT_TRUE(key && till && opened);
    EXPECT_TRUE(service->keys().authenticate(key->text));
    const Session given = opened->opened.session;
    EXPECT_EQ(set_pin(*service, self(given), given, "73951842").error().code, ErrorCode::Forbidden);
    const auto own =
        change_password(*service, self(given), given, person.password, "siete-sacos-de-arroz");
    ASSERT_TRUE(own);
    const Session session = own->opened.session;
    ASSERT_TRUE(set_pin(*service, self(session), session, "73951842"));
    const auto secret_of = [](const std::string& text) { return text.substr(text.size() - 43); };
    const std::vector<std::string> secrets{
        secret_of(key->text), secret_of(till->secret), secret_of(opened->opened.token),
        person.password,      "siete-sacos-de-arroz",  "73951842",
        "Rosa Vera"};
    service->keys().keep_uses();
    const std::string bytes = storage::stolen_bytes(folder.path, database);
    for (const std::string& secret : secrets)
        EXPECT_FALSE(bytes.contains(secret)) << "a file or row holds " << secret;
    EXPECT_TRUE(bytes.contains(key->key.key_id)) << "what is there can be found in this way";
}

}  // namespace
}  // namespace vuelve::app
