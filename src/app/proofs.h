#pragma once

#include <optional>
#include <string>

#include "app/engine.h"
#include "app/service.h"
#include "storage/proof_store.h"

/// A till or shop spends a member's points only with a proof that the member was there, or within
/// what the tenant lets be spent in a day without. Source: contract.md 1 rules 9 and 20,
/// docs/adr/0041.
namespace vuelve::app {

inline constexpr std::int64_t proof_lives_ms = 10 * ms_per_minute;

/// `text` is shown once and kept as a hash.
struct NewProof {
    std::string text;
    Instant expires_at{};
};
NewProof give_proof(const OpenProgramme& programme,
                    storage::Transaction& tx,
                    HolderId member,
                    const std::string& credential,
                    Instant now);

/// Who was shown to be there, and the proof of it for this credential.
struct Proved {
    HolderId member{};  // the survivor, when they were merged
    NewProof proof;
};
/// By the QR on the member's phone. Errors: as take_qr_token.
Result<Proved> prove_by_qr(Service& service,
                           const OpenProgramme& programme,
                           const std::string& credential,
                           std::string_view token);
/// By a code the member told. Errors: as use_code.
Result<Proved> prove_by_code(Service& service,
                             const OpenProgramme& programme,
                             const std::string& credential,
                             HolderId member,
                             std::string_view code);

/// What stands against an accepted command that spends: a contact that changed a day ago or less
/// (StepUpRequired with the seconds to wait), no proof for more than may be spent without
/// (StepUpRequired). What is let through without proof is counted, under the write lock of the
/// group. Nothing for asks without a guard.
std::optional<Error> refuse_spending(const OpenProgramme& programme,
                                     storage::Transaction& tx,
                                     const Ask& ask,
                                     const vuelve::Transaction& done);

}  // namespace vuelve::app
