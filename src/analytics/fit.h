#pragma once

#include <optional>
#include <span>

#include "analytics/lifetime.h"

/// Parameters of the lifetime models by maximum likelihood over all customers. Source: domain.md
/// 11; Fader, Hardie and Lee 2005.
namespace vuelve::analytics {

template <class Model>
struct Fit {
    Model model;
    double log_likelihood = 0;
};

/// Relative tolerance of the parameters: 1e-6. None without customers who came back, or where the
/// likelihood has no inner maximum (too few customers, or all alike).
std::optional<Fit<BgNbd>> fit_bg_nbd(std::span<const BuyingHistory> customers);

/// The mean of a customer's `x` repeat purchases.
struct RepeatSpend {
    int x = 0;
    double mean = 0;
};
/// As fit_bg_nbd. Customers with x = 0 or mean <= 0 say nothing and are left out.
std::optional<Fit<GammaGamma>> fit_gamma_gamma(std::span<const RepeatSpend> customers);

}  // namespace vuelve::analytics
