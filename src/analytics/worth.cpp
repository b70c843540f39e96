#include "analytics/worth.h"

namespace vuelve::analytics {
namespace {

CustomerWorth known_of(HolderId member, const BuyingDays& days, Day as_of) {
    constexpr double days_per_week = 7;
    const Day first = days.begin()->first, last = days.rbegin()->first;
    CustomerWorth customer{.member = member,
                           .history = {.x = static_cast<int>(days.size()) - 1,
                                       .t_x = (last - first) / days_per_week,
                                       .T = (as_of - first) / days_per_week}};
    Minor repeated{};
    for (const auto& [day, amount] : days)
        if (day != first) repeated += amount;
    if (customer.history.x > 0)
        customer.mean = static_cast<double>(repeated.n) / customer.history.x;
    return customer;
}

}  // namespace

std::optional<double> Worth::mean_clv() const {
    double sum = 0;
    for (const CustomerWorth& customer : customers) {
        if (!customer.clv) return std::nullopt;
        sum += *customer.clv;
    }
    if (customers.empty()) return std::nullopt;
    return sum / static_cast<double>(customers.size());
}

Worth worth_of(const std::map<HolderId, BuyingDays>& customers, Day as_of, const Horizon& horizon) {
    Worth worth;
    std::vector<BuyingHistory> histories;
    std::vector<RepeatSpend> spends;
    for (const auto& [member, days] : customers) {
        if (days.empty()) continue;
        worth.customers.push_back(known_of(member, days, as_of));
        const CustomerWorth& customer = worth.customers.back();
        histories.push_back(customer.history);
        spends.push_back({customer.history.x, customer.mean});
    }
    worth.purchases = fit_bg_nbd(histories);
    worth.tickets = fit_gamma_gamma(spends);
    if (!worth.purchases || !worth.tickets) return worth;
    for (CustomerWorth& customer : worth.customers) {
        customer.alive = p_alive(worth.purchases->model, customer.history);
        customer.clv = clv(worth.purchases->model, worth.tickets->model, customer.history,
                           customer.mean, horizon);
    }
    return worth;
}

}  // namespace vuelve::analytics
