#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/sim/checks.h"
#include "cli/sim/evidence.h"

/// The auditor's own record of purchases: their money line by line, what they earned and paid, and
/// what returns gave back. Source: domain.md 2.6, 4, 13 (I11-I13, I31).
namespace vuelve::cli {

struct SaleLine {
    int line = 0;
    std::int64_t quantity = 0, returned = 0;
    std::int64_t net = 0, eligible = 0;
};
struct SaleAward {
    RuleId rule{};
    CurrencyId currency{};
    std::int64_t units = 0, reversed = 0;
    std::vector<std::int64_t> lines;
    OnReturn on_return = OnReturn::Proportional;
    bool is_of_challenge = false;  // no cap holds it, and only a void takes it back
};
struct SalePayment {
    CurrencyId currency{};
    std::int64_t points = 0, amount = 0;  // amount 0: it lowered the price instead
};
struct Sale {
    std::string id;
    HolderId member{};
    Instant occurred_at{};
    std::string store;
    std::vector<SaleLine> lines;
    std::vector<SaleAward> awards;
    std::vector<SalePayment> paid;
    std::vector<std::string> coupons;
    std::int64_t total = 0, returned_money = 0;
    std::int64_t refunded_points = 0, refunded_money = 0;
    bool is_voided = false, has_returns = false;

    bool is_fully_returned() const;
};

class SalesBook {
 public:
    SalesBook(const ProgrammeDocument& document, Checks& checks)
        : document_(document), checks_(checks) {}

    /// One answered purchase, return, void or decision about a parked one; parked ones that a
    /// purchase brought along too. Throws Violation.
    void take(const Witnessed& one);
    /// The entries of accepted commands against their answers. Throws Violation.
    void match_entries(const Evidence& evidence);
    const Sale* find(const std::string& id) const;

    /// A return or void that was applied, for the books that count something by purchase.
    struct TakenBack {
        const Sale* sale = nullptr;
        bool is_void = false;
        std::vector<std::int64_t> before;  // returned quantities of the lines before it
        std::vector<ReversedLine> reversed;
    };
    /// Of the commands since the last call.
    std::vector<TakenBack> drain() { return std::exchange(taken_back_, {}); }

 private:
    void sell(const RecordPurchase& purchase, const Receipt& receipt);
    void price(const RecordPurchase& purchase, Sale& sale) const;
    void check_refusal(const Witnessed& one);
    void apply(const Receipt& receipt, const std::vector<ReturnLine>& lines);
    void check_reversed(Sale& sale, const Receipt& receipt, bool is_void);
    void check_refund(Sale& sale, const Receipt& receipt, std::int64_t money);
    std::int64_t points_due(const Sale& sale) const;
    OnReturn on_return_of(RuleId rule, CurrencyId currency) const;
    bool is_of_challenge(RuleId rule) const;
    void add_award(const AwardLine& award, Sale& sale) const;

    const ProgrammeDocument& document_;
    Checks& checks_;
    std::map<std::string, Sale> sales_;
    /// Returns that came before their purchase, by its id and their own.
    std::map<std::pair<std::string, std::string>, std::vector<ReturnLine>> parked_;
    std::vector<TakenBack> taken_back_;
};

}  // namespace vuelve::cli
