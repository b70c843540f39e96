#include "app/fresh_facts.h"

#include <gmock/gmock.h>

namespace vuelve::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

FreshFacts::Rows rows_of(std::initializer_list<std::int64_t> ids) {
    FreshFacts::Rows rows;
    for (const std::int64_t id : ids) rows.push_back({.txn = {.id = TxnId{id}}, .action = {}});
    return rows;
}

std::vector<std::int64_t> ids_of(const std::optional<storage::FactStore::Page>& page) {
    std::vector<std::int64_t> ids;
    if (page)
        for (const auto& row : page->rows) ids.push_back(row.txn.id.value);
    return ids;
}

TEST(FreshFacts, knows_nothing_before_its_first_row) {
    FreshFacts fresh;
    EXPECT_FALSE(fresh.take(TxnId{0}));
    fresh.add(rows_of({5, 7}));
    EXPECT_FALSE(fresh.take(TxnId{3})) << "4 may have been committed before";
    EXPECT_FALSE(fresh.take(TxnId{4})) << "nobody told that there is nothing between 4 and 5";
    const auto page = fresh.take(TxnId{5});
    ASSERT_TRUE(page);
    EXPECT_THAT(ids_of(page), ElementsAre(7));
    EXPECT_TRUE(page->is_last);
    EXPECT_EQ(page->last, TxnId{7});
}

TEST(FreshFacts, gives_what_follows_once_and_then_what_is_new) {
    FreshFacts fresh;
    fresh.add(rows_of({5, 7}));
    EXPECT_THAT(ids_of(fresh.take(TxnId{5})), ElementsAre(7));
    const auto nothing = fresh.take(TxnId{7});
    ASSERT_TRUE(nothing);
    EXPECT_THAT(nothing->rows, IsEmpty());
    fresh.add(rows_of({9}));
    EXPECT_THAT(ids_of(fresh.take(TxnId{7})), ElementsAre(9));
    EXPECT_FALSE(fresh.take(TxnId{5})) << "7 was given away: the ledger has it";
}

TEST(FreshFacts, gives_pages_and_forgets_the_oldest_of_too_many) {
    FreshFacts fresh;
    FreshFacts::Rows many;
    const std::size_t count = FreshFacts::kept_max + 10;
    for (std::size_t i = 1; i <= count; ++i)
        many.push_back({.txn = {.id = TxnId{static_cast<std::int64_t>(i)}}, .action = {}});
    fresh.add(std::move(many));
    EXPECT_FALSE(fresh.take(TxnId{9})) << "10 was forgotten";
    const auto page = fresh.take(TxnId{10});
    ASSERT_TRUE(page);
    EXPECT_EQ(page->rows.size(), static_cast<std::size_t>(storage::FactStore::page_max));
    EXPECT_EQ(page->rows.front().txn.id, TxnId{11});
    EXPECT_FALSE(page->is_last);
}

}  // namespace
}  // namespace vuelve::app
