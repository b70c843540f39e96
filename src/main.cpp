#include "cli/command.h"

int main(int argc, char** argv) { using namespace vuelve::cli; }
