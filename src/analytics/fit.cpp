#include "analytics/fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analytics/minimise.h"

namespace vuelve::analytics {
namespace {

constexpr double tolerance = 1e-7;  // of logarithms: finer than the 1e-6 promised of the values
constexpr double log_max = 12;      // a parameter beyond e^12 or e^-12 is on its way to infinity

/// The C library's own keeps the sign in a global variable, which threads would share.
double log_gamma(double value) {
    int sign = 0;
    return ::lgamma_r(value, &sign);
}

double log_likelihood_of(const BgNbd& model, const BuyingHistory& customer) {
    const auto [r, alpha, a, b] = model;
    const double x = customer.x;
    const double common = log_gamma(r + x) - log_gamma(r) + r * std::log(alpha) + log_gamma(a + b) +
                          log_gamma(b + x) - log_gamma(b) - log_gamma(a + b + x);
    const double alive = -(r + x) * std::log(alpha + customer.T);
    if (customer.x == 0) return common + alive;
    const double gone =
        std::log(a) - std::log(b + x - 1) - (r + x) * std::log(alpha + customer.t_x);
    const double larger = std::max(alive, gone);
    return common + larger + std::log(std::exp(alive - larger) + std::exp(gone - larger));
}

double log_likelihood_of(const GammaGamma& model, const RepeatSpend& customer) {
    const auto [p, q, gamma] = model;
    const double x = customer.x, px = p * x;
    return log_gamma(px + q) - log_gamma(px) - log_gamma(q) + q * std::log(gamma) +
           (px - 1) * std::log(customer.mean) + px * std::log(x) -
           (px + q) * std::log(gamma + x * customer.mean);
}

/// Searches over logarithms, so that every parameter stays above 0.
template <class Model, class Customer, class Make>
std::optional<Fit<Model>> fit(std::span<const Customer> customers,
                              std::size_t parameters,
                              Make make) {
    const auto count = static_cast<double>(customers.size());
    auto mean_loss = [&](std::span<const double> logs) {
        if (std::ranges::any_of(logs, [](double log) { return std::abs(log) > log_max; }))
            return HUGE_VAL;
        const Model model = make(logs);
        double sum = 0;
        for (const Customer& customer : customers) sum -= log_likelihood_of(model, customer);
        return sum / count;
    };
    const auto found = minimise(mean_loss, std::vector<double>(parameters, 0.0), tolerance);
    if (!found) return std::nullopt;
    auto is_at_wall = [](double log) { return std::abs(log) > log_max - 0.01; };
    if (std::ranges::any_of(found->at, is_at_wall)) return std::nullopt;
    return Fit<Model>{make(found->at), -found->value * count};
}

}  // namespace

std::optional<Fit<BgNbd>> fit_bg_nbd(std::span<const BuyingHistory> customers) {
    if (std::ranges::none_of(customers, [](const auto& one) { return one.x > 0; }))
        return std::nullopt;
    return fit<BgNbd>(customers, 4, [](std::span<const double> logs) {
        return BgNbd{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
    });
}

std::optional<Fit<GammaGamma>> fit_gamma_gamma(std::span<const RepeatSpend> customers) {
    std::vector<RepeatSpend> telling;
    std::ranges::copy_if(customers, std::back_inserter(telling),
                         [](const RepeatSpend& one) { return one.x > 0 && one.mean > 0; });
    if (telling.empty()) return std::nullopt;
    return fit<GammaGamma>(std::span<const RepeatSpend>(telling), 3, [](auto logs) {
        return GammaGamma{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2])};
    });
}

}  // namespace vuelve::analytics
