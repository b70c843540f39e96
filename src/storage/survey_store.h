#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/decision.h"
#include "storage/database.h"
#include "storage/ids.h"

/// Answers to surveys as their table holds them; LedgerStore writes it. Source: domain.md 8.8.
namespace vuelve::storage {

struct AnswerRow {
    HolderId holder{};  // who answered, perhaps merged since
    SurveyAnswer answer;
    Bytes comment_s{};  // empty = no comment; MemberStore::open_text opens it
};

/// At most `limit` of one holder before `before` (exclusive), newest first.
std::vector<AnswerRow> answers_of(
    Reader& reader, const Placement& placement, HolderId holder, AnswerId before, int limit);

/// Everything answered on these days, both included, in the order of answering; without comments.
std::vector<AnswerRow> answers_between(
    Reader& reader, const Placement& placement, std::int64_t programme_id, Day first, Day last);

/// Whom each merged member went to; the survivor of one may have been merged itself.
std::map<HolderId, HolderId> merged_members(Reader& reader,
                                            const Placement& placement,
                                            std::int64_t programme_id);
/// The member and everybody merged into it, directly or not.
std::vector<HolderId> united_members(Reader& reader, const Placement& placement, HolderId survivor);

}  // namespace vuelve::storage
