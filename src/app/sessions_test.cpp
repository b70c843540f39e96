#include <gtest/gtest.h>

#include "app/sessions.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

class SignedIn : public Shop {
 protected:
    OpenedSession open(std::int64_t subject = 7, SessionKind kind = SessionKind::Staff) {
        auto tx = service->database().begin();
        OpenedSession opened =
            service->sessions().open(*tx, {.programme = programme->key(),
                                           .kind = kind,
                                           .subject = subject,
                                           .device = "caja-1",
                                           .role = "cashier",
                                           .scopes = {"points.earn"},
                                           .stores = {"CENTRO"},
                                           .ends_at = service->now() + staff_whole_ms,
                                           .idle_ms = staff_idle_ms});
        tx->commit();
        return opened;
    }
    bool counts(const OpenedSession& opened) {
        return service->sessions().authenticate(opened.token).has_value();
    }
    void wait(std::int64_t ms) { clock.move_to(clock.now_ms() + ms); }
};

TEST_F(SignedIn, may_what_the_session_says) {
    const OpenedSession opened = open();
    const auto found = service->sessions().authenticate(opened.token);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->subject, 7);
    EXPECT_EQ(found->role, "cashier");
    EXPECT_EQ(found->scopes, std::vector<std::string>{"points.earn"});
    EXPECT_EQ(found->stores, std::vector<std::string>{"CENTRO"});
    EXPECT_FALSE(found->stepped_up_at);
}

TEST_F(SignedIn, with_a_token_that_is_nowhere_in_the_database) {
    const OpenedSession opened = open();
    service->sessions().keep_uses();
    EXPECT_FALSE(storage::stolen_bytes(folder / "data", database).contains(opened.token.substr(8)));
}

TEST_F(SignedIn, is_not_who_changes_one_character) {
    OpenedSession opened = open();
    for (std::size_t i = 0; i < opened.token.size(); ++i) {
        std::string altered = opened.token;
        altered[i] = altered[i] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(service->sessions().authenticate(altered)) << i;
    }
    for (const char* wrong : {"", "vls_", "vls_1_", "vls__a", "vlv_live_1", "vls_1_short"})
        EXPECT_FALSE(service->sessions().authenticate(wrong)) << wrong;
}

TEST_F(SignedIn, ends_when_it_is_not_used) {
    const OpenedSession opened = open();
    for (int i = 0; i < 3; ++i) {
        wait(staff_idle_ms - 1);
        EXPECT_TRUE(counts(opened)) << i;
    }
    wait(staff_idle_ms);
    EXPECT_FALSE(counts(opened));
}

TEST_F(SignedIn, ends_after_its_whole_time_however_it_is_used) {
    const OpenedSession opened = open();
    for (std::int64_t gone = 0; gone < staff_whole_ms; gone += staff_idle_ms / 2) {
        EXPECT_TRUE(counts(opened)) << gone;
        wait(staff_idle_ms / 2);
    }
    EXPECT_FALSE(counts(opened));
}

TEST_F(SignedIn, is_told_of_its_use_across_a_restart) {
    const OpenedSession opened = open();
    wait(staff_idle_ms - 1);
    EXPECT_TRUE(counts(opened));
    service->sessions().keep_uses();
    Shop::open(false);
    wait(staff_idle_ms - 1);
    EXPECT_TRUE(counts(opened));
    wait(staff_idle_ms);
    service->sessions().keep_uses();
    Shop::open(false);
    EXPECT_FALSE(counts(opened));
}

TEST_F(SignedIn, ends_at_once_when_it_is_ended) {
    const OpenedSession opened = open();
    EXPECT_TRUE(counts(opened));
    storage::write(service->database(), [&](storage::Transaction& tx) {
        EXPECT_TRUE(service->sessions().end(tx, opened.session));
        EXPECT_FALSE(counts(opened)) << "before it is written";
    });
    EXPECT_FALSE(counts(opened));
    storage::write(service->database(), [&](storage::Transaction& tx) {
        EXPECT_FALSE(service->sessions().end(tx, opened.session));
    });
}

TEST_F(SignedIn, ends_with_all_others_of_the_person_but_the_one_in_hand) {
    const OpenedSession first = open(), second = open(), other = open(8);
    const OpenedSession card = open(7, SessionKind::Member);
    auto tx = service->database().begin();
    EXPECT_EQ(
        service->sessions().end_all(*tx, programme->key(), SessionKind::Staff, 7, &second.session),
        1);
    tx->commit();
    EXPECT_FALSE(counts(first));
    EXPECT_TRUE(counts(second));
    EXPECT_TRUE(counts(other));
    EXPECT_TRUE(counts(card)) << "a member of the same number is somebody else";
    EXPECT_EQ(service->sessions().list(programme->key(), SessionKind::Staff, 7).size(), 1u);
}

TEST_F(SignedIn, remembers_when_it_was_proved_again_who_it_is) {
    const OpenedSession opened = open();
    EXPECT_TRUE(counts(opened));
    wait(ms_per_minute);
    storage::write(service->database(), [&](storage::Transaction& tx) {
        service->sessions().step_up(tx, opened.session);
    });
    EXPECT_EQ(service->sessions().authenticate(opened.token)->stepped_up_at, service->now());
    const Instant proved = service->now();
    wait(ms_per_minute);
    Shop::open(false);
    EXPECT_EQ(service->sessions().authenticate(opened.token)->stepped_up_at, proved);
}

TEST_F(SignedIn, leaves_nothing_behind_when_it_is_over) {
    open();
    wait(staff_idle_ms);
    EXPECT_TRUE(counts(open()));
    service->sessions().keep_uses();
    auto reader = service->database().snapshot();
    auto rows = reader->query("select count(*) from session");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(0), 1);
}

}  // namespace
}  // namespace vuelve::app
