#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

/// What `vuelve` can be told on the command line (design.md 5). A command lives in a file of its
/// own and is named in src/main.cpp; the library that parses arguments is seen by src/cli only.
namespace vuelve::cli {

/// What a shell gets back. Source: design.md 5.
enum ExitCode : int { Done = 0, Failed = 1, WrongUse = 2 };

/// Wrong use that the parser cannot see ("--over mars"): thrown by a command, printed, ends with 2.
struct WrongUseError {
    std::string message;
};

struct CliCommand {
    std::string name;     // "import members" is a command below `import`
    std::string summary;  // one line of the help
    /// Declares arguments and options, bound to values the returned function owns (a shared_ptr to
    /// a struct of options). That function does the work, once, after parsing; it gives the exit
    /// code.
    std::function<std::function<int()>(CLI::App&)> setup;
};

/// Parses the arguments and runs the command they name. Help and version go to standard output;
/// every error is one line on standard error. Gives the exit code of the process.
int run(const std::vector<CliCommand>& commands,
        int argc,
        const char* const* argv,
        const std::string& version = "dev");

}  // namespace vuelve::cli
