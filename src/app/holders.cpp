#include "app/holders.h"

#include <algorithm>

#include "codec/attributes_json.h"
#include "codec/json_writer.h"
#include "storage/crypto.h"

namespace vuelve::app {

std::vector<Holder> read_holders(const OpenProgramme& programme,
                                 storage::Reader& reader,
                                 std::span<const HolderId> ids) {
    auto members = programme.members().load_rows(reader, ids);
    std::vector<Holder> holders;
    holders.reserve(members.size());
    for (storage::Member& member : members)
        holders.push_back({.id = member.holder,
                           .kind = member.kind,
                           .enrolled_at = member.enrolled_at,
                           .birth_date = member.profile.birth_date,
                           .segments = std::move(member.segments),
                           .attributes = decode_attributes(member.profile.attributes),
                           .household = member.household,
                           .merged_into = member.merged_into,
                           .home_store = member.home_store,
                           .birth_date_changed_at = member.birth_date_changed_at});
    programme.ledger().load_ledgers(reader, holders);
    const auto snapshot = programme.snapshot();
    const auto& segments = snapshot->document().segments;
    if (std::ranges::any_of(segments, [](const Segment& segment) {
            return segment.dynamic && !segment.at_the_counter;
        }))
        for (Holder& holder : holders)
            if (auto kept = programme.segments().kept(reader, holder.id, holder.id); !kept.empty())
                holder.kept_segments = std::move(kept.begin()->second);
    return holders;
}

std::optional<Holder> read_holder(const OpenProgramme& programme,
                                  storage::Reader& reader,
                                  HolderId id) {
    auto holders = read_holders(programme, reader, std::span(&id, 1));
    return holders.empty() ? std::nullopt : std::optional(std::move(holders.front()));
}

namespace {

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

}  // namespace

int bucket_for(const OpenProgramme& programme, const Profile& profile) {
    if (profile.identities.empty()) return storage::base_bucket(programme.placement());
    return programme.members().bucket_of_identity(profile.identities.front());
}

storage::NewMember new_member(const OpenProgramme& programme,
                              const Enrol& command,
                              const Profile& profile,
                              const std::string& actor,
                              Instant at) {
    storage::NewMember member{.holder = command.holder,
                              .enrolled_at = command.enrolled_at,
                              .language = profile.language,
                              .household = command.household,
                              .profile = {.name = profile.name,
                                          .birth_date = command.birth_date,
                                          .address = joined_lines(profile.address),
                                          .attributes = encode_attributes(command.attributes)},
                              .segments = command.segments,
                              .identities = profile.identities,
                              .consents = {},
                              .referral_code = programme.vault().referral_code(command.holder)};
    // Told twice is told once.
    auto& own = member.identities;
    for (auto one = own.begin(); one != own.end();)
        one = std::find(own.begin(), one, *one) == one ? one + 1 : own.erase(one);
    if (const Store* store = programme.snapshot()->find_store(profile.home_store))
        member.home_store = store->id;
    for (const ConsentRequest& consent : profile.consents)
        member.consents.push_back({.purpose = consent.purpose,
                                   .channel = consent.channel,
                                   .given = consent.given,
                                   .text_version = consent.text_version,
                                   .source = consent.source,
                                   .actor = actor,
                                   .at = at,
                                   .language = consent.language});
    return member;
}

void load_job_chain(OpenProgramme& programme, storage::Reader& reader) {
    HolderId id{storage::base_bucket(programme.placement())};
    auto [place, missing] = programme.cache().state.holders.try_emplace(id);
    if (!missing) return;
    place->second.id = id;
    programme.ledger().load_ledger(reader, place->second);
}

namespace {

std::string with_member(std::string document, const char* name, const storage::Bytes& sealed) {
    document.pop_back();
    if (document.size() > 1) document += ',';
    return document + '"' + name + "\":\"" + storage::crypto::to_hex(sealed) + "\"}";
}

}  // namespace

std::string with_sealed_reason(const storage::Vault& vault,
                               TxnId txn,
                               std::string document,
                               const std::string& reason) {
    return with_member(std::move(document), "reason_s",
                       vault.seal_secret("reason", txn.value, reason));
}

std::string with_sealed_comment(const OpenProgramme& programme,
                                storage::Reader& reader,
                                const vuelve::Transaction& done,
                                std::string document,
                                const std::string& comment) {
    auto sealed = programme.members().seal_text(reader, done.holder, storage::comment_field,
                                                done.id.value, comment);
    if (!sealed) return document;  // erased: there is no key, and nobody to have written it
    return with_member(std::move(document), "comment_s", *sealed);
}

}  // namespace vuelve::app
