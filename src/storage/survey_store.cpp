#include "storage/survey_store.h"

#include "codec/json.h"
#include "generated/sql.h"
#include "storage/crypto.h"
#include "storage/ledger_store.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

/// What the member wrote, as the transaction keeps it.
std::optional<Bytes> comment_of(std::string_view document) {
    const Json json = or_corrupt(parse_json(document));
    const Json* sealed = json.find("comment_s");
    const auto* text = sealed ? sealed->get_if<std::string>() : nullptr;
    if (!text) return std::nullopt;
    auto bytes = crypto::from_hex(*text);
    if (!bytes) throw StorageError(Trouble::Corrupt, "a sealed comment is not hexadecimal");
    return bytes;
}

std::optional<int> score_in(const Rows& rows, int column) { return rows.maybe<int>(column); }

}  // namespace

void LedgerStore::project_answers(Transaction& tx, std::span<Row> rows) const {
    Batch answers(10);
    for (const Row& row : rows)
        for (const auto& [holder, answer] : row.txn->effects.answers)
            answers.add(bucket_of(holder), placement_.tenant_id, holder, answer.id, answer.purchase,
                        answer.rating, answer.nps, comment_of(row.document), answer.store,
                        answer.day);
    tx.exec_batch(sql::put_answer, answers);
}

std::vector<AnswerRow> answers_of(
    Reader& reader, const Placement& placement, HolderId holder, AnswerId before, int limit) {
    std::vector<AnswerRow> answers;
    Rows rows = reader.query(sql::answers_of_holder,
                             {bucket_of(holder), placement.tenant_id, holder, before, limit});
    while (rows.next())
        answers.push_back({.holder = holder,
                           .answer = {.id = rows.get<AnswerId>(0),
                                      .purchase = rows.get<TxnId>(1),
                                      .rating = score_in(rows, 2),
                                      .nps = score_in(rows, 3),
                                      .day = rows.get<Day>(6),
                                      .store = rows.get<StoreId>(5)},
                           .comment_s = rows.maybe<Bytes>(4).value_or(Bytes{})});
    return answers;
}

std::vector<AnswerRow> answers_between(
    Reader& reader, const Placement& placement, std::int64_t programme_id, Day first, Day last) {
    std::vector<AnswerRow> answers;
    Rows rows = reader.query(sql::answers_between, {base_bucket(placement), placement.tenant_id,
                                                    programme_id, first, last});
    while (rows.next())
        answers.push_back({.holder = rows.get<HolderId>(0),
                           .answer = {.id = rows.get<AnswerId>(1),
                                      .purchase = rows.get<TxnId>(2),
                                      .rating = score_in(rows, 3),
                                      .nps = score_in(rows, 4),
                                      .day = rows.get<Day>(6),
                                      .store = rows.get<StoreId>(5)}});
    return answers;
}

std::map<HolderId, HolderId> merged_members(Reader& reader,
                                            const Placement& placement,
                                            std::int64_t programme_id) {
    std::map<HolderId, HolderId> merged;
    Rows rows = reader.query(sql::merged_members,
                             {base_bucket(placement), placement.tenant_id, programme_id});
    while (rows.next()) merged[rows.get<HolderId>(0)] = rows.get<HolderId>(1);
    return merged;
}

std::vector<HolderId> united_members(Reader& reader,
                                     const Placement& placement,
                                     HolderId survivor) {
    std::vector<HolderId> united{survivor};
    for (std::size_t i = 0; i < united.size(); ++i) {
        Rows rows = reader.query(sql::members_merged_into,
                                 {base_bucket(placement), placement.tenant_id, united[i]});
        while (rows.next()) united.push_back(rows.get<HolderId>(0));
    }
    return united;
}

}  // namespace vuelve::storage
