#pragma once

#include <vector>

#include "domain/command.h"
#include "domain/decision.h"
#include "domain/programme.h"

/// The money of a ticket, line by line: what is net, what may earn. Source: domain.md 2.6, 2.7.
namespace vuelve {

struct BasketLine {
    const PurchaseLine* source = nullptr;
    Minor before_basket{};  // gross less the line's own discount
    Minor net{};
    Minor tax{};
    Minor eligible{};
};

struct Basket {
    std::vector<BasketLine> lines;
    Minor total{};  // N
    Minor tax{};
    std::vector<Tender> tenders;  // as sent, or one cash tender of N
    std::vector<NotEarningLine> not_earning;
};

/// The lines alone: nets, total and tax, nothing about tenders or earning. The basket points into
/// `purchase`. Errors: EmptyBasket, ValidationFailed (a line below zero), Overflow.
Result<Basket> price_lines(const RecordPurchase& purchase);

/// Errors: EmptyBasket, TenderMismatch, ValidationFailed (a line below zero, tax above net),
/// Overflow. A quote without tenders counts as paid in cash.
Result<Basket> price_basket(const Programme& programme, const RecordPurchase& purchase);

/// No line earns anything, whatever it would have earned.
void earn_nothing(Basket& basket, NotEarning why);

}  // namespace vuelve
