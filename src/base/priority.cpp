#include "base/priority.h"

#include <sys/resource.h>

namespace vuelve {

void step_behind_tills(int steps) {
    // On Linux 0 is the calling thread, and no other of the process.
    (void)setpriority(PRIO_PROCESS, 0, steps);
}

}  // namespace vuelve
