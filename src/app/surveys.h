#pragma once

#include <string>
#include <vector>

#include "analytics/satisfaction.h"
#include "app/service.h"

/// Answers to surveys: one member's, and what all of them say. Source: domain.md 8.8.
namespace vuelve::app {

struct AnswerItem {
    SurveyAnswer answer;
    HolderId given_by{};   // the member, or one merged into it
    Instant at{};          // when it was given
    std::string purchase;  // of a rating, "" = none
    std::string comment;   // "" = none
};
struct AnswersPage {
    std::vector<AnswerItem> items;  // newest first; those of merged members too
    AnswerId next{};                // where the next page begins (exclusive); 0 = there is none
    HolderId member{};              // the survivor, when a merged id was asked for
};
/// At most `limit` answers before `before`. Errors: UnknownMember.
Result<AnswersPage> read_answers(
    Service& service, const OpenProgramme& programme, HolderId id, AnswerId before, int limit);

struct SatisfactionAsked {
    Day from{}, to{};     // days of the programme, both included
    std::string store{};  // "" = all
};
/// Source: domain.md 8.8 (last answer per member per period).
/// Errors: ValidationFailed with a pointer (no such store; from after to).
Result<analytics::SatisfactionReport> read_satisfaction(Service& service,
                                                        const OpenProgramme& programme,
                                                        const SatisfactionAsked& asked);

/// As a door answers it: `{from, to, ratings: {n, mean, counts}, nps: {n, nps, ...}, by_store,
/// by_month}`.
std::string satisfaction_json(const SatisfactionAsked& asked,
                              const analytics::SatisfactionReport& report,
                              const Programme& programme);

}  // namespace vuelve::app
