#include "analytics/minimise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vuelve::analytics {
namespace {

using Function = std::function<double(std::span<const double>)>;

double valued(const Function& function, std::span<const double> at) {
    const double value = function(at);
    return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
}

/// from + share x (to - from)
std::vector<double> towards(std::span<const double> from,
                            std::span<const double> to,
                            double share) {
    std::vector<double> place(from.size());
    for (std::size_t i = 0; i < place.size(); ++i) place[i] = from[i] + share * (to[i] - from[i]);
    return place;
}

/// Corners, the best first.
class Simplex {
 public:
    Simplex(const Function& function, const std::vector<double>& start, double edge)
        : function_(function) {
        corners_.push_back(corner(start));
        for (std::size_t i = 0; i < start.size(); ++i) {
            auto place = start;
            place[i] += edge;
            corners_.push_back(corner(std::move(place)));
        }
        sort();
    }

    const Minimum& best() const { return corners_.front(); }

    bool is_within(double tolerance) const {
        for (const Minimum& other : corners_)
            for (std::size_t i = 0; i < other.at.size(); ++i)
                if (std::abs(other.at[i] - best().at[i]) > tolerance) return false;
        return true;
    }

    void step() {
        const auto middle = centre();
        Minimum& worst = corners_.back();
        Minimum reflected = corner(towards(middle, worst.at, -1));
        if (reflected.value < best().value) {
            Minimum further = corner(towards(middle, worst.at, -2));
            worst = further.value < reflected.value ? std::move(further) : std::move(reflected);
        } else if (reflected.value < corners_[corners_.size() - 2].value) {
            worst = std::move(reflected);
        } else {
            const double share = reflected.value < worst.value ? -0.5 : 0.5;
            Minimum nearer = corner(towards(middle, worst.at, share));
            if (nearer.value < std::min(reflected.value, worst.value))
                worst = std::move(nearer);
            else
                shrink();
        }
        sort();
    }

 private:
    Minimum corner(std::vector<double> place) const {
        const double value = valued(function_, place);
        return {std::move(place), value};
    }

    /// Of all but the worst.
    std::vector<double> centre() const {
        std::vector<double> middle(best().at.size());
        for (std::size_t k = 0; k + 1 < corners_.size(); ++k)
            for (std::size_t i = 0; i < middle.size(); ++i)
                middle[i] += corners_[k].at[i] / static_cast<double>(middle.size());
        return middle;
    }

    void shrink() {
        for (std::size_t k = 1; k < corners_.size(); ++k)
            corners_[k] = corner(towards(best().at, corners_[k].at, 0.5));
    }

    void sort() { std::ranges::stable_sort(corners_, {}, &Minimum::value); }

    const Function& function_;
    std::vector<Minimum> corners_;
};

}  // namespace

std::optional<Minimum> minimise(const Function& function,
                                std::vector<double> start,
                                double tolerance) {
    constexpr int rounds_max = 20, steps_max = 5000;
    Minimum known{start, valued(function, start)};
    for (int round = 0; round < rounds_max; ++round) {
        Simplex simplex(function, known.at, 0.3);
        for (int step = 0; step < steps_max && !simplex.is_within(tolerance); ++step)
            simplex.step();
        const bool is_settled = simplex.is_within(tolerance);
        double moved = 0;
        for (std::size_t i = 0; i < start.size(); ++i)
            moved = std::max(moved, std::abs(simplex.best().at[i] - known.at[i]));
        known = simplex.best();
        if (!std::isfinite(known.value)) return std::nullopt;
        if (is_settled && moved <= 10 * tolerance) return known;
    }
    return std::nullopt;
}

}  // namespace vuelve::analytics
