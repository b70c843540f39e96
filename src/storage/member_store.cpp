#include "storage/member_store.h"

#include <algorithm>
#include <map>

#include "generated/sql.h"
#include "storage/list_query.h"
#include "storage/sealed_profile.h"
#include "storage/text_list.h"

namespace vuelve::storage {

namespace {

/// Kinds are stored from 1.
int stored(IdentityKind kind) { return static_cast<int>(kind) + 1; }
IdentityKind identity_kind(std::int64_t number) { return static_cast<IdentityKind>(number - 1); }

constexpr int referral_code_kind = 2;

/// The buckets a tenant's rows lie in, ascending.
}  // namespace

std::vector<std::string> Member::masked_identities() const {
    std::vector<std::string> masked;
    masked.reserve(identities.size());
    for (const auto& stored_identity : identities) masked.push_back(mask(stored_identity.identity));
    return masked;
}

Hash16 MemberStore::index_of(const Identity& identity) const {
    return vault_.blind_index(word(identity.kind), identity.value);
}

int MemberStore::bucket_of_identity(const Identity& identity) const {
    return bucket_of(placement_, index_of(identity));
}

Result<void> MemberStore::enrol(Transaction& tx, const NewMember& member, Fresh& fresh) const {
    const HolderId holder = member.holder;
    const int bucket = bucket_of(holder);
    const DataKey key = Vault::new_data_key();
    for (const Identity& identity : member.identities) {
        if (!insert_identity(tx, holder, key, identity)) {
            return refuse(ErrorCode::IdentityTaken, std::string(word(identity.kind)));
        }
    }
    const auto sealed = seal_profile(vault_, key, holder, 1, member.profile);
    std::optional<Hash16> referral;
    if (!member.referral_code.empty()) referral = vault_.code_hash(member.referral_code);
    tx.exec(sql::insert_member,
            {bucket, placement_.tenant_id, holder, programme_id_, member.kind, member.enrolled_at,
             member.home_store, member.language, member.household, referral, sealed.name,
             sealed.birth_date, sealed.address, sealed.attributes, write_list(member.segments)});
    tx.exec(sql::insert_member_key,
            {bucket, placement_.tenant_id, holder, vault_.wrap(holder, key), vault_.key_no()});
    tx.exec(sql::insert_head, {bucket, placement_.tenant_id, holder, Hash16{}});
    note_name(tx, holder, member.profile.name);
    if (referral) {
        tx.exec(sql::insert_code, {bucket_of(placement_, *referral), placement_.tenant_id,
                                   *referral, referral_code_kind, holder, holder});
    }
    for (const Consent& consent : member.consents) add_consent(tx, holder, consent, fresh);
    return {};
}

bool MemberStore::insert_identity(Transaction& tx,
                                  HolderId holder,
                                  const DataKey& key,
                                  const Identity& identity) const {
    const Hash16 index = index_of(identity);
    return tx.exec(sql::insert_identity, {bucket_of(placement_, index), placement_.tenant_id,
                                          programme_id_, stored(identity.kind), index, holder,
                                          seal_identity(vault_, key, holder, identity, index)}) ==
           1;
}

std::optional<DataKey> MemberStore::data_key(Reader& reader, HolderId holder) const {
    auto rows =
        reader.query(sql::one_member_key, {bucket_of(holder), placement_.tenant_id, holder});
    if (!rows.next()) return std::nullopt;
    return vault_.unwrap(holder, rows.bytes(0));
}

Result<void> MemberStore::add_identity(Transaction& tx,
                                       HolderId holder,
                                       const Identity& identity) const {
    const auto key = data_key(tx, holder);
    if (!key) return refuse(ErrorCode::UnknownMember);
    if (!insert_identity(tx, holder, *key, identity)) {
        return refuse(ErrorCode::IdentityTaken, std::string(word(identity.kind)));
    }
    return {};
}

bool MemberStore::set_identity_state(Transaction& tx,
                                     HolderId holder,
                                     const Identity& identity,
                                     IdentityState state) const {
    const Hash16 index = index_of(identity);
    return tx.exec(sql::set_identity_state,
                   {bucket_of(placement_, index), placement_.tenant_id, programme_id_,
                    stored(identity.kind), index, holder, state}) == 1;
}

void MemberStore::move_identities(Transaction& tx, HolderId from, HolderId to) const {
    const auto old_key = data_key(tx, from), new_key = data_key(tx, to);
    if (!old_key || !new_key) return;
    for (const int bucket : buckets_of(placement_)) {
        Batch moved(8);
        auto rows = tx.query(sql::identities_of_holder, {bucket, placement_.tenant_id, from});
        while (rows.next()) {
            if (rows.get<IdentityState>(2) == IdentityState::Freed) continue;
            const auto kind = identity_kind(rows.integer(0));
            const auto index = rows.hash<16>(1);
            const Identity identity{
                kind, open_identity(vault_, *old_key, from, kind, index, rows.bytes(3))};
            moved.add(bucket, placement_.tenant_id, programme_id_, stored(kind), index, from, to,
                      seal_identity(vault_, *new_key, to, identity, index));
        }
        tx.exec_batch(sql::move_identity, moved);
    }
}

void MemberStore::free_identities(Transaction& tx, HolderId holder) const {
    for (const int bucket : buckets_of(placement_))
        tx.exec(sql::free_identities, {bucket, placement_.tenant_id, holder});
}

void MemberStore::add_consent(Transaction& tx,
                              HolderId holder,
                              const Consent& consent,
                              Fresh& fresh) const {
    tx.exec(sql::insert_consent,
            {bucket_of(holder), placement_.tenant_id, holder, fresh.next_id(), consent.purpose,
             consent.channel, consent.given, consent.text_version, consent.source, consent.actor,
             consent.at, consent.language, consent.text_hash});
}

Result<void> MemberStore::update_profile(Transaction& tx,
                                         HolderId holder,
                                         const Profile& profile) const {
    const auto key = data_key(tx, holder);
    const auto before = load(tx, holder);
    if (!key || !before) return refuse(ErrorCode::UnknownMember);
    const std::int64_t version = before->row_version + 1;
    const auto sealed = seal_profile(vault_, *key, holder, version, profile);
    tx.exec(sql::update_profile,
            {bucket_of(holder), placement_.tenant_id, holder, version, sealed.name,
             sealed.birth_date, sealed.address, sealed.attributes, sealed.alias});
    if (profile.name != before->profile.name) note_name(tx, holder, profile.name);
    return {};
}

Result<void> MemberStore::update(Transaction& tx,
                                 HolderId holder,
                                 const std::function<void(Member&)>& change) const {
    auto member = load(tx, holder);
    if (!member) return refuse(ErrorCode::UnknownMember);
    change(*member);
    TRY(update_profile(tx, holder, member->profile));
    tx.exec(sql::update_member,
            {bucket_of(holder), placement_.tenant_id, holder, member->home_store, member->language,
             write_list(member->segments), member->birth_date_changed_at});
    return {};
}

void MemberStore::set_state(Transaction& tx, HolderId holder, MemberState state) const {
    tx.exec(sql::set_member_state, {bucket_of(holder), placement_.tenant_id, holder, state});
}

void MemberStore::erase(Transaction& tx, HolderId holder, Instant tombstones_until) const {
    for (const int bucket : buckets_of(placement_)) {
        tx.exec(sql::bury_identities, {bucket, placement_.tenant_id, holder, tombstones_until});
        tx.exec(sql::delete_identities, {bucket, placement_.tenant_id, holder});
    }
    const int bucket = bucket_of(holder);
    if (const auto referral = referral_hash(tx, holder)) {
        tx.exec(sql::delete_code,
                {bucket_of(placement_, *referral), placement_.tenant_id, *referral});
    }
    tx.exec(sql::delete_traits, {bucket, placement_.tenant_id, holder});
    note_name(tx, holder, "");
    tx.exec(sql::delete_member_key, {bucket, placement_.tenant_id, holder});
    tx.exec(sql::anonymise_member, {bucket, placement_.tenant_id, holder, MemberState::Anonymised});
}

std::optional<Hash16> MemberStore::referral_hash(Reader& reader, HolderId holder) const {
    auto rows = reader.query(sql::referral_hash_of_member,
                             {bucket_of(holder), placement_.tenant_id, holder});
    if (!rows.next() || rows.is_null(0)) return std::nullopt;
    return rows.hash<16>(0);
}

std::optional<HolderId> MemberStore::find(Reader& reader, const Identity& identity) const {
    const auto known = owner(reader, identity);
    if (!known || known->state != IdentityState::Active) return std::nullopt;
    return known->holder;
}

std::vector<std::optional<HolderId>> MemberStore::find_all(
    Reader& reader, std::span<const Identity> identities) const {
    std::map<std::pair<int, int>, std::vector<Hash16>> asked;  // by bucket and kind
    std::vector<std::pair<int, Hash16>> places;
    for (const Identity& identity : identities) {
        const int kind = stored(identity.kind);
        const Hash16& index = places.emplace_back(kind, index_of(identity)).second;
        asked[{bucket_of(placement_, index), kind}].push_back(index);
    }
    std::map<std::pair<int, Hash16>, HolderId> owners;
    for (const auto& [place, indexes] : asked)
        query_list(reader, {sql::identity_by_value, sql::identity_by_value_list},
                   {place.first, placement_.tenant_id, programme_id_, place.second},
                   std::span(indexes), [&](const Rows& rows) {
                       if (rows.get<IdentityState>(1) == IdentityState::Active)
                           owners[{place.second, rows.hash<16>(2)}] = rows.get<HolderId>(0);
                   });
    std::vector<std::optional<HolderId>> found;
    for (const auto& place : places) {
        const auto owner = owners.find(place);
        found.push_back(owner == owners.end() ? std::nullopt : std::optional(owner->second));
    }
    return found;
}

std::optional<HolderId> MemberStore::find_referrer(Reader& reader, std::string_view code) const {
    const Hash16 hash = vault_.code_hash(code);
    auto rows = reader.query(sql::member_of_referral_code,
                             {bucket_of(placement_, hash), placement_.tenant_id, hash});
    return rows.next() ? std::optional(rows.get<HolderId>(0)) : std::nullopt;
}

std::optional<MemberStore::IdentityOwner> MemberStore::owner(Reader& reader,
                                                             const Identity& identity) const {
    const Hash16 index = index_of(identity);
    auto rows =
        reader.query(sql::identity_by_value, {bucket_of(placement_, index), placement_.tenant_id,
                                              programme_id_, stored(identity.kind), index});
    if (!rows.next()) return std::nullopt;
    return IdentityOwner{rows.get<HolderId>(0), rows.get<IdentityState>(1)};
}

bool MemberStore::was_ever_enrolled(Reader& reader, const Identity& identity, Instant now) const {
    const Hash16 index = index_of(identity);
    const int bucket = bucket_of(placement_, index);
    auto rows = reader.query(sql::identity_by_value, {bucket, placement_.tenant_id, programme_id_,
                                                      stored(identity.kind), index});
    if (rows.next()) return true;
    return reader
        .query(sql::tombstone_by_value, {bucket, placement_.tenant_id, programme_id_, index, now})
        .next();
}

Member MemberStore::member_from(const Rows& rows) const {
    Member member;
    member.holder = rows.get<HolderId>(0);
    member.kind = rows.get<HolderKind>(1);
    member.state = rows.get<MemberState>(2);
    member.enrolled_at = rows.get<Instant>(3);
    member.home_store = rows.get<StoreId>(4);
    member.language = rows.text(5);
    member.household = rows.get<HolderId>(6);
    member.merged_into = rows.get<HolderId>(7);
    member.segments = read_list(rows.text(8));
    member.row_version = rows.integer(9);
    // Whoever told nothing needs no key.
    const auto told = [&](int column) { return !rows.is_null(column); };
    if (told(10) && (told(11) || told(12) || told(13) || told(14) || told(15))) {
        const DataKey key = vault_.unwrap(member.holder, rows.bytes(10));
        member.profile = open_profile(vault_, key, member.holder, member.row_version, rows, 11);
    }
    member.birth_date_changed_at = rows.maybe<Instant>(16);
    return member;
}

void MemberStore::load_identities(Reader& reader, Member& member) const {
    const auto key = data_key(reader, member.holder);
    if (!key) return;  // erased
    for (const int bucket : buckets_of(placement_)) {
        auto rows =
            reader.query(sql::identities_of_holder, {bucket, placement_.tenant_id, member.holder});
        while (rows.next()) {
            const auto kind = identity_kind(rows.integer(0));
            member.identities.push_back({{kind, open_identity(vault_, *key, member.holder, kind,
                                                              rows.hash<16>(1), rows.bytes(3))},
                                         rows.get<IdentityState>(2)});
        }
    }
    std::ranges::sort(member.identities, {}, [](const StoredIdentity& stored_identity) {
        return std::pair(stored_identity.identity.kind, stored_identity.identity.value);
    });
}

std::vector<Member> MemberStore::load_rows(Reader& reader,
                                           std::span<const HolderId> holders) const {
    std::vector<Member> members;
    members.reserve(holders.size());
    query_holders(reader, {sql::one_member, sql::one_member_list},
                  {placement_.tenant_id, programme_id_}, holders,
                  [&](const Rows& rows) { members.push_back(member_from(rows)); });
    return members;
}

std::optional<Member> MemberStore::load_row(Reader& reader, HolderId holder) const {
    auto rows = load_rows(reader, std::span(&holder, 1));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<Member> MemberStore::load(Reader& reader, HolderId holder) const {
    auto member = load_row(reader, holder);
    if (member) load_identities(reader, *member);
    return member;
}

std::vector<Member> MemberStore::list(Reader& reader, HolderId after, int limit) const {
    std::vector<Member> members;
    for (const int bucket : buckets_of(placement_)) {
        if (bucket < bucket_of(after)) continue;
        const HolderId least = bucket == bucket_of(after) ? after : HolderId{0};
        const int left = limit - static_cast<int>(members.size());
        auto rows = reader.query(sql::members_after,
                                 {bucket, placement_.tenant_id, programme_id_, least, left});
        while (rows.next()) members.push_back(member_from(rows));
        if (static_cast<int>(members.size()) >= limit) break;
    }
    for (Member& member : members) load_identities(reader, member);
    return members;
}

std::vector<MemberStore::Birth> MemberStore::births(Reader& reader,
                                                    HolderId after,
                                                    int limit) const {
    std::vector<Birth> births;
    for (const int bucket : buckets_of(placement_)) {
        if (bucket < bucket_of(after)) continue;
        const HolderId least = bucket == bucket_of(after) ? after : HolderId{0};
        const int left = limit - static_cast<int>(births.size());
        auto rows = reader.query(sql::births_after,
                                 {bucket, placement_.tenant_id, programme_id_, least, left});
        while (rows.next()) {
            const auto holder = rows.get<HolderId>(0);
            const DataKey key = vault_.unwrap(holder, rows.bytes(5));
            births.push_back(
                {.holder = holder,
                 .state = rows.get<MemberState>(1),
                 .enrolled_at = rows.get<Instant>(2),
                 .home_store = rows.get<StoreId>(3),
                 .date = open_birth_date(vault_, key, holder, rows.integer(4), rows.bytes(6)),
                 .changed_at = rows.maybe<Instant>(7)});
        }
        if (static_cast<int>(births.size()) >= limit) break;
    }
    return births;
}

std::optional<Bytes> MemberStore::seal_text(Reader& reader,
                                            HolderId holder,
                                            std::string_view field,
                                            std::int64_t row,
                                            std::string_view text) const {
    const auto key = data_key(reader, holder);
    if (!key) return std::nullopt;
    return vault_.seal(*key, {.holder = holder, .field = field, .row_version = row}, text);
}

std::optional<std::string> MemberStore::open_text(Reader& reader,
                                                  HolderId holder,
                                                  std::string_view field,
                                                  std::int64_t row,
                                                  BytesView sealed) const {
    const auto key = data_key(reader, holder);
    if (!key) return std::nullopt;
    return vault_.open(*key, {.holder = holder, .field = field, .row_version = row}, sealed);
}

std::map<HolderId, std::vector<Consent>> MemberStore::consents_of(
    Reader& reader, std::span<const HolderId> holders) const {
    std::map<HolderId, std::vector<Consent>> all;
    query_holders(reader, {sql::consents_of_holder, sql::consents_of_holder_list},
                  {placement_.tenant_id}, holders, [&](const Rows& rows) {
                      auto& consents = all[rows.get<HolderId>(9)];
                      consents.push_back({.purpose = std::string(rows.text(0)),
                                          .channel = std::string(rows.text(1)),
                                          .given = rows.get<bool>(2),
                                          .text_version = std::string(rows.text(3)),
                                          .source = std::string(rows.text(4)),
                                          .actor = std::string(rows.text(5)),
                                          .at = rows.get<Instant>(6),
                                          .language = std::string(rows.text(7))});
                      if (!rows.is_null(8)) consents.back().text_hash = rows.hash<32>(8);
                  });
    return all;
}

std::vector<Consent> MemberStore::consents(Reader& reader, HolderId holder) const {
    return std::move(consents_of(reader, std::span(&holder, 1))[holder]);
}

}  // namespace vuelve::storage
