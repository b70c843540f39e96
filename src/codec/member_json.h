#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/command_request.h"
#include "codec/identity.h"
#include "codec/json.h"
#include "domain/command.h"

/// Bodies about members: enrolment, look-up, adjustment. All refusals are ValidationFailed with
/// every fault. Source: contract.md 6, domain.md 1.4, 1.9.
namespace vuelve {

struct ConsentRequest {
    std::string purpose;  // marketing profiling third_party leaderboard
    std::string channel;  // "" = the purpose has no channel
    bool given = false;
    std::string text_version;
    std::string source;      // "" = the credential says
    std::string language{};  // in which the text was read, "" = not said
};

struct EnrolmentRequest {
    std::string name;                  // "" = not given
    std::vector<Identity> identities;  // normalised
    std::optional<Day> birth_date;
    std::string home_store;     // "" = none
    std::string language;       // "" = the programme's
    std::string referral_code;  // "" = none
    Attributes attributes;
    std::vector<ConsentRequest> consents;
    /// What two people do not share by chance: kept as hashes, the address sealed besides.
    std::string device, payment_token;
    std::vector<std::string> address;  // its lines
    /// Instead of a birth date; and who agreed for a child, to which text. Source: security.md 7.
    std::optional<bool> of_age;
    std::string guardian, guardian_text;  // "" = nobody
};
/// National phone numbers are read as of `region` (identity.h, region_of_zone).
Result<EnrolmentRequest> decode_enrolment(const Json& json, std::string_view region);

/// `{purpose, channel, given, text_version, source}`, as in an enrolment; `member` is who says so.
/// Channel `all` is of marketing alone: not given, it ends advertising by every channel.
Result<CommandRequest> decode_consent_change(const Json& json, std::string member);

/// `{"by": "card:7001000042", "code": "123456"}`.
struct Lookup {
    MemberReference by;
    std::string code;  // that the member told, "" = none
};
Result<Lookup> decode_lookup(const Json& json, std::string_view region);

struct AdjustRequest {
    Adjust adjust;       // `member` still unresolved
    std::string member;  // as sent
};
Result<AdjustRequest> decode_adjust(const Json& json);

/// Texts for idempotency, as in purchase_json.h.
std::string canonical_enrolment(const EnrolmentRequest& request);
std::string canonical_adjust(const AdjustRequest& request);

}  // namespace vuelve
