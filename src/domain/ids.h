#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong.h"

/// Names of things. Inside, numbers; their texts begin at the doors (codec/public_id.h) and in the
/// programme document.
namespace vuelve {

/// A member or a household: whoever owns lots. The low 14 bits are its bucket (scale-out.md 1).
using HolderId = Strong<struct HolderIdTag, std::int64_t>;
using TxnId = Strong<struct TxnIdTag, std::int64_t>;
using EntryId = Strong<struct EntryIdTag, std::int64_t>;
using LotId = Strong<struct LotIdTag, std::int64_t>;
using ReservationId = Strong<struct ReservationIdTag, std::int64_t>;
using RedemptionId = Strong<struct RedemptionIdTag, std::int64_t>;
using VoucherId = Strong<struct VoucherIdTag, std::int64_t>;
using SubscriptionId = Strong<struct SubscriptionIdTag, std::int64_t>;
using AnswerId = Strong<struct AnswerIdTag, std::int64_t>;

/// Numbers of a programme's codes, never reused, so that rows hold ints (contract.md 7, table
/// `symbol`). 0 = none.
using CurrencyId = Strong<struct CurrencyIdTag, std::int32_t>;
using BrandId = Strong<struct BrandIdTag, std::int32_t>;
using StoreId = Strong<struct StoreIdTag, std::int32_t>;
using RuleId = Strong<struct RuleIdTag, std::int32_t>;
using RewardId = Strong<struct RewardIdTag, std::int32_t>;
using CouponId = Strong<struct CouponIdTag, std::int32_t>;
using LevelId = Strong<struct LevelIdTag, std::int32_t>;
using ChallengeId = Strong<struct ChallengeIdTag, std::int32_t>;

enum class SymbolKind : std::uint8_t {
    Currency = 1,
    Brand,
    Store,
    Rule,
    Reward,
    Coupon,
    Level,
    Challenge,
    Badge
};

/// Every code a programme has ever used, numbered from 1 in order of first sight, over all kinds.
class SymbolTable {
 public:
    struct Symbol {
        SymbolKind kind;
        std::string code;
    };

    std::int32_t intern(SymbolKind kind, std::string_view code);
    /// 0 when the code was never seen.
    std::int32_t find(SymbolKind kind, std::string_view code) const;
    /// Code of a number made by intern; "" for 0.
    const std::string& code(std::int32_t number) const;
    /// All symbols; number = place + 1. What storage has not yet written lies at the end.
    const std::vector<Symbol>& all() const { return symbols_; }

 private:
    std::vector<Symbol> symbols_;
    std::map<std::pair<SymbolKind, std::string>, std::int32_t> numbers_;
};

/// Fresh numbers handed to decide, which draws nothing itself (contract.md 1 rule 16).
class Fresh {
 public:
    virtual ~Fresh() = default;
    /// Ascending and never given twice.
    virtual std::int64_t next_id() = 0;
    /// A voucher code: 13 random symbols of Crockford's alphabet and one check symbol.
    virtual std::string voucher_code() = 0;
};

}  // namespace vuelve
