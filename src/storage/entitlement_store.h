#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/state.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// What holders have been promised, read for pages and for commands that name it: reservations,
/// redemptions, vouchers, households, returns that wait. Written by the ledger store alone.
/// Source: contract.md 7, domain.md 7, 14.
namespace vuelve::storage {

struct ReservationRow {
    HolderId holder{};  // the account: the member or its household
    Reservation reservation;
};
struct RedemptionRow {
    HolderId holder{};  // the member who took it
    Redemption redemption;
};
struct VoucherRow {
    HolderId holder{};
    Voucher voucher;
    /// When and where it was used up; nothing while it was not.
    std::optional<Instant> used_at{};
    StoreId used_store{};
};
struct ReferralRow {
    HolderId referee{};
    Instant enrolled_at{};  // of the referee
    Referral referral;
};
struct ParkedRow {
    Hash16 key{};  // place in the queue, for the next page
    Parked parked;
};

/// Key of a parked return among those of its programme: a void's id is its caller's own, and two
/// callers may use the same for two purchases.
inline std::string parked_key(const std::string& purchase, const std::string& id) {
    return purchase + ' ' + id;
}

/// One programme's promises: what belongs to another programme is not there. Without state of its
/// own: any thread that has its own reader. Lists are in the order of ids, which is that of making;
/// `after` is exclusive, 0 = from the start.
class EntitlementStore {
 public:
    EntitlementStore(const Vault& vault, Placement placement, std::int32_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    std::optional<ReservationRow> reservation(Reader& reader, ReservationId id) const;
    /// All of an account's, closed ones too.
    std::vector<ReservationRow> reservations_of(Reader& reader,
                                                HolderId holder,
                                                ReservationId after,
                                                int limit) const;

    std::optional<RedemptionRow> redemption(Reader& reader, RedemptionId id) const;
    std::vector<RedemptionRow> redemptions_of(Reader& reader,
                                              HolderId holder,
                                              RedemptionId after,
                                              int limit) const;
    /// A queue to work through: Confirmed ones wait for their delivery. `by_hand`: without those
    /// whose voucher hands itself over.
    std::vector<RedemptionRow> redemptions_in(Reader& reader,
                                              RedemptionState state,
                                              RedemptionId after,
                                              int limit,
                                              bool by_hand = false) const;

    std::optional<VoucherRow> voucher(Reader& reader, VoucherId id) const;
    /// The issued voucher of this code, in any state.
    std::optional<VoucherRow> voucher_of_code(Reader& reader, std::string_view code) const;
    /// All of a holder's, used ones too.
    std::vector<Voucher> vouchers_of(Reader& reader, HolderId holder) const;
    std::vector<VoucherRow> voucher_rows_of(Reader& reader, HolderId holder) const;

    /// Referrals that wait for a person, in the order of the referees' ids.
    std::vector<ReferralRow> referrals_in_review(Reader& reader, HolderId after, int limit) const;
    /// Who came by this member's recommendation, in the same order.
    std::vector<ReferralRow> referrals_by(Reader& reader,
                                          HolderId referrer,
                                          HolderId after,
                                          int limit) const;

    /// Of a household, in the order of joining.
    std::vector<Membership> members_of(Reader& reader, HolderId household) const;

    /// Returns and voids in one state, in no particular order: Orphaned and Rejected ones are the
    /// manual queue. Start without `after`.
    std::vector<ParkedRow> parked_in(Reader& reader,
                                     ParkedState state,
                                     const std::optional<Hash16>& after,
                                     int limit) const;
    std::optional<Parked> parked(Reader& reader,
                                 const std::string& purchase,
                                 const std::string& id) const;

    /// What the scheduler owes by `until`: holders of reservations, redemptions, vouchers and
    /// referrals (some
    /// may be named twice; `limit` is for each kind), and whether a parked return's time is over.
    std::vector<HolderId> holders_due(Reader& reader, Instant until, int limit) const;
    bool has_due_parked(Reader& reader, Instant until) const;

    /// A supplier's codes from this place on, opened. Place 0 is the first ever imported.
    std::vector<std::string> pool_codes(Reader& reader,
                                        const ResourceKey& pool,
                                        std::int64_t place,
                                        int limit) const;
    /// True when a voucher has this code or a pool holds it.
    bool is_code_known(Reader& reader, std::string_view code) const;
    /// Appends codes to a pool whose first free place is `place`. They are not known yet.
    void add_codes(Transaction& tx,
                   const ResourceKey& pool,
                   std::int64_t place,
                   const std::vector<std::string>& codes) const;

 private:
    int bucket() const { return base_bucket(placement_); }

    const Vault& vault_;
    Placement placement_;
    std::int32_t programme_id_;
};

}  // namespace vuelve::storage
