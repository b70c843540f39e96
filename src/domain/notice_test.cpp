#include "domain/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vuelve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant moment(const char* text) { return *parse_instant(text); }

/// A shop in New York whose members are told what the calendar says.
struct CalendarNotices : testing::Test {
    SymbolTable symbols;
    ProgrammeDocument document = [] {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.time_zone = "America/New_York";
        doc.money_currency = "USD";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "NY", .brand = "B", .name = {}, .time_zone = ""},
                      {.code = "LA", .brand = "B", .name = {}, .time_zone = "America/Los_Angeles"}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        return doc;
    }();
    Holder ana = [] {
        Holder holder;
        holder.id = HolderId{7};
        holder.enrolled_at = moment("2024-01-10T10:00:00-05:00");
        return holder;
    }();

    void visit(const char* day) {
        ana.tallies[{TallyKind::Visit, 0, parse_day(day)->value}] = {0, 1};
    }
    /// "win_back/1 2026-03-08T13:00:00Z"
    std::vector<std::string> due(const char* after, const char* until) {
        const auto programme = Programme::compile(document, symbols);
        std::vector<std::string> lines;
        for (const Notice& notice :
             timed_notices(*programme, ana, nullptr, moment(after), moment(until)))
            lines.push_back(std::string(message_kind(notice.type).name) + "/" +
                            std::to_string(notice.part) + " " + format_instant(notice.due_at));
        return lines;
    }
};

TEST_F(CalendarNotices, fall_due_once_at_the_hour_of_the_members_clock) {
    ana.birth_date = parse_day("1990-03-08");  // the morning the clocks change
    EXPECT_THAT(due("2026-03-01T00:00:00Z", "2026-03-08T12:59:59Z"), IsEmpty());
    EXPECT_THAT(due("2026-03-08T12:59:59Z", "2026-03-08T13:00:00Z"),
                ElementsAre("birthday/0 2026-03-08T13:00:00Z"));
    EXPECT_THAT(due("2026-03-08T13:00:00Z", "2027-03-07T00:00:00Z"), IsEmpty());
    const auto programme = Programme::compile(document, symbols);
    ana.home_store = programme->find_store("LA")->id;
    EXPECT_THAT(due("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"),
                ElementsAre("birthday/0 2026-03-08T16:00:00Z"));
}

TEST_F(CalendarNotices, of_a_leap_day_come_on_the_28th) {
    ana.birth_date = parse_day("2000-02-29");
    EXPECT_THAT(due("2026-02-01T00:00:00Z", "2026-03-31T00:00:00Z"),
                ElementsAre("birthday/0 2026-02-28T14:00:00Z"));
}

TEST_F(CalendarNotices, miss_a_member_sooner_who_came_often) {
    for (const char* day : {"2026-01-01", "2026-01-05", "2026-01-25", "2026-02-04"}) visit(day);
    EXPECT_THAT(due("2026-02-04T23:00:00Z", "2026-07-01T00:00:00Z"),
                ElementsAre("win_back/1 2026-04-05T13:00:00Z", "win_back/2 2026-05-05T13:00:00Z",
                            "win_back/3 2026-06-04T13:00:00Z"))
        << "four visits are no habit";
    visit("2026-02-14");  // gaps 4, 10, 10, 20
    EXPECT_THAT(due("2026-02-14T23:00:00Z", "2026-04-01T00:00:00Z"),
                ElementsAre("win_back/1 2026-03-06T14:00:00Z"));
    for (const char* day : {"2026-02-15", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19"})
        visit(day);
    EXPECT_THAT(due("2026-02-19T23:00:00Z", "2026-04-01T00:00:00Z"),
                ElementsAre("win_back/1 2026-03-05T14:00:00Z"))
        << "not before two weeks are over";
}

TEST_F(CalendarNotices, leave_out_what_is_off_and_who_left) {
    ana.birth_date = parse_day("1990-03-08");
    document.notifications.off = {"birthday"};
    EXPECT_THAT(due("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"), IsEmpty());
    document.notifications.off = {};
    ana.head.state = MemberState::Closed;
    EXPECT_THAT(due("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"), IsEmpty());
}

TEST_F(CalendarNotices, are_asked_for_at_nine_and_ten_of_each_zone) {
    const auto programme = Programme::compile(document, symbols);
    std::vector<std::string> hours;
    for (Instant at = moment("2026-03-07T23:00:00Z"); hours.size() < 4;) {
        at = next_notice_hour(*programme, at);
        hours.push_back(format_instant(at));
    }
    EXPECT_THAT(hours, ElementsAre("2026-03-08T13:00:00Z", "2026-03-08T14:00:00Z",
                                   "2026-03-08T16:00:00Z", "2026-03-08T17:00:00Z"));
}

TEST_F(CalendarNotices, have_one_hour_for_points_that_end_and_one_for_the_rest) {
    const auto programme = Programme::compile(document, symbols);
    const auto days = [&](const char* after, const char* until) {
        return expiry_notice_days(*programme, moment(after), moment(until));
    };
    const Day eighth = *parse_day("2026-03-08");
    EXPECT_THAT(days("2026-03-07T15:00:00Z", "2026-03-08T13:59:59Z"), IsEmpty());
    EXPECT_THAT(days("2026-03-08T13:59:59Z", "2026-03-08T14:00:00Z"), ElementsAre(eighth));
    EXPECT_THAT(days("2026-03-07T15:00:00Z", "2026-03-10T13:59:59Z"),
                ElementsAre(eighth, eighth + 1));
    const auto is_morning = [&](const char* after, const char* until) {
        return has_morning(*programme, moment(after), moment(until));
    };
    EXPECT_TRUE(is_morning("2026-03-08T12:59:59Z", "2026-03-08T13:00:00Z"));
    EXPECT_FALSE(is_morning("2026-03-08T13:00:00Z", "2026-03-08T15:59:59Z"));
    EXPECT_TRUE(is_morning("2026-03-08T15:59:59Z", "2026-03-08T16:00:00Z")) << "in Los Angeles";
    EXPECT_FALSE(is_morning("2026-03-08T16:00:00Z", "2026-03-09T12:59:59Z"));
}

TEST(MessageTypes, have_names_that_lead_back_to_them) {
    for (const MessageKind& kind : message_kinds()) {
        EXPECT_EQ(&message_kind(kind.type), &kind);
        EXPECT_EQ(find_message_kind(kind.name), &kind);
    }
    EXPECT_EQ(find_message_kind("greeting"), nullptr);
    EXPECT_EQ(parse_message_state("planned"), MessageState::Planned);
    EXPECT_EQ(parse_message_state(""), std::nullopt);
    EXPECT_EQ(parse_drop_reason("TOO_LATE"), DropReason::TooLate);
    EXPECT_EQ(parse_drop_reason(""), std::nullopt);
}

}  // namespace
}  // namespace vuelve
