#include "analytics/lifetime.h"

#include <cmath>

#include "analytics/hypergeometric.h"

namespace vuelve::analytics {
namespace {

/// E[Y(t)] / P_alive. The formula's (1-z)^(r+x) 2F1(r+x, b+x; c; z), with c = a+b+x-1, is by
/// Euler's transformation (1-z)^(a-1) 2F1(a+b-1-r, a-1; c; z): no factor is then huge or tiny for
/// customers who buy often.
double purchases_if_alive(const BgNbd& model, const BuyingHistory& customer, double t) {
    const auto [r, alpha, a, b] = model;
    const double c = a + b + customer.x - 1;
    const double z = t / (alpha + customer.T + t);
    const double stays = std::pow(1 - z, a - 1) * hypergeometric_2f1(a + b - 1 - r, a - 1, c, z);
    return c / (a - 1) * (1 - stays);
}

}  // namespace

double p_alive(const BgNbd& model, const BuyingHistory& customer) {
    if (customer.x == 0) return 1;
    const double silence = (model.alpha + customer.T) / (model.alpha + customer.t_x);
    return 1 / (1 + model.a / (model.b + customer.x - 1) * std::pow(silence, model.r + customer.x));
}

double expected_purchases(const BgNbd& model, const BuyingHistory& customer, double t) {
    if (t <= 0) return 0;
    const double alive = p_alive(model, customer);
    // At a = 1 and at a + b + x = 1 the formula is 0/0 though its limit exists: the mean of both
    // sides is within 1e-9 of it.
    constexpr double near = 1e-6, beside = 1e-5;
    if (std::abs(model.a - 1) > near && std::abs(model.a + model.b + customer.x - 1) > near)
        return alive * purchases_if_alive(model, customer, t);
    BgNbd below = model, above = model;
    below.a -= beside;
    above.a += beside;
    return alive *
           (purchases_if_alive(below, customer, t) + purchases_if_alive(above, customer, t)) / 2;
}

std::optional<double> expected_ticket(const GammaGamma& model, int x, double mean) {
    const double below = model.p * x + model.q - 1;
    if (below <= 0) return std::nullopt;
    return model.p * (model.gamma + x * mean) / below;
}

std::optional<double> clv(const BgNbd& model,
                          const GammaGamma& tickets,
                          const BuyingHistory& customer,
                          double mean,
                          const Horizon& horizon) {
    const auto ticket = expected_ticket(tickets, customer.x, mean);
    if (!ticket) return std::nullopt;
    double value = 0, before = 0;
    for (int k = 1; k <= horizon.periods; ++k) {
        const double until = expected_purchases(model, customer, k * horizon.step);
        value += horizon.margin * *ticket * (until - before) / std::pow(1 + horizon.discount, k);
        before = until;
    }
    return value;
}

}  // namespace vuelve::analytics
