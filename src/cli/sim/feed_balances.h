#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "codec/json.h"
#include "domain/programme.h"
#include "domain/state.h"

/// Balances as somebody keeps them who sees nothing but the feed. Source: docs/guide/events.md.
namespace vuelve::cli {

class FeedBalances {
 public:
    /// One event: its name, whose it is, what it carries.
    void hear(std::string_view name, HolderId subject, const Json& data);
    /// Where these differ from the holder's own; nothing where they agree. Sums of units, and the
    /// last balance that was told.
    std::optional<std::string> difference(const Programme& programme, const Holder& holder) const;

 private:
    struct Known {
        std::int64_t total = 0;  // pending, available, reserved and debt together
        std::optional<Wallet> told{};
    };
    using Place = std::pair<HolderId, std::string>;

    std::map<Place, Known> known_;
};

}  // namespace vuelve::cli
