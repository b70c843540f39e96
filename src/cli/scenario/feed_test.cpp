#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "cli/scenario/core_world.h"
#include "cli/sim/feed_balances.h"
#include "codec/event_json.h"

/// The feed of every worked case: the cases say what a shop does, and here it is held that who
/// reads nothing but the events knows what everybody has.
namespace vuelve::cli {
namespace {

std::vector<std::string> case_files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("tests/golden")) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("ch") && name.ends_with(".json")) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

/// What one case told.
class Listening {
 public:
    explicit Listening(std::set<std::string>& names) : names_(names) {}

    void hear(const Programme& programme,
              const State& before,
              const Decision& decision,
              const CommandBody* command) {
        const auto events = events_of(programme, before, decision, {.command = command});
        if (!decision.transaction) {
            EXPECT_TRUE(events.empty()) << "nothing happened";
            return;
        }
        const Transaction& txn = *decision.transaction;
        EXPECT_TRUE(txn.effects.entries.empty() || !events.empty()) << "units moved untold";
        EXPECT_TRUE(std::ranges::is_sorted(events, {}, &Event::type));
        for (const Event& event : events) note(event, txn);
        for (const Holder& holder : decision.holders)
            EXPECT_EQ(balances_.difference(programme, holder), std::nullopt)
                << (decision.receipt ? decision.receipt->command : "");
    }

 private:
    void note(const Event& event, const Transaction& txn) {
        names_.insert(std::string(name_of(event.type)));
        EXPECT_EQ(event.txn, txn.id);
        const std::string text = event_data_json(event);
        const auto data = parse_json(text);
        ASSERT_TRUE(data) << text;
        EXPECT_NE(data->find("txn"), nullptr) << text;
        EXPECT_EQ(data->find("occurred_at") != nullptr, txn.store.value != 0) << text;
        for (const auto& [holder, voucher] : txn.effects.vouchers)
            EXPECT_FALSE(text.contains(voucher.code)) << "a code is money: " << text;
        balances_.hear(name_of(event.type), event.subject, *data);
    }

    std::set<std::string>& names_;
    FeedBalances balances_;
};

void listen_to(const std::string& file, std::set<std::string>& names) {
    const auto cases = load_cases(file);
    ASSERT_TRUE(cases) << cases.error();
    for (const GoldenCase& golden : *cases) {
        SCOPED_TRACE(golden.id);
        CoreWorld world;
        if (world.cannot_run(golden)) continue;
        Listening listening(names);
        world.listen([&](const Programme& programme, const State& before, const Decision& decision,
                         const CommandBody* command) {
            listening.hear(programme, before, decision, command);
        });
        ASSERT_EQ(world.load(golden), std::nullopt);
        for (const GoldenStep& step : golden.steps) world.step(step);
    }
}

TEST(Feed, of_every_worked_case_adds_up_to_the_balances_and_tells_every_name_there_is) {
    std::set<std::string> told;
    for (const std::string& file : case_files()) {
        SCOPED_TRACE(file);
        listen_to(file, told);
    }
    // Cases know members by an alias: identities are told in domain/event_test.cpp.
    const std::set<std::string_view> no_case{"identity.added", "identity.removed",
                                             "identity.blocked"};
    for (const EventKind& kind : event_kinds())
        EXPECT_EQ(told.contains(std::string(kind.name)),
                  kind.origin == EventOrigin::Decision && !no_case.contains(kind.name))
            << kind.name;
}

/// Names of the table of contract.md 3; ".voided" stands for the rest of the name before it.
std::vector<std::string> contract_names() {
    std::ifstream in("docs/contract.md");
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const std::size_t start = text.find("| name | extra `data` |");
    const std::string table = text.substr(start, text.find("## 4.") - start);
    std::vector<std::string> names;
    std::string stem;
    for (std::size_t row = table.find("\n| `"); row != std::string::npos;
         row = table.find("\n| `", row + 1)) {
        const std::string cell = table.substr(row + 3, table.find('|', row + 3) - row - 3);
        for (std::size_t at = cell.find('`'); at != std::string::npos;) {
            const std::size_t end = cell.find('`', at + 1);
            std::string name = cell.substr(at + 1, end - at - 1);
            if (name.starts_with('.')) name = stem + name;
            stem = name.substr(0, name.find('.'));
            names.push_back(std::move(name));
            at = cell.find('`', end + 1);
        }
    }
    return names;
}

TEST(Feed, has_the_catalogue_of_the_contract_name_by_name_in_its_order) {
    std::vector<std::string> names;
    for (const EventKind& kind : event_kinds()) names.emplace_back(kind.name);
    EXPECT_EQ(names, contract_names());
}

}  // namespace
}  // namespace vuelve::cli
