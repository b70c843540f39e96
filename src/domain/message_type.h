#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The messages a programme sends its members, as the table of domain.md 12 has them.
namespace vuelve {

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
    AccountInactive,  // docs/adr/0045: erased unless they come
};

/// One row of the table.
struct MessageKind {
    MessageType type{};
    std::string_view name;  // "purchase_thanks"
    MessageClass message_class{};
    std::span<const MessageChannel> channels;  // in order of preference
    std::span<const std::string_view> variables;
};
const MessageKind& message_kind(MessageType type);
/// "prize_reached" to its row; nothing for a word that is no type.
const MessageKind* find_message_kind(std::string_view name);
/// What a member may turn off: everything but what concerns the end of their account.
bool can_be_unwanted(MessageType type);
/// Every row, in order.
std::span<const MessageKind> message_kinds();

/// What becomes of a message. Planned ones are looked at again when they are due; only then is it
/// decided whether, how and when they go out.
enum class MessageState : std::uint8_t { Waiting = 1, Sent, Suppressed, Failed, Planned };
/// "waiting"
std::string_view name_of(MessageState state);
std::optional<MessageState> parse_message_state(std::string_view name);

/// Why a message does not go out. The first five are the send decision's.
enum class DropReason : std::uint8_t {
    Suppressed,
    NoChannel,
    NoConsent,
    CapDay,
    CapWeek,
    Voided,     // its purchase is not one any more
    Used,       // the prize was used, taken back or is over
    NotActive,  // the member left or was merged
    Recent,     // invited to rate within 30 days
    TooLate,    // nobody was there to decide when it was due
};
/// "CAP_DAY"
std::string_view name_of(DropReason reason);
std::optional<DropReason> parse_drop_reason(std::string_view name);

}  // namespace vuelve
