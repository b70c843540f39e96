#include <algorithm>

#include "generated/sql.h"
#include "storage/member_store.h"

/// The part of MemberStore that tells whether two members are one person: hashes alone.
namespace vuelve::storage {

Hash16 MemberStore::trait_hash(TraitKind kind, std::string_view normalised) const {
    return vault_.blind_index(name_of(kind), normalised);
}

std::set<std::pair<TraitKind, Hash16>> MemberStore::traits_of(Reader& reader,
                                                              HolderId holder) const {
    std::set<std::pair<TraitKind, Hash16>> traits;
    Rows rows =
        reader.query(sql::traits_of_holder, {bucket_of(holder), placement_.tenant_id, holder});
    while (rows.next()) traits.emplace(rows.get<TraitKind>(0), rows.hash<16>(1));
    return traits;
}

void MemberStore::add_trait(Transaction& tx,
                            HolderId holder,
                            TraitKind kind,
                            std::string_view normalised) const {
    if (normalised.empty()) return;
    tx.exec(sql::insert_trait,
            {bucket_of(holder), placement_.tenant_id, holder, kind, trait_hash(kind, normalised)});
}

void MemberStore::move_traits(Transaction& tx, HolderId from, HolderId to) const {
    for (const auto& [kind, hash] : traits_of(tx, from))
        tx.exec(sql::insert_trait, {bucket_of(to), placement_.tenant_id, to, kind, hash});
    tx.exec(sql::delete_traits, {bucket_of(from), placement_.tenant_id, from});
}

bool MemberStore::has_trait(Reader& reader,
                            HolderId holder,
                            TraitKind kind,
                            std::string_view normalised) const {
    return !normalised.empty() &&
           traits_of(reader, holder).contains({kind, trait_hash(kind, normalised)});
}

bool MemberStore::share_trait(Reader& reader, HolderId one, HolderId other) const {
    const auto known = traits_of(reader, one);
    if (known.empty()) return false;
    return std::ranges::any_of(traits_of(reader, other),
                               [&](const auto& trait) { return known.contains(trait); });
}

Hash16 MemberStore::name_hash(std::string_view word) const {
    return vault_.blind_index("name_word", word);
}

void MemberStore::note_name(Transaction& tx, HolderId holder, std::string_view name) const {
    const int bucket = base_bucket(placement_);
    tx.exec(sql::delete_name_words, {bucket, placement_.tenant_id, holder});
    for (const std::string& word : name_words(name))
        tx.exec(sql::insert_name_word,
                {bucket, placement_.tenant_id, programme_id_, name_hash(word), holder});
}

std::vector<HolderId> MemberStore::find_named(Reader& reader,
                                              const std::vector<std::string>& words,
                                              int limit) const {
    std::optional<std::vector<HolderId>> all;
    for (const std::string& word : words) {
        std::vector<HolderId> with;
        const Hash16 hash = name_hash(word);
        Rows rows = reader.query(
            sql::holders_of_name_word,
            {base_bucket(placement_), placement_.tenant_id, programme_id_, hash, limit + 1});
        while (rows.next()) with.push_back(rows.get<HolderId>(0));
        // A common word tells nobody apart; the others have to.
        if (std::ssize(with) > limit) continue;
        if (all)
            std::erase_if(*all,
                          [&](HolderId one) { return !std::ranges::binary_search(with, one); });
        else
            all = std::move(with);
    }
    return all.value_or(std::vector<HolderId>{});
}

}  // namespace vuelve::storage
