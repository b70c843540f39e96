#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "codec/identity.h"
#include "domain/message_type.h"
#include "storage/member_store.h"

/// Changes of a member's phone or e-mail, and what members are told for their own safety. Source:
/// security.md 3 (cases 1 and 5), docs/adr/0041.
namespace vuelve::storage {

struct ContactChange {
    std::int64_t id = 0;
    HolderId holder{};
    IdentityKind kind{};
    std::optional<Identity> before, after;  // none = there was none; it was taken away
    Instant changed_at{}, until{};  // nothing is spent, and it may be undone, before `until`
    std::optional<Instant> undone_at{};
};

enum class CardNoticeType : std::uint8_t { NewDevice = 1, ContactChanged, WrongCodes };

struct CardNotice {
    std::int64_t id = 0;
    HolderId holder{};
    CardNoticeType type{};
    MessageChannel channel{};
    Identity to;
    std::int64_t about = 0;  // the ContactChange, 0 = none
    Instant created_at{}, until{};
};

/// One programme's. Without state of its own; what is personal is sealed with the member's key.
class ContactStore {
 public:
    ContactStore(const MemberStore& members, Placement placement, std::int64_t programme_id)
        : members_(members), placement_(placement), programme_id_(programme_id) {}

    void add(Transaction& tx, const ContactChange& change) const;
    /// Until when nothing is spent for this member; nothing when it may be.
    std::optional<Instant> held_until(Reader& reader, HolderId holder, Instant now) const;
    /// Of this programme and with a member who was not erased since.
    std::optional<ContactChange> find(Reader& reader, int bucket, std::int64_t id) const;
    /// False when it was undone before.
    bool undo(Transaction& tx, const ContactChange& change, Instant at) const;

    void tell(Transaction& tx, const CardNotice& notice) const;
    std::int64_t told_since(Reader& reader,
                            HolderId holder,
                            CardNoticeType type,
                            Instant since) const;
    /// That are of use now, after this one (exclusive), at most so many.
    std::vector<CardNotice> notices(Reader& reader,
                                    std::int64_t after,
                                    Instant now,
                                    int limit) const;
    void forget_over(Transaction& tx, Instant now) const;

 private:
    const MemberStore& members_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
