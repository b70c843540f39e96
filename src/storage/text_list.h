#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vuelve::storage {

/// A list of codes as the columns `scopes`, `stores`, `segments` hold it: a JSON array of strings.
std::string write_list(const std::vector<std::string>& list);
/// Errors: StorageError Corrupt when `text` is not such an array.
std::vector<std::string> read_list(std::string_view text);

}  // namespace vuelve::storage
