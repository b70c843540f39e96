#include "base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace vuelve {

void broken(const char* claim, std::source_location where) {
    std::fprintf(stderr, "vuelve stopped: %s does not hold (%s:%u)\n", claim, where.file_name(),
                 where.line());
    std::abort();
}

}  // namespace vuelve
