#include "storage/sealed_profile.h"

#include <charconv>

namespace vuelve::storage {

namespace {

constexpr std::string_view name_field = "name";
constexpr std::string_view birth_date_field = "birth_date";
constexpr std::string_view address_field = "address";
constexpr std::string_view attributes_field = "attributes";
constexpr std::string_view alias_field = "alias";

FieldPlace identity_place(HolderId holder, IdentityKind kind, const Hash16& index) {
    std::uint64_t low = 0;
    for (std::size_t at = 0; at < sizeof low; ++at) low |= std::uint64_t{index[at]} << (8 * at);
    return {holder, word(kind), static_cast<std::int64_t>(low)};
}

Day read_day(std::string_view text) {
    std::int32_t days = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (fault != std::errc{} || end != text.data() + text.size()) {
        throw StorageError(Trouble::Corrupt, "a sealed date is no number of days");
    }
    return Day{days};
}

}  // namespace

SealedProfile seal_profile(const Vault& vault,
                           const DataKey& key,
                           HolderId holder,
                           std::int64_t row_version,
                           const Profile& profile) {
    const auto seal = [&](std::string_view field, std::string_view plain) -> std::optional<Bytes> {
        if (plain.empty()) return std::nullopt;
        return vault.seal(key, {holder, field, row_version}, plain);
    };
    return {
        seal(name_field, profile.name),
        seal(birth_date_field, profile.birth_date ? std::to_string(profile.birth_date->value) : ""),
        seal(address_field, profile.address),
        seal(attributes_field, profile.attributes == "{}" ? "" : profile.attributes),
        seal(alias_field, profile.alias)};
}

Profile open_profile(const Vault& vault,
                     const DataKey& key,
                     HolderId holder,
                     std::int64_t row_version,
                     const Rows& rows,
                     int first_column) {
    const auto open = [&](std::string_view field, int column) -> std::string {
        if (rows.is_null(first_column + column)) return {};
        return vault.open(key, {holder, field, row_version}, rows.bytes(first_column + column));
    };
    Profile profile;
    profile.name = open(name_field, 0);
    if (const std::string day = open(birth_date_field, 1); !day.empty())
        profile.birth_date = read_day(day);
    profile.address = open(address_field, 2);
    if (std::string attributes = open(attributes_field, 3); !attributes.empty()) {
        profile.attributes = std::move(attributes);
    }
    profile.alias = open(alias_field, 4);
    return profile;
}

Day open_birth_date(const Vault& vault,
                    const DataKey& key,
                    HolderId holder,
                    std::int64_t row_version,
                    BytesView sealed) {
    return read_day(vault.open(key, {holder, birth_date_field, row_version}, sealed));
}

std::string open_attributes(const Vault& vault,
                            const DataKey& key,
                            HolderId holder,
                            std::int64_t row_version,
                            BytesView sealed) {
    return vault.open(key, {holder, attributes_field, row_version}, sealed);
}

Bytes seal_identity(const Vault& vault,
                    const DataKey& key,
                    HolderId holder,
                    const Identity& identity,
                    const Hash16& index) {
    return vault.seal(key, identity_place(holder, identity.kind, index), identity.value);
}

std::string open_identity(const Vault& vault,
                          const DataKey& key,
                          HolderId holder,
                          IdentityKind kind,
                          const Hash16& index,
                          BytesView sealed) {
    return vault.open(key, identity_place(holder, kind, index), sealed);
}

}  // namespace vuelve::storage
