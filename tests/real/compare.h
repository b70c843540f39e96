#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "codec/json.h"

/// A replay's numbers beside the expected ones.
namespace vuelve::real {

/// Prints every total beside the expected one while it compares.
class Comparison {
 public:
    /// All members of two values; a member that only one side has is a difference, but in a table
    /// of counts, where absent means none. Long lists are told by their items alone.
    void compare(const std::string& path, const Json& ours, const Json& expected);
    /// A text whose lines must be the same. Prints how many are, and the first that is not.
    /// `expected` begins with a header line.
    void compare_lines(const std::string& name,
                       const std::vector<std::string>& ours,
                       const std::vector<std::string>& expected);
    /// A check that has no numbers of its own.
    void expect(bool holds, const std::string& name, const std::string& told);

    /// Paths that differ, in the order of their printing.
    const std::vector<std::string>& differences() const { return differences_; }

 private:
    void compare_row(const std::string& path, const Json* ours, const Json* expected);
    bool same(const std::string& path, const Json* ours, const Json* expected) const;

    std::vector<std::string> differences_;
};

/// Lines of a text file, packed or not; nothing when there is none.
std::optional<std::vector<std::string>> lines_of(const std::filesystem::path& file);

}  // namespace vuelve::real
