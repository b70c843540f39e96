#include "app/sign_in.h"

#include <algorithm>

#include "app/audit.h"
#include "app/passwords.h"
#include "app/regions.h"
#include "app/roles.h"
#include "app/second_factor.h"
#include "app/settings.h"
#include "app/sign_in_tries.h"
#include "app/tills.h"
#include "base/ensure.h"

namespace vuelve::app {
namespace {

Caller caller_named(const OpenProgramme& programme,
                    const std::optional<Staff>& staff,
                    std::string peer) {
    const std::string name =
        staff ? "staff:" + std::to_string(staff->staff_id) : std::string("somebody");
    return {.programme = programme.key(), .owner = name, .actor = name, .peer = std::move(peer)};
}

void record_attempt(const OpenProgramme& programme,
                    storage::Transaction& tx,
                    const Caller& by,
                    std::string action,
                    std::string outcome,
                    std::string reason,
                    Instant at) {
    record_deed(programme, tx, by,
                {.action = std::move(action),
                 .object = by.actor.starts_with("staff:") ? by.actor : "",
                 .outcome = std::move(outcome),
                 .reason = std::move(reason)},
                at);
}

SignInRefused refused(ErrorCode code) { return {Error{code, {}}}; }

SignInRefused wait_for(int seconds) { return {Error{ErrorCode::RateLimited, {}}, seconds}; }

/// Does the work of hashing whether or not there is anything to compare with.
bool knows(Service& service, const std::string& hash, std::string_view secret) {
    if (hash.empty()) {
        // The answer is no whatever it says: only the time counts.
        (void)is_password_of_nobody(secret, service.password_cost());
        return false;
    }
    return storage::is_password(hash, secret);
}

bool is_given_and_over(const Staff& staff, Instant now) {
    return staff.password_ends_at && *staff.password_ends_at <= now;
}

/// Notes a wrong try and says no.
SignInRefused say_no(Service& service,
                     const OpenProgramme& programme,
                     const Caller& by,
                     std::string action,
                     std::string reason) {
    auto tx = service.database().begin();
    record_attempt(programme, *tx, by, std::move(action), "refused", std::move(reason),
                   service.now());
    tx->commit();
    return refused(ErrorCode::Unauthenticated);
}

/// Counts a try by each of them. Nothing = go on.
std::optional<int> begin_tries(Service& service,
                               const OpenProgramme& programme,
                               std::initializer_list<TrySubject> subjects) {
    for (const TrySubject& subject : subjects)
        if (const auto wait = begin_try(service, programme, subject)) return wait;
    return std::nullopt;
}

bool is_sole_admin(const OpenProgramme& programme, storage::Reader& reader, const Staff& staff) {
    if (staff.role != admin_role) return false;
    return std::ranges::none_of(staff_store(programme).list(reader, staff.programme_id),
                                [&](const Staff& other) {
                                    return other.staff_id != staff.staff_id && other.is_active() &&
                                           other.role == admin_role;
                                });
}

/// Opens what they may now. Errors: Forbidden, see stores_of.
Result<SignedIn> open_session(Service& service,
                              const OpenProgramme& programme,
                              storage::Transaction& tx,
                              const Staff& staff) {
    SignedIn signed_in{.opened = {}, .staff = staff, .required = required_of(service, staff)};
    Session session{.programme = programme.key(),
                    .kind = SessionKind::Staff,
                    .subject = staff.staff_id,
                    .device = {},
                    .role = staff.role,
                    .scopes = {},
                    .stores = TRY(stores_of(*programme.snapshot(),
                                            read_settings(service, programme.key()), staff)),
                    .own_members = staff.own_members,
                    .ends_at = service.now() + staff_whole_ms,
                    .idle_ms = staff_idle_ms,
                    .stepped_up_at = service.now()};
    if (signed_in.required.empty()) {
        session.scopes = scopes_of_role(staff.role);
        if (is_sole_admin(programme, tx, staff)) session.scopes.emplace_back("privacy.manage");
    }
    signed_in.opened = service.sessions().open(tx, std::move(session));
    return signed_in;
}

OpenProgramme& programme_of(Service& service, const Session& session) {
    OpenProgramme* programme = service.programmes().find(session.programme);
    ensure(programme != nullptr, "a session is of an open programme");
    return *programme;
}

/// The code of an app or a recovery code, used up. False when it is neither.
bool use_code(const OpenProgramme& programme, Staff& staff, const std::string& code, Instant now) {
    return use_app_code(staff, code, now) || use_recovery_code(programme, staff, code);
}

}  // namespace

std::vector<std::string> required_of(Service& service, const Staff& staff) {
    std::vector<std::string> required;
    if (staff.must_change) required.emplace_back(must_change_password);
    if (service.asks_second_factor() && needs_second_factor(staff.role) && !staff.totp_confirmed)
        required.emplace_back(must_enrol_second_factor);
    return required;
}

SignInResult<SignedIn> sign_in(Service& service, const SignInAsked& asked) {
    const auto key = service.programmes().find_code(asked.programme);
    if (!key) {
        (void)is_password_of_nobody(asked.password, service.password_cost());
        return std::unexpected(refused(ErrorCode::Unauthenticated));
    }
    const OpenProgramme& programme = *service.programmes().find(*key);
    const storage::StaffStore store = staff_store(programme);
    const std::string login = normalise_login(asked.login).value_or("");
    const TrySubject by_login{"login", login}, by_address{"address", asked.peer};
    if (const auto wait = begin_tries(service, programme, {by_address, by_login}))
        return std::unexpected(wait_for(*wait));

    const auto known = store.find_login(*service.database().snapshot(), key->programme_id, login);
    const Caller by = caller_named(programme, known, asked.peer);
    const auto no = [&](std::string reason) {
        return std::unexpected(say_no(service, programme, by, "session.opened", std::move(reason)));
    };
    if (!knows(service, known ? known->password : "", asked.password))
        return no(known ? "password" : "login");
    if (!known->is_active()) return no("disabled");
    if (is_given_and_over(*known, service.now())) return no("given password is over");
    std::string rehashed;
    if (storage::needs_rehash(known->password, service.password_cost()))
        rehashed = storage::hash_password(asked.password, service.password_cost());

    auto tx = service.database().begin();
    auto staff = store.find(*tx, known->staff_id);
    if (!staff || !staff->is_active() || staff->password != known->password)
        return std::unexpected(refused(ErrorCode::Unauthenticated));
    if (staff->totp_confirmed && asked.code.empty()) {
        for (const TrySubject& subject : {by_login, by_address})
            take_back_try(programme, *tx, subject);
        tx->commit();
        return std::unexpected(refused(ErrorCode::StepUpRequired));
    }
    if (staff->totp_confirmed && !use_code(programme, *staff, asked.code, service.now())) {
        tx.reset();
        return no("code");
    }
    if (!rehashed.empty()) staff->password = rehashed;
    store.update(*tx, *staff);
    forget_tries(programme, *tx, by_login);
    forget_tries(programme, *tx, {"pin", login});
    take_back_try(programme, *tx, by_address);
    SignedIn signed_in = TRY(open_session(service, programme, *tx, *staff));
    record_attempt(programme, *tx, by, "session.opened", "done", "", service.now());
    tx->commit();
    return signed_in;
}

SignInResult<SignedIn> sign_in_at_till(Service& service, const PinAsked& asked) {
    const auto till = find_till(service, asked.till_secret);
    if (!till) return std::unexpected(refused(ErrorCode::Unauthenticated));
    const OpenProgramme& programme = *till->programme;
    const storage::StaffStore store = staff_store(programme);
    const std::string login = normalise_login(asked.login).value_or("");
    const TrySubject by_pin{"pin", login};
    if (const auto wait = begin_tries(service, programme, {by_pin}))
        return std::unexpected(wait_for(*wait));

    const auto staff =
        store.find_login(*service.database().snapshot(), programme.key().programme_id, login);
    const Caller by = caller_named(programme, staff, asked.peer);
    const auto no = [&](std::string reason) {
        return std::unexpected(say_no(service, programme, by, "session.pin", std::move(reason)));
    };
    if (!knows(service, staff ? staff->pin : "", asked.pin)) return no(staff ? "pin" : "login");
    if (!staff->is_active()) return no("disabled");
    // A PIN is no way around the password that is still to be chosen.
    if (staff->must_change) return no("given password");
    const auto stores =
        TRY(stores_of(*programme.snapshot(), read_settings(service, programme.key()), *staff));
    const std::string& store_code = till->row.store;
    if (!stores.empty() && std::ranges::find(stores, store_code) == stores.end())
        return std::unexpected(refused(ErrorCode::Forbidden));

    auto tx = service.database().begin();
    forget_tries(programme, *tx, by_pin);
    Session session{.programme = programme.key(),
                    .kind = SessionKind::Till,
                    .subject = staff->staff_id,
                    .device = std::to_string(till->row.till_id),
                    .role = std::string(cashier_role),
                    .scopes = scopes_of_role(cashier_role),
                    .stores = {store_code},
                    .own_members = staff->own_members,
                    .ends_at = service.now() + staff_whole_ms,
                    .idle_ms = till_idle_ms};
    SignedIn signed_in{.opened = service.sessions().open(*tx, std::move(session)),
                       .staff = *staff,
                       .required = {}};
    record_attempt(programme, *tx, by, "session.pin", "done", "", service.now());
    tx->commit();
    return signed_in;
}

SignInResult<void> step_up(Service& service,
                           const Caller& by,
                           const Session& session,
                           const StepUpAsked& asked) {
    if (session.kind != SessionKind::Staff) return std::unexpected(refused(ErrorCode::Forbidden));
    const OpenProgramme& programme = programme_of(service, session);
    const Staff known = TRY(staff_of(service, session));
    const TrySubject by_login{"login", known.login};
    if (const auto wait = begin_tries(service, programme, {by_login}))
        return std::unexpected(wait_for(*wait));
    const bool by_code = asked.password.empty();
    if (!by_code && !knows(service, known.password, asked.password))
        return std::unexpected(say_no(service, programme, by, "session.stepped-up", "password"));

    auto tx = service.database().begin();
    auto staff = staff_store(programme).find(*tx, known.staff_id);
    if (!staff) return std::unexpected(refused(ErrorCode::Unauthenticated));
    if (by_code) {
        if (!staff->totp_confirmed || !use_app_code(*staff, asked.code, service.now())) {
            tx.reset();
            return std::unexpected(say_no(service, programme, by, "session.stepped-up", "code"));
        }
        staff_store(programme).update(*tx, *staff);
    }
    forget_tries(programme, *tx, by_login);
    service.sessions().step_up(*tx, session);
    record_attempt(programme, *tx, by, "session.stepped-up", "done", "", service.now());
    tx->commit();
    return {};
}

namespace {

/// Ends every session of theirs, this one too, and opens one that knows what has changed.
Result<SignedIn> open_anew(Service& service,
                           OpenProgramme& programme,
                           storage::Transaction& tx,
                           const Staff& staff) {
    for (const SessionKind kind : {SessionKind::Staff, SessionKind::Till})
        service.sessions().end_all(tx, programme.key(), kind, staff.staff_id);
    return open_session(service, programme, tx, staff);
}

}  // namespace

SignInResult<SignedIn> change_password(Service& service,
                                       const Caller& by,
                                       const Session& session,
                                       const std::string& present,
                                       const std::string& next) {
    OpenProgramme& programme = programme_of(service, session);
    const Staff known = TRY(staff_of(service, session));
    TRY(check_new_password(next, known.login, "/new_password"));
    if (next == present)
        return std::unexpected(
            Error(refuse_field("/new_password", "out-of-range", "another one").error()));
    const TrySubject by_login{"login", known.login};
    if (const auto wait = begin_tries(service, programme, {by_login}))
        return std::unexpected(wait_for(*wait));
    if (!knows(service, known.password, present))
        return std::unexpected(
            say_no(service, programme, by, "staff.password-changed", "password"));
    const std::string hash = storage::hash_password(next, service.password_cost());

    auto tx = service.database().begin();
    auto staff = staff_store(programme).find(*tx, known.staff_id);
    if (!staff || staff->password != known.password)
        return std::unexpected(refused(ErrorCode::Unauthenticated));
    staff->password = hash;
    staff->must_change = false;
    staff->password_ends_at.reset();
    staff_store(programme).update(*tx, *staff);
    forget_tries(programme, *tx, by_login);
    SignedIn signed_in = TRY(open_anew(service, programme, *tx, *staff));
    record_attempt(programme, *tx, by, "staff.password-changed", "done", "", service.now());
    tx->commit();
    return signed_in;
}

SignInResult<SecondFactorConfirmed> confirm_second_factor(Service& service,
                                                          const Caller& by,
                                                          const Session& session,
                                                          const std::string& code) {
    OpenProgramme& programme = programme_of(service, session);
    const Staff known = TRY(staff_of(service, session));
    if (known.totp_seed.empty() || known.totp_confirmed)
        return std::unexpected(refused(ErrorCode::InvalidState));
    const TrySubject by_login{"login", known.login};
    if (const auto wait = begin_tries(service, programme, {by_login}))
        return std::unexpected(wait_for(*wait));
    auto tx = service.database().begin();
    auto staff = staff_store(programme).find(*tx, known.staff_id);
    if (!staff || !use_app_code(*staff, code, service.now())) {
        tx.reset();
        return std::unexpected(say_no(service, programme, by, "staff.second-factor", "code"));
    }
    staff->totp_confirmed = true;
    SecondFactorConfirmed confirmed;
    confirmed.recovery_codes = give_recovery_codes(programme, *staff);
    staff_store(programme).update(*tx, *staff);
    forget_tries(programme, *tx, by_login);
    confirmed.signed_in = TRY(open_anew(service, programme, *tx, *staff));
    record_attempt(programme, *tx, by, "staff.second-factor", "done", "", service.now());
    tx->commit();
    return confirmed;
}

void end_session(Service& service, const Caller& by, const Session& session) {
    const OpenProgramme& programme = programme_of(service, session);
    Caller named = by;
    // Whoever signs in over an older session is not known yet by the request.
    named.owner = named.actor = "staff:" + std::to_string(session.subject);
    auto tx = service.database().begin();
    service.sessions().end(*tx, session);
    record_deed(programme, *tx, named,
                {.action = "session.ended", .object = "session:" + session.id()}, service.now());
    tx->commit();
}

Result<Staff> staff_of(Service& service, const Session& session) {
    auto staff = staff_store(programme_of(service, session))
                     .find(*service.database().snapshot(), session.subject);
    if (!staff || !staff->is_active()) return refuse(ErrorCode::Unauthenticated);
    return *std::move(staff);
}

bool is_fresh(const Session& session, Instant now) {
    return session.stepped_up_at && now.value - session.stepped_up_at->value <= step_up_fresh_ms;
}

}  // namespace vuelve::app
