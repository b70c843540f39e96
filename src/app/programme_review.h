#pragma once

#include "app/publishing.h"
#include "codec/programme_diff.h"

/// What publishing a document would mean: what forbids it, what is probably not meant, what changes
/// and whom that can touch. Writes nothing.
namespace vuelve::app {

struct Verdict {
    std::vector<Fault> faults;      // what forbids it
    std::vector<Warning> warnings;  // none while its shape has faults
};
/// As if it were published now.
Verdict review(Service& service, const OpenProgramme& programme, const std::string& document);

struct TouchedRule {
    std::string rule;
    std::int64_t members = 0;  // at most: those of the levels and segments it asks for
};
struct ProgrammeDiff {
    std::vector<DocumentChange> changes;
    std::vector<TouchedRule> rules;
    std::int64_t members = 0;  // at most, of `of`
    std::int64_t of = 0;
    Verdict verdict;  // of the later document, where it was asked for
};
/// From one document to another; the later one is judged as what `judged` says it is, if it says
/// so. Errors: ValidationFailed when one of them has faults.
Result<ProgrammeDiff> compare(Service& service,
                              const OpenProgramme& programme,
                              const std::string& before,
                              const std::string& after,
                              std::optional<Content> judged,
                              std::string_view language);

}  // namespace vuelve::app
