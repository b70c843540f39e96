#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/calendar.h"
#include "domain/command.h"
#include "domain/message_type.h"
#include "storage/crypto.h"
#include "storage/database.h"
#include "storage/ids.h"

/// One-time codes that were made, and what became of them; the codes themselves are kept nowhere.
/// Source: security.md 3 (cases 1 to 4), docs/adr/0040.
namespace vuelve::storage {

enum class CodePurpose : std::uint8_t { SignIn = 1, StepUp, Contact, Till };

struct OneTime {
    crypto::Hash request_hash{};
    std::int64_t programme_id = 0;
    Hash16 account{};   // blind index of what was said: phone, e-mail; of the member when shown
    HolderId holder{};  // 0 = nobody
    CodePurpose purpose{};
    std::optional<MessageChannel> channel{};  // none = shown where it was made
    std::optional<crypto::Hash> session{};    // that asked for it, and may alone use it
    Bytes target{};                           // of a Contact: what is to be reached, sealed
    Instant created_at{}, expires_at{};
    int tries = 0;
    std::optional<Instant> used_at{};
    /// Of a SignIn that nobody has the contact of: what may be enrolled with it, sealed; else
    /// empty.
    Bytes contact{};
};

/// One tenant's. Without state of its own.
class OneTimeStore {
 public:
    OneTimeStore(Placement placement) : placement_(placement) {}

    void add(Transaction& tx, const OneTime& code) const;
    std::optional<OneTime> find(Reader& reader, const crypto::Hash& request_hash) const;
    /// The last one of a member for a purpose, live or not.
    std::optional<OneTime> latest(Reader& reader, HolderId holder, CodePurpose purpose) const;
    /// Live ones of somebody that are to be sent, in the order in which they were asked for.
    std::vector<OneTime> waiting(
        Reader& reader, std::int64_t programme_id, Instant now, int tries_max, int limit) const;
    struct Asked {
        Instant at{};
        bool was_used = false;
    };
    /// Codes that were asked for since, ascending.
    std::vector<Asked> asked_since(Reader& reader, const Hash16& account, Instant since) const;
    /// Codes that were to be sent to this member since.
    std::int64_t count_of(Reader& reader, HolderId holder, Instant since) const;
    std::int64_t count_sent(Reader& reader, MessageChannel channel, Instant since) const;
    void count_try(Transaction& tx, const crypto::Hash& request_hash) const;
    /// False when it was used already.
    bool use(Transaction& tx, const crypto::Hash& request_hash, Instant at) const;
    void forget_before(Transaction& tx, Instant at) const;

 private:
    int bucket() const { return base_bucket(placement_); }

    Placement placement_;
};

}  // namespace vuelve::storage
