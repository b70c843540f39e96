#include "app/referrals.h"

#include "app/reading.h"
#include "storage/history_store.h"

namespace vuelve::app {
namespace {

/// With the purchase that decided it, and what that brought whoever recommended.
ReferralItem complete(const OpenProgramme& programme,
                      storage::Reader& reader,
                      HolderId referee,
                      Instant enrolled_at,
                      const Referral& referral) {
    ReferralItem item{.referee = referee,
                      .referrer = referral.referrer,
                      .enrolled_at = enrolled_at,
                      .referral = referral,
                      .purchase = {}};
    if (referral.txn.value == 0) return item;
    item.purchase = storage::load_summary(reader, programme.vault(), programme.placement(), referee,
                                          referral.txn)
                        .purchase;
    const auto purchase = programme.ledger().find_purchase(reader, item.purchase);
    if (purchase && purchase->referral) item.bonus = purchase->referral->awards.front();
    return item;
}

std::vector<ReferralItem> complete_all(const OpenProgramme& programme,
                                       storage::Reader& reader,
                                       const std::vector<storage::ReferralRow>& rows) {
    std::vector<ReferralItem> items;
    for (const auto& row : rows)
        items.push_back(complete(programme, reader, row.referee, row.enrolled_at, row.referral));
    return items;
}

}  // namespace

Result<ReferralsReading> read_referrals(
    Service& service, OpenProgramme& programme, HolderId id, HolderId after, int limit) {
    const MemberReading settled = TRY(read_member(service, programme, id));
    const Holder& member = settled.member;
    auto reader = service.database().snapshot();
    ReferralsReading reading{.member = member.id,
                             .code = settled.profile.referral_code,
                             .referred_by = {},
                             .brought = {}};
    if (member.referral)
        reading.referred_by =
            complete(programme, *reader, member.id, member.enrolled_at, *member.referral);
    reading.brought =
        complete_all(programme, *reader,
                     programme.entitlements().referrals_by(*reader, member.id, after, limit));
    return reading;
}

std::vector<ReferralItem> read_referrals_in_review(Service& service,
                                                   const OpenProgramme& programme,
                                                   HolderId after,
                                                   int limit) {
    auto reader = service.database().snapshot();
    return complete_all(programme, *reader,
                        programme.entitlements().referrals_in_review(*reader, after, limit));
}

}  // namespace vuelve::app
