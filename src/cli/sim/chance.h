#pragma once

#include <string>
#include <vector>

#include "cli/demo_random.h"

namespace vuelve::cli {

/// Draws of the simulation: the same on every machine (demo_random.h), said in its own words.
class Chance : public DemoRandom {
 public:
    using DemoRandom::DemoRandom;

    /// One of them; there is at least one.
    template <class T>
    const T& one_of(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
    }
    std::string word(const std::vector<std::string>& choices) { return one_of(choices); }
    /// True this many times in a hundred.
    bool percent(int share) { return below(100) < share; }
    /// The text that often, else nothing: optional parts of a document.
    std::string maybe(int share, const std::string& text) { return percent(share) ? text : ""; }
};

}  // namespace vuelve::cli
