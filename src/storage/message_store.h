#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "analytics/outbox.h"
#include "storage/database.h"
#include "storage/ids.h"

/// The outbox: messages that wait, were dropped, or are to be decided when they are due. Source:
/// contract.md 7 `message`, domain.md 12.
namespace vuelve::storage {

/// What makes a message one and the same for its member.
struct MessageKey {
    MessageType type{};
    std::int64_t source = 0;
    std::int32_t part = 0;
    friend auto operator<=>(const MessageKey&, const MessageKey&) = default;
};

struct MessageRow {
    HolderId member{};
    MessageKey key;
    TxnId cause{};
    MessageState state{};
    std::optional<DropReason> reason;
    std::optional<MessageChannel> channel;
    Instant due_at{};              // when its cause made it due
    Instant at{};                  // when it goes out
    Day day{};                     // of `at`, where the member lives
    std::string variables = "{}";  // JSON
};
MessageRow row_of(const analytics::Message& message);
/// The notice behind a row that is looked at again. Throws Corrupt for variables that are not ours.
Notice notice_of(const MessageRow& row);

struct MessageCount {
    MessageType type{};
    MessageState state{};
    std::optional<DropReason> reason;
    std::int64_t messages = 0;
};

/// One programme's outbox. Without state of its own: any thread that has its own reader.
class MessageStore {
 public:
    MessageStore(Placement placement, std::int32_t programme_id)
        : placement_(placement), programme_id_(programme_id) {}

    /// One statement. What was told before stays as it is; only planned ones become something else.
    void put(Transaction& tx, std::span<const MessageRow> rows) const;
    /// What waits or is planned because of a purchase is dropped.
    void drop_cause(Transaction& tx, HolderId member, TxnId cause, DropReason reason) const;
    /// Marketing that waits or is planned.
    void drop_marketing(Transaction& tx, HolderId member, DropReason reason) const;

    /// What waits and `contact` does not allow or want any more, of any class.
    void drop_forbidden(Transaction& tx,
                        HolderId member,
                        DropReason reason,
                        const analytics::Contact& contact) const;

    /// What the member turned off, in the order of types and channels.
    std::vector<analytics::Contact::Unwanted> unwanted(Reader& reader, HolderId member) const;
    void want(Transaction& tx,
              HolderId member,
              const analytics::Contact::Unwanted& what,
              bool wanted,
              Instant at) const;

    /// Of each member: by e-mail and phone, as far as live identities go; what was turned off; what
    /// was told since. Consents are the member store's.
    std::unordered_map<HolderId, analytics::Contact> contacts(Reader& reader,
                                                              std::span<const HolderId> members,
                                                              Instant since) const;
    /// What was decided ever, in the order of keys.
    std::vector<MessageKey> keys(Reader& reader, HolderId member) const;
    std::vector<MessageRow> planned(Reader& reader, HolderId member, Instant until) const;
    std::vector<HolderId> holders_planned(Reader& reader, Instant until, int limit) const;
    /// Members and households with units that end at this instant.
    std::vector<HolderId> holders_expiring(Reader& reader, Instant end) const;

    struct Visitor {
        HolderId member{};
        StoreId home_store{};
        Instant enrolled_at{};
        std::vector<std::int64_t> days;  // on which it bought, ascending
    };
    /// The next active members after `after`, at most `limit`.
    std::vector<Visitor> visitors(Reader& reader, HolderId after, int limit) const;

    /// Of one member, by the time they go out.
    std::vector<MessageRow> of_member(Reader& reader, HolderId member) const;
    /// The next ones in a state, in the order of members and keys.
    std::vector<MessageRow> in_state(Reader& reader,
                                     MessageState state,
                                     HolderId after,
                                     const MessageKey& after_key,
                                     int limit) const;
    std::vector<MessageCount> counts(Reader& reader) const;

 private:
    int bucket() const { return base_bucket(placement_); }
    template <class Wanted>
    void drop_where(Transaction& tx,
                    HolderId member,
                    DropReason reason,
                    const Wanted& is_dropped) const;

    Placement placement_;
    std::int32_t programme_id_;
};

}  // namespace vuelve::storage
