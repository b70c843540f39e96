#include "app/sessions.h"

#include <algorithm>

#include "base/ensure.h"

namespace vuelve::app {

std::string csrf_token(std::string_view token) {
    return storage::crypto::to_base64url(
        storage::crypto::sha256(storage::crypto::bytes_of("csrf " + std::string(token))));
}

std::optional<storage::SessionStore> Sessions::store_of(std::int64_t tenant_id) const {
    for (const OpenProgramme* programme : programmes_.all())
        if (programme->key().tenant_id == tenant_id)
            return storage::SessionStore(programme->placement());
    return std::nullopt;
}

OpenedSession Sessions::open(storage::Transaction& tx, Session session) const {
    const auto store = store_of(session.programme.tenant_id);
    ensure(store.has_value(), "a session is of an open programme");
    auto fresh = storage::make_session_token(session.programme.tenant_id);
    session.token_hash = fresh.hash;
    session.created_at = session.seen_at = now();
    store->add(tx, session);
    return {std::move(fresh.text), std::move(session)};
}

std::optional<Session> Sessions::authenticate(std::string_view presented) {
    const auto claim = storage::read_session_token(presented);
    if (!claim) return std::nullopt;
    std::lock_guard lock(guard_);
    if (ended_.contains(claim->hash)) return std::nullopt;
    auto place = known_.find(claim->hash);
    if (place == known_.end() || !is_fresh(place->second)) {
        const auto store = store_of(claim->tenant_id);
        auto stored = store ? store->find(*database_.snapshot(), claim->hash) : std::nullopt;
        if (!stored) {
            known_.erase(claim->hash);
            return std::nullopt;
        }
        if (const auto used = uses_.find(claim->hash); used != uses_.end())
            stored->seen_at = std::max(stored->seen_at, used->second.second);
        place = known_.insert_or_assign(claim->hash, Known{std::move(*stored), now()}).first;
    }
    Session& session = place->second.session;
    if (!session.is_open(now())) return std::nullopt;
    session.seen_at = now();
    uses_[claim->hash] = {claim->tenant_id, now()};
    return session;
}

std::vector<Session> Sessions::list(const ProgrammeKey& tenant,
                                    SessionKind kind,
                                    std::int64_t subject) {
    const auto store = store_of(tenant.tenant_id);
    auto sessions =
        store ? store->list(*database_.snapshot(), kind, subject) : std::vector<Session>{};
    std::lock_guard lock(guard_);
    for (Session& session : sessions)
        if (const auto used = uses_.find(session.token_hash); used != uses_.end())
            session.seen_at = std::max(session.seen_at, used->second.second);
    std::erase_if(sessions, [&](const Session& session) { return !session.is_open(now()); });
    return sessions;
}

void Sessions::step_up(storage::Transaction& tx, const Session& session) {
    store_of(session.programme.tenant_id)->step_up(tx, session.token_hash, now());
    std::lock_guard lock(guard_);
    if (const auto known = known_.find(session.token_hash); known != known_.end())
        known->second.session.stepped_up_at = now();
}

bool Sessions::end(storage::Transaction& tx, const Session& session) {
    const bool ended = store_of(session.programme.tenant_id)->remove(tx, session.token_hash);
    forget(session.token_hash);
    return ended;
}

int Sessions::end_all(storage::Transaction& tx,
                      const ProgrammeKey& tenant,
                      SessionKind kind,
                      std::int64_t subject,
                      const Session* kept) {
    int count = 0;
    const auto store = store_of(tenant.tenant_id);
    for (const Session& session : store->list(tx, kind, subject)) {
        if (kept && session.token_hash == kept->token_hash) continue;
        count += end(tx, session) ? 1 : 0;
    }
    return count;
}

void Sessions::forget(const storage::crypto::Hash& token_hash) {
    std::lock_guard lock(guard_);
    known_.erase(token_hash);
    uses_.erase(token_hash);
    if (ended_.size() >= ended_max) ended_.clear();
    ended_.insert(token_hash);
}

void Sessions::keep_uses() {
    std::map<storage::crypto::Hash, std::pair<std::int64_t, Instant>> uses;
    {
        std::lock_guard lock(guard_);
        uses.swap(uses_);
        // What would be read anew anyway need not lie here.
        std::erase_if(known_, [&](const auto& entry) { return !is_fresh(entry.second); });
    }
    if (uses.empty()) return;
    auto tx = database_.begin();
    std::set<std::int64_t> tenants;
    for (const auto& [hash, use] : uses) {
        const auto store = store_of(use.first);
        if (!store) continue;
        store->note_use(*tx, hash, use.second);
        tenants.insert(use.first);
    }
    for (const std::int64_t tenant : tenants) store_of(tenant)->remove_over(*tx, now());
    tx->commit();
}

}  // namespace vuelve::app
