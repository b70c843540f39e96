#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/service.h"
#include "storage/one_time_store.h"

/// One-time codes of members: six digits, bound to a request and what it is for. Known and unknown
/// phones and addresses get the same answer for the same work. Source: security.md 3 (cases 1 to
/// 4), docs/adr/0040.
namespace vuelve::app {

using storage::CodePurpose;

inline constexpr std::int64_t code_lives_ms = 5 * ms_per_minute;
/// Shown at a till, to be scanned.
inline constexpr std::int64_t shown_code_lives_ms = 10 * ms_per_minute;
inline constexpr int code_tries_max = 5;
inline constexpr int codes_per_account_max = 6;  // in 24 hours

/// `request` is shown once and kept as a hash.
struct CodeTicket {
    std::string request;
    Instant expires_at{};
};

struct CodeWanted {
    CodePurpose purpose = CodePurpose::SignIn;
    Identity to;                       // where it is sent
    std::optional<HolderId> member{};  // none = whoever has `to`, if anybody
    std::optional<storage::crypto::Hash> session{};
};
/// Makes a code that waits to be sent. Errors: RateLimited with the seconds to wait, by the account
/// and, for phones, by the day's budget; ValidationFailed for a number that no code is sent to.
Result<CodeTicket> request_code(Service& service,
                                const OpenProgramme& programme,
                                const CodeWanted& wanted);

/// A code that is shown where it is made, to be scanned or told: by staff for a SignIn, by the
/// member's own card for a Till. Errors: RateLimited.
struct ShownCode {
    CodeTicket ticket;
    std::string code;
};
Result<ShownCode> show_code(Service& service,
                            const OpenProgramme& programme,
                            storage::Transaction& tx,
                            HolderId member,
                            CodePurpose purpose,
                            std::optional<storage::crypto::Hash> session = {});

/// The tenant that a request is of; nothing when it is none of ours.
std::optional<std::int64_t> tenant_of_request(std::string_view request);
storage::crypto::Hash hash_of_request(std::string_view request);

/// What a code is presented for.
struct CodePresented {
    std::string_view request, code;
    CodePurpose purpose{};
    std::optional<storage::crypto::Hash> session{};
};
/// What became of it. The transaction is to be committed either way: a wrong try counts.
struct CodeVerdict {
    Result<storage::OneTime> used;
    std::optional<HolderId> locked{};  // whose last try it was
};
/// Errors: Unauthenticated (wrong code, request, purpose, session), TokenExpired (too late, too
/// many tries), TokenReplayed.
CodeVerdict use_code(const OpenProgramme& programme,
                     storage::Transaction& tx,
                     const CodePresented& presented,
                     Instant now);
/// The same for the last code that this member has for a till.
CodeVerdict use_till_code(const OpenProgramme& programme,
                          storage::Transaction& tx,
                          HolderId member,
                          std::string_view code,
                          Instant now);

/// A SignIn for whom nobody has the contact yet stays good for joining for a while after it was
/// used once.
inline constexpr std::int64_t join_lives_ms = 30 * ms_per_minute;
/// The same as use_code for a SignIn; again, with the right code, while it is good for joining.
CodeVerdict use_join_code(const OpenProgramme& programme,
                          storage::Transaction& tx,
                          std::string_view request,
                          std::string_view code,
                          Instant now);
/// The phone or e-mail of a code that nobody has; nothing for every other code.
std::optional<Identity> joins_with(const OpenProgramme& programme, const storage::OneTime& one);

/// The code itself, for whoever sends it.
std::string code_of(const OpenProgramme& programme, const storage::OneTime& one);

/// Refuses with the seconds until it makes sense again.
std::unexpected<Error> refuse_until(Instant now, Instant until);

}  // namespace vuelve::app
