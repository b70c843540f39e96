#include "cli/command.h"

int main(int argc, char** argv) { return vuelve::cli::run({}, argc, argv); }
