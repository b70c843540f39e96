#pragma once

namespace vuelve::analytics {

/// Gauss's function 2F1(a, b; c; z) by its series, for 0 <= z < 1 and c neither 0 nor a negative
/// whole number; relative error far below 1e-6 where the terms do not cancel. NaN when the series
/// does not settle.
double hypergeometric_2f1(double a, double b, double c, double z);

}  // namespace vuelve::analytics
