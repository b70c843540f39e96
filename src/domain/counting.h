#pragma once

#include <cstdint>
#include <vector>

#include "domain/conditions.h"

/// How a purchase counts where progress is a sum: for challenges, and for clubs. Source:
/// domain.md 8.2.
namespace vuelve {

/// Places in the basket that count: earning lines that meet the conditions about lines. None when
/// the other conditions fail.
std::vector<std::uint32_t> counted_lines(const std::vector<Condition>& conditions,
                                         const PurchaseFacts& facts);

/// What these lines add: 1 for a purchase, minor units for spend, thousandths for quantity.
std::int64_t added_by(Challenge::Metric metric,
                      const Basket& basket,
                      const std::vector<std::uint32_t>& lines);

/// What of it is lost when `back` (thousandths by line) has come back; 0 where only spend and
/// quantity are lowered by a return. The lines' `returned` has been advanced.
std::int64_t lost_by(Challenge::Metric metric,
                     const Purchase& purchase,
                     const std::vector<std::uint8_t>& matched,
                     const std::vector<std::int64_t>& back);

}  // namespace vuelve
