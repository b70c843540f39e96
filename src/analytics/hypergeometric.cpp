#include "analytics/hypergeometric.h"

#include <cmath>
#include <limits>

namespace vuelve::analytics {

double hypergeometric_2f1(double a, double b, double c, double z) {
    constexpr int terms_max = 20'000'000;
    double term = 1, sum = 1;
    for (int n = 0; n < terms_max; ++n) {
        const double ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
        term *= ratio;
        sum += term;
        // What is left is about a geometric series, so that near z = 1 a small term is no end yet.
        const double shrink = std::abs(ratio);
        if (term == 0 ||
            (shrink < 1 && n > -c && std::abs(term) < 1e-15 * std::abs(sum) * (1 - shrink)))
            return sum;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace vuelve::analytics
