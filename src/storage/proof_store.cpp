#include "storage/proof_store.h"

#include "generated/sql.h"

namespace vuelve::storage {

void ProofStore::add(Transaction& tx, const Proof& proof) const {
    tx.exec(sql::insert_proof, {bucket(), placement_.tenant_id, proof.hash, proof.programme_id,
                                proof.holder, proof.credential, proof.expires_at});
}

std::optional<Proof> ProofStore::find(Reader& reader, const crypto::Hash& hash) const {
    auto rows = reader.query(sql::one_proof, {bucket(), placement_.tenant_id, hash});
    if (!rows.next()) return std::nullopt;
    return Proof{.hash = hash,
                 .programme_id = rows.integer(0),
                 .holder = rows.get<HolderId>(1),
                 .credential = std::string(rows.text(2)),
                 .expires_at = rows.get<Instant>(3)};
}

bool ProofStore::take_nonce(Transaction& tx, const crypto::Hash& nonce, Instant until) const {
    return tx.exec(sql::insert_qr_nonce, {bucket(), placement_.tenant_id, nonce, until}) == 1;
}

void ProofStore::forget_over(Transaction& tx, Instant now) const {
    tx.exec(sql::delete_proofs_over, {bucket(), placement_.tenant_id, now});
    tx.exec(sql::delete_qr_nonces_over, {bucket(), placement_.tenant_id, now});
}

Minor ProofStore::unproved(Reader& reader, HolderId holder, Day day) const {
    auto rows = reader.query(sql::unproved_spend_of,
                             {bucket_of(holder), placement_.tenant_id, holder, day});
    return rows.next() ? rows.get<Minor>(0) : Minor{};
}

void ProofStore::set_unproved(Transaction& tx, HolderId holder, Day day, Minor amount) const {
    tx.exec(sql::put_unproved_spend,
            {bucket_of(holder), placement_.tenant_id, holder, day, amount});
}

Minor ProofStore::offline(Reader& reader, const std::string& till, Day day) const {
    auto rows = reader.query(sql::offline_spend_of, {bucket(), placement_.tenant_id, till, day});
    return rows.next() ? rows.get<Minor>(0) : Minor{0};
}

void ProofStore::set_offline(Transaction& tx,
                             const std::string& till,
                             Day day,
                             Minor amount) const {
    tx.exec(sql::put_offline_spend, {bucket(), placement_.tenant_id, till, day, amount});
}

}  // namespace vuelve::storage
