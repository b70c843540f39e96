#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "domain/calendar.h"

/// Bodies about people's data. All refusals are ValidationFailed with every fault. Source:
/// security.md 7.
namespace vuelve {

/// `{kind: "notice", country: "EC", language: "es", version: "2026-01", body: "..."}`; of consent
/// with its `purpose`.
struct PrivacyTextBody {
    bool is_consent = false;
    std::string purpose, country, language, version, body;
};
Result<PrivacyTextBody> decode_privacy_text(const Json& json);

/// `{member, kind, purpose?, country?, note?}`
struct PrivacyRequestBody {
    std::string member;
    int kind = 0;  // from 1, in the order of privacy_request_kinds
    std::string purpose, country, note;
};
Result<PrivacyRequestBody> decode_privacy_request(const Json& json);
/// "access", from 1; "" for none.
std::string_view privacy_request_kind(int kind);
std::string_view privacy_request_state(int state);
/// From 1; 0 for a word that is none.
int parse_privacy_request_state(std::string_view word);

/// `{granted: true, answer: "..."}`
struct PrivacyDecisionBody {
    bool granted = false;
    std::string answer;
};
Result<PrivacyDecisionBody> decode_privacy_decision(const Json& json);

/// `{purpose: "profiling", restricted: true, reason?}`
struct RestrictionBody {
    int purpose = 0;  // from 1: marketing, profiling
    bool restricted = false;
    std::string reason;
};
Result<RestrictionBody> decode_restriction(const Json& json);
std::string_view restricted_purpose(int purpose);
std::string_view restriction_cause(int cause);
std::string_view erasure_cause(int cause);

/// `{reason: "..."}`: why somebody's data is opened or erased.
Result<std::string> decode_privacy_reason(const Json& json);
/// `{confirm: true, later?}`: the member knows that points and prizes go too. Gives whether they
/// want days to call it off.
Result<bool> decode_erasure_confirmation(const Json& json);

/// `{known_at, from, until, touched_by?, members?, countries, story}`
struct IncidentBody {
    Instant known_at{}, from{}, until{};
    std::string touched_by;
    std::vector<std::string> members, countries;
    std::string story;
};
Result<IncidentBody> decode_incident(const Json& json);

/// `{told?: {country, who}, story?, closes?}`
struct IncidentNewsBody {
    std::string told_country, told_who, story;
    bool closes = false;
};
Result<IncidentNewsBody> decode_incident_news(const Json& json);

}  // namespace vuelve
