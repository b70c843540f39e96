#include "cli/demo_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "app/asks.h"
#include "app/facts.h"
#include "app/measures.h"

namespace vuelve::cli {
namespace {

/// Points that members can spend for certain, as their last answers said.
class Balances {
 public:
    void learn(const DemoEvent& event, const app::Answer& answer) {
        if (!answer.receipt || !answer.programme) return;
        const Currency* points = answer.programme->find_currency("PTS");
        if (points == nullptr) return;
        Known& known = known_[event.member];
        for (const auto& award : answer.receipt->effects) {
            bool soon = award.expires_at && *award.expires_at - event.at < soon_ms;
            if (award.currency == points->id && soon) known.fleeting += award.points;
        }
        for (const auto& balance : answer.receipt->balances) {
            if (balance.currency == points->id) known.available = balance.available;
        }
    }
    Units of(int member) const {
        auto found = known_.find(member);
        if (found == known_.end()) return Units{0};
        return std::max(Units{0}, found->second.available - found->second.fleeting);
    }

 private:
    /// A birthday's gift expires within weeks: by the next visit it may be gone.
    static constexpr std::int64_t soon_ms = 100 * ms_per_day;
    struct Known {
        Units available{}, fleeting{};
    };
    std::unordered_map<int, Known> known_;
};

EnrolmentRequest enrolment_of(const DemoMember& member) {
    EnrolmentRequest request;
    request.name = member.name;
    request.identities.push_back({IdentityKind::Card, member.card});
    request.identities.push_back({IdentityKind::Phone, member.phone});
    request.birth_date = member.birth_date;
    request.home_store = member.home_store;
    request.language = "es";
    if (member.wants_messages) {
        request.consents.push_back({.purpose = "marketing",
                                    .channel = "whatsapp",
                                    .given = true,
                                    .text_version = "2025-11",
                                    .source = "till"});
    }
    return request;
}

app::Ask ask_of(const app::OpenProgramme& programme, const app::Caller& caller, DemoEvent& event) {
    app::Ask ask;
    if (auto* enrolment = std::get_if<DemoEnrolment>(&event.what)) {
        ask = ask_enrol(programme, caller, enrolment_of(*enrolment->member), event.at,
                        "enrol:" + enrolment->member->card);
    } else if (auto* request = std::get_if<PurchaseRequest>(&event.what)) {
        ask = ask_purchase(programme, caller, std::move(*request));
    } else if (auto* prize = std::get_if<DemoRedemption>(&event.what)) {
        CommandRequest redemption{.body = Redeem{.reward = prize->reward, .store = prize->store},
                                  .text = CommandText("redeem"),
                                  .member = "card:" + prize->member->card};
        redemption.text.say("reward", prize->reward).say("store", prize->store);
        ask = ask_command(programme, caller, std::move(redemption),
                          fmt::format("prize:{}:{}", prize->member->card, event.at.value));
    } else {
        ask = ask_return(programme, caller, std::get<RecordReturn>(std::move(event.what)));
    }
    ask.at = event.at;
    return ask;
}

std::vector<storage::Product> articles_of(const DemoCatalogue& catalogue) {
    std::vector<storage::Product> articles;
    for (const auto& product : catalogue.products) {
        articles.push_back({.sku = product.sku,
                            .category = product.category,
                            .brand = product.brand,
                            .name = product.name,
                            .unit_price = product.price,
                            .unit_cost = product.cost});
    }
    return articles;
}

/// What the tills of the day took in all: the members' tickets, and those of people who show no
/// card. These buy less at a time.
class Tills {
 public:
    explicit Tills(const Programme& programme) : programme_(programme) {}

    void ring_up(const app::Answer& answer, const std::string& store, Day day) {
        const Store* found = programme_.find_store(store);
        if (!found || !answer.receipt) return;
        auto& total = days_[{found->id, day}];
        total.store = found->id;
        total.brand = found->brand_id;
        total.day = day;
        ++total.tickets;
        total.amount += answer.receipt->total;
        for (int stranger = random_.below(strangers(store)); stranger > 0; stranger -= percent) {
            if (stranger < percent && random_.below(percent) >= stranger) break;
            ++total.tickets;
            total.amount += Minor{answer.receipt->total.n * random_.between(30, 110) / percent};
        }
    }
    std::vector<analytics::StoreDayFact> close() {
        std::vector<analytics::StoreDayFact> days;
        for (const auto& [key, day] : days_) days.push_back(day);
        days_.clear();
        return days;
    }

 private:
    static constexpr int percent = 100;
    /// For a hundred tickets of members at most twice so many tickets of others; few in the web
    /// shop.
    static int strangers(const std::string& store) {
        if (store == "WEB") return 60;
        return store == "NORTE" ? 260 : 180;
    }
    const Programme& programme_;
    DemoRandom random_{2};
    std::map<std::pair<StoreId, Day>, analytics::StoreDayFact> days_;
};

void count(const DemoEvent& event, const app::Answer& answer, DemoTotals& totals) {
    if (answer.outcome == Outcome::Rejected || answer.outcome == Outcome::Parked) {
        if (totals.refused++ == 0) {
            totals.first_refusal = answer.error ? std::string(literal(answer.error->code)) + " " +
                                                      answer.error->message
                                                : "parked";
        }
        return;
    }
    if (std::holds_alternative<DemoEnrolment>(event.what)) {
        ++totals.members;
    } else if (std::holds_alternative<RecordReturn>(event.what)) {
        ++totals.returns;
    } else if (std::holds_alternative<DemoRedemption>(event.what)) {
        ++totals.prizes;
    } else {
        ++totals.purchases;
        totals.money += answer.receipt->total.n;
        if (!answer.receipt->spent.empty()) ++totals.paid_with_points;
    }
}

}  // namespace

DemoTotals load_demo(app::Service& service,
                     app::OpenProgramme& programme,
                     DemoYear& year,
                     const DemoProgress& progress) {
    DemoTotals totals;
    Balances balances;
    const auto snapshot = programme.snapshot();
    Tills tills(*snapshot);
    const app::Caller caller{programme.key(), "demo", "demo"};
    service.put_products(programme.key(), articles_of(year.catalogue()));
    while (year.days_done() < demo_year_days) {
        auto events = year.next_day([&](int member) { return balances.of(member); });
        std::vector<app::Ask> asks;
        std::vector<std::string> stores;  // of purchases; asking moves the request away
        for (auto& event : events) {
            const auto* sale = std::get_if<PurchaseRequest>(&event.what);
            stores.push_back(sale ? sale->purchase.store : "");
            asks.push_back(ask_of(programme, caller, event));
        }
        auto answers = service.engine().ask_all(std::move(asks));
        for (std::size_t i = 0; i < events.size(); ++i) {
            count(events[i], answers[i], totals);
            balances.learn(events[i], answers[i]);
            tills.ring_up(answers[i], stores[i], snapshot->zone().local_day(events[i].at));
        }
        if (!app::put_store_days(service, programme, tills.close())) ++totals.refused;
        progress(totals, year.days_done());
    }
    app::catch_up(service, programme);
    return totals;
}

}  // namespace vuelve::cli
