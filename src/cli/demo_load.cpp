#include "cli/demo_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "app/asks.h"

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
                            .unit_price = product.price});
    }
    return articles;
}

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
    const app::Caller caller{programme.key(), "demo", "demo"};
    service.put_products(programme.key(), articles_of(year.catalogue()));
    while (year.days_done() < demo_year_days) {
        auto events = year.next_day([&](int member) { return balances.of(member); });
        std::vector<app::Ask> asks;
        for (auto& event : events) asks.push_back(ask_of(programme, caller, event));
        auto answers = service.engine().ask_all(std::move(asks));
        for (std::size_t i = 0; i < events.size(); ++i) {
            count(events[i], answers[i], totals);
            balances.learn(events[i], answers[i]);
        }
        progress(totals, year.days_done());
    }
    return totals;
}

}  // namespace vuelve::cli
