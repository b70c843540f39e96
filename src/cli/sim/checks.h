#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

namespace vuelve::cli {

/// A promise of domain.md 13 that did not hold.
struct Violation : std::runtime_error {
    Violation(std::string name, const std::string& numbers)
        : std::runtime_error(name + ": " + numbers), invariant(std::move(name)) {}
    std::string invariant;
};

/// How often each promise was really looked at. One that never was is a fault of the simulation.
class Checks {
 public:
    /// Names what must be checked in a long run.
    explicit Checks(std::initializer_list<const char*> expected) {
        for (const char* name : expected) counts_[name] = 0;
    }
    /// `numbers` gives what was seen, as text, and is only asked for when it is wrong. Throws
    /// Violation.
    template <class Numbers>
    void hold(const char* invariant, bool holds, const Numbers& numbers) {
        ++counts_[invariant];
        if (!holds) throw Violation(invariant, numbers());
    }
    const std::map<std::string, std::int64_t>& counts() const { return counts_; }

 private:
    std::map<std::string, std::int64_t> counts_;
};

}  // namespace vuelve::cli
