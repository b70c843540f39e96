#include "cli/demo_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "app/asks.h"
#include "app/facts.h"
#include "app/measures.h"
#include "cli/demo_stories.h"
#include "codec/survey_request.h"

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

/// A few of those who bought say the next morning how it was.
class Opinions {
 public:
    explicit Opinions(const Zone& zone) : zone_(zone) {}

    void hear(const DemoMember& member, const app::Answer& answer, Day day) {
        constexpr int answering = 40, recommending = 300;
        if (!answer.receipt || !random_.permille(answering)) return;
        // One member in six is hard to please.
        const bool is_strict = member.card.back() % 6 == 0;
        const auto stars = is_strict ? std::array{5, 9, 20, 12, 4} : std::array{1, 3, 9, 30, 45};
        const int rating = static_cast<int>(random_.weighted(stars)) + 1;
        Json::Object body{{"rating", Json(std::int64_t{rating})},
                          {"purchase", Json(answer.receipt->id)}};
        if (random_.permille(recommending))
            body.push_back(
                {"nps", Json(std::int64_t{std::min(10, rating * 2 + random_.below(2))})});
        due_[day + 1].push_back({"card:" + member.card, answer.receipt->id, Json(std::move(body))});
    }
    /// What was kept for this morning, one command for each.
    std::vector<app::Ask> told(const app::OpenProgramme& programme,
                               const app::Caller& caller,
                               Day day) {
        constexpr std::int64_t morning = 7 * ms_per_hour;
        std::vector<app::Ask> asks;
        for (auto& [member, purchase, body] : due_[day]) {
            auto request = decode_survey_answer(body, member);
            if (!request) continue;
            asks.push_back(
                app::ask_command(programme, caller, std::move(*request), "opinion:" + purchase));
            asks.back().at = zone_.day_start(day) + morning;
        }
        due_.erase(day);
        return asks;
    }

 private:
    const Zone& zone_;
    DemoRandom random_{3};
    struct Opinion {
        std::string member, purchase;
        Json body;
    };
    std::map<Day, std::vector<Opinion>> due_;
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

void count_opinion(const app::Answer& answer, DemoTotals& totals) {
    if (!answer.error)
        ++totals.opinions;
    else if (totals.refused++ == 0)
        totals.first_refusal =
            "an opinion: " + std::string(literal(answer.error->code)) + " " + answer.error->message;
}

/// They are three more, whom nobody counts.
void count_story(const app::Answer& answer, DemoTotals& totals) {
    if (answer.error && totals.refused++ == 0)
        totals.first_refusal =
            "a story: " + std::string(literal(answer.error->code)) + " " + answer.error->message;
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
    Opinions opinions(snapshot->zone());
    const app::Caller caller{programme.key(), "demo", "demo"};
    const DemoStories stories(year.catalogue(), year.first_day() + (demo_year_days - 1),
                              snapshot->zone());
    service.put_products(programme.key(), articles_of(year.catalogue()));
    while (year.days_done() < demo_year_days) {
        const Day day = year.first_day() + year.days_done();
        for (const auto& answer : service.engine().ask_all(opinions.told(programme, caller, day)))
            count_opinion(answer, totals);
        for (const auto& answer : stories.live(service, programme, caller, day))
            count_story(answer, totals);
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
            if (stores[i].empty()) continue;
            tills.ring_up(answers[i], stores[i], day);
            opinions.hear(year.members()[static_cast<std::size_t>(events[i].member - 1)],
                          answers[i], day);
        }
        if (!app::put_store_days(service, programme, tills.close())) ++totals.refused;
        progress(totals, year.days_done());
    }
    app::catch_up(service, programme);
    return totals;
}

}  // namespace vuelve::cli
