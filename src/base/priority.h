#pragma once

namespace vuelve {

/// Has the calling thread go after those that people wait for, by so many steps of `nice` (1 to
/// 19). Without the right to it nothing is lost but speed.
void step_behind_tills(int steps);

}  // namespace vuelve
