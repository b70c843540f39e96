#pragma once

#include <string>
#include <vector>

#include "replay.h"

/// The numbers of a replay in the shape of `<run>.expected.json`.
namespace vuelve::real {

/// `commands`, `net_total`, `awards` ...: what the answers added up to.
void add_answers(const Replay& replay, const Json& cancellation_lines, Json::Object& out);

/// What the tables hold at one moment.
struct Moment {
    Json json;                          // `close` or `later`
    std::vector<std::string> balances;  // "member,currency,pending,available,reserved,debt", sorted
    Json samples;                       // of the members asked for, in that order
};
/// `at` is the moment as the answers write it; `samples` are their members to look at more closely.
Moment read_moment(Replay& replay, const std::string& at, const std::vector<std::string>& samples);

}  // namespace vuelve::real
