#include "analytics/period.h"

namespace vuelve::analytics {

PeriodRates rates_of(const PeriodSums& sums) {
    const Units used = sums.redeemed_net + sums.expired;
    return {
        .participation = rate_of(sums.sales_identified.n, sums.sales_total.n),
        .participation_tickets = rate_of(sums.tickets_identified, sums.tickets_total),
        .active_rate = rate_of(sums.active, sums.enrolled),
        .earn_rate = rate_of(sums.issued_value.n, sums.sales_identified.n),
        .redemption_rate_points = rate_of(sums.redeemed_net.n, sums.issued_net.n),
        .redemption_rate_members = rate_of(sums.redeemers, sums.engaged),
        .burn_ratio = rate_of(used.n, sums.issued_net.n),
        .repurchase_rate = rate_of(sums.buyers_2plus, sums.buyers),
        .frequency = rate_of(sums.tickets_identified, sums.buyers),
        .average_ticket = rate_of(sums.sales_identified.n, sums.tickets_identified),
        // frequency x average_ticket, rounded once
        .average_spend = rate_of(sums.sales_identified.n, sums.buyers),
        .digital_adoption = rate_of(sums.digital_active, sums.active),
        .digital_share = rate_of(sums.sales_digital.n, sums.sales_identified.n),
    };
}

std::array<std::pair<std::string_view, Rate>, 13> rows_of(const PeriodRates& rates) {
    return {{{"participation", rates.participation},
             {"participation_tickets", rates.participation_tickets},
             {"active_rate", rates.active_rate},
             {"earn_rate", rates.earn_rate},
             {"redemption_rate_points", rates.redemption_rate_points},
             {"redemption_rate_members", rates.redemption_rate_members},
             {"burn_ratio", rates.burn_ratio},
             {"repurchase_rate", rates.repurchase_rate},
             {"frequency", rates.frequency},
             {"average_ticket", rates.average_ticket},
             {"average_spend", rates.average_spend},
             {"digital_adoption", rates.digital_adoption},
             {"digital_share", rates.digital_share}}};
}

}  // namespace vuelve::analytics
