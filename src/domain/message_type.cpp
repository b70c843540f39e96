#include "domain/message_type.h"

#include <algorithm>
#include <array>

namespace vuelve {
namespace {

using enum MessageChannel;

constexpr std::array push_email{Push, Email};
constexpr std::array push_in_app{Push, InApp};
constexpr std::array push_email_sms{Push, Email, Sms};
constexpr std::array email_push{Email, Push};
constexpr std::array email_sms{Email, Sms};

template <class... Names>
constexpr std::array<std::string_view, sizeof...(Names)> message_words(Names... given) {
    return {given...};
}
constexpr auto thanks_words =
    message_words("first_name", "store", "amount", "points_earned", "balance", "visit_number");
constexpr auto stars_words =
    message_words("stars_earned", "stars_total", "stars_missing", "card_name", "prize");
constexpr auto prize_words = message_words("prize", "voucher_code", "valid_to");
constexpr auto redeem_words = message_words("prize", "days_left", "new_card_name");
constexpr auto rate_words = message_words("store", "date", "rating_link");
constexpr auto expiring_words = message_words("points", "value", "last_day", "suggestions");
constexpr auto tier_words =
    message_words("level", "benefits", "valid_until", "missing", "deadline");
constexpr auto birthday_words = message_words("first_name", "gift", "valid_to");
constexpr auto win_back_words = message_words("days", "offer", "balance");
constexpr auto inactive_words = message_words("erased_from", "balance");
constexpr auto plain_words = message_words("amounts", "links");

constexpr auto service_message = MessageClass::Service;
constexpr auto marketing_message = MessageClass::Marketing;

constexpr std::array<MessageKind, 19> message_rows{{
    {MessageType::PurchaseThanks, "purchase_thanks", service_message, push_email, thanks_words},
    {MessageType::StarsProgress, "stars_progress", service_message, push_in_app, stars_words},
    {MessageType::PrizeReached, "prize_reached", service_message, push_email, prize_words},
    {MessageType::RedeemInvitation, "redeem_invitation", marketing_message, push_email,
     redeem_words},
    {MessageType::RateInvitation, "rate_invitation", marketing_message, push_email_sms, rate_words},
    {MessageType::PointsExpiring, "points_expiring", service_message, email_push, expiring_words},
    {MessageType::TierUp, "tier_up", service_message, push_email, tier_words},
    {MessageType::TierDown, "tier_down", service_message, push_email, tier_words},
    {MessageType::TierNear, "tier_near", marketing_message, push_email, tier_words},
    {MessageType::Birthday, "birthday", marketing_message, push_email, birthday_words},
    {MessageType::WinBack, "win_back", marketing_message, email_sms, win_back_words},
    {MessageType::PointsPendingReleased, "points_pending_released", service_message, push_email,
     plain_words},
    {MessageType::RedemptionConfirmed, "redemption_confirmed", service_message, push_email,
     plain_words},
    {MessageType::ReturnProcessed, "return_processed", service_message, push_email, plain_words},
    {MessageType::DebtCreated, "debt_created", service_message, push_email, plain_words},
    {MessageType::Welcome, "welcome", service_message, push_email, plain_words},
    {MessageType::ReferralRewarded, "referral_rewarded", service_message, push_email, plain_words},
    {MessageType::AccountClosed, "account_closed", service_message, push_email, plain_words},
    {MessageType::AccountInactive, "account_inactive", service_message, email_push, inactive_words},
}};

constexpr auto message_state_names =
    message_words("", "waiting", "sent", "suppressed", "failed", "planned");
constexpr auto drop_reason_names = message_words("SUPPRESSED",
                                                 "NO_CHANNEL",
                                                 "NO_CONSENT",
                                                 "CAP_DAY",
                                                 "CAP_WEEK",
                                                 "VOIDED",
                                                 "USED",
                                                 "NOT_ACTIVE",
                                                 "RECENT",
                                                 "TOO_LATE");
constexpr auto message_channel_names =
    message_words("", "push", "email", "sms", "whatsapp", "in_app");

}  // namespace

std::string_view name_of(MessageChannel channel) {
    return message_channel_names[static_cast<std::size_t>(channel)];
}

std::optional<MessageChannel> parse_message_channel(std::string_view name) {
    const auto known = std::ranges::find(message_channel_names, name);
    if (name.empty() || known == message_channel_names.end()) return std::nullopt;
    return static_cast<MessageChannel>(known - message_channel_names.begin());
}

const MessageKind& message_kind(MessageType type) {
    return message_rows[static_cast<std::size_t>(type) - 1];
}

const MessageKind* find_message_kind(std::string_view name) {
    const auto known = std::ranges::find(message_rows, name, &MessageKind::name);
    return known == message_rows.end() ? nullptr : &*known;
}

bool can_be_unwanted(MessageType type) {
    return type != MessageType::AccountClosed && type != MessageType::AccountInactive;
}

std::span<const MessageKind> message_kinds() { return message_rows; }

std::string_view name_of(MessageState state) {
    return message_state_names[static_cast<std::size_t>(state)];
}

std::optional<MessageState> parse_message_state(std::string_view name) {
    const auto known = std::ranges::find(message_state_names, name);
    if (name.empty() || known == message_state_names.end()) return std::nullopt;
    return static_cast<MessageState>(known - message_state_names.begin());
}

std::string_view name_of(DropReason reason) {
    return drop_reason_names[static_cast<std::size_t>(reason)];
}

std::optional<DropReason> parse_drop_reason(std::string_view name) {
    const auto known = std::ranges::find(drop_reason_names, name);
    if (known == drop_reason_names.end()) return std::nullopt;
    return static_cast<DropReason>(known - drop_reason_names.begin());
}

}  // namespace vuelve
