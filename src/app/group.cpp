#include "app/group.h"

#include <algorithm>

#include "app/contact_hold.h"
#include "app/holders.h"
#include "app/people.h"
#include "app/proofs.h"
#include "app/restrictions.h"
#include "codec/event_json.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

/// Rows that went to another holder: what is loaded after them must see them there.
bool moves_rows(const vuelve::Transaction& txn) {
    return !txn.effects.moved_lots.empty() || !txn.effects.places.empty();
}

bool is_closed(const Lot& lot) { return lot.remaining.n + lot.reserved.n == 0; }
bool is_closed(const Reservation& held) { return held.state != ReservationState::Active; }
bool is_closed(const Redemption& taken) { return taken.state != RedemptionState::Confirmed; }
bool is_closed(const Voucher& voucher) {
    return voucher.state != VoucherState::Issued && voucher.state != VoucherState::Locked;
}

/// Does the staff who ask do this to a card of their own?
bool serves_oneself(const State& state, const Ask& ask, const vuelve::Transaction& done) {
    const CommandBody& body = ask.command.body;
    if (ask.own_members.empty() || is_self_service(body)) return false;
    const bool has_other = std::holds_alternative<Transfer>(body) ||
                           std::holds_alternative<Merge>(body) ||
                           std::holds_alternative<Redeem>(body);
    return is_own_card(state, ask.own_members, done.holder) ||
           (has_other && done.receipt && is_own_card(state, ask.own_members, done.receipt->other));
}

/// A code that nobody has.
std::optional<Error> check_referrer(const Ask& ask) {
    const auto* enrolment = std::get_if<Enrol>(&ask.command.body);
    if (!enrolment || ask.referral_code.empty() || enrolment->referrer) return std::nullopt;
    return refuse_field("/referral_code", "unknown-reference", "no member has this referral code")
        .error();
}

template <class Rows>
void erase_closed(Rows& rows) {
    std::erase_if(rows, [](const auto& row) { return is_closed(row); });
}

/// What an ask says besides its decision: of the person only which fields.
EventCause cause_of(const Ask& ask) {
    EventCause cause{.command = &ask.command.body};
    if (const auto& changed = ask.profile_change) {
        if (changed->name) cause.fields.emplace_back("name");
        if (changed->alias) cause.fields.emplace_back("alias");
        if (changed->language) cause.fields.emplace_back("language");
    }
    if (std::holds_alternative<Enrol>(ask.command.body))
        for (const ConsentRequest& one : ask.profile->consents)
            cause.consents.push_back(
                {.purpose = one.purpose, .channel = one.channel, .given = one.given});
    return cause;
}

}  // namespace

Outbox& Group::outbox(OpenProgramme& programme) {
    return outboxes_.try_emplace(&programme, programme, tx_).first->second;
}

void Group::keep(OpenProgramme& programme,
                 Decision decision,
                 std::string document,
                 Instant at,
                 Hearers hearers,
                 const EventCause& cause) {
    State& state = programme.cache().state;
    std::vector<Notice> due;
    if (hearers == Hearers::Members) {
        const auto snapshot = programme.snapshot();
        due = notices_of(*snapshot, state, decision);
        feed(programme, events_of(*snapshot, state, decision, cause));
    }
    const auto voided = voided_by(decision);
    const auto left = left_by(decision);
    TxnId parent{};
    if (decision.transaction && !decision.transaction->parent.empty())
        if (auto found = state.purchases.find(decision.transaction->parent);
            found != state.purchases.end())
            parent = found->second.txn;
    apply(state, decision);
    if (decision.transaction)
        pending_[&programme].push_back({std::move(decision), std::move(document), parent});
    for (const Notice& notice : due) Loader(programme, tx_).load_holder(notice.member);
    if (!due.empty()) outbox(programme).tell(std::move(due), at);
    if (voided) outbox(programme).drop(*voided);
    if (left.empty()) return;
    append();  // what was decided for them before is dropped with the rest
    for (HolderId holder : left) outbox(programme).leave(holder);
}

void Group::feed(OpenProgramme& programme, const std::vector<Event>& events) {
    auto& rows = events_[&programme];
    for (const Event& event : events)
        rows.push_back({.programme_id = static_cast<std::int32_t>(programme.key().programme_id),
                        .type = std::string(name_of(event.type)),
                        .subject = event.subject,
                        .subject_kind = event.subject_kind,
                        .txn = event.txn,
                        .at = event.at,
                        .body = event_data_json(event)});
}

void Group::follow(OpenProgramme& programme, const Ask& ask, HolderId member, Instant at) {
    if (const auto* consent = std::get_if<SetConsent>(&ask.command.body)) {
        append();
        outbox(programme).allow(member, *consent, at);
    }
    if (std::holds_alternative<ChangeIdentity>(ask.command.body) ||
        std::holds_alternative<Merge>(ask.command.body)) {
        append();
        outbox(programme).forget(member);
    }
}

/// An ask that brings its own time brings a history, of which nobody is told.
Group::Hearers Group::hearers_of(const Ask& ask) {
    return ask.at && !ask.is_heard ? Hearers::Nobody : Hearers::Members;
}

void Group::look_ahead(std::span<const LookAhead::Coming> commands, Instant now) {
    std::map<OpenProgramme*, std::vector<LookAhead::Coming>> coming;
    for (const LookAhead::Coming& one : commands)
        if (OpenProgramme* programme = programmes_.find(one.ask->programme))
            coming[programme].push_back(one);
    for (auto& [programme, own] : coming) {
        const LookAhead& ahead =
            aheads_.insert_or_assign(programme, LookAhead(*programme, tx_, own)).first->second;
        Loader loader(*programme, tx_);
        loader.bring(ahead.members());
        note(*programme, loader, Stay::ForLater);
        const auto is_told = [](const LookAhead::Coming& one) {
            return hearers_of(*one.ask) == Hearers::Members;
        };
        if (std::ranges::none_of(own, is_told)) continue;
        std::vector<HolderId> known = ahead.members();
        std::erase_if(known, [&, &holders = programme->cache().state.holders](HolderId id) {
            return !holders.contains(id);
        });
        outbox(*programme).bring(known, now);
    }
}

void Group::settle(OpenProgramme& programme, Loader& loader, Instant at, Hearers hearers) {
    loader.load_gifts(at);
    auto due = run_due(*programme.snapshot(), programme.cache().state, loader.touched(), ids_, at);
    if (due) keep(programme, std::move(*due), "{}", at, hearers);
}

void Group::settle(const ProgrammeKey& key,
                   const std::vector<HolderId>& holders,
                   Instant at,
                   Stay stay) {
    OpenProgramme* programme = programmes_.find(key);
    if (!programme) return;
    Loader loader(*programme, tx_);
    loader.bring(holders);
    for (HolderId holder : holders) loader.load_holder(holder);
    loader.load_parked();
    note(*programme, loader, stay);
    settle(*programme, loader, at, Hearers::Members);
}

void Group::tell(const ProgrammeKey& key,
                 const std::vector<HolderId>& holders,
                 Instant after,
                 Instant until) {
    OpenProgramme* programme = programmes_.find(key);
    if (!programme) return;
    append();  // what was planned is read as a void in this group left it
    Loader loader(*programme, tx_);
    loader.bring(holders);
    std::vector<HolderId> members;
    for (HolderId id : holders) {
        if (!loader.load_holder(id)) continue;
        const Holder& holder = programme->cache().state.holders.at(id);
        if (holder.kind == HolderKind::Member) members.push_back(id);
        const std::vector<Membership> shared = holder.members;
        for (const Membership& one : shared)
            if (loader.load_holder(one.member)) members.push_back(one.member);
    }
    note(*programme, loader, Stay::ForThisGroup);
    feed(*programme, outbox(*programme).tell_due(members, after, until));
}

void Group::note(OpenProgramme& programme, const Loader& loader, Stay stay) {
    for (HolderId holder : loader.touched()) touched_.insert({&programme, holder});
    if (stay == Stay::ForLater) return;
    for (HolderId holder : loader.loaded()) passing_.emplace_back(&programme, holder);
}

std::optional<Error> Group::place_household(OpenProgramme& programme, Ask& ask) {
    auto* enrolment = std::get_if<Enrol>(&ask.command.body);
    auto* joining = std::get_if<JoinHousehold>(&ask.command.body);
    if (!joining && !enrolment) return std::nullopt;
    if (enrolment && ask.household.empty()) return std::nullopt;
    HolderId& household = joining ? joining->household : enrolment->household;
    if (ask.household.empty() || ask.household == new_household) {
        if (joining) joining->is_new = true;
        household = ids_.next_holder(enrolment ? bucket_for(programme, *ask.profile)
                                               : storage::base_bucket(programme.placement()));
        return std::nullopt;
    }
    auto named = parse_public_holder(PublicKind::Household, ask.household);
    auto known = named ? programme.members().load(tx_, *named) : std::nullopt;
    if (!known || known->kind != HolderKind::Household)
        return Error{ErrorCode::NotFound, "no such household", {}, {}};
    household = *named;
    return std::nullopt;
}

Answer Group::decide(Ask& ask, const std::optional<MemberReference>& member, Instant at) {
    Answer answer = decide_one(ask, member, at);
    if (OpenProgramme* programme = programmes_.find(ask.programme))
        if (auto found = suspicion_of(programme->cache().state, ask, answer))
            suspicions_.emplace_back(ask.programme, std::move(*found));
    return answer;
}

Answer Group::decide_one(Ask& ask, const std::optional<MemberReference>& member, Instant at) {
    OpenProgramme* programme = programmes_.find(ask.programme);
    if (!programme) return {.error = Error{ErrorCode::NotFound, "no such programme", {}, {}}};
    auto snapshot = programme->snapshot();
    if (auto* enrolment = std::get_if<Enrol>(&ask.command.body))
        enrolment->holder = ids_.next_holder(bucket_for(*programme, *ask.profile));
    if (auto* added = std::get_if<AddCodes>(&ask.command.body))
        added->count = static_cast<std::int64_t>(ask.codes.size());
    if (auto error = place_household(*programme, ask))
        return {.error = std::move(error), .programme = snapshot};
    LookAhead& ahead = aheads_[programme];
    Loader loader(*programme, tx_, &ahead);
    loader.load_for(ask, member, at);
    note(*programme, loader, Stay::ForLater);
    if (auto error = check_referrer(ask)) return {.error = std::move(error), .programme = snapshot};
    const Hearers hearers = hearers_of(ask);
    settle(*programme, loader, at, hearers);

    Decision decision = vuelve::decide(*snapshot, programme->cache().state, ask.command, ids_, at);
    Answer answer{decision.outcome, decision.error, decision.receipt, snapshot};
    if (!decision.transaction) return answer;
    const vuelve::Transaction& done = *decision.transaction;
    if (serves_oneself(programme->cache().state, ask, done))
        return {.error = Error{ErrorCode::SelfDealing, {}, {}, {}}, .programme = snapshot};
    if (auto error = refuse_people(*programme, tx_, ask, done.holder, at))
        return {.error = std::move(error), .programme = snapshot};
    if (auto error = refuse_spending(*programme, tx_, ask, done))
        return {.error = std::move(error), .programme = snapshot};
    if (ask.is_preview) return answer;
    if (ask.fiscal && !invoices_.emplace(programme, *ask.fiscal).second)
        return {.error = known_invoice(), .programme = snapshot};
    // Whoever leaves is told by what is known of them until now.
    if (std::holds_alternative<Close>(ask.command.body))
        outbox(*programme).contact(done.holder, at);
    // What was decided for them in this group goes with everything else of theirs.
    if (std::holds_alternative<Erase>(ask.command.body)) append();
    // Whom an identity names may be another afterwards.
    if (!std::holds_alternative<RecordPurchase>(ask.command.body)) ahead.forget_owners();
    change_people(*programme, tx_, ids_, ask, done);
    if (ask.guard) note_contact_change(*programme, tx_, ids_, ask, done);
    if (const auto* enrolment = std::get_if<Enrol>(&ask.command.body);
        enrolment && !is_minor(*programme, *enrolment, *ask.profile, at))
        outbox(*programme).know(done.holder, *ask.profile);
    std::string document = ask.document;  // the ask may have to be asked again
    if (!ask.reason.empty())
        document = with_sealed_reason(programme->vault(), done.id, std::move(document), ask.reason);
    if (!ask.comment.empty())
        document = with_sealed_comment(*programme, tx_, done, std::move(document), ask.comment);
    const bool moves = moves_rows(done);
    const HolderId actor = done.holder;
    keep(*programme, std::move(decision), std::move(document), at, hearers, cause_of(ask));
    if (moves) append();
    follow(*programme, ask, actor, at);
    return answer;
}

void Group::forget_closed() {
    for (const auto& [programme, id] : touched_) {
        auto& holders = programme->cache().state.holders;
        auto found = holders.find(id);
        if (found == holders.end()) continue;
        erase_closed(found->second.lots);
        erase_closed(found->second.vouchers);
        erase_closed(found->second.reservations);
        erase_closed(found->second.redemptions);
    }
}

void Group::forget_passing() {
    for (const auto& [programme, id] : passing_) {
        programme->cache().state.holders.erase(id);
        programme->cache().contacts.erase(id);
    }
}

bool Group::append() {
    for (auto& [programme, decided] : pending_) {
        std::vector<storage::LedgerStore::Row> rows;
        for (Pending& one : decided)
            rows.push_back({&*one.decision.transaction, std::move(one.document), one.parent});
        auto snapshot = programme->snapshot();
        load_job_chain(*programme, tx_);
        programme->ledger().append(tx_, rows, programme->cache().state, snapshot->zone());
        wrote_ |= !rows.empty();
        auto& appended = appended_[programme];
        for (const auto& row : rows) {
            auto action = storage::action_of(*row.txn, row.document);
            appended.push_back({.txn = std::move(*row.txn), .action = std::move(action)});
        }
    }
    for (auto& [programme, outbox] : outboxes_) wrote_ |= outbox.append();
    for (auto& [programme, rows] : events_) {
        programme->events().append(tx_, rows);
        told_ |= !rows.empty();
        rows.clear();
    }
    wrote_ |= told_;
    pending_.clear();
    return wrote_;
}

void Group::hand_over() {
    for (auto& [programme, rows] : appended_) programme->fresh_facts().add(std::move(rows));
    appended_.clear();
}

}  // namespace vuelve::app
