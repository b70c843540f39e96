#include "cli/backup.h"
#include "cli/command.h"
#include "cli/rebuild.h"
#include "cli/scenario/scenario.h"
#include "cli/verify.h"

int main(int argc, char** argv) {
    using namespace vuelve::cli;
    return run({scenario_command(), verify_command(), rebuild_command(), backup_command()}, argc,
               argv);
}
