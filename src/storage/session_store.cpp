#include "storage/session_store.h"

#include <charconv>

#include "generated/sql.h"
#include "storage/text_list.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view prefix = "vls_";
constexpr std::size_t secret_size = 43;  // 256 bits in base64url
constexpr std::size_t id_bytes = 8;

Session session_from(const Rows& rows, std::int64_t tenant_id) {
    return {.token_hash = rows.hash<32>(0),
            .programme = {tenant_id, rows.integer(1)},
            .kind = rows.get<SessionKind>(2),
            .subject = rows.integer(3),
            .device = std::string(rows.text(4)),
            .role = std::string(rows.text(5)),
            .scopes = read_list(rows.text(6)),
            .stores = read_list(rows.text(7)),
            .own_members = read_list(rows.text(8)),
            .created_at = rows.get<Instant>(9),
            .seen_at = rows.get<Instant>(10),
            .ends_at = rows.get<Instant>(12),
            .idle_ms = rows.integer(11),
            .stepped_up_at = rows.maybe<Instant>(13)};
}

}  // namespace

std::string Session::id() const { return crypto::to_hex(BytesView(token_hash.data(), id_bytes)); }

FreshToken make_session_token(std::int64_t tenant_id) {
    std::string text(prefix);
    text += std::to_string(tenant_id) + "_" + crypto::to_base64url(crypto::random_key().bytes);
    const crypto::Hash hash = crypto::sha256(crypto::bytes_of(text));
    return {std::move(text), hash};
}

std::optional<PresentedToken> read_session_token(std::string_view text) {
    if (!text.starts_with(prefix)) return std::nullopt;
    const std::string_view rest = text.substr(prefix.size());
    const std::size_t end = rest.find('_');
    if (end == std::string_view::npos || rest.size() != end + 1 + secret_size) return std::nullopt;
    PresentedToken token;
    const auto [stop, trouble] = std::from_chars(rest.data(), rest.data() + end, token.tenant_id);
    if (trouble != std::errc{} || stop != rest.data() + end) return std::nullopt;
    token.hash = crypto::sha256(crypto::bytes_of(text));
    return token;
}

void SessionStore::add(Transaction& tx, const Session& session) const {
    tx.exec(sql::insert_session,
            {base_bucket(placement_), placement_.tenant_id, session.token_hash,
             session.programme.programme_id, session.kind, session.subject, session.device,
             session.role, write_list(session.scopes), write_list(session.stores),
             write_list(session.own_members), session.created_at, session.seen_at, session.idle_ms,
             session.ends_at, session.due_at(), session.stepped_up_at});
}

std::optional<Session> SessionStore::find(Reader& reader, const crypto::Hash& token_hash) const {
    auto rows =
        reader.query(sql::one_session, {base_bucket(placement_), placement_.tenant_id, token_hash});
    if (!rows.next()) return std::nullopt;
    return session_from(rows, placement_.tenant_id);
}

std::vector<Session> SessionStore::list(Reader& reader,
                                        SessionKind kind,
                                        std::int64_t subject) const {
    std::vector<Session> sessions;
    auto rows = reader.query(sql::sessions_of_subject,
                             {base_bucket(placement_), placement_.tenant_id, kind, subject});
    while (rows.next()) sessions.push_back(session_from(rows, placement_.tenant_id));
    return sessions;
}

void SessionStore::note_use(Transaction& tx, const crypto::Hash& token_hash, Instant at) const {
    tx.exec(sql::note_session_use, {base_bucket(placement_), placement_.tenant_id, token_hash, at});
}

void SessionStore::step_up(Transaction& tx, const crypto::Hash& token_hash, Instant at) const {
    tx.exec(sql::step_session_up, {base_bucket(placement_), placement_.tenant_id, token_hash, at});
}

bool SessionStore::remove(Transaction& tx, const crypto::Hash& token_hash) const {
    return tx.exec(sql::delete_session,
                   {base_bucket(placement_), placement_.tenant_id, token_hash}) == 1;
}

void SessionStore::remove_over(Transaction& tx, Instant now) const {
    tx.exec(sql::delete_sessions_over, {base_bucket(placement_), placement_.tenant_id, now});
}

}  // namespace vuelve::storage
