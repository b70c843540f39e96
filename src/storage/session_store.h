#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/config_store.h"
#include "storage/ids.h"

/// Sessions: opened once, shown once, stored as a hash. Source: security.md 4.
namespace vuelve::storage {

enum class SessionKind : std::uint8_t { Staff = 1, Till, Member };

struct Session {
    crypto::Hash token_hash{};
    ProgrammeKey programme;
    SessionKind kind = SessionKind::Staff;
    std::int64_t subject = 0;  // staff_id, or the member's holder_id
    std::string device;        // a till's id, or the name of the member's device
    std::string role;          // of staff; "" for members
    std::vector<std::string> scopes;
    std::vector<std::string> stores;         // empty = all
    std::vector<std::string> own_members{};  // "mbr_..." of the staff themselves
    Instant created_at{}, seen_at{}, ends_at{};
    std::int64_t idle_ms = 0;
    std::optional<Instant> stepped_up_at{};

    /// When it is over, if it is not used meanwhile.
    Instant due_at() const { return std::min(ends_at, seen_at + idle_ms); }
    bool is_open(Instant now) const { return now < due_at(); }
    /// For lists: names the session and opens nothing.
    std::string id() const;
};

/// A fresh token: "vls_<tenant>_<43 symbols>", seen by nobody again.
struct FreshToken {
    std::string text;
    crypto::Hash hash{};
};
FreshToken make_session_token(std::int64_t tenant_id);

/// What a presented token claims. Nothing when it does not look like one of ours.
struct PresentedToken {
    std::int64_t tenant_id = 0;
    crypto::Hash hash{};
};
std::optional<PresentedToken> read_session_token(std::string_view text);

/// One tenant's sessions. Without state of its own.
class SessionStore {
 public:
    SessionStore(Placement placement) : placement_(placement) {}

    void add(Transaction& tx, const Session& session) const;
    std::optional<Session> find(Reader& reader, const crypto::Hash& token_hash) const;
    /// In the order in which they were opened; those that are over too.
    std::vector<Session> list(Reader& reader, SessionKind kind, std::int64_t subject) const;
    void note_use(Transaction& tx, const crypto::Hash& token_hash, Instant at) const;
    void step_up(Transaction& tx, const crypto::Hash& token_hash, Instant at) const;
    bool remove(Transaction& tx, const crypto::Hash& token_hash) const;
    /// Those that are over by now.
    void remove_over(Transaction& tx, Instant now) const;

 private:
    Placement placement_;
};

}  // namespace vuelve::storage
