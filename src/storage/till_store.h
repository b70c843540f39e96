#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/config_store.h"
#include "storage/ids.h"

/// Tills: devices that a cashier signs in at with a PIN. The device's secret is shown once and kept
/// as a hash.   Source: security.md 4.
namespace vuelve::storage {

enum class TillState : std::uint8_t { Active = 1, Revoked };

struct Till {
    std::int64_t till_id = 0;
    std::int64_t programme_id = 0;
    std::string store, name;
    TillState state = TillState::Active;
    Instant created_at{};
    std::string created_by;
};

/// "vlt_<tenant>_<43 symbols>", seen by nobody again.
struct FreshTillSecret {
    std::string text;
    crypto::Hash hash{};
};
FreshTillSecret make_till_secret(std::int64_t tenant_id);

/// What a presented secret claims. Nothing when it does not look like one of ours.
struct PresentedTill {
    std::int64_t tenant_id = 0;
    crypto::Hash hash{};
};
std::optional<PresentedTill> read_till_secret(std::string_view text);

/// A code with which a device becomes a till; kept as a keyed hash.
struct TillCode {
    std::int64_t programme_id = 0;
    std::string store, name;
    std::string created_by;
};

/// One tenant's tills. Without state of its own.
class TillStore {
 public:
    TillStore(Placement placement) : placement_(placement) {}

    void add(Transaction& tx, const Till& till, const crypto::Hash& secret_hash) const;
    std::optional<Till> find(Reader& reader, const crypto::Hash& secret_hash) const;
    /// In the order in which they were made; revoked ones too.
    std::vector<Till> list(Reader& reader, std::int64_t programme_id) const;
    /// False when there is no such active till.
    bool revoke(Transaction& tx, std::int64_t programme_id, std::int64_t till_id) const;

    void add_code(Transaction& tx,
                  const crypto::Hash& code_hash,
                  const TillCode& code,
                  Instant now,
                  Instant expires_at) const;
    /// Nobody takes it again. Nothing when there is no such code, or it is over.
    std::optional<TillCode> take_code(Transaction& tx,
                                      const crypto::Hash& code_hash,
                                      Instant now) const;

 private:
    Placement placement_;
};

}  // namespace vuelve::storage
