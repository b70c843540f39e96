#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/identity.h"
#include "domain/state.h"
#include "domain/trait.h"
#include "storage/config_store.h"
#include "storage/vault.h"

/// Members, their identities and consents. Whatever is personal is sealed before it reaches a
/// statement (design.md D7).
namespace vuelve::storage {

enum class IdentityState : std::uint8_t { Active = 1, Blocked, Freed };

/// What a member told about themselves. "" and nothing = not told.
struct Profile {
    std::string name;
    std::optional<Day> birth_date{};
    std::string address;
    std::string attributes = "{}";  // JSON
    std::string alias{};            // the name they go by among others
    friend bool operator==(const Profile&, const Profile&) = default;
};

/// What members write about a purchase or the shop, as the field of a sealed text.
inline constexpr std::string_view comment_field = "comment";

struct Consent {
    std::string purpose;
    std::string channel;
    bool given = false;
    std::string text_version;
    std::string source;
    std::string actor;
    Instant at{};
    std::string language{};                   // in which it was read, "" = not said
    std::optional<crypto::Hash> text_hash{};  // of what was read; none = the shop keeps it
};

struct NewMember {
    HolderId holder{};  // its bucket follows the first identity: bucket_of_identity
    HolderKind kind = HolderKind::Member;
    Instant enrolled_at{};
    StoreId home_store{};
    std::string language;
    HolderId household{};
    Profile profile;
    std::vector<std::string> segments;
    std::vector<Identity> identities;  // normalised
    std::vector<Consent> consents;
    std::string referral_code;  // by which others may be recommended; "" = none
};

struct StoredIdentity {
    Identity identity;  // in clear: for sealing anew, unmasking with a right to, and mask()
    IdentityState state = IdentityState::Active;
};

/// A member's row, unsealed. After erasure only the pseudonym is left: profile and identities are
/// empty.
struct Member {
    HolderId holder{};
    HolderKind kind = HolderKind::Member;
    MemberState state = MemberState::Active;
    Instant enrolled_at{};
    StoreId home_store{};
    std::string language;
    HolderId household{};
    HolderId merged_into{};
    std::vector<std::string> segments;
    std::optional<Instant> birth_date_changed_at{};
    std::int64_t row_version = 0;
    Profile profile;
    std::vector<StoredIdentity> identities;

    /// "+593*****4321" ...: what a cashier sees.
    std::vector<std::string> masked_identities() const;
};

/// The people of one programme. Holds no state of its own: any thread, with a reader or transaction
/// of that thread.
class MemberStore {
 public:
    MemberStore(const Vault& vault, const Placement& placement, std::int64_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    /// Where the row of an identity lies, and with it the member enrolled by it (contract.md 1 rule
    /// 13).
    int bucket_of_identity(const Identity& identity) const;

    /// Writes member, key, identities, consents and the holder's head in the transaction of the
    /// caller. Errors: IdentityTaken; then nothing of it may be committed.
    Result<void> enrol(Transaction& tx, const NewMember& member, Fresh& fresh) const;
    /// Errors: IdentityTaken; UnknownMember when the holder has no key (never enrolled, or erased).
    Result<void> add_identity(Transaction& tx, HolderId holder, const Identity& identity) const;
    /// Blocks, frees (at closing) or activates an identity. False when the holder has no such one.
    bool set_identity_state(Transaction& tx,
                            HolderId holder,
                            const Identity& identity,
                            IdentityState state) const;
    /// Everything that led to `from` and was not freed leads to `to`, sealed with its key. Both
    /// have keys, or nothing happens.
    void move_identities(Transaction& tx, HolderId from, HolderId to) const;
    /// At closing: whoever comes next may have them.
    void free_identities(Transaction& tx, HolderId holder) const;
    /// Notes what a member is told apart by, normalised; "" is nothing to note. Kept as a keyed
    /// hash.
    void add_trait(Transaction& tx,
                   HolderId holder,
                   TraitKind kind,
                   std::string_view normalised) const;
    /// What one is told apart by is the other's too from now on.
    void move_traits(Transaction& tx, HolderId from, HolderId to) const;
    void add_consent(Transaction& tx, HolderId holder, const Consent& consent, Fresh& fresh) const;
    /// Seals the whole profile anew under the next row version. Errors: UnknownMember.
    Result<void> update_profile(Transaction& tx, HolderId holder, const Profile& profile) const;
    /// Changes a row as `change` says and seals it anew: profile, language, home store, static
    /// segments, when the birth date was told. Errors: UnknownMember.
    Result<void> update(Transaction& tx,
                        HolderId holder,
                        const std::function<void(Member&)>& change) const;
    void set_state(Transaction& tx, HolderId holder, MemberState state) const;
    /// Destroys what makes a person of a holder: key, profile, identities (a tombstone of each
    /// stays until then). Their ledger remains.   Source: security.md 5.
    void erase(Transaction& tx, HolderId holder, Instant tombstones_until) const;

    /// A member's row without the identities, which only people look at.
    std::optional<Member> load_row(Reader& reader, HolderId holder) const;
    /// The same of those among `holders` who exist, in no order.
    std::vector<Member> load_rows(Reader& reader, std::span<const HolderId> holders) const;
    /// Whose active identity this is.
    std::optional<HolderId> find(Reader& reader, const Identity& identity) const;
    /// The same for each of `identities`.
    std::vector<std::optional<HolderId>> find_all(Reader& reader,
                                                  std::span<const Identity> identities) const;
    struct IdentityOwner {
        HolderId holder{};
        IdentityState state{};
    };
    /// Who has it or had it last; nothing when it was never enrolled.
    std::optional<IdentityOwner> owner(Reader& reader, const Identity& identity) const;
    /// True also when it was freed or erased since: "never enrolled" of domain 8.4. `now` ends
    /// tombstones.
    bool was_ever_enrolled(Reader& reader, const Identity& identity, Instant now) const;
    /// Whose name has all of these words (name_words), in the order of ids; former numbers of
    /// merged members too. More than `limit` with a word are too many to look through: nobody.
    std::vector<HolderId> find_named(Reader& reader,
                                     const std::vector<std::string>& words,
                                     int limit) const;
    /// Who recommends with this code.
    std::optional<HolderId> find_referrer(Reader& reader, std::string_view code) const;
    /// Has this member such a trait?
    bool has_trait(Reader& reader,
                   HolderId holder,
                   TraitKind kind,
                   std::string_view normalised) const;
    /// Do two members share any?
    bool share_trait(Reader& reader, HolderId one, HolderId other) const;
    std::optional<Member> load(Reader& reader, HolderId holder) const;
    /// The next members after `after` in the order of bucket and id, at most `limit`. Start with
    /// HolderId{0}.
    std::vector<Member> list(Reader& reader, HolderId after, int limit) const;
    /// What a walk for birthdays needs of one member. The date is sealed, so that no index finds
    /// it.
    struct Birth {
        HolderId holder{};
        MemberState state{};
        Instant enrolled_at{};
        StoreId home_store{};
        Day date{};
        std::optional<Instant> changed_at{};
    };
    /// As list, of members who told their birth date.
    std::vector<Birth> births(Reader& reader, HolderId after, int limit) const;
    /// Free text of the member, sealed with the member's own key for a field and the number of the
    /// row it stands in. None for somebody without a key.
    std::optional<Bytes> seal_text(Reader& reader,
                                   HolderId holder,
                                   std::string_view field,
                                   std::int64_t row,
                                   std::string_view text) const;
    /// None once the member was erased.
    std::optional<std::string> open_text(Reader& reader,
                                         HolderId holder,
                                         std::string_view field,
                                         std::int64_t row,
                                         BytesView sealed) const;
    /// In the order they were given; the last of a purpose and channel counts.
    std::vector<Consent> consents(Reader& reader, HolderId holder) const;
    /// The same of many; of those only who were asked.
    std::map<HolderId, std::vector<Consent>> consents_of(Reader& reader,
                                                         std::span<const HolderId> holders) const;

 private:
    Hash16 name_hash(std::string_view word) const;
    void note_name(Transaction& tx, HolderId holder, std::string_view name) const;
    bool insert_identity(Transaction& tx,
                         HolderId holder,
                         const DataKey& key,
                         const Identity& identity) const;
    std::optional<DataKey> data_key(Reader& reader, HolderId holder) const;
    std::optional<Hash16> referral_hash(Reader& reader, HolderId holder) const;
    Member member_from(const Rows& rows) const;
    void load_identities(Reader& reader, Member& member) const;
    Hash16 index_of(const Identity& identity) const;
    Hash16 trait_hash(TraitKind kind, std::string_view normalised) const;
    std::set<std::pair<TraitKind, Hash16>> traits_of(Reader& reader, HolderId holder) const;

    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
