#include "app/member_sign_in.h"

#include <algorithm>

#include "app/audit.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

using storage::CardNoticeType;
using storage::OneTime;
using storage::OneTimeStore;

std::string member_id(HolderId member) { return format_public(PublicKind::Member, member); }

Caller caller_of_member(const OpenProgramme& programme, HolderId member, const std::string& peer) {
    const std::string id = "member:" + member_id(member);
    return {.programme = programme.key(), .owner = id, .actor = id, .peer = peer};
}

/// The programme a request is of; nothing when there is no such request.
OpenProgramme* programme_of_request(Service& service, const std::string& request) {
    const auto tenant = tenant_of_request(request);
    if (!tenant) return nullptr;
    for (OpenProgramme* programme : service.programmes().all()) {
        if (programme->key().tenant_id != *tenant) continue;
        const auto one = OneTimeStore(programme->placement())
                             .find(*service.database().snapshot(), hash_of_request(request));
        return one ? service.programmes().find({*tenant, one->programme_id}) : nullptr;
    }
    return nullptr;
}

bool may_sign_in(const std::optional<storage::Member>& person) {
    return person && person->kind == HolderKind::Member &&
           (person->state == MemberState::Active || person->state == MemberState::Suspended);
}

/// Where the member can be written to; phones first.
std::optional<Identity> contact_of_member(const OpenProgramme& programme,
                                          storage::Reader& reader,
                                          HolderId member) {
    const auto person = programme.members().load(reader, member);
    if (!person) return std::nullopt;
    for (const IdentityKind kind : {IdentityKind::Phone, IdentityKind::Email})
        for (const auto& known : person->identities)
            if (known.state == storage::IdentityState::Active && known.identity.kind == kind)
                return known.identity;
    return std::nullopt;
}

/// Where this code was sent, as far as it is still the member's.
std::optional<Identity> sent_to(const OpenProgramme& programme,
                                storage::Reader& reader,
                                const OneTime& one) {
    if (one.purpose == CodePurpose::Contact) {
        const auto text = programme.members().open_text(reader, one.holder, "contact",
                                                        one.created_at.value, one.target);
        return text ? parse_identity(*text, "") : std::nullopt;
    }
    const auto person = programme.members().load(reader, one.holder);
    if (!person) return std::nullopt;
    for (const auto& known : person->identities)
        if (programme.vault().blind_index(word(known.identity.kind), known.identity.value) ==
            one.account)
            return known.identity;
    return std::nullopt;
}

OpenedSession open_session(Service& service,
                           const OpenProgramme& programme,
                           storage::Transaction& tx,
                           HolderId member,
                           const std::string& device) {
    return service.sessions().open(tx, {.programme = programme.key(),
                                        .kind = SessionKind::Member,
                                        .subject = member.value,
                                        .device = device,
                                        .role = {},
                                        .scopes = {"me"},
                                        .stores = {},
                                        .ends_at = service.now() + member_whole_ms,
                                        .idle_ms = member_whole_ms});
}

Result<CodeTicket> request_to_member(Service& service,
                                     const OpenProgramme& programme,
                                     HolderId member,
                                     CodePurpose purpose,
                                     std::optional<storage::crypto::Hash> session) {
    const auto to = contact_of_member(programme, *service.database().snapshot(), member);
    if (!to) return refuse(ErrorCode::NotFound, "the member has no phone and no e-mail");
    return request_code(service, programme,
                        {.purpose = purpose, .to = *to, .member = member, .session = session});
}

std::string_view kind_of(CodePurpose purpose) {
    switch (purpose) {
        case CodePurpose::SignIn: return "sign_in";
        case CodePurpose::StepUp: return "step_up";
        case CodePurpose::Contact: return "contact";
        case CodePurpose::Till: return "till";
    }
    return {};
}

std::string_view kind_of(CardNoticeType type) {
    switch (type) {
        case CardNoticeType::NewDevice: return "new_device";
        case CardNoticeType::ContactChanged: return "contact_changed";
        case CardNoticeType::WrongCodes: return "wrong_codes";
    }
    return {};
}

/// A code that the session asked for, and what is done with it in the same transaction. A wrong
/// try counts. Errors: as use_code.
Result<void> use_own_code(
    Service& service,
    const OpenProgramme& programme,
    const Session& session,
    CodePresented presented,
    const std::function<void(storage::Transaction&, const storage::OneTime&)>& act) {
    presented.session = session.token_hash;
    auto tx = service.database().begin();
    const CodeVerdict verdict = use_code(programme, *tx, presented, service.now());
    if (verdict.used) act(*tx, *verdict.used);
    tx->commit();
    if (!verdict.used) return std::unexpected(verdict.used.error());
    return {};
}

}  // namespace

SignInVerdict sign_in(Service& service, const MemberSignIn& wanted, const std::string& peer) {
    OpenProgramme* programme = programme_of_request(service, wanted.request);
    if (!programme) return {refuse(ErrorCode::Unauthenticated)};
    auto tx = service.database().begin();
    const Instant now = service.now();
    CodeVerdict verdict = use_code(
        *programme, *tx,
        {.request = wanted.request, .code = wanted.code, .purpose = CodePurpose::SignIn}, now);
    if (!verdict.used) {
        record_deed(*programme, *tx,
                    {.programme = programme->key(), .owner = "", .actor = "nobody", .peer = peer},
                    {.action = "member.sign_in", .object = "", .outcome = "refused"}, now);
        tx->commit();
        return {std::unexpected(std::move(verdict.used).error()), programme, verdict.locked};
    }
    const HolderId member = verdict.used->holder;
    if (!may_sign_in(programme->members().load(*tx, member))) {
        tx->commit();
        return {refuse(ErrorCode::Unauthenticated), programme};
    }
    OpenedSession opened = open_session(service, *programme, *tx, member, wanted.device);
    tell_member_contacts(*programme, *tx, service.ids(), member, CardNoticeType::NewDevice, now,
                         sent_to(*programme, *tx, *verdict.used));
    record_deed(*programme, *tx, caller_of_member(*programme, member, peer),
                {.action = "member.sign_in", .object = "session:" + opened.session.id()}, now);
    tx->commit();
    return {MemberSignedIn{std::move(opened), member}, programme};
}

void tell_locked(Service& service, const OpenProgramme& programme, HolderId member) {
    auto tx = service.database().begin();
    const Instant now = service.now();
    if (contacts_of(programme).told_since(*tx, member, CardNoticeType::WrongCodes,
                                          now + -ms_per_day) > 0)
        return;
    tell_member_contacts(programme, *tx, service.ids(), member, CardNoticeType::WrongCodes, now);
    tx->commit();
}

Result<CodeTicket> request_own_code(Service& service,
                                    const OpenProgramme& programme,
                                    const Session& session,
                                    CodePurpose purpose) {
    return request_to_member(service, programme, HolderId{session.subject}, purpose,
                             session.token_hash);
}

Result<CodeTicket> request_till_code(Service& service,
                                     const OpenProgramme& programme,
                                     HolderId member) {
    return request_to_member(service, programme, member, CodePurpose::Till, std::nullopt);
}

Result<void> step_up(Service& service,
                     const OpenProgramme& programme,
                     const Session& session,
                     const std::string& request,
                     const std::string& code) {
    return use_own_code(service, programme, session, {request, code, CodePurpose::StepUp},
                        [&](storage::Transaction& tx, const storage::OneTime&) {
                            service.sessions().step_up(tx, session);
                        });
}

Result<ShownCode> show_sign_in(Service& service,
                               const OpenProgramme& programme,
                               const Caller& by,
                               HolderId member) {
    auto tx = service.database().begin();
    if (!may_sign_in(programme.members().load(*tx, member)))
        return refuse(ErrorCode::MemberNotActive);
    ShownCode shown = TRY(show_code(service, programme, *tx, member, CodePurpose::SignIn));
    record_deed(programme, *tx, by,
                {.action = "member.sign_in_shown", .object = "member:" + member_id(member)},
                service.now());
    tx->commit();
    return shown;
}

Result<CodeTicket> request_contact(Service& service,
                                   const OpenProgramme& programme,
                                   const Session& session,
                                   const Identity& wanted) {
    return request_code(service, programme,
                        {.purpose = CodePurpose::Contact,
                         .to = wanted,
                         .member = HolderId{session.subject},
                         .session = session.token_hash});
}

Result<Identity> prove_contact(Service& service,
                               const OpenProgramme& programme,
                               const Session& session,
                               const std::string& request,
                               const std::string& code) {
    std::optional<Identity> proved;
    TRY(use_own_code(service, programme, session, {request, code, CodePurpose::Contact},
                     [&](storage::Transaction& tx, const storage::OneTime& used) {
                         proved = sent_to(programme, tx, used);
                     }));
    if (!proved) return refuse(ErrorCode::Unauthenticated);
    return *proved;
}

Ask ask_new_contact(const OpenProgramme& programme,
                    storage::Reader& reader,
                    const Caller& by,
                    HolderId member,
                    const Identity& wanted,
                    const std::string& key) {
    const auto person = programme.members().load(reader, member);
    const Identity* before = nullptr;
    if (person)
        for (const auto& known : person->identities)
            if (known.state == storage::IdentityState::Active && known.identity.kind == wanted.kind)
                before = &known.identity;
    const auto how = before ? ChangeIdentity::Change::Replace : ChangeIdentity::Change::Add;
    CommandRequest request{
        .body = ChangeIdentity{.change = how, .kind = std::string(word(wanted.kind))},
        .text = CommandText("own_contact"),
        .member = member_id(member)};
    if (before) request.identities.push_back(*before);
    request.identities.push_back(wanted);
    request.text.hide("contact", format_identity(wanted));
    return ask_command(programme, by, std::move(request), key);
}

std::vector<CardMessage> read_card_messages(Service& service,
                                            const OpenProgramme& programme,
                                            const Caller& by,
                                            int limit) {
    auto tx = service.database().begin();
    const Instant now = service.now();
    std::vector<CardMessage> messages;
    const auto add = [&](CardMessage message) {
        const auto person = programme.members().load(*tx, message.member);
        if (person) message.language = person->language;
        messages.push_back(std::move(message));
    };
    const OneTimeStore codes(programme.placement());
    for (const OneTime& one :
         codes.waiting(*tx, programme.key().programme_id, now, code_tries_max, limit))
        if (const auto to = sent_to(programme, *tx, one))
            add({.kind = std::string(kind_of(one.purpose)),
                 .member = one.holder,
                 .channel = *one.channel,
                 .to = *to,
                 .code = code_of(programme, one),
                 .created_at = one.created_at,
                 .expires_at = one.expires_at});
    for (const storage::CardNotice& notice : contacts_of(programme).notices(*tx, 0, now, limit))
        add({.kind = std::string(kind_of(notice.type)),
             .member = notice.holder,
             .channel = notice.channel,
             .to = notice.to,
             .undo = notice.about == 0 ? "" : undo_token(programme, notice.holder, notice.about),
             .created_at = notice.created_at,
             .expires_at = notice.until});
    record_deed(programme, *tx, by, {.action = "member.codes_read", .object = ""}, now);
    tx->commit();
    return messages;
}

}  // namespace vuelve::app
