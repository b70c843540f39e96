#include "domain/basket.h"

#include <algorithm>

#include "domain/alloc.h"

namespace vuelve {
namespace {

Result<Minor> gross_of(const PurchaseLine& line) {
    if (line.gross) return *line.gross;
    std::int64_t price = line.unit_price.value_or(Minor{0}).n;
    return Minor{TRY(multiply_divide(price, line.quantity, 1000, Rounding::HalfUp))};
}

Result<Minor> eligible_of(const Programme& programme, const BasketLine& line, Minor not_earning) {
    Minor paid = line.net - not_earning;
    if (paid.n <= 0 || programme.document().earn_basis == EarnBasis::NetInclTax) return paid;
    std::int64_t untaxed = std::max<std::int64_t>(0, (line.net - line.tax).n);
    return Minor{TRY(multiply_divide(untaxed, paid.n, line.net.n, Rounding::HalfUp))};
}

}  // namespace

/// Net per line: gross less the line's own discount, less its share of the basket's (2.6).
Result<Basket> price_lines(const RecordPurchase& purchase) {
    if (purchase.lines.empty()) return refuse(ErrorCode::EmptyBasket);
    std::vector<std::int64_t> before;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < purchase.lines.size(); ++i) {
        const PurchaseLine& line = purchase.lines[i];
        Minor gross = TRY(gross_of(line));
        if (line.discount > gross)
            return refuse_field("/lines/" + std::to_string(i) + "/discount", "out-of-range",
                                "the discount is above the price");
        before.push_back((gross - line.discount).n);
        sum += before.back();
        if (sum > amount_max) return refuse(ErrorCode::Overflow);
    }
    if (purchase.basket_discount.n > sum)
        return refuse_field("/basket_discount", "out-of-range", "the discount is above the ticket");
    auto shares = alloc(purchase.basket_discount.n, std::span<const std::int64_t>(before));
    Basket basket{.total = Minor{sum - purchase.basket_discount.n}};
    for (std::size_t i = 0; i < before.size(); ++i) {
        const PurchaseLine& line = purchase.lines[i];
        Minor net{before[i] - shares[i]};
        if (net.n < 0)
            return refuse_field("/basket_discount", "out-of-range",
                                "the discount is above the ticket");
        basket.lines.push_back({.source = &line,
                                .before_basket = Minor{before[i]},
                                .net = net,
                                .tax = line.tax,
                                .eligible = {}});
        basket.tax += line.tax;
    }
    return basket;
}

Result<Basket> price_basket(const Programme& programme, const RecordPurchase& purchase) {
    Basket basket = TRY(price_lines(purchase));
    basket.tenders = purchase.tenders;
    if (basket.tenders.empty())
        basket.tenders.push_back(
            {.type = "cash", .currency = {}, .points = {}, .amount = basket.total});

    Minor paid{}, not_earning{};
    for (const Tender& tender : basket.tenders) {
        paid += tender.amount;
        if (programme.earns_nothing(tender.type)) not_earning += tender.amount;
    }
    if (paid != basket.total)
        return refuse_with(ErrorCode::TenderMismatch,
                           {{Figure::Kind::Money, paid.n}, {Figure::Kind::Money, basket.total.n}});

    std::vector<std::int64_t> nets;
    for (const BasketLine& line : basket.lines) nets.push_back(line.net.n);
    auto shares = alloc(not_earning.n, std::span<const std::int64_t>(nets));
    for (std::size_t i = 0; i < basket.lines.size(); ++i) {
        BasketLine& line = basket.lines[i];
        const PurchaseLine& source = *line.source;
        if (programme.excluded(source.sku, source.category)) {
            const auto& skus = programme.document().excluded_skus;
            bool by_sku = std::ranges::find(skus, source.sku) != skus.end();
            basket.not_earning.push_back(
                {source.line, by_sku ? NotEarning::ExcludedSku : NotEarning::ExcludedCategory});
            continue;
        }
        line.eligible = TRY(eligible_of(programme, line, Minor{shares[i]}));
        if (line.eligible.n <= 0)
            basket.not_earning.push_back({source.line, NotEarning::PaidWithoutEarning});
    }
    return basket;
}

void earn_nothing(Basket& basket, NotEarning why) {
    basket.not_earning.clear();
    for (BasketLine& line : basket.lines) {
        line.eligible = Minor{0};
        basket.not_earning.push_back({line.source->line, why});
    }
}

}  // namespace vuelve
