#include "app/people.h"

#include <algorithm>
#include <set>

#include "app/erasure.h"
#include "app/holders.h"
#include "app/privacy_notices.h"
#include "base/ensure.h"
#include "codec/attributes_json.h"
#include "storage/purchase_keys.h"

namespace vuelve::app {
namespace {

using storage::IdentityState;
using storage::MemberStore;
using Change = ChangeIdentity::Change;

/// The identities a change is about.
struct Changed {
    const Identity* old = nullptr;
    const Identity* fresh = nullptr;
};

Changed changed_of(const Ask& ask, const ChangeIdentity& command) {
    const bool replaces = command.change == Change::Replace;
    ensure(ask.profile && ask.profile->identities.size() == (replaces ? 2U : 1U),
           "a change of identity travels with its identities");
    const auto& given = ask.profile->identities;
    if (command.change == Change::Add) return {nullptr, &given.front()};
    return {&given.front(), replaces ? &given.back() : nullptr};
}

bool is_taken(const OpenProgramme& programme, storage::Reader& reader, const Identity& identity) {
    auto owner = programme.members().owner(reader, identity);
    return owner && owner->state != IdentityState::Freed;
}

struct Refuse {
    const OpenProgramme& programme;
    storage::Reader& reader;
    const Ask& ask;
    HolderId member;

    std::optional<Error> operator()(const Enrol&) const {
        for (const Identity& identity : ask.profile->identities)
            if (is_taken(programme, reader, identity))
                return Error{ErrorCode::IdentityTaken, {}, {}, {}};
        return std::nullopt;
    }
    std::optional<Error> operator()(const ChangeIdentity& command) const {
        const auto [old, fresh] = changed_of(ask, command);
        if (old) {
            auto owner = programme.members().owner(reader, *old);
            if (!owner || owner->holder != member || owner->state == IdentityState::Freed)
                return Error{ErrorCode::NotFound, "the member has no such identity", {}, {}};
        }
        if (fresh && is_taken(programme, reader, *fresh))
            return Error{ErrorCode::IdentityTaken, {}, {}, {}};
        return std::nullopt;
    }
    std::optional<Error> operator()(const AddCodes&) const {
        std::vector<Fault> faults;
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < ask.codes.size(); ++i) {
            if (seen.insert(ask.codes[i]).second &&
                !programme.entitlements().is_code_known(reader, ask.codes[i]))
                continue;
            faults.push_back(
                {"/codes/" + std::to_string(i), "duplicate", "this code is known already"});
        }
        if (faults.empty()) return std::nullopt;
        return Error{ErrorCode::ValidationFailed, "codes are known already", {}, std::move(faults)};
    }
    std::optional<Error> operator()(const RecordPurchase&) const {
        if (!ask.fiscal) return std::nullopt;
        const storage::PurchaseKeyStore keys(programme.placement(), programme.key().programme_id);
        const storage::PurchaseKeyStore::Wanted wanted{.kind = storage::PurchaseKeyKind::Fiscal,
                                                       .hash = *ask.fiscal};
        if (keys.find(reader, wanted, 1).empty()) return std::nullopt;
        return known_invoice();
    }
    template <class Other>
    std::optional<Error> operator()(const Other&) const {
        return std::nullopt;
    }
};

/// The same change as domain/member.cpp made to the holder, on the stored row.
void apply_update(const OpenProgramme& programme,
                  const UpdateMember& command,
                  Instant at,
                  storage::Member& member) {
    if (command.home_store) {
        const Store* store = programme.snapshot()->find_store(*command.home_store);
        member.home_store = store ? store->id : StoreId{};
    }
    auto& born = member.profile.birth_date;
    const auto before = born;
    if (command.birth_date) born = command.birth_date;
    if (command.forgets_birth_date) born.reset();
    if (born != before) member.birth_date_changed_at = at;
    Attributes attributes = decode_attributes(member.profile.attributes);
    for (const auto& [name, value] : command.attributes)
        if (value)
            attributes[name] = *value;
        else
            attributes.erase(name);
    member.profile.attributes = encode_attributes(attributes);
    for (const std::string& code : command.remove_segments) std::erase(member.segments, code);
    for (const std::string& code : command.add_segments)
        if (std::ranges::find(member.segments, code) == member.segments.end())
            member.segments.push_back(code);
}

struct Write {
    const OpenProgramme& programme;
    storage::Transaction& tx;
    Fresh& fresh;
    const Ask& ask;
    const vuelve::Transaction& done;

    void operator()(const Enrol& command) const {
        auto member = new_member(programme, command, *ask.profile, ask.command.actor, done.at);
        for (storage::Consent& consent : member.consents)
            consent.text_hash = consent_hash(programme, tx, consent, member.language);
        ensure(programme.members().enrol(tx, member, fresh).has_value(),
               "identities were free a moment ago, under the write lock");
        const MemberStore& people = programme.members();
        people.add_trait(tx, command.holder, TraitKind::Device,
                         normalised_token(ask.profile->device));
        people.add_trait(tx, command.holder, TraitKind::PaymentToken,
                         normalised_token(ask.profile->payment_token));
        people.add_trait(tx, command.holder, TraitKind::Address,
                         normalised_address(ask.profile->address));
    }
    /// A card that somebody paid with tells later that another member is the same person.
    void operator()(const RecordPurchase&) const {
        for (const std::string& token : ask.payment_tokens)
            programme.members().add_trait(tx, done.holder, TraitKind::PaymentToken,
                                          normalised_token(token));
    }
    void operator()(const ChangeIdentity& command) const {
        const auto [old, added] = changed_of(ask, command);
        if (old) {
            // A lost card must not come back as somebody else's; a number or address may.
            const bool blocks =
                command.change == Change::Block ||
                (command.change == Change::Replace && old->kind == IdentityKind::Card);
            programme.members().set_identity_state(
                tx, done.holder, *old, blocks ? IdentityState::Blocked : IdentityState::Freed);
        }
        if (added)
            ensure(programme.members().add_identity(tx, done.holder, *added).has_value(),
                   "the identity was free a moment ago, under the write lock");
    }
    void operator()(const SetConsent& command) const {
        storage::Consent consent{.purpose = command.purpose,
                                 .channel = command.channel,
                                 .given = command.given,
                                 .text_version = command.text_version,
                                 .source = command.source,
                                 .actor = ask.command.actor,
                                 .at = done.at,
                                 .language = command.language};
        consent.text_hash = consent_hash(programme, tx, consent, {});
        programme.members().add_consent(tx, done.holder, consent, fresh);
    }
    void operator()(const UpdateMember& command) const {
        const auto& told = ask.profile_change;
        ensure(programme.members()
                   .update(tx, done.holder,
                           [&](storage::Member& member) {
                               apply_update(programme, command, done.at, member);
                               if (!told) return;
                               member.profile.name = told->name.value_or(member.profile.name);
                               member.profile.alias = told->alias.value_or(member.profile.alias);
                               member.language = told->language.value_or(member.language);
                           })
                   .has_value(),
               "the member was there a moment ago, under the write lock");
    }
    void operator()(const Close&) const { programme.members().free_identities(tx, done.holder); }
    void operator()(const Erase&) const { erase_person(programme, tx, ask, done); }
    void operator()(const Merge&) const {
        for (const auto& place : done.effects.places) {
            if (place.merged_into != done.holder) continue;
            programme.members().move_identities(tx, place.holder, done.holder);
            programme.members().move_traits(tx, place.holder, done.holder);
        }
    }
    void operator()(const AddCodes& command) const {
        for (const auto& [key, resource] : done.effects.resources)
            if (key.kind == ResourceKind::RewardCodes || key.kind == ResourceKind::CouponCodes)
                programme.entitlements().add_codes(tx, key, resource.total - command.count,
                                                   ask.codes);
    }
    template <class Other>
    void operator()(const Other&) const {}
};

}  // namespace

std::optional<Error> refuse_people(const OpenProgramme& programme,
                                   storage::Reader& reader,
                                   const Ask& ask,
                                   HolderId member,
                                   Instant at) {
    if (auto error = refuse_restricted(programme, reader, ask, member, at)) return error;
    if (auto error = refuse_unknown_text(programme, reader, ask)) return error;
    return std::visit(Refuse{programme, reader, ask, member}, ask.command.body);
}

Error known_invoice() {
    return refuse_field("/fiscal_number", "duplicate", "another purchase has this number").error();
}

void change_people(const OpenProgramme& programme,
                   storage::Transaction& tx,
                   Fresh& fresh,
                   const Ask& ask,
                   const vuelve::Transaction& done) {
    std::visit(Write{programme, tx, fresh, ask, done}, ask.command.body);
    note_restrictions(programme, tx, ask, done);
}

}  // namespace vuelve::app
