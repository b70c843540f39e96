#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/demo_catalogue.h"
#include "cli/demo_people.h"
#include "cli/demo_random.h"
#include "codec/purchase_json.h"

/// A year in the life of Abarrotes Laurel, day by day: who comes, what they buy, what comes back.
/// The same baskets for the same last day.   Source: design.md 9.
namespace vuelve::cli {

inline constexpr int demo_year_days = 365;

struct DemoSize {
    int members = 2000;
    int baskets = 60'000;  // about so many
};

struct DemoEnrolment {
    const DemoMember* member = nullptr;
};
/// A prize taken from the catalogue.
struct DemoRedemption {
    const DemoMember* member = nullptr;
    std::string reward, store;
};
/// One thing that happens, as a command to be.
struct DemoEvent {
    Instant at{};
    int member = 0;  // its number
    std::variant<DemoEnrolment, PurchaseRequest, RecordReturn, DemoRedemption> what;
};

class DemoYear {
 public:
    DemoYear(Day last_day, std::shared_ptr<const Zone> zone, DemoSize size = {});

    const DemoCatalogue& catalogue() const { return catalogue_; }
    const std::vector<DemoMember>& members() const { return members_; }
    Day first_day() const { return first_day_; }
    /// What happens on the next day, in the order of its hours. `available` = points that a member
    /// (by number) could spend that morning.
    std::vector<DemoEvent> next_day(const std::function<Units(int)>& available);
    int days_done() const { return day_; }

 private:
    PurchaseRequest basket(const DemoMember& member, Instant at, bool online, Units available);
    PurchaseLine basket_line(const DemoMember& member);
    void pay(const DemoMember& member, bool online, Units available, RecordPurchase& purchase);
    void plan_return(int member, const RecordPurchase& purchase);
    /// "" = nothing: few want a prize, and what is in stock ends.
    std::string choose_prize(const DemoMember& member, Units available);
    Instant moment(int day, int first_minute, int last_minute);

    Day first_day_;
    std::shared_ptr<const Zone> zone_;
    DemoCatalogue catalogue_;
    std::vector<int> shelf_weights_;
    std::vector<DemoMember> members_;
    std::int64_t weight_sum_ = 0;  // of all members over all days
    int baskets_;
    int day_ = 0;
    int tickets_ = 0;
    DemoRandom random_{1};
    std::map<int, std::vector<std::pair<int, RecordReturn>>> returns_;  // by day: member, what
    int coffees_ = 0, bags_ = 0;                                        // taken as prizes
    std::map<int, int> last_coffee_;                                    // day, by member
};

}  // namespace vuelve::cli
