#include "storage/staff_store.h"

#include "domain/decision.h"
#include "generated/sql.h"
#include "storage/text_list.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view login_field = "staff-login", name_field = "staff-name",
                           totp_field = "staff-totp";

}  // namespace

Staff StaffStore::read(const Rows& rows) const {
    const std::int64_t id = rows.integer(0);
    const auto seed = rows.maybe<Bytes>(14);
    return {.staff_id = id,
            .programme_id = rows.integer(1),
            .login = vault_.open_secret(login_field, id, rows.bytes(2)),
            .name = vault_.open_secret(name_field, id, rows.bytes(3)),
            .role = std::string(rows.text(4)),
            .brands = read_list(rows.text(5)),
            .regions = read_list(rows.text(6)),
            .stores = read_list(rows.text(7)),
            .own_members = read_list(rows.text(8)),
            .state = rows.get<StaffState>(9),
            .created_at = rows.get<Instant>(10),
            .password = std::string(rows.text(11)),
            .must_change = rows.integer(12) != 0,
            .password_ends_at = rows.maybe<Instant>(13),
            .totp_seed = seed ? vault_.open_secret(totp_field, id, *seed) : "",
            .totp_confirmed = rows.integer(15) != 0,
            .totp_step = rows.integer(16),
            .recovery = read_list(rows.text(17)),
            .pin = std::string(rows.text(18))};
}

void StaffStore::add(Transaction& tx, const Staff& staff) const {
    const std::int64_t id = staff.staff_id;
    std::optional<Bytes> seed;
    if (!staff.totp_seed.empty()) seed = vault_.seal_secret(totp_field, id, staff.totp_seed);
    tx.exec(sql::insert_staff, {base_bucket(placement_),
                                placement_.tenant_id,
                                id,
                                staff.programme_id,
                                vault_.blind_index(login_field, staff.login),
                                vault_.seal_secret(login_field, id, staff.login),
                                vault_.seal_secret(name_field, id, staff.name),
                                staff.role,
                                write_list(staff.brands),
                                write_list(staff.regions),
                                write_list(staff.stores),
                                write_list(staff.own_members),
                                staff.state,
                                staff.created_at,
                                staff.password,
                                staff.must_change ? 1 : 0,
                                staff.password_ends_at,
                                seed,
                                staff.totp_confirmed ? 1 : 0,
                                staff.totp_step,
                                write_list(staff.recovery),
                                staff.pin});
}

void StaffStore::update(Transaction& tx, const Staff& staff) const {
    const std::int64_t id = staff.staff_id;
    std::optional<Bytes> seed;
    if (!staff.totp_seed.empty()) seed = vault_.seal_secret(totp_field, id, staff.totp_seed);
    tx.exec(sql::update_staff,
            {base_bucket(placement_), placement_.tenant_id, id,
             vault_.seal_secret(name_field, id, staff.name), staff.role, write_list(staff.brands),
             write_list(staff.regions), write_list(staff.stores), write_list(staff.own_members),
             staff.state, staff.password, staff.must_change ? 1 : 0, staff.password_ends_at, seed,
             staff.totp_confirmed ? 1 : 0, staff.totp_step, write_list(staff.recovery), staff.pin});
}

std::optional<Staff> StaffStore::find(Reader& reader, std::int64_t staff_id) const {
    auto rows =
        reader.query(sql::one_staff, {base_bucket(placement_), placement_.tenant_id, staff_id});
    if (!rows.next()) return std::nullopt;
    return read(rows);
}

std::optional<Staff> StaffStore::find_login(Reader& reader,
                                            std::int64_t programme_id,
                                            std::string_view login) const {
    auto rows =
        reader.query(sql::staff_of_login, {base_bucket(placement_), placement_.tenant_id,
                                           programme_id, vault_.blind_index(login_field, login)});
    if (!rows.next()) return std::nullopt;
    return read(rows);
}

std::vector<Staff> StaffStore::list(Reader& reader, std::int64_t programme_id) const {
    std::vector<Staff> staff;
    auto rows = reader.query(sql::staff_of_programme,
                             {base_bucket(placement_), placement_.tenant_id, programme_id});
    while (rows.next()) staff.push_back(read(rows));
    return staff;
}

Hash16 StaffStore::subject_of(std::string_view kind, std::string_view subject) const {
    return vault_.blind_index("sign-in-" + std::string(kind), subject);
}

SignInTries StaffStore::tries(Reader& reader,
                              std::string_view kind,
                              std::string_view subject) const {
    auto rows = reader.query(sql::sign_in_tries, {base_bucket(placement_), placement_.tenant_id,
                                                  subject_of(kind, subject)});
    if (!rows.next()) return {};
    return {.failures = rows.get<int>(0),
            .failed_at = rows.get<Instant>(1),
            .locked_until = rows.get<Instant>(2)};
}

void StaffStore::put_tries(Transaction& tx,
                           std::string_view kind,
                           std::string_view subject,
                           const SignInTries& tries) const {
    tx.exec(sql::upsert_sign_in_tries,
            {base_bucket(placement_), placement_.tenant_id, subject_of(kind, subject),
             tries.failures, tries.failed_at, tries.locked_until});
}

void StaffStore::forget_tries(Transaction& tx,
                              std::string_view kind,
                              std::string_view subject) const {
    tx.exec(sql::delete_sign_in_tries,
            {base_bucket(placement_), placement_.tenant_id, subject_of(kind, subject)});
}

void StaffStore::forget_tries_before(Transaction& tx, Instant before) const {
    tx.exec(sql::delete_old_sign_in_tries, {base_bucket(placement_), placement_.tenant_id, before});
}

std::optional<RecordedBy> StaffStore::recorded_by(Reader& reader,
                                                  std::int64_t programme_id,
                                                  std::string_view key) const {
    auto rows = reader.query(sql::actor_of_key, {base_bucket(placement_), placement_.tenant_id,
                                                 programme_id, vault_.key_hash(programme_id, key)});
    if (!rows.next()) return std::nullopt;
    return RecordedBy{std::string(rows.text(0)), rows.get<Instant>(1)};
}

bool StaffStore::has_redeemed(Reader& reader,
                              std::string_view actor,
                              HolderId member,
                              Instant at) const {
    auto rows = reader.query(sql::actors_of_member_at, {bucket_of(member), placement_.tenant_id,
                                                        member, at, TxnKind::Redemption});
    while (rows.next())
        if (rows.text(0) == actor) return true;
    return false;
}

}  // namespace vuelve::storage
