#include "app/facts.h"

#include <gmock/gmock.h>

#include "app/testing.h"

namespace vuelve::app {
namespace {

struct Facts : Shop {
    std::vector<Sale> sales() {
        std::vector<Sale> all;
        programme->facts().each_sale(*service->database().snapshot(), Day{0}, Day{100'000},
                                     [&](const Sale& sale) { all.push_back(sale); });
        return all;
    }
    HolderId holder(std::size_t place) {
        return *parse_public_holder(PublicKind::Member, members[place]);
    }
    Answer ask(Ask asked) {
        Answer answer = service->engine().ask(std::move(asked));
        EXPECT_FALSE(answer.error) << answer.error->message;
        return answer;
    }
    void merge(const std::string& survivor, const std::string& duplicate) {
        ask(ask_command(
            *programme, caller,
            {.body = Merge{}, .text = CommandText("merge"), .member = survivor, .other = duplicate},
            fresh("k")));
    }
    PurchaseRequest ticket(const std::string& member, std::int64_t quantity, Minor price) {
        PurchaseRequest request{.member = member};
        request.purchase.id = fresh("p");
        request.purchase.lines.push_back({.line = 1,
                                          .sku = "SKU1",
                                          .category = "",
                                          .brand = "",
                                          .quantity = quantity,
                                          .unit_price = price,
                                          .attributes = {}});
        return request;
    }
};

TEST_F(Facts, tell_a_purchase_as_it_was_and_what_came_back_of_it) {
    enrol(1);
    const auto first = ticket(members[0], 2000, Minor{1500});
    const auto second = ticket(members[0], 1000, Minor{700});
    ask(ask_purchase(*programme, caller, first));
    ask(ask_purchase(*programme, caller, second));
    catch_up(*service, *programme);
    auto found = sales();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].member, holder(0));
    EXPECT_EQ(found[0].amount, Minor{3000});
    EXPECT_EQ(found[0].quantity, 2000);
    EXPECT_EQ(found[0].rank, 1);
    EXPECT_EQ(found[1].rank, 2);
    EXPECT_EQ(found[0].channel, "pos");
    EXPECT_EQ(found[0].cost, std::nullopt);
    EXPECT_FALSE(found[0].voided);

    ask(ask_return(*programme, caller,
                   {.id = "r1", .purchase = first.purchase.id, .lines = {{1, 1000}}}));
    ask(ask_void(*programme, caller, {.id = "", .purchase = second.purchase.id}, "v1"));
    EXPECT_EQ(sales(), found) << "nobody caught up yet";
    catch_up(*service, *programme);
    found = sales();
    EXPECT_EQ(found[0].returned, Minor{1500});
    EXPECT_FALSE(found[0].voided);
    EXPECT_TRUE(found[1].voided);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal()) << rebuilt().difference.value_or("");
}

TEST_F(Facts, know_the_level_a_purchase_was_made_at) {
    enrol(1);
    ask(ask_purchase(*programme, caller, ticket(members[0], 1000, Minor{100})));
    const std::string level = programme->snapshot()->document().tiers->levels[1].code;
    ask(ask_command(
        *programme, caller,
        {.body = SetLevel{.level = level}, .text = CommandText("set_level"), .member = members[0]},
        fresh("k")));
    ask(ask_purchase(*programme, caller, ticket(members[0], 1000, Minor{100})));
    catch_up(*service, *programme);
    EXPECT_EQ(sales()[0].level, LevelId{});
    EXPECT_EQ(sales()[1].level, programme->snapshot()->document().tiers->levels[1].id);
}

TEST_F(Facts, move_with_a_merge_and_returns_find_them_there) {
    enrol(2);
    const auto sold = ticket(members[1], 2000, Minor{1000});
    ask(ask_purchase(*programme, caller, sold));
    merge(members[0], members[1]);
    ask(ask_return(*programme, caller,
                   {.id = "r1", .purchase = sold.purchase.id, .lines = {{1, 1000}}}));
    catch_up(*service, *programme);
    const auto reader = service->database().snapshot();
    ASSERT_EQ(programme->facts().sales_of(*reader, holder(0)).size(), 1U);
    EXPECT_EQ(programme->facts().sales_of(*reader, holder(0))[0].returned, Minor{1000});
    EXPECT_TRUE(programme->facts().sales_of(*reader, holder(1)).empty());
}

TEST_F(Facts, are_the_same_whenever_they_are_caught_up) {
    enrol(12);
    for (int day = 0; day < 6; ++day) {
        trade(40);
        if (day % 2 == 0) catch_up_patiently(*service, {});
        if (day == 3) merge(members[0], members[11]), members.pop_back();
    }
    EXPECT_TRUE(rebuilt().is_equal()) << rebuilt().difference.value_or("") << " while behind";
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    catch_up_patiently(*service, {});
    EXPECT_GT(sales().size(), 200U);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal()) << rebuilt().difference.value_or("");
    open(false);
    const auto before = sales();
    catch_up_patiently(*service, {});
    EXPECT_EQ(sales(), before);
}

TEST_F(Facts, wait_for_the_next_start_when_the_program_stops) {
    enrol(1);
    ask(ask_purchase(*programme, caller, ticket(members[0], 1000, Minor{100})));
    std::stop_source stopping;
    stopping.request_stop();
    catch_up_patiently(*service, stopping.get_token());
    EXPECT_EQ(sales().size(), 0U);
    catch_up_patiently(*service, {});
    EXPECT_EQ(sales().size(), 1U);
}

TEST_F(Facts, cost_two_look_ups_when_nothing_is_new) {
    enrol(1);
    catch_up(*service, *programme);
    service->audit_queue().settle();
    const auto before = service->database().counters();
    catch_up(*service, *programme);
    const auto after = service->database().counters();
    EXPECT_EQ(after.snapshot_statements - before.snapshot_statements, 2);
    EXPECT_EQ(after.commits, before.commits);
}

TEST_F(Facts, that_were_changed_are_found_out) {
    enrol(1);
    ask(ask_purchase(*programme, caller, ticket(members[0], 1000, Minor{100})));
    catch_up_patiently(*service, {});
    tamper("update sale set amount = amount + 1");
    EXPECT_THAT(faults(verified()), testing::HasSubstr("facts: "));
    EXPECT_FALSE(rebuilt().is_equal());
    tamper("delete from sale");
    EXPECT_THAT(faults(verified()), testing::HasSubstr("none of 1 purchases"));
}

}  // namespace
}  // namespace vuelve::app
