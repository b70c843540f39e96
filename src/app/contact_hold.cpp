#include "app/contact_hold.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "app/asks.h"
#include "app/audit.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

using storage::CardNoticeType;
using storage::ContactChange;
using storage::crypto::Hash;
using Change = ChangeIdentity::Change;

constexpr std::string_view undo_prefix = "undo";

bool can_be_written_to(IdentityKind kind) {
    return kind == IdentityKind::Phone || kind == IdentityKind::Email;
}

MessageChannel channel_to(const Identity& identity) {
    return identity.kind == IdentityKind::Phone ? MessageChannel::Sms : MessageChannel::Email;
}

Hash undo_signature(const OpenProgramme& programme, HolderId member, std::int64_t change) {
    const std::string said = fmt::format("{} {}", member.value, change);
    return programme.vault().card_mac("undo", storage::crypto::bytes_of(said));
}

/// "undo.<tenant>.<programme>.<member>.<change>.<signature>": numbers that carry no right alone.
struct UndoClaim {
    ProgrammeKey programme{};
    HolderId member{};
    std::int64_t change = 0;
    std::string signature;
};

std::optional<UndoClaim> read_undo(std::string_view token) {
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = token.find('.');
        if ((end == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
        parts[i] = token.substr(0, end);
        token.remove_prefix(std::min(token.size(), parts[i].size() + 1));
    }
    UndoClaim claim{.signature = std::string(parts[5])};
    const auto read = [](std::string_view text, std::int64_t& number) {
        const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
        return trouble == std::errc{} && end == text.data() + text.size() && !text.empty();
    };
    const bool is_read = parts[0] == undo_prefix && read(parts[1], claim.programme.tenant_id) &&
                         read(parts[2], claim.programme.programme_id) &&
                         read(parts[3], claim.member.value) && read(parts[4], claim.change);
    return is_read ? std::optional(std::move(claim)) : std::nullopt;
}

/// The command that makes it as it was.
Ask ask_as_before(const OpenProgramme& programme, const ContactChange& change) {
    Ask ask{.programme = programme.key()};
    std::vector<Identity> identities;
    Change how = Change::Replace;
    if (!change.before) how = Change::Remove;
    if (!change.after) how = Change::Add;
    if (change.after) identities.push_back(*change.after);
    if (change.before) identities.push_back(*change.before);
    const std::string key = fmt::format("undo/{}", change.id);
    ask.command = {.body = ChangeIdentity{.change = how, .kind = std::string(word(change.kind))},
                   .key = key,
                   .request_hash = programme.vault().request_hash(key),
                   .actor = "member"};
    ask.member = format_public(PublicKind::Member, change.holder);
    ask.profile = std::make_shared<Profile>(
        Profile{.name = {}, .identities = std::move(identities), .consents = {}});
    ask.document = R"({"command":"undo_contact"})";
    return ask;
}

}  // namespace

storage::ContactStore contacts_of(const OpenProgramme& programme) {
    return {programme.members(), programme.placement(), programme.key().programme_id};
}

void note_contact_change(const OpenProgramme& programme,
                         storage::Transaction& tx,
                         Fresh& fresh,
                         const Ask& ask,
                         const vuelve::Transaction& done) {
    const auto* command = std::get_if<ChangeIdentity>(&ask.command.body);
    if (!command || !can_be_written_to(ask.profile->identities.front().kind)) return;
    const auto& given = ask.profile->identities;
    ContactChange change{.id = fresh.next_id(),
                         .holder = done.holder,
                         .kind = given.front().kind,
                         .changed_at = done.at,
                         .until = done.at + contact_hold_ms};
    if (command->change != Change::Add) change.before = given.front();
    if (command->change == Change::Add || command->change == Change::Replace)
        change.after = given.back();
    const storage::ContactStore contacts = contacts_of(programme);
    contacts.add(tx, change);
    for (const auto& told : {change.before, change.after})
        if (told)
            contacts.tell(tx, {.id = fresh.next_id(),
                               .holder = done.holder,
                               .type = CardNoticeType::ContactChanged,
                               .channel = channel_to(*told),
                               .to = *told,
                               .about = change.id,
                               .created_at = done.at,
                               .until = change.until});
}

void tell_member_contacts(const OpenProgramme& programme,
                          storage::Transaction& tx,
                          Fresh& fresh,
                          HolderId member,
                          CardNoticeType type,
                          Instant now,
                          const std::optional<Identity>& spared) {
    const auto person = programme.members().load(tx, member);
    if (!person) return;
    const storage::ContactStore contacts = contacts_of(programme);
    contacts.forget_over(tx, now);
    for (const storage::StoredIdentity& known : person->identities) {
        if (known.state != storage::IdentityState::Active ||
            !can_be_written_to(known.identity.kind) || known.identity == spared)
            continue;
        contacts.tell(tx, {.id = fresh.next_id(),
                           .holder = member,
                           .type = type,
                           .channel = channel_to(known.identity),
                           .to = known.identity,
                           .created_at = now,
                           .until = now + ms_per_day});
    }
}

std::string undo_token(const OpenProgramme& programme, HolderId member, std::int64_t change) {
    return fmt::format("{}.{}.{}.{}.{}.{}", undo_prefix, programme.key().tenant_id,
                       programme.key().programme_id, member.value, change,
                       storage::crypto::to_base64url(undo_signature(programme, member, change)));
}

Result<void> undo_contact(Service& service, std::string_view token, const std::string& peer) {
    const auto claim = read_undo(token);
    OpenProgramme* programme = claim ? service.programmes().find(claim->programme) : nullptr;
    if (!programme) return refuse(ErrorCode::NotFound);
    const std::string right = undo_token(*programme, claim->member, claim->change);
    const auto hash = [](std::string_view text) {
        return storage::crypto::sha256(storage::crypto::bytes_of(text));
    };
    if (!storage::crypto::equal(hash(right), hash(token))) return refuse(ErrorCode::NotFound);

    const storage::ContactStore contacts = contacts_of(*programme);
    const auto change = contacts.find(*service.database().snapshot(),
                                      storage::bucket_of(claim->member), claim->change);
    if (!change || change->undone_at || change->until <= service.now())
        return refuse(ErrorCode::NotFound);
    const Answer answer = service.engine().ask(ask_as_before(*programme, *change));
    if (answer.error) return std::unexpected(*answer.error);
    auto tx = service.database().begin();
    contacts.undo(*tx, *change, service.now());
    service.sessions().end_all(*tx, programme->key(), SessionKind::Member, change->holder.value);
    const std::string member = format_public(PublicKind::Member, change->holder);
    record_deed(*programme, *tx,
                {.programme = programme->key(),
                 .owner = "member:" + member,
                 .actor = "member:" + member,
                 .peer = peer},
                {.action = "member.contact_undone",
                 .object = "member:" + member,
                 .fields = {std::string(word(change->kind))}},
                service.now());
    tx->commit();
    return {};
}

}  // namespace vuelve::app
