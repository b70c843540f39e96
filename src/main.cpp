#include "cli/command.h"
#include "cli/scenario/scenario.h"

int main(int argc, char** argv) {
    using namespace vuelve::cli;
    return run({scenario_command()}, argc, argv);
}
