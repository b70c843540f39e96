#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/programmes.h"
#include "base/clock.h"
#include "storage/session_store.h"

/// Who has signed in, for how long, and how surely. Opening one is the business of staff.h and of
/// the members' sign-in; this keeps them. Source: security.md 4.
namespace vuelve::app {

using storage::Session;
using storage::SessionKind;

/// After these it is over, used or not. Source: security.md 4.
inline constexpr std::int64_t staff_idle_ms = 15 * ms_per_minute;
inline constexpr std::int64_t till_idle_ms = 2 * ms_per_minute;
inline constexpr std::int64_t staff_whole_ms = 12 * ms_per_hour;
inline constexpr std::int64_t member_whole_ms = 90 * ms_per_day;
/// A proof of who it is counts so long for secrets, exports and approvals.
inline constexpr std::int64_t step_up_fresh_ms = 5 * ms_per_minute;

/// `token` is shown once and kept nowhere.
struct OpenedSession {
    std::string token;
    Session session;
};

/// What pages send as X-CSRF-Token with a cookie's writes: only who was given the token can know
/// it.
std::string csrf_token(std::string_view token);

class Sessions {
 public:
    Sessions(Programmes& programmes, const Clock& clock)
        : programmes_(programmes), database_(programmes.database()), clock_(clock) {}

    /// Everything of `session` but the token and the times created and seen is the caller's to say.
    OpenedSession open(storage::Transaction& tx, Session session) const;
    /// A session that is open; nothing otherwise. Kept in memory for a moment, so that requests do
    /// not read the table; its use is noted.
    std::optional<Session> authenticate(std::string_view presented);

    /// Those that are open, in the order in which they were opened.
    std::vector<Session> list(const ProgrammeKey& tenant, SessionKind kind, std::int64_t subject);
    /// From now on it is proved who it is, for a while.
    void step_up(storage::Transaction& tx, const Session& session);
    bool end(storage::Transaction& tx, const Session& session);
    /// All of a person's, but the one of `kept`. Gives how many.
    int end_all(storage::Transaction& tx,
                const ProgrammeKey& tenant,
                SessionKind kind,
                std::int64_t subject,
                const Session* kept = nullptr);

    /// Writes when sessions were used since the last call, and drops those of the same tenants that
    /// are over.
    void keep_uses();

 private:
    /// A session that another process ended is refused at the latest after this.
    static constexpr std::int64_t fresh_ms = 5000;
    static constexpr std::size_t ended_max = 10'000;
    struct Known {
        Session session;
        Instant read_at{};
    };
    Instant now() const { return Instant{clock_.now_ms()}; }
    bool is_fresh(const Known& known) const { return now() <= known.read_at + fresh_ms; }
    std::optional<storage::SessionStore> store_of(std::int64_t tenant_id) const;
    void forget(const storage::crypto::Hash& token_hash);

    Programmes& programmes_;
    storage::Database& database_;
    const Clock& clock_;
    std::mutex guard_;
    std::map<storage::crypto::Hash, Known> known_;
    std::map<storage::crypto::Hash, std::pair<std::int64_t, Instant>> uses_;  // tenant, when
    /// Refused from the moment they are ended, though the ending is still being written.
    std::set<storage::crypto::Hash> ended_;
};

}  // namespace vuelve::app
