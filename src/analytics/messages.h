#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The messages a programme sends its members, as the table of domain.md 12 has them.
namespace vuelve::analytics {

enum class MessageChannel : std::uint8_t { Push = 1, Email, Sms, Whatsapp, InApp };
/// "in_app"
std::string_view name_of(MessageChannel channel);
std::optional<MessageChannel> parse_message_channel(std::string_view name);

/// Marketing needs consent and a member who is not suppressed; service does not.
enum class MessageClass : std::uint8_t { Service, Marketing };

/// In the order of the table, which is the order of messages due at one instant.
enum class MessageType : std::uint8_t {
    PurchaseThanks = 1,
    StarsProgress,
    PrizeReached,
    RedeemInvitation,
    RateInvitation,
    PointsExpiring,
    TierUp,
    TierDown,
    TierNear,
    Birthday,
    WinBack,
    PointsPendingReleased,
    RedemptionConfirmed,
    ReturnProcessed,
    DebtCreated,
    Welcome,
    ReferralRewarded,
    AccountClosed,
};

/// One row of the table.
struct MessageKind {
    MessageType type{};
    std::string_view name;  // "purchase_thanks"
    MessageClass message_class{};
    std::span<const MessageChannel> channels;  // in order of preference
    std::span<const std::string_view> variables;
};
const MessageKind& kind_of(MessageType type);
/// Every row, in order.
std::span<const MessageKind> message_kinds();

}  // namespace vuelve::analytics
