#include "app/visits.h"

#include <algorithm>

#include "domain/survey.h"
#include "storage/history_store.h"
#include "storage/inbox_store.h"
#include "storage/survey_store.h"

namespace vuelve::app {
namespace {

/// As many purchases are looked at; more in a month are no visits to ask about.
constexpr int visits_looked_at = 40;

}  // namespace

std::vector<Visit> visits_to_rate(Service& service,
                                  const OpenProgramme& programme,
                                  HolderId member,
                                  int limit) {
    auto reader = service.database().snapshot();
    const Instant now = service.now();
    const Day today = programme.snapshot()->zone().local_day(now);
    std::vector<Visit> visits;
    const Instant since = now + -(rated_within_days + 2) * ms_per_day;
    for (const TxnId txn : storage::purchases_since(*reader, programme.placement(), member, since,
                                                    visits_looked_at)) {
        if (std::ssize(visits) == limit) break;
        const TallyKey rated{TallyKind::Rated, 0, txn.value};
        const auto tally = programme.ledger().find_tally(*reader, member, rated);
        if (tally && tally->count > 0) continue;
        const auto told =
            storage::load_summary(*reader, programme.vault(), programme.placement(), member, txn);
        const auto purchase = programme.ledger().find_purchase(*reader, told.purchase);
        if (!purchase || purchase->voided || today - purchase->day > rated_within_days) continue;
        visits.push_back({.purchase = told.purchase,
                          .store = told.store,
                          .occurred_at = told.occurred_at,
                          .amount = told.amount.value_or(Minor{}),
                          .until = purchase->day + rated_within_days});
    }
    return visits;
}

bool may_ask_nps(Service& service, const OpenProgramme& programme, const Holder& member) {
    if (member.head.purchases == 0) return false;
    auto reader = service.database().snapshot();
    const Day today = programme.snapshot()->zone().local_day(service.now());
    constexpr int looked_at = 100;
    const auto answers = storage::answers_of(*reader, programme.placement(), member.id,
                                             AnswerId{INT64_MAX}, looked_at);
    return std::ranges::none_of(answers, [&](const storage::AnswerRow& row) {
        return row.answer.nps && today - row.answer.day < nps_pause_days;
    });
}

}  // namespace vuelve::app
