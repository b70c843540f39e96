#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/service.h"
#include "cli/demo_catalogue.h"
#include "domain/calendar.h"

/// Three members of the demo shop whom one can be: each of another level, with so much going on
/// that every page of their card shows something. Source: contract.md 1 rule 24.
namespace vuelve::cli {

struct DemoHero {
    std::string name, level, phone, card;
    int weekly = 0;  // what they buy for each week, about, in cents
};
/// The first is of the highest level and has the fullest card.
const std::array<DemoHero, 3>& demo_heroes();

class DemoStories {
 public:
    DemoStories(const DemoCatalogue& catalogue, Day last_day, const Zone& zone)
        : catalogue_(catalogue), last_day_(last_day), zone_(zone) {}

    /// What they do on a day, in its order, each when the one before is answered: somebody joins a
    /// household that was just made. Gives the answers.
    std::vector<app::Answer> live(app::Service& service,
                                  const app::OpenProgramme& programme,
                                  const app::Caller& caller,
                                  Day day) const;

 private:
    app::Ask purchase(const app::OpenProgramme& programme,
                      const app::Caller& caller,
                      const DemoHero& hero,
                      int week) const;

    const DemoCatalogue& catalogue_;
    Day last_day_;
    const Zone& zone_;
};

}  // namespace vuelve::cli
