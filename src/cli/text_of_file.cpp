#include "cli/text_of_file.h"

#include <fstream>
#include <iterator>

#include "cli/command.h"

namespace vuelve::cli {

std::string text_of_file(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    if (!file) throw WrongUseError{"cannot read " + name};
    return text;
}

}  // namespace vuelve::cli
