#include "app/proofs.h"

#include <algorithm>

#include "app/contact_hold.h"
#include "app/one_time_codes.h"
#include "app/qr_tokens.h"
#include "app/settings.h"
#include "domain/accounting.h"
#include "domain/pay_points.h"

namespace vuelve::app {
namespace {

using storage::ProofStore;
using storage::crypto::Hash;

constexpr std::string_view proof_prefix = "prf_";

/// What cannot be told in money is more than any limit but the highest.
constexpr Minor beyond_limits{amount_max};

Hash proof_hash(std::string_view text) {
    return storage::crypto::sha256(storage::crypto::bytes_of(text));
}

/// Money value of the points that a purchase pays with now; what was reserved was proved then.
struct ValueSpent {
    const Programme& programme;
    const Receipt& receipt;

    std::optional<Minor> operator()(const RecordPurchase& sale) const {
        Minor value{};
        bool spends = false;
        const auto add = [&](const auto& paid) {
            if (paid.currency.empty() || paid.reservation.value != 0) return;
            spends = true;
            value += paid.amount;
        };
        std::ranges::for_each(sale.tenders, add);
        std::ranges::for_each(sale.discount_points, add);
        return spends ? std::optional(value) : std::nullopt;
    }
    std::optional<Minor> operator()(const Reserve&) const { return of_points(); }
    std::optional<Minor> operator()(const Redeem&) const { return of_points(); }
    std::optional<Minor> operator()(const Transfer&) const { return of_points(); }
    std::optional<Minor> operator()(const Convert&) const { return of_points(); }
    template <class Other>
    std::optional<Minor> operator()(const Other&) const {
        return std::nullopt;
    }

    std::optional<Minor> of_points() const {
        if (receipt.points.n == 0) return std::nullopt;
        const Currency& currency = programme.currency(receipt.currency);
        return has_money_value(currency) ? value_of(currency, receipt.points) : beyond_limits;
    }
};

/// Points are spent offline only within the limit: nobody could show that they were there.
bool is_offline(const Ask& ask) {
    const auto* sale = std::get_if<RecordPurchase>(&ask.command.body);
    return sale && sale->offline;
}

bool is_proved(const OpenProgramme& programme,
               storage::Transaction& tx,
               const Ask& ask,
               const vuelve::Transaction& done) {
    if (ask.guard->is_own) return true;
    if (ask.guard->proof.empty() || is_offline(ask)) return false;
    const auto proof = ProofStore(programme.placement()).find(tx, proof_hash(ask.guard->proof));
    return proof && proof->programme_id == programme.key().programme_id &&
           proof->holder == done.holder && proof->credential == ask.guard->credential &&
           done.at < proof->expires_at;
}

/// Follows merges.
HolderId survivor_of(const OpenProgramme& programme, storage::Reader& reader, HolderId member) {
    const auto person = programme.members().load(reader, member);
    return person && person->merged_into.value != 0
               ? survivor_of(programme, reader, person->merged_into)
               : member;
}

}  // namespace

NewProof give_proof(const OpenProgramme& programme,
                    storage::Transaction& tx,
                    HolderId member,
                    const std::string& credential,
                    Instant now) {
    NewProof proof{std::string(proof_prefix) +
                       storage::crypto::to_base64url(storage::crypto::random_key().bytes),
                   now + proof_lives_ms};
    const ProofStore store(programme.placement());
    store.forget_over(tx, now);
    store.add(tx, {.hash = proof_hash(proof.text),
                   .programme_id = programme.key().programme_id,
                   .holder = member,
                   .credential = credential,
                   .expires_at = proof.expires_at});
    return proof;
}

Result<Proved> prove_by_qr(Service& service,
                           const OpenProgramme& programme,
                           const std::string& credential,
                           std::string_view token) {
    auto tx = service.database().begin();
    const HolderId shown = TRY(take_qr_token(service, programme, *tx, token));
    const HolderId member = survivor_of(programme, *tx, shown);
    Proved proved{member, give_proof(programme, *tx, member, credential, service.now())};
    tx->commit();
    return proved;
}

Result<Proved> prove_by_code(Service& service,
                             const OpenProgramme& programme,
                             const std::string& credential,
                             HolderId member,
                             std::string_view code) {
    auto tx = service.database().begin();
    const Instant now = service.now();
    const HolderId survivor = survivor_of(programme, *tx, member);
    const CodeVerdict verdict = use_till_code(programme, *tx, survivor, code, now);
    Proved proved{survivor, {}};
    if (verdict.used) proved.proof = give_proof(programme, *tx, survivor, credential, now);
    tx->commit();
    if (!verdict.used) return std::unexpected(verdict.used.error());
    return proved;
}

std::optional<Error> refuse_spending(const OpenProgramme& programme,
                                     storage::Transaction& tx,
                                     const Ask& ask,
                                     const vuelve::Transaction& done) {
    if (!ask.guard) return std::nullopt;
    const auto snapshot = programme.snapshot();
    const auto value = std::visit(ValueSpent{*snapshot, *done.receipt}, ask.command.body);
    if (!value) return std::nullopt;
    if (const auto until = contacts_of(programme).held_until(tx, done.holder, done.at))
        return Error{ErrorCode::StepUpRequired,
                     "the contact changed less than a day ago",
                     {},
                     {},
                     {{.value = until->value}}};
    if (is_proved(programme, tx, ask, done)) return std::nullopt;
    const Settings settings = read_settings(tx, programme.key());
    const Day today = snapshot->zone().local_day(done.at);
    const ProofStore store(programme.placement());
    const auto& till_max = settings.offline_spend_per_till_day_max;
    const bool counts_till = is_offline(ask) && till_max;
    const Minor of_till = counts_till ? store.offline(tx, ask.guard->till, today) : Minor{};
    if (counts_till && *value > Minor{*till_max} - of_till)
        return Error{ErrorCode::StepUpRequired, "the till let enough be spent offline today"};
    const Minor limit{settings.spend_without_proof_max};
    if (limit.n < amount_max) {
        const Minor before = store.unproved(tx, done.holder, today);
        if (*value > limit - before)
            return Error{ErrorCode::StepUpRequired, "no proof that the member was there"};
        store.set_unproved(tx, done.holder, today, before + *value);
    }
    if (counts_till) store.set_offline(tx, ask.guard->till, today, of_till + *value);
    return std::nullopt;
}

}  // namespace vuelve::app
