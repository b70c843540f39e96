#include "analytics/messages.h"

#include <algorithm>
#include <array>

namespace vuelve::analytics {
namespace {

using enum MessageChannel;

constexpr std::array push_email{Push, Email};
constexpr std::array push_in_app{Push, InApp};
constexpr std::array push_email_sms{Push, Email, Sms};
constexpr std::array email_push{Email, Push};
constexpr std::array email_sms{Email, Sms};

template <class... Names>
constexpr std::array<std::string_view, sizeof...(Names)> words(Names... given) {
    return {given...};
}
constexpr auto thanks_words =
    words("first_name", "store", "amount", "points_earned", "balance", "visit_number");
constexpr auto stars_words =
    words("stars_earned", "stars_total", "stars_missing", "card_name", "prize");
constexpr auto prize_words = words("prize", "voucher_code", "valid_to");
constexpr auto redeem_words = words("prize", "days_left", "new_card_name");
constexpr auto rate_words = words("store", "date", "rating_link");
constexpr auto expiring_words = words("points", "value", "last_day", "suggestions");
constexpr auto tier_words = words("level", "benefits", "valid_until", "missing", "deadline");
constexpr auto birthday_words = words("first_name", "gift", "valid_to");
constexpr auto win_back_words = words("days", "offer", "balance");
constexpr auto plain_words = words("amounts", "links");

constexpr auto service = MessageClass::Service;
constexpr auto marketing = MessageClass::Marketing;

constexpr std::array<MessageKind, 18> kinds{{
    {MessageType::PurchaseThanks, "purchase_thanks", service, push_email, thanks_words},
    {MessageType::StarsProgress, "stars_progress", service, push_in_app, stars_words},
    {MessageType::PrizeReached, "prize_reached", service, push_email, prize_words},
    {MessageType::RedeemInvitation, "redeem_invitation", marketing, push_email, redeem_words},
    {MessageType::RateInvitation, "rate_invitation", marketing, push_email_sms, rate_words},
    {MessageType::PointsExpiring, "points_expiring", service, email_push, expiring_words},
    {MessageType::TierUp, "tier_up", service, push_email, tier_words},
    {MessageType::TierDown, "tier_down", service, push_email, tier_words},
    {MessageType::TierNear, "tier_near", marketing, push_email, tier_words},
    {MessageType::Birthday, "birthday", marketing, push_email, birthday_words},
    {MessageType::WinBack, "win_back", marketing, email_sms, win_back_words},
    {MessageType::PointsPendingReleased, "points_pending_released", service, push_email,
     plain_words},
    {MessageType::RedemptionConfirmed, "redemption_confirmed", service, push_email, plain_words},
    {MessageType::ReturnProcessed, "return_processed", service, push_email, plain_words},
    {MessageType::DebtCreated, "debt_created", service, push_email, plain_words},
    {MessageType::Welcome, "welcome", service, push_email, plain_words},
    {MessageType::ReferralRewarded, "referral_rewarded", service, push_email, plain_words},
    {MessageType::AccountClosed, "account_closed", service, push_email, plain_words},
}};

constexpr auto channel_names = words("", "push", "email", "sms", "whatsapp", "in_app");

}  // namespace

std::string_view name_of(MessageChannel channel) {
    return channel_names[static_cast<std::size_t>(channel)];
}

std::optional<MessageChannel> parse_message_channel(std::string_view name) {
    const auto known = std::ranges::find(channel_names, name);
    if (name.empty() || known == channel_names.end()) return std::nullopt;
    return static_cast<MessageChannel>(known - channel_names.begin());
}

const MessageKind& kind_of(MessageType type) { return kinds[static_cast<std::size_t>(type) - 1]; }

std::span<const MessageKind> message_kinds() { return kinds; }

}  // namespace vuelve::analytics
