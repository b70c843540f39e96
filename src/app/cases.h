#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "app/service.h"
#include "app/suspicion.h"
#include "codec/case_request.h"

/// What looks like fraud: opened by the program, decided by a person. Source: security.md 3,
/// docs/adr/0042.
namespace vuelve::app {

/// Opens a case, or counts at the one that is open for kind, subject and day; in the transaction of
/// the caller, with its event and its row of the audit log. True when there is an event: the bell
/// is to be rung after the commit.
bool note_suspicion(Service& service,
                    OpenProgramme& programme,
                    storage::Transaction& tx,
                    const Suspicion& found,
                    Instant at);

class Cases {
 public:
    explicit Cases(Service& service) : service_(service) {}

    /// A member says that a movement of theirs is not right: the case, with the movement as it is
    /// in the ledger. The same movement again on that day is the same case. Errors: UnknownMember;
    /// NotFound for what moved nothing of theirs; LimitReached for one more in a day.
    Result<FraudCase> doubt(OpenProgramme& programme,
                            const Caller& caller,
                            HolderId member,
                            TxnId movement,
                            const std::string& words);
    /// What the member wrote; "" = nothing, or they were erased.
    std::string words_of(const OpenProgramme& programme, const FraudCase& found);

    /// Newest first, those before `before`; what was noticed up to now is among them.
    std::vector<FraudCase> list(OpenProgramme& programme,
                                CaseState state,
                                std::int64_t before,
                                int limit);
    std::optional<FraudCase> find(OpenProgramme& programme, std::int64_t id);
    /// Confirmed, it may suspend the member; of a ring of referrals the bonuses that wait are lost,
    /// dismissed they are released. Errors: NotFound; InvalidState (decided before); SelfDealing
    /// for whom the case is about; ValidationFailed to suspend nobody, or by a dismissal.
    Result<FraudCase> decide(OpenProgramme& programme,
                             const Caller& caller,
                             std::int64_t id,
                             const CaseDecision& decision);

 private:
    Result<void> act(OpenProgramme& programme,
                     const Caller& caller,
                     const FraudCase& found,
                     const CaseDecision& decision);
    storage::CaseStore store_of(const OpenProgramme& programme) const;

    Service& service_;
    std::mutex guard_;  // of two who decide at once, one is the first
};

}  // namespace vuelve::app
