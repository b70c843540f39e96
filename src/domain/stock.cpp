#include "domain/stock.h"

#include "base/ensure.h"
#include "domain/spending.h"

namespace vuelve {
namespace {

std::optional<std::int64_t> named_stock(const Reward& reward, const Store& store) {
    auto named = reward.store_stock.find(store.code);
    return named == reward.store_stock.end() ? std::nullopt : std::optional(named->second);
}

/// A stock that was set by command counts even where the document names none.
std::optional<Resource> stock_at(const Book& book,
                                 const ResourceKey& key,
                                 std::optional<std::int64_t> full) {
    constexpr std::int64_t untouched = -1;
    Resource known = book.resource(key, full.value_or(untouched));
    return known.left == untouched ? std::nullopt : std::optional(known);
}

void take_one(Book& book, const ResourceKey& key, Resource stock) {
    stock.left -= 1;
    book.set(key, stock);
}

ResourceKey code_pool(const Reward& reward) {
    return {ResourceKind::RewardCodes, reward.id.value, 0};
}

Receipt answer(
    const Book& book, std::string command, RewardId reward, std::int64_t left, Transaction& txn) {
    txn.kind = TxnKind::Member;  // of no member: chained with the bucket's own rows
    return {.command = std::move(command),
            .txn = book.txn(),
            .at = book.at(),
            .reward = reward,
            .stock_left = left};
}

}  // namespace

ResourceKey total_stock(const Reward& reward) {
    return {ResourceKind::RewardStock, reward.id.value, 0};
}

ResourceKey store_stock(const Reward& reward, const Store& store) {
    return {ResourceKind::RewardStoreStock, reward.id.value, store.id.value};
}

bool has_stock(const Book& book, const Reward& reward, const Store& store) {
    auto in_all = stock_at(book, total_stock(reward), reward.stock);
    auto here = stock_at(book, store_stock(reward, store), named_stock(reward, store));
    Resource codes = book.resource(code_pool(reward), 0);
    return (!in_all || in_all->left > 0) && (!here || here->left > 0) &&
           (codes.total == 0 || codes.left > 0);
}

void take_stock(Book& book, const Reward& reward, const Store& store, Redemption& redemption) {
    if (auto in_all = stock_at(book, total_stock(reward), reward.stock)) {
        take_one(book, total_stock(reward), *in_all);
        redemption.took_stock = true;
    }
    if (auto here = stock_at(book, store_stock(reward, store), named_stock(reward, store))) {
        take_one(book, store_stock(reward, store), *here);
        redemption.took_store_stock = true;
    }
}

void give_stock_back(Book& book, const Redemption& redemption) {
    auto give = [&](const ResourceKey& key) {
        Resource stock = book.resource(key, 0);
        stock.left += 1;
        book.set(key, stock);
    };
    if (redemption.took_stock) give({ResourceKind::RewardStock, redemption.reward.value, 0});
    if (redemption.took_store_stock)
        give({ResourceKind::RewardStoreStock, redemption.reward.value, redemption.store.value});
}

Result<std::optional<std::string>> next_pool_code(Book& book, const ResourceKey& pool) {
    Resource codes = book.resource(pool, 0);
    if (codes.total == 0) return std::nullopt;
    if (codes.left == 0) return refuse(ErrorCode::OutOfStock, "the supplier's codes are used up");
    const auto& loaded = book.state().pool_codes;
    auto code = loaded.find({pool, codes.total - codes.left});
    ensure(code != loaded.end(), "the next codes of a pool are loaded with it");
    take_one(book, pool, codes);
    return code->second;
}

std::optional<std::int64_t> left_in_all(const Book& book, const Reward& reward) {
    auto stock = stock_at(book, total_stock(reward), reward.stock);
    return stock ? std::optional(stock->left) : std::nullopt;
}

Result<Receipt> set_stock(Book& book, const SetStock& command, Transaction& txn) {
    const Reward* reward = book.programme().find_reward(command.reward);
    if (!reward) return refuse(ErrorCode::UnknownReward);
    if (command.left < 0) return refuse_field("/left", "out-of-range", "stock is never below 0");
    ResourceKey key = total_stock(*reward);
    if (!command.store.empty()) {
        const Store* store = TRY(store_of(book.programme(), command.store));
        key = store_stock(*reward, *store);
        txn.store = store->id;
        txn.brand = store->brand_id;
    }
    book.set(key, {.left = command.left, .total = command.left});
    return answer(book, "set_stock", reward->id, command.left, txn);
}

Result<Receipt> add_codes(Book& book, const AddCodes& command, Transaction& txn) {
    TRY(check_positive(command.count, "/codes"));
    ResourceKey key{};
    const Reward* reward = book.programme().find_reward(command.reward);
    if (!command.reward.empty()) {
        if (!reward) return refuse(ErrorCode::UnknownReward);
        key = code_pool(*reward);
    } else {
        const Coupon* coupon = book.programme().find_coupon(command.coupon);
        if (!coupon)
            return refuse_field("/coupon", "unknown-reference",
                                "no coupon has the code " + command.coupon);
        key = {ResourceKind::CouponCodes, coupon->id.value, 0};
    }
    Resource codes = book.resource(key, 0);
    codes.left += command.count;
    codes.total += command.count;
    book.set(key, codes);
    return answer(book, "add_codes", reward ? reward->id : RewardId{}, codes.left, txn);
}

}  // namespace vuelve
