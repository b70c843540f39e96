#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace vuelve {

/// The text that is kept in the repository under `path`, for people to proof-read and a test to
/// compare with `now`. With VUELVE_WRITE_KEPT=1 in the environment the file is written anew first.
inline std::string kept_text(const std::string& path, const std::string& now) {
    if (const char* write = std::getenv("VUELVE_WRITE_KEPT"); write && *write == '1')
        std::ofstream(path) << now;
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace vuelve
