#pragma once

#include <map>
#include <set>

#include "analytics/facts.h"
#include "domain/decision.h"
#include "domain/programme.h"

namespace vuelve::cli {

/// What measures are read from, kept from decisions as they are made: the core's twin of the stored
/// facts.
class CaseFacts {
 public:
    void follow(const Transaction& txn);
    void tell(const analytics::StoreDayFact& day);
    /// As the world stands now.
    analytics::ShopFacts read(const Programme& programme, const State& state, Day end) const;

 private:
    struct Movement {
        Entry entry;
        HolderId actor{};
        StoreId store{};
        std::string channel;
    };
    std::map<TxnId, Sale> sales_;
    std::vector<Movement> movements_;
    std::map<HolderId, Instant> left_;
    std::map<std::int64_t, analytics::StoreDayFact> totals_;
    struct Score {
        HolderId holder{};
        SurveyAnswer answer;
    };
    std::vector<Score> scores_;
};

}  // namespace vuelve::cli
