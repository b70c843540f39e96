#pragma once

#include <optional>
#include <string>

#include "domain/calendar.h"
#include "domain/money.h"
#include "storage/crypto.h"
#include "storage/database.h"
#include "storage/ids.h"

/// Proofs that a member was there, QR tokens that were shown, and what was spent without either.
/// Source: contract.md 1 rule 9, security.md 4.
namespace vuelve::storage {

struct Proof {
    crypto::Hash hash{};  // SHA-256 of what was handed out
    std::int64_t programme_id = 0;
    HolderId holder{};
    std::string credential;  // which alone may use it
    Instant expires_at{};
};

/// One tenant's. Without state of its own.
class ProofStore {
 public:
    ProofStore(Placement placement) : placement_(placement) {}

    void add(Transaction& tx, const Proof& proof) const;
    std::optional<Proof> find(Reader& reader, const crypto::Hash& hash) const;
    /// False when it was shown before. `until`: after that nobody would take it anyway.
    bool take_nonce(Transaction& tx, const crypto::Hash& nonce, Instant until) const;
    /// Proofs and nonces that are over by now.
    void forget_over(Transaction& tx, Instant now) const;

    /// Money value spent on a day without proof.
    Minor unproved(Reader& reader, HolderId holder, Day day) const;
    void set_unproved(Transaction& tx, HolderId holder, Day day, Minor amount) const;

    /// Money value that a till let be spent on a day without the line.
    Minor offline(Reader& reader, const std::string& till, Day day) const;
    void set_offline(Transaction& tx, const std::string& till, Day day, Minor amount) const;

 private:
    int bucket() const { return base_bucket(placement_); }

    Placement placement_;
};

}  // namespace vuelve::storage
