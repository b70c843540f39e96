#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/config_store.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// People of the shop and what they sign in with. Login and name are sealed; a password, PIN or
/// recovery code is only ever a hash. Source: security.md 4, docs/adr/0038.
namespace vuelve::storage {

enum class StaffState : std::uint8_t { Active = 1, Disabled };

struct Staff {
    std::int64_t staff_id = 0;
    std::int64_t programme_id = 0;
    std::string login;  // as normalised
    std::string name;
    std::string role;                                  // contract.md 4
    std::vector<std::string> brands, regions, stores;  // narrowed to these; all empty = to nothing
    std::vector<std::string> own_members;              // "mbr_..."
    StaffState state = StaffState::Active;
    Instant created_at{};

    std::string password;      // argon2id
    bool must_change = false;  // it was given, not chosen
    std::optional<Instant> password_ends_at{};
    std::string totp_seed{};  // "" = none
    bool totp_confirmed = false;
    std::int64_t totp_step = 0;           // the last one used
    std::vector<std::string> recovery{};  // hexadecimal hashes of the codes that are left
    std::string pin{};                    // argon2id; "" = none

    bool is_active() const { return state == StaffState::Active; }
};

/// Failures of one login, PIN or address.
struct SignInTries {
    int failures = 0;
    Instant failed_at{}, locked_until{};
};

/// Who recorded something, and when.
struct RecordedBy {
    std::string actor;
    Instant at{};
};

/// One tenant's staff. Without state of its own.
class StaffStore {
 public:
    /// `vault` outlives the store.
    StaffStore(const Vault& vault, Placement placement) : vault_(vault), placement_(placement) {}

    /// Errors: Duplicate when the programme has this login.
    void add(Transaction& tx, const Staff& staff) const;
    /// Everything but login, programme and when it was made.
    void update(Transaction& tx, const Staff& staff) const;
    std::optional<Staff> find(Reader& reader, std::int64_t staff_id) const;
    std::optional<Staff> find_login(Reader& reader,
                                    std::int64_t programme_id,
                                    std::string_view login) const;
    /// In the order in which they were made; disabled ones too.
    std::vector<Staff> list(Reader& reader, std::int64_t programme_id) const;

    /// `kind` is "login", "pin" or "address".
    SignInTries tries(Reader& reader, std::string_view kind, std::string_view subject) const;
    void put_tries(Transaction& tx,
                   std::string_view kind,
                   std::string_view subject,
                   const SignInTries& tries) const;
    void forget_tries(Transaction& tx, std::string_view kind, std::string_view subject) const;
    /// Those of whom nothing was heard since `before`.
    void forget_tries_before(Transaction& tx, Instant before) const;

    /// Of what was accepted under this key: a purchase's id. Nothing when it is unknown.
    std::optional<RecordedBy> recorded_by(Reader& reader,
                                          std::int64_t programme_id,
                                          std::string_view key) const;
    /// Did `actor` hand this member a prize at this instant?
    bool has_redeemed(Reader& reader, std::string_view actor, HolderId member, Instant at) const;

 private:
    Staff read(const Rows& rows) const;
    Hash16 subject_of(std::string_view kind, std::string_view subject) const;

    const Vault& vault_;
    Placement placement_;
};

}  // namespace vuelve::storage
