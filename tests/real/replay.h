#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/service.h"
#include "base/clock.h"
#include "history.h"

/// Runs a history through the product's engine, command by command, as a history import does: the
/// clock follows the rows.
namespace vuelve::real {

struct CountedUnits {
    std::int64_t count = 0, units = 0;
};

/// Sums of what the answers said.
struct AnswerTotals {
    struct Sent {
        std::int64_t sent = 0, ok = 0;
        std::map<std::string, std::int64_t> rejected;  // by error
    };
    std::int64_t enrolled = 0;
    Sent purchases, returns;
    Minor net{}, eligible{};
    std::int64_t purchases_paid = 0;  // with points
    Units points_paid{};
    Minor money_paid{};
    std::map<std::string, CountedUnits> awards, reversed;              // by rule:currency
    std::map<std::string, std::map<std::string, std::int64_t>> trace;  // by rule, reason
    Minor refund_money{}, refund_points_money{};
    Units refund_points{}, already_expired{};
};

class Replay {
 public:
    /// `config` has the shape of a golden case's; `pay_from` in minor units. Throws BadFile.
    Replay(const Json& config, Minor pay_from);

    /// Every command of the history; `progress` now and then.
    void run(History& history, const std::function<void()>& progress);
    /// The scheduler alone, up to and including this instant.
    void advance(Instant at);
    struct Again {
        std::size_t sent = 0, replayed = 0;
    };
    /// Sends every accepted command once more.
    Again send_again();

    const AnswerTotals& totals() const { return totals_; }
    /// One line of `<run>.commands.csv.gz` for each command, without the header.
    const std::vector<std::string>& rows() const { return rows_; }
    /// Levels that a review found still earned.
    std::int64_t levels_kept() const { return levels_kept_; }
    const std::unordered_map<std::string, HolderId>& members() const { return members_; }
    /// The purchase or return that a transaction recorded; "" for others.
    std::string command_of(TxnId txn) const;

    app::Service& service() { return *service_; }
    app::OpenProgramme& open_programme() { return *programme_; }
    const Programme& programme() const { return *snapshot_; }

 private:
    /// Units of the currency of points in one answer, as a row tells them.
    struct RowUnits {
        Units paid{}, earned{}, reversed{}, refunded{};
    };

    /// The next commands that may be asked for together: baskets of different members, none
    /// after a review that is due, which is run when it is the first one's turn.
    std::vector<Step> next_group(History& history);
    app::Ask ask_enrol(const Step& step);
    /// Enrols who is new, and asks for all what can be paid with points.
    void prepare(std::vector<Step>& group);
    void pay_with_points(Step& step, const Receipt& quote) const;
    void obey(History& history, const std::vector<Step>& group);
    void count(const Step& step, const Receipt& receipt);
    void count_eligible();
    void add_row(const Step& step, const app::Answer& answer);
    RowUnits units_of(const Receipt& receipt) const;
    std::string award_name(RuleId rule, CurrencyId currency) const;
    /// Reviews one by one, each on its day, so that each is seen.
    void review_until(Instant until);
    void expect_review(HolderId member, std::optional<Instant> valid_until);
    TierStanding tier_of(HolderId member);

    Minor pay_from_;
    ManualClock clock_;
    std::unique_ptr<app::Service> service_;
    app::OpenProgramme* programme_ = nullptr;
    std::shared_ptr<const Programme> snapshot_;
    app::Caller caller_;
    CurrencyId points_{};  // the currency that pays
    AnswerTotals totals_;
    std::vector<std::string> rows_;
    std::vector<app::Ask> accepted_;
    std::unordered_map<std::string, HolderId> members_;
    std::map<TxnId, std::string> commands_;
    std::vector<std::string> purchases_;  // accepted ones
    std::map<HolderId, Instant> valid_until_;
    std::set<std::pair<Instant, HolderId>> reviews_;
    std::int64_t levels_kept_ = 0;
};

}  // namespace vuelve::real
