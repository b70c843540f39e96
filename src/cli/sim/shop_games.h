#pragma once

#include <string>

#include "cli/sim/chance.h"
#include "domain/calendar.h"

/// Parts of a random shop's document that make members come back. Source: domain.md 8.
namespace vuelve::cli {

/// `[...]`: plans of a month and a year.
std::string random_plans(Chance& chance);
/// `[...]`: one challenge of each metric.
std::string random_challenges(Chance& chance, Instant opening);
/// `,{...},{...}`: rules about what members do without buying.
std::string random_action_rules(Chance& chance);
/// `,"closed":[...]`, or nothing.
std::string random_closed_days(Chance& chance, Day today);

}  // namespace vuelve::cli
