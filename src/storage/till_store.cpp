#include "storage/till_store.h"

#include <charconv>

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view till_prefix = "vlt_";
constexpr std::size_t till_secret_size = 43;  // 256 bits in base64url

Till till_from(const Rows& rows) {
    return {.till_id = rows.integer(0),
            .programme_id = rows.integer(1),
            .store = std::string(rows.text(2)),
            .name = std::string(rows.text(3)),
            .state = rows.get<TillState>(4),
            .created_at = rows.get<Instant>(5),
            .created_by = std::string(rows.text(6))};
}

}  // namespace

FreshTillSecret make_till_secret(std::int64_t tenant_id) {
    std::string text(till_prefix);
    text += std::to_string(tenant_id) + "_" + crypto::to_base64url(crypto::random_key().bytes);
    const crypto::Hash hash = crypto::sha256(crypto::bytes_of(text));
    return {std::move(text), hash};
}

std::optional<PresentedTill> read_till_secret(std::string_view text) {
    if (!text.starts_with(till_prefix)) return std::nullopt;
    const std::string_view rest = text.substr(till_prefix.size());
    const std::size_t end = rest.find('_');
    if (end == std::string_view::npos || rest.size() != end + 1 + till_secret_size)
        return std::nullopt;
    PresentedTill till;
    const auto [stop, trouble] = std::from_chars(rest.data(), rest.data() + end, till.tenant_id);
    if (trouble != std::errc{} || stop != rest.data() + end) return std::nullopt;
    till.hash = crypto::sha256(crypto::bytes_of(text));
    return till;
}

void TillStore::add(Transaction& tx, const Till& till, const crypto::Hash& secret_hash) const {
    tx.exec(sql::insert_till,
            {base_bucket(placement_), placement_.tenant_id, till.till_id, till.programme_id,
             till.store, till.name, secret_hash, till.created_at, till.created_by});
}

std::optional<Till> TillStore::find(Reader& reader, const crypto::Hash& secret_hash) const {
    auto rows = reader.query(sql::till_of_secret,
                             {base_bucket(placement_), placement_.tenant_id, secret_hash});
    if (!rows.next()) return std::nullopt;
    return till_from(rows);
}

std::vector<Till> TillStore::list(Reader& reader, std::int64_t programme_id) const {
    std::vector<Till> tills;
    auto rows = reader.query(sql::tills_of_programme,
                             {base_bucket(placement_), placement_.tenant_id, programme_id});
    while (rows.next()) tills.push_back(till_from(rows));
    return tills;
}

bool TillStore::revoke(Transaction& tx, std::int64_t programme_id, std::int64_t till_id) const {
    return tx.exec(sql::revoke_till,
                   {base_bucket(placement_), placement_.tenant_id, programme_id, till_id}) == 1;
}

void TillStore::add_code(Transaction& tx,
                         const crypto::Hash& code_hash,
                         const TillCode& code,
                         Instant now,
                         Instant expires_at) const {
    const int bucket = base_bucket(placement_);
    tx.exec(sql::delete_till_codes_over, {bucket, placement_.tenant_id, now});
    tx.exec(sql::insert_till_code, {bucket, placement_.tenant_id, code_hash, code.programme_id,
                                    code.store, code.name, now, code.created_by, expires_at});
}

std::optional<TillCode> TillStore::take_code(Transaction& tx,
                                             const crypto::Hash& code_hash,
                                             Instant now) const {
    const int bucket = base_bucket(placement_);
    std::optional<TillCode> code;
    {
        auto rows = tx.query(sql::one_till_code, {bucket, placement_.tenant_id, code_hash, now});
        if (!rows.next()) return std::nullopt;
        code = TillCode{.programme_id = rows.integer(0),
                        .store = std::string(rows.text(1)),
                        .name = std::string(rows.text(2)),
                        .created_by = std::string(rows.text(3))};
    }
    const bool is_mine =
        tx.exec(sql::delete_till_code, {bucket, placement_.tenant_id, code_hash}) == 1;
    return is_mine ? code : std::nullopt;
}

}  // namespace vuelve::storage
