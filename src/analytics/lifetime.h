#pragma once

#include <optional>

/// What a customer is likely to buy yet, from parameters that were fitted over all customers:
/// BG/NBD for how often (Fader, Hardie and Lee 2005), Gamma-Gamma for how much. Weeks throughout.
/// Source: domain.md 11.
namespace vuelve::analytics {

/// All above 0.
struct BgNbd {
    double r = 0, alpha = 0, a = 0, b = 0;
};
/// All above 0.
struct GammaGamma {
    double p = 0, q = 0, gamma = 0;
};

/// What is known of one customer.
struct BuyingHistory {
    int x = 0;       // repeat purchases: distinct days less one
    double t_x = 0;  // weeks from the first purchase to the last
    double T = 0;    // weeks from the first purchase to the end of observation
};

/// Chance that the customer still buys here: 1 for x = 0.
double p_alive(const BgNbd& model, const BuyingHistory& customer);

/// Purchases expected in the next `t` weeks.
double expected_purchases(const BgNbd& model, const BuyingHistory& customer, double t);

/// Ticket expected of a customer whose `x` repeat purchases had the mean `mean`; for x = 0 that of
/// the population. None where the model has no mean (p x + q <= 1).
std::optional<double> expected_ticket(const GammaGamma& model, int x, double mean);

/// How future purchases are valued.
struct Horizon {
    double margin = 1;  // of a ticket, 0.3 = 30 %
    double step = 4;    // weeks of one period
    int periods = 12;
    double discount = 0;  // for one period, 0.01 = 1 %
};
/// Discounted margin of the next `periods`. None where expected_ticket has none.
std::optional<double> clv(const BgNbd& model,
                          const GammaGamma& tickets,
                          const BuyingHistory& customer,
                          double mean,
                          const Horizon& horizon);

}  // namespace vuelve::analytics
