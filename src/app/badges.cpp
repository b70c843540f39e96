#include "app/badges.h"

#include <algorithm>

#include "app/reading.h"
#include "storage/history_store.h"

namespace vuelve::app {

Result<BadgesReading> read_badges(Service& service, OpenProgramme& programme, HolderId member) {
    const MemberReading reading = TRY(read_member(service, programme, member));
    auto reader = service.database().snapshot();
    BadgesReading badges{.member = reading.member.id, .badges = {}, .programme = reading.programme};
    for (const auto& [key, tally] : reading.member.tallies) {
        if (key.kind != TallyKind::Badge || tally.count == 0) continue;
        HeldBadge held{.code = reading.programme->symbols().code(key.ref),
                       .holder = badges.member,
                       .txn = TxnId{tally.value},
                       .at = {},
                       .purchase = {}};
        if (tally.value != 0) {
            const auto told = storage::load_summary(*reader, programme.vault(),
                                                    programme.placement(), badges.member, held.txn);
            held.at = told.at;
            if (told.kind == TxnKind::Purchase) held.purchase = told.purchase;
        }
        badges.badges.push_back(std::move(held));
    }
    std::ranges::sort(badges.badges, {}, &HeldBadge::txn);
    return badges;
}

}  // namespace vuelve::app
