#include "app/staff.h"

#include <algorithm>

#include "app/audit.h"
#include "app/passwords.h"
#include "app/regions.h"
#include "app/role_requests.h"
#include "app/roles.h"
#include "app/settings.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

/// A password that was given counts so long.
constexpr std::int64_t given_password_ms = 7 * ms_per_day;

bool is_login_symbol(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '@' ||
           c == '+' || c == '-';
}

bool contains_all(const std::vector<std::string>& all, const std::vector<std::string>& some) {
    return std::ranges::all_of(
        some, [&](const std::string& one) { return std::ranges::find(all, one) != all.end(); });
}

OpenProgramme& programme_of(Service& service, const StaffAuthority& by) {
    return *service.programmes().find(by.caller.programme);
}

/// Where they work, told in stores; none = everywhere.
Result<std::vector<std::string>> places_of(Service& service,
                                           const OpenProgramme& programme,
                                           const Staff& staff) {
    return stores_of(*programme.snapshot(), read_settings(service, programme.key()), staff);
}

/// Does `by` see and reach where they work?
bool is_within(Service& service,
               const OpenProgramme& programme,
               const StaffAuthority& by,
               const Staff& staff) {
    if (by.stores.empty()) return true;
    const auto places = places_of(service, programme, staff);
    return places && !places->empty() && contains_all(by.stores, *places);
}

/// May `by` have to do with somebody of this role who works there?
Result<void> check_reach(Service& service,
                         const OpenProgramme& programme,
                         const StaffAuthority& by,
                         const Staff& staff) {
    if (by.is_operator) return {};
    if (by.staff_id != 0 && by.staff_id == staff.staff_id)
        return refuse(ErrorCode::Forbidden, "nobody changes themselves");
    if (!is_within(service, programme, by, staff))
        return refuse(ErrorCode::Forbidden, "not of own stores");
    if (by.role == manager_role && staff.role != cashier_role)
        return refuse(ErrorCode::Forbidden, "a manager has cashiers");
    // An admin gives the privacy officer what the officer alone holds.
    const bool is_apart = by.role == admin_role && staff.role == privacy_role;
    if (!is_apart && !contains_all(by.scopes, scopes_of_role(staff.role)))
        return refuse(ErrorCode::Forbidden, "nobody grants more than they hold");
    return {};
}

int count_admins(const std::vector<Staff>& staff) {
    return static_cast<int>(std::ranges::count_if(
        staff, [](const Staff& one) { return one.is_active() && one.role == admin_role; }));
}

/// A second person has to agree while there are two who could.
bool waits_for_second(const StaffAuthority& by,
                      const std::vector<Staff>& staff,
                      std::string_view role) {
    constexpr int two = 2;
    return !by.is_operator && needs_second_admin(role) && count_admins(staff) >= two;
}

Result<void> check_last_admin(const std::vector<Staff>& staff, const Staff& leaving) {
    if (leaving.role == admin_role && leaving.is_active() && count_admins(staff) == 1)
        return refuse(ErrorCode::InvalidState, "the last admin stays");
    return {};
}

/// Errors: ValidationFailed with every fault.
Result<void> check_staff(Service& service, const OpenProgramme& programme, const Staff& staff) {
    Error error{ErrorCode::ValidationFailed, "nobody can be taken on like this"};
    if (!is_role(staff.role))
        error.faults.push_back({"/role", "unknown-reference", "no role is called so"});
    if (staff.name.empty()) error.faults.push_back({"/name", "required", "what they are called"});
    auto reader = service.database().snapshot();
    for (std::size_t i = 0; i < staff.own_members.size(); ++i) {
        const auto id = parse_public_holder(PublicKind::Member, staff.own_members[i]);
        if (!id || !programme.members().load(*reader, *id))
            error.faults.push_back({"/own_members/" + std::to_string(i), "unknown-reference",
                                    "no member has this id"});
    }
    const auto places =
        check_places(*programme.snapshot(), read_settings(service, programme.key()), staff);
    if (!places)
        error.faults.insert(error.faults.end(), places.error().faults.begin(),
                            places.error().faults.end());
    if (error.faults.empty()) return {};
    return std::unexpected(std::move(error));
}

void write_list(JsonWriter& out, std::string_view name, const std::vector<std::string>& items) {
    out.key(name).begin_array();
    for (const std::string& item : items) out.value(item);
    out.end_array();
}

std::string values_of(const Staff& staff) {
    JsonWriter out;
    out.begin_object().member("role", staff.role);
    write_list(out, "brands", staff.brands);
    write_list(out, "regions", staff.regions);
    write_list(out, "stores", staff.stores);
    write_list(out, "own_members", staff.own_members);
    return std::move(out.end_object()).text();
}

void record(const OpenProgramme& programme,
            storage::Transaction& tx,
            const Caller& by,
            std::string action,
            const Staff& staff,
            Instant at,
            std::vector<std::string> fields = {}) {
    record_deed(programme, tx, by,
                {.action = std::move(action),
                 .object = "staff:" + std::to_string(staff.staff_id),
                 .fields = std::move(fields),
                 .values = values_of(staff)},
                at);
}

void end_sessions(Service& service,
                  storage::Transaction& tx,
                  const ProgrammeKey& key,
                  std::int64_t id) {
    for (const SessionKind kind : {SessionKind::Staff, SessionKind::Till})
        service.sessions().end_all(tx, key, kind, id);
}

std::string give_password(Service& service, Staff& staff) {
    std::string password = make_password();
    staff.password = storage::hash_password(password, service.password_cost());
    staff.must_change = true;
    staff.password_ends_at = service.now() + given_password_ms;
    return password;
}

template <class T>
void take(std::optional<T> asked,
          T& kept,
          std::string_view name,
          std::vector<std::string>& fields) {
    if (!asked || *asked == kept) return;
    kept = *std::move(asked);
    fields.emplace_back(name);
}

}  // namespace

StaffAuthority operator_authority(Caller caller) {
    return {
        .caller = std::move(caller), .is_operator = true, .role = {}, .scopes = {}, .stores = {}};
}

Result<std::string> normalise_login(std::string_view login) {
    constexpr std::size_t login_max = 64;
    while (!login.empty() && login.front() == ' ') login.remove_prefix(1);
    while (!login.empty() && login.back() == ' ') login.remove_suffix(1);
    std::string plain(login);
    for (char& c : plain)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (plain.empty() || plain.size() > login_max || !std::ranges::all_of(plain, is_login_symbol))
        return refuse_field("/login", "wrong-format", "1 to 64 of a-z 0-9 . _ @ + -");
    return plain;
}

storage::StaffStore staff_store(const OpenProgramme& programme) {
    return {programme.vault(), programme.placement()};
}

Result<std::vector<Staff>> list_staff(Service& service, const StaffAuthority& by) {
    const OpenProgramme& programme = programme_of(service, by);
    auto staff =
        staff_store(programme).list(*service.database().snapshot(), programme.key().programme_id);
    std::erase_if(staff, [&](const Staff& one) {
        return one.staff_id != by.staff_id && !is_within(service, programme, by, one);
    });
    return staff;
}

Result<Staff> find_staff(Service& service, const StaffAuthority& by, std::int64_t staff_id) {
    for (Staff& staff : TRY(list_staff(service, by)))
        if (staff.staff_id == staff_id) return std::move(staff);
    return refuse(ErrorCode::NotFound);
}

Result<StaffWithPassword> add_staff(Service& service,
                                    const StaffAuthority& by,
                                    const NewStaff& asked) {
    OpenProgramme& programme = programme_of(service, by);
    const storage::StaffStore store = staff_store(programme);
    StaffWithPassword made{.staff = {.staff_id = service.ids().next_id(),
                                     .programme_id = programme.key().programme_id,
                                     .login = TRY(normalise_login(asked.login)),
                                     .name = asked.name,
                                     .role = asked.role,
                                     .brands = asked.brands,
                                     .regions = asked.regions,
                                     .stores = asked.stores,
                                     .own_members = asked.own_members,
                                     .created_at = service.now()},
                           .password = {}};
    TRY(check_staff(service, programme, made.staff));
    TRY(check_reach(service, programme, by, made.staff));
    made.password = give_password(service, made.staff);
    auto tx = service.database().begin();
    if (store.find_login(*tx, programme.key().programme_id, made.staff.login))
        return refuse(ErrorCode::IdentityTaken, "the login is in use");
    if (waits_for_second(by, store.list(*tx, programme.key().programme_id), asked.role))
        return refuse(ErrorCode::ApprovalRequired,
                      "make them with another role, then ask for this one");
    store.add(*tx, made.staff);
    record(programme, *tx, by.caller, "staff.created", made.staff, service.now());
    tx->commit();
    return made;
}

Result<ChangedStaff> change_staff(Service& service,
                                  const StaffAuthority& by,
                                  std::int64_t staff_id,
                                  const StaffChange& change) {
    OpenProgramme& programme = programme_of(service, by);
    const storage::StaffStore store = staff_store(programme);
    const Staff before = TRY(find_staff(service, by, staff_id));
    TRY(check_reach(service, programme, by, before));
    Staff next = before;
    std::vector<std::string> fields;
    take(change.name, next.name, "name", fields);
    take(change.role, next.role, "role", fields);
    take(change.brands, next.brands, "brands", fields);
    take(change.regions, next.regions, "regions", fields);
    take(change.stores, next.stores, "stores", fields);
    take(change.own_members, next.own_members, "own_members", fields);
    TRY(check_staff(service, programme, next));
    TRY(check_reach(service, programme, by, next));

    auto tx = service.database().begin();
    const auto staff = store.list(*tx, programme.key().programme_id);
    const bool has_other_role = next.role != before.role;
    if (has_other_role) TRY(check_last_admin(staff, before));
    ChangedStaff changed;
    if (has_other_role && waits_for_second(by, staff, next.role)) {
        changed.waits = ask_for_role(service, programme, *tx, by.caller, staff_id, next.role);
        next.role = before.role;
        std::erase(fields, "role");
    }
    changed.staff = next;
    if (!fields.empty()) {
        store.update(*tx, next);
        if (fields != std::vector<std::string>{"name"})
            end_sessions(service, *tx, programme.key(), staff_id);
        record(programme, *tx, by.caller, "staff.changed", next, service.now(), fields);
    }
    tx->commit();
    if (changed.waits) service.programmes().bell().ring();
    return changed;
}

Result<Staff> set_staff_state(Service& service,
                              const StaffAuthority& by,
                              std::int64_t staff_id,
                              StaffState state) {
    OpenProgramme& programme = programme_of(service, by);
    const storage::StaffStore store = staff_store(programme);
    Staff staff = TRY(find_staff(service, by, staff_id));
    TRY(check_reach(service, programme, by, staff));
    if (staff.state == state) return refuse(ErrorCode::InvalidState);
    auto tx = service.database().begin();
    const auto all = store.list(*tx, programme.key().programme_id);
    if (state == StaffState::Disabled) TRY(check_last_admin(all, staff));
    if (state == StaffState::Active && waits_for_second(by, all, staff.role))
        return refuse(ErrorCode::Forbidden, "comes back with another role, then asks for this one");
    staff.state = state;
    store.update(*tx, staff);
    end_sessions(service, *tx, programme.key(), staff_id);
    record(programme, *tx, by.caller,
           state == StaffState::Active ? "staff.enabled" : "staff.disabled", staff, service.now());
    tx->commit();
    return staff;
}

namespace {

/// What would let `by` sign in as them.
Result<Staff> staff_to_reset(Service& service, const StaffAuthority& by, std::int64_t staff_id) {
    Staff staff = TRY(find_staff(service, by, staff_id));
    TRY(check_reach(service, programme_of(service, by), by, staff));
    if (!by.is_operator && needs_second_admin(staff.role))
        return refuse(ErrorCode::Forbidden, "an admin is reset at the command line");
    return staff;
}

void keep_reset(Service& service,
                const StaffAuthority& by,
                const Staff& staff,
                const std::string& action) {
    OpenProgramme& programme = programme_of(service, by);
    auto tx = service.database().begin();
    staff_store(programme).update(*tx, staff);
    end_sessions(service, *tx, programme.key(), staff.staff_id);
    for (const std::string_view kind : {"login", "pin"})
        staff_store(programme).forget_tries(*tx, kind, staff.login);
    record(programme, *tx, by.caller, action, staff, service.now());
    tx->commit();
}

}  // namespace

Result<StaffWithPassword> reset_password(Service& service,
                                         const StaffAuthority& by,
                                         std::int64_t staff_id) {
    StaffWithPassword given{.staff = TRY(staff_to_reset(service, by, staff_id)), .password = {}};
    given.password = give_password(service, given.staff);
    given.staff.pin.clear();
    keep_reset(service, by, given.staff, "staff.password-reset");
    return given;
}

Result<Staff> reset_second_factor(Service& service,
                                  const StaffAuthority& by,
                                  std::int64_t staff_id) {
    Staff staff = TRY(staff_to_reset(service, by, staff_id));
    staff.totp_seed.clear();
    staff.totp_confirmed = false;
    staff.recovery.clear();
    keep_reset(service, by, staff, "staff.second-factor-reset");
    return staff;
}

Result<void> grant_role(Service& service,
                        OpenProgramme& programme,
                        storage::Transaction& tx,
                        const Caller& by,
                        std::int64_t staff_id,
                        const std::string& role) {
    const storage::StaffStore store = staff_store(programme);
    auto staff = store.find(tx, staff_id);
    if (!staff) return refuse(ErrorCode::NotFound);
    if (!staff->is_active()) return refuse(ErrorCode::InvalidState);
    staff->role = role;
    store.update(tx, *staff);
    end_sessions(service, tx, programme.key(), staff_id);
    record(programme, tx, by, "staff.changed", *staff, service.now(), {"role"});
    return {};
}

void end_sessions_by_region(Service& service,
                            storage::Transaction& tx,
                            const OpenProgramme& programme) {
    for (const Staff& staff : staff_store(programme).list(tx, programme.key().programme_id))
        if (!staff.regions.empty()) end_sessions(service, tx, programme.key(), staff.staff_id);
}

int count_holders(Service& service, const OpenProgramme& programme, std::string_view scope) {
    const auto staff =
        staff_store(programme).list(*service.database().snapshot(), programme.key().programme_id);
    return static_cast<int>(std::ranges::count_if(staff, [&](const Staff& one) {
        return one.is_active() && std::ranges::count(scopes_of_role(one.role), scope) > 0;
    }));
}

}  // namespace vuelve::app
