#include "cli/sim/feed_balances.h"

#include <fmt/format.h>

namespace vuelve::cli {
namespace {

std::int64_t feed_number(const Json& data, std::string_view name) {
    const Json* found = data.find(name);
    const auto* number = found ? found->get_if<std::int64_t>() : nullptr;
    return number ? *number : 0;
}

std::string feed_text(const Json& data, std::string_view name) {
    const Json* found = data.find(name);
    const auto* text = found ? found->get_if<std::string>() : nullptr;
    return text ? *text : "";
}

/// What an event of this name does to all a holder has, in units; 0 where units only change place.
std::int64_t change_of(std::string_view name, const Json& data) {
    const std::int64_t points = feed_number(data, "points");
    if (name == "points.earned" || name == "points.refunded" || name == "points.reinstated" ||
        name == "points.adjusted")
        return points;
    if (name == "points.reversed" || name == "points.spent" || name == "points.expired" ||
        name == "points.forfeited" || name == "points.converted")
        return -points;
    if (name == "points.transferred")
        return data.find("from") ? points : -points - feed_number(data, "fee");
    return 0;
}

std::optional<Wallet> wallet_told(const Json& data, std::string_view name) {
    const Json* balance = data.find(name);
    if (!balance) return std::nullopt;
    return Wallet{.pending = Units{feed_number(*balance, "pending")},
                  .available = Units{feed_number(*balance, "available")},
                  .reserved = Units{feed_number(*balance, "reserved")},
                  .debt = Units{feed_number(*balance, "debt")}};
}

std::string wallet_text(const Wallet& wallet) {
    return fmt::format("pending {} available {} reserved {} debt {}", wallet.pending.n,
                       wallet.available.n, wallet.reserved.n, wallet.debt.n);
}

}  // namespace

void FeedBalances::hear(std::string_view name, HolderId subject, const Json& data) {
    const std::string currency = feed_text(data, "currency");
    if (currency.empty()) return;
    Known& known = known_[{subject, currency}];
    known.total += change_of(name, data);
    if (const auto told = wallet_told(data, "balance")) known.told = told;
    if (name != "points.converted") return;
    Known& to = known_[{subject, feed_text(data, "to_currency")}];
    to.total += feed_number(data, "to_points");
    to.told = wallet_told(data, "to_balance");
}

std::optional<std::string> FeedBalances::difference(const Programme& programme,
                                                    const Holder& holder) const {
    for (const Currency& currency : programme.document().currencies) {
        const Wallet has = wallet_of(holder, currency.id);
        const std::string text = wallet_text(has);
        const auto found = known_.find({holder.id, currency.code});
        const Known known = found == known_.end() ? Known{} : found->second;
        const std::int64_t total = (has.pending + has.available + has.reserved + has.debt).n;
        const std::string said = wallet_text(known.told.value_or(Wallet{}));
        if (total != known.total || text != said)
            return fmt::format("holder {} {}: has {}, the feed adds up to {} and last said {}",
                               holder.id.value, currency.code, text, known.total, said);
    }
    return std::nullopt;
}

}  // namespace vuelve::cli
