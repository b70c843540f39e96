#include "app/customers.h"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/period.h"
#include "app/facts.h"
#include "app/restrictions.h"

namespace vuelve::app {
namespace {

constexpr Day always{-1'000'000};

/// Counted purchases up to a day.
template <class Take>
void each_counted(Service& service, OpenProgramme& programme, Day first, Day last, Take take) {
    catch_up(service, programme);
    auto reader = service.database().fan_out();
    programme.facts().each_sale(*reader, first, last, [&](const vuelve::Sale& sale) {
        if (!sale.voided) take(sale);
    });
}

Day last_of(int month) { return add_months(day_of(month / 100, month % 100, 1), 1) + -1; }

}  // namespace

std::vector<analytics::Cohort> read_retention(Service& service,
                                              OpenProgramme& programme,
                                              int first,
                                              int last) {
    std::vector<analytics::BuyingMonth> months;
    each_counted(service, programme, always, last_of(last), [&](const vuelve::Sale& sale) {
        months.push_back({sale.member.value, month_number(sale.day)});
    });
    auto cohorts = analytics::cohorts_of(months, last);
    std::erase_if(cohorts, [first](const auto& cohort) { return cohort.month < first; });
    return cohorts;
}

std::vector<HolderId> read_cohort_members(Service& service,
                                          OpenProgramme& programme,
                                          int cohort,
                                          int k) {
    const int month = analytics::month_after(cohort, k);
    std::map<HolderId, std::set<int>> months;
    each_counted(service, programme, always, last_of(month), [&](const vuelve::Sale& sale) {
        months[sale.member].insert(month_number(sale.day));
    });
    std::vector<HolderId> members;
    for (const auto& [member, bought] : months)
        if (*bought.begin() == cohort && bought.contains(month)) members.push_back(member);
    return members;
}

std::vector<RfmMember> read_rfm(Service& service, OpenProgramme& programme, Day as_of) {
    const analytics::DaySpan year = analytics::days_to(as_of);
    std::map<HolderId, analytics::RfmInput> inputs;
    each_counted(service, programme, year.first, year.last, [&](const vuelve::Sale& sale) {
        auto [known, is_new] = inputs.try_emplace(sale.member, sale.day);
        known->second.last = std::max(known->second.last, sale.day);
        ++known->second.purchases;
        known->second.amount += sale.amount.n;
    });
    // Who does not want to be told apart by what they buy is not.
    for (const HolderId member :
         privacy_of(programme).not_profiled(*service.database().fan_out(), service.now()))
        inputs.erase(member);
    std::vector<RfmMember> members;
    std::vector<analytics::RfmInput> list;
    for (const auto& [member, input] : inputs) {
        members.push_back({member, input, {}});
        list.push_back(input);
    }
    const auto scores = analytics::rfm(list);
    for (std::size_t i = 0; i < members.size(); ++i) members[i].score = scores[i];
    return members;
}

analytics::Worth read_worth(Service& service,
                            OpenProgramme& programme,
                            Day as_of,
                            const analytics::Horizon& horizon) {
    std::map<HolderId, analytics::BuyingDays> customers;
    each_counted(service, programme, always, as_of, [&](const vuelve::Sale& sale) {
        customers[sale.member][sale.day] += sale.amount;
    });
    return analytics::worth_of(customers, as_of, horizon);
}

}  // namespace vuelve::app
