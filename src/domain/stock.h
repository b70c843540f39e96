#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// What is left of a reward: in all, in a store, and of a supplier's codes. Source: domain.md 7.1.
namespace vuelve {

ResourceKey total_stock(const Reward& reward);
ResourceKey store_stock(const Reward& reward, const Store& store);

/// Is there one for this store? A store the reward does not name is limited by the total only.
bool has_stock(const Book& book, const Reward& reward, const Store& store);
/// Takes one, and notes in the redemption from where. There is one.
void take_stock(Book& book, const Reward& reward, const Store& store, Redemption& redemption);
void give_stock_back(Book& book, const Redemption& redemption);

/// The next code of a supplier's pool; nothing when there is no pool. Errors: OutOfStock.
Result<std::optional<std::string>> next_pool_code(Book& book, const ResourceKey& pool);

/// What is left in all; nothing = no end.
std::optional<std::int64_t> left_in_all(const Book& book, const Reward& reward);

/// Errors: UnknownReward, ValidationFailed.
Result<Receipt> set_stock(Book& book, const SetStock& command, Transaction& txn);
/// A supplier's codes join the pool of a reward or coupon. Errors: UnknownReward, ValidationFailed.
Result<Receipt> add_codes(Book& book, const AddCodes& command, Transaction& txn);

}  // namespace vuelve
