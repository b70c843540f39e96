#pragma once

#include <string>

namespace vuelve::cli {

/// All of a file that was named on the command line. Throws WrongUseError.
std::string text_of_file(const std::string& name);

}  // namespace vuelve::cli
