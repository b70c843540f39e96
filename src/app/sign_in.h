#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "app/staff.h"

/// How people of the shop sign in, prove again who they are, and change what they do it with.
/// Everything that checks a password or PIN takes as long as hashing does: doors do it in a
/// PasswordPool.   Source: security.md 3 (cases 28, 38), 4, docs/adr/0038.
namespace vuelve::app {

/// Why not, and after how many seconds it may be tried again (RateLimited).
struct SignInRefused {
    Error error;
    int retry_seconds = 0;
    SignInRefused(Error refused, int seconds = 0)
        : error(std::move(refused)), retry_seconds(seconds) {}
};
template <class T>
using SignInResult = std::expected<T, SignInRefused>;

/// What somebody has to do before they may do anything else.
inline constexpr std::string_view must_change_password = "password",
                                  must_enrol_second_factor = "second_factor";

struct SignedIn {
    OpenedSession opened;
    Staff staff;
    std::vector<std::string> required;  // empty = the session holds what the role may
};
std::vector<std::string> required_of(Service& service, const Staff& staff);

struct SignInAsked {
    std::string programme;  // its code, "" = the only one
    std::string login, password;
    std::string code{};  // of the authenticator app, or one of the recovery codes
    std::string peer{};
};
/// Errors: Unauthenticated for whatever of it is wrong; StepUpRequired when all is right and the
/// code is missing; RateLimited after too many tries of this login or from this address; Forbidden
/// for whoever is narrowed to stores that are gone.
SignInResult<SignedIn> sign_in(Service& service, const SignInAsked& asked);

/// At a till, which knows its store: with the rights of a cashier and no more.
struct PinAsked {
    std::string till_secret, login, pin;
    std::string peer{};
};
/// Errors: Unauthenticated; RateLimited after six wrong PINs, until they sign in with their
/// password or a day has passed; Forbidden for whoever does not work in the till's store.
SignInResult<SignedIn> sign_in_at_till(Service& service, const PinAsked& asked);

/// Proves again who it is, with one of the two.
struct StepUpAsked {
    std::string password{}, code{};
};
/// Errors: Unauthenticated, RateLimited; Forbidden at a till.
SignInResult<void> step_up(Service& service,
                           const Caller& by,
                           const Session& session,
                           const StepUpAsked& asked);

/// The new password counts at once; all other sessions end, and this one goes on under a new token.
/// Errors: Unauthenticated for a wrong present one, RateLimited, ValidationFailed at /new_password.
SignInResult<SignedIn> change_password(Service& service,
                                       const Caller& by,
                                       const Session& session,
                                       const std::string& present,
                                       const std::string& next);

/// What an authenticator app is given, once.
struct SecondFactorOffer {
    std::string secret;   // RFC 4648 base 32
    std::string address;  // otpauth://...
};
/// Errors: StepUpRequired for whoever has one already and did not just prove who they are.
Result<SecondFactorOffer> offer_second_factor(Service& service,
                                              const Caller& by,
                                              const Session& session);
struct SecondFactorConfirmed {
    SignedIn signed_in;
    std::vector<std::string> recovery_codes;  // shown once
};
/// From now on codes of the app are asked for. All other sessions end. Errors: InvalidState when
/// none was offered; Unauthenticated, RateLimited.
SignInResult<SecondFactorConfirmed> confirm_second_factor(Service& service,
                                                          const Caller& by,
                                                          const Session& session,
                                                          const std::string& code);
/// Ten others in the place of those that are left. Errors: StepUpRequired; InvalidState without a
/// second factor.
Result<std::vector<std::string>> renew_recovery_codes(Service& service,
                                                      const Caller& by,
                                                      const Session& session);

/// Errors: StepUpRequired; ValidationFailed at /pin; Forbidden while something else is required.
Result<void> set_pin(Service& service,
                     const Caller& by,
                     const Session& session,
                     const std::string& pin);

/// Signs out, told in the audit log.
void end_session(Service& service, const Caller& by, const Session& session);

/// The person behind a session. Errors: Unauthenticated when they are gone.
Result<Staff> staff_of(Service& service, const Session& session);
/// Who it is was proved at most five minutes ago.
bool is_fresh(const Session& session, Instant now);

}  // namespace vuelve::app
