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

}  // namespace vuelve::storage
