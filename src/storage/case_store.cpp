#include "storage/case_store.h"

#include <array>

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view sealed_note = "case_note";

}  // namespace

std::string_view name_of(CaseKind kind) {
    static constexpr std::array names{"",
                                      "self_dealing",
                                      "cashier_velocity",
                                      "card_velocity",
                                      "receipt_claimed",
                                      "excess_refunds",
                                      "referral_ring",
                                      "welcome_again",
                                      "code_guessing",
                                      "history_changed",
                                      "offline_conflict",
                                      "member_doubt"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(CaseState state) {
    static constexpr std::array names{"", "open", "dismissed", "confirmed"};
    return names[static_cast<std::size_t>(state)];
}

FraudCase CaseStore::read(const Rows& rows) const {
    FraudCase found{.id = rows.integer(0),
                    .kind = rows.get<CaseKind>(1),
                    .subject = std::string(rows.text(2)),
                    .member = rows.get<HolderId>(3),
                    .times = rows.integer(4),
                    .opened_at = rows.get<Instant>(5),
                    .last_at = rows.get<Instant>(6),
                    .details = std::string(rows.text(7)),
                    .state = rows.get<CaseState>(8),
                    .decider = std::string(rows.text(9)),
                    .decided_at = rows.maybe<Instant>(10)};
    if (!rows.is_null(11)) found.note = vault_.open_secret(sealed_note, found.id, rows.bytes(11));
    found.words_s = rows.maybe<Bytes>(12);
    return found;
}

bool CaseStore::open(Transaction& tx, const FraudCase& found, Day day) const {
    const int bucket = base_bucket(placement_);
    if (tx.exec(sql::count_case, {bucket, placement_.tenant_id, programme_id_, found.kind,
                                  found.subject, day, found.opened_at}) > 0)
        return false;
    tx.exec(sql::insert_case,
            {bucket, placement_.tenant_id, found.id, programme_id_, found.kind, found.subject,
             found.member, day, found.opened_at, found.details, found.words_s});
    return true;
}

std::optional<FraudCase> CaseStore::find(Reader& reader, std::int64_t id) const {
    Rows rows = reader.query(sql::one_case,
                             {base_bucket(placement_), placement_.tenant_id, programme_id_, id});
    return rows.next() ? std::optional(read(rows)) : std::nullopt;
}

std::optional<std::int64_t> CaseStore::open_one(Reader& reader,
                                                CaseKind kind,
                                                std::string_view subject,
                                                Day day) const {
    Rows rows = reader.query(sql::open_case_of, {base_bucket(placement_), placement_.tenant_id,
                                                 programme_id_, kind, subject, day});
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::vector<FraudCase> CaseStore::before(Reader& reader,
                                         CaseState state,
                                         std::int64_t id,
                                         int limit) const {
    Rows rows = reader.query(sql::cases_before, {base_bucket(placement_), placement_.tenant_id,
                                                 programme_id_, state, id, limit});
    std::vector<FraudCase> found;
    while (rows.next()) found.push_back(read(rows));
    return found;
}

bool CaseStore::decide(Transaction& tx,
                       std::int64_t id,
                       CaseState state,
                       std::string_view decider,
                       Instant at,
                       std::string_view note) const {
    return tx.exec(sql::decide_case,
                   {base_bucket(placement_), placement_.tenant_id, programme_id_, id, state,
                    decider, at, vault_.seal_secret(sealed_note, id, note)}) == 1;
}

std::int64_t CaseStore::count(Transaction& tx,
                              CaseKind kind,
                              std::int64_t span,
                              std::string_view subject,
                              std::int64_t more) const {
    Rows rows = tx.query(sql::add_fraud_count, {base_bucket(placement_), placement_.tenant_id,
                                                programme_id_, kind, span, subject, more});
    rows.next();
    return rows.integer(0);
}

void CaseStore::forget_counts(Transaction& tx, CaseKind kind, std::int64_t before_span) const {
    tx.exec(sql::delete_fraud_counts,
            {base_bucket(placement_), placement_.tenant_id, programme_id_, kind, before_span});
}

}  // namespace vuelve::storage
