#include "analytics/journal.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace vuelve::analytics {
namespace {

/// The words of the accounts (domain.md 10.7).
namespace account {
constexpr std::string_view sales = "revenue_sales", liability = "contract_liability",
                           loyalty = "revenue_loyalty", marketing = "marketing_expense",
                           provision = "loyalty_provision", reward = "reward_cost",
                           inventory = "inventory", payable = "accounts_payable",
                           partner = "partner_settlement";
}  // namespace account

class Journal {
 public:
    Journal(const Programme& programme, int month)
        : programme_(programme), month_(format_month(month)) {
        if (programme.document().brands.size() == 1)
            only_brand_ = programme.document().brands.front().id;
    }

    void add(const MonthOfBooks& books) {
        for (const auto& [key, amount] : books.deferrals) {
            const bool taken_back = key.reason == MoneyReason::DeferralReversal;
            line({.reason = key.reason, .brand = key.brand, .currency = key.currency},
                 taken_back ? account::liability : account::sales,
                 taken_back ? account::sales : account::liability, amount);
        }
    }

    Result<void> add_grants(const MonthOfBooks& books, std::span<const PoolRow> pools) {
        for (const auto& [grant, units] : books.granted) {
            const auto& [pool, brand] = grant;
            auto row = std::ranges::find(pools, pool, &PoolRow::pool);
            if (row == pools.end()) continue;
            line({.reason = MoneyReason::MarketingExpense,
                  .report = pool_report("provision", pool),
                  .brand = brand,
                  .currency = pool.currency},
                 account::marketing, account::provision,
                 TRY(grant_expense(programme_.currency(pool.currency), units, row->breakage_rate)));
        }
        return {};
    }

    void add(std::span<const PoolRow> pools) {
        for (const PoolRow& row : pools) {
            const bool sold = row.pool.kind == PoolKind::Sale;
            JournalLine like{.reason = MoneyReason::Recognition,
                             .report = pool_report(sold ? "recognition" : "provision", row.pool),
                             .brand = only_brand_,
                             .currency = row.pool.currency};
            if (sold) {
                line(like, account::liability, account::loyalty, row.revenue);
                continue;
            }
            like.reason = MoneyReason::ProvisionUse;
            line(like, account::provision, account::reward, row.by_redemption);
            like.reason = MoneyReason::ProvisionRelease;
            line(like, account::provision, account::marketing, row.revenue - row.by_redemption);
        }
    }

    Result<void> add_prizes(const MonthOfBooks& books) {
        for (const auto& [key, units] : books.prizes)
            line({.reason = MoneyReason::RewardCost, .brand = key.brand, .currency = key.currency},
                 account::reward, key.payable ? account::payable : account::inventory,
                 TRY(prize_cost(programme_.currency(key.currency), units)));
        return {};
    }

    void add(std::span<const PartnerBalance> partners) {
        for (const PartnerBalance& owed : partners) {
            const JournalLine like{.reason = MoneyReason::PartnerSettlement,
                                   .brand = owed.brand,
                                   .currency = owed.currency};
            line(like, account::partner, account::liability, owed.issue_due - owed.breakage_credit);
            line(like, account::reward, account::partner, owed.redeem_claim);
            line(like, account::partner, account::loyalty, owed.fee);
        }
    }

    std::vector<JournalLine> take() {
        std::ranges::stable_sort(lines_, {}, [&](const JournalLine& one) {
            return std::tuple(one.reason, programme_.currency(one.currency).code, one.report,
                              one.brand);
        });
        return std::move(lines_);
    }

 private:
    std::string pool_report(const char* kind, const PoolKey& pool) const {
        return std::string(kind) + ":" + month_ + ":" + programme_.currency(pool.currency).code +
               ":" + std::to_string(pool.year);
    }

    /// Below zero it goes the other way.
    void line(JournalLine like, std::string_view debit, std::string_view credit, Minor amount) {
        if (amount.n == 0) return;
        if (amount.n < 0) std::swap(debit, credit);
        like.debit = debit;
        like.credit = credit;
        like.amount = amount.n < 0 ? -amount : amount;
        if (like.report.empty())
            like.report = std::string(source_of(like.reason)) + ":" + month_ + ":" +
                          programme_.currency(like.currency).code;
        lines_.push_back(std::move(like));
    }

    static std::string_view source_of(MoneyReason reason) {
        if (reason == MoneyReason::RewardCost) return "rewards";
        return reason == MoneyReason::PartnerSettlement ? "clearing" : "deferral";
    }

    const Programme& programme_;
    std::string month_;
    BrandId only_brand_{};
    std::vector<JournalLine> lines_;
};

}  // namespace

std::vector<PartnerBalance> partner_balances(const Programme& programme,
                                             CurrencyId currency,
                                             std::span<const ClearingRow> brands) {
    std::vector<PartnerBalance> partners;
    for (const ClearingRow& row : brands)
        partners.push_back(
            {.brand = BrandId{programme.symbols().find(SymbolKind::Brand, row.brand)},
             .currency = currency,
             .issue_due = row.issue_due,
             .redeem_claim = row.redeem_claim,
             .fee = row.fee,
             .breakage_credit = row.breakage_credit});
    return partners;
}

std::span<const std::string_view> journal_accounts() {
    static constexpr std::array words{account::sales,     account::liability, account::loyalty,
                                      account::marketing, account::provision, account::reward,
                                      account::inventory, account::payable,   account::partner};
    return words;
}

Result<std::vector<JournalLine>> journal_of(const Programme& programme,
                                            int month,
                                            const MonthOfBooks& books,
                                            std::span<const PoolRow> pools,
                                            std::span<const PartnerBalance> partners) {
    Journal journal(programme, month);
    journal.add(books);
    journal.add(pools);
    TRY(journal.add_grants(books, pools));
    TRY(journal.add_prizes(books));
    journal.add(partners);
    return journal.take();
}

}  // namespace vuelve::analytics
