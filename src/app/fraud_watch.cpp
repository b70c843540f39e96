#include "app/fraud_watch.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "app/cases.h"
#include "app/settings.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

/// Somebody who takes more back than was bought once has mistyped.
constexpr std::int64_t excess_refunds_free = 2;
/// So far a case tells how many sales there were.
constexpr std::int64_t told_above_limit = 100;

std::string public_member(HolderId member) { return format_public(PublicKind::Member, member); }

Suspicion about_member(CaseKind kind, HolderId member, std::string details) {
    return {.kind = kind,
            .subject = public_member(member),
            .member = member,
            .details = std::move(details)};
}

/// The member a command names.
HolderId named_by(const CommandBody& body) {
    return std::visit(
        [](const auto& command) -> HolderId {
            if constexpr (requires { *command.member; }) return command.member.value_or(HolderId{});
            return {};
        },
        body);
}

std::optional<Suspicion> of_own_card(const Ask& ask) {
    const HolderId member = named_by(ask.command.body);
    JsonWriter details;
    details.begin_object().member("actor", ask.command.actor).key("member");
    if (member.value == 0)
        details.null();
    else
        details.value(public_member(member));
    details.end_object();
    return Suspicion{.kind = CaseKind::SelfDealing,
                     .subject = ask.command.actor,
                     .member = member,
                     .details = std::move(details).text()};
}

/// A receipt that is another member's already.
std::optional<Suspicion> of_receipt(const State& state,
                                    const Ask& ask,
                                    const RecordPurchase& purchase) {
    const auto earlier = state.earlier.find(ask.command.key);
    if (!purchase.member || earlier == state.earlier.end() || !earlier->second.receipt)
        return std::nullopt;
    const HolderId first = earlier->second.receipt->member;
    const Holder* owner = resolve(state, first);
    const Holder* claimant = resolve(state, *purchase.member);
    if (!claimant || first == claimant->id || (owner && owner->id == claimant->id))
        return std::nullopt;
    JsonWriter details;
    details.begin_object()
        .member("purchase", purchase.id)
        .member("owner", public_member(first))
        .member("actor", ask.command.actor)
        .end_object();
    return about_member(CaseKind::ReceiptClaimed, claimant->id, std::move(details).text());
}

std::optional<Suspicion> of_refund(const Ask& ask, const RecordReturn& taken) {
    JsonWriter details;
    details.begin_object().member("purchase", taken.purchase).end_object();
    return Suspicion{.kind = CaseKind::ExcessRefunds,
                     .subject = ask.command.actor,
                     .details = std::move(details).text(),
                     .unsuspicious = excess_refunds_free};
}

/// What happened without the line and cannot be entered: the shop has to know, or it is lost.
std::optional<Suspicion> of_offline(const Ask& ask,
                                    const RecordPurchase& purchase,
                                    const Error& why) {
    // Not the sale's fault: the till sends it again.
    if (why.code == ErrorCode::OutcomeUnknown || why.code == ErrorCode::StorageFull ||
        why.code == ErrorCode::Overloaded)
        return std::nullopt;
    const HolderId member = purchase.member.value_or(HolderId{});
    JsonWriter details;
    details.begin_object()
        .member("purchase", purchase.id)
        .member("actor", ask.command.actor)
        .member("till", ask.guard ? std::string_view(ask.guard->till) : std::string_view())
        .member("store", purchase.store)
        .member("refusal", literal(why.code));
    if (purchase.occurred_at) details.member("occurred_at", *purchase.occurred_at);
    details.end_object();
    return Suspicion{.kind = CaseKind::OfflineConflict,
                     .subject = "purchase:" + purchase.id,
                     .member = member,
                     .details = std::move(details).text()};
}

Suspicion of_ring(HolderId closes, const std::vector<HolderId>& others) {
    JsonWriter details;
    details.begin_object().key("members").begin_array().value(public_member(closes));
    for (const HolderId member : others) details.value(public_member(member));
    details.end_array().end_object();
    return about_member(CaseKind::ReferralRing, closes, std::move(details).text());
}

bool is_of(const std::string& actor, std::string_view kind) { return actor.starts_with(kind); }

/// Who or what rings up sales one by one; imports and demos bring many at once.
bool is_counter(const std::string& actor) {
    return is_of(actor, "staff:") || is_of(actor, "key:") || is_of(actor, "member:");
}

std::string velocity_details(std::int64_t sales, std::int64_t limit, std::string_view per) {
    JsonWriter details;
    details.begin_object()
        .member("sales", sales)
        .member("limit", limit)
        .member("per", per)
        .end_object();
    return std::move(details).text();
}

/// Sales of a page, added up.
struct Sums {
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> cashiers;  // hour, actor
    std::set<std::pair<Day, HolderId>> cards;                               // who bought that day
};

Sums sums_of(const Zone& zone, std::span<const storage::FactStore::Followed> rows) {
    Sums sums;
    for (const auto& [txn, action] : rows) {
        if (txn.kind != TxnKind::Purchase || !is_counter(txn.actor)) continue;
        if (is_of(txn.actor, "staff:")) ++sums.cashiers[{txn.at.value / ms_per_hour, txn.actor}];
        sums.cards.emplace(zone.local_day(txn.at), txn.holder);
    }
    return sums;
}

}  // namespace

bool is_own_card(const State& state, std::span<const HolderId> own_members, HolderId member) {
    const Holder* asked = resolve(state, member);
    const HolderId meant = asked ? asked->id : member;
    return std::ranges::any_of(own_members, [&](HolderId own) {
        const Holder* now = resolve(state, own);
        return own == member || own == meant || (now && now->id == meant);
    });
}

bool is_self_service(const CommandBody& body) {
    return std::holds_alternative<SetConsent>(body) || std::holds_alternative<UpdateMember>(body) ||
           std::holds_alternative<ChangeIdentity>(body) ||
           std::holds_alternative<AnswerSurvey>(body) || std::holds_alternative<OptIn>(body) ||
           std::holds_alternative<JoinClub>(body);
}

std::optional<Suspicion> suspicion_of(const State& state, const Ask& ask, const Answer& answer) {
    const CommandBody& body = ask.command.body;
    if (ask.is_preview) return std::nullopt;
    if (answer.error) {
        if (answer.error->code == ErrorCode::SelfDealing) return of_own_card(ask);
        const auto* purchase = std::get_if<RecordPurchase>(&body);
        if (purchase && answer.error->code == ErrorCode::IdempotencyConflict)
            if (auto claimed = of_receipt(state, ask, *purchase)) return claimed;
        if (purchase && purchase->offline && !purchase->quote)
            return of_offline(ask, *purchase, *answer.error);
        const auto* taken = std::get_if<RecordReturn>(&body);
        if (taken && answer.error->code == ErrorCode::ReturnExceedsPurchase)
            return of_refund(ask, *taken);
        return std::nullopt;
    }
    if (answer.outcome != Outcome::Ok) return std::nullopt;
    if (const auto* purchase = std::get_if<RecordPurchase>(&body);
        purchase && !purchase->ring.empty() && answer.receipt->referral_in_review)
        return of_ring(answer.receipt->member, purchase->ring);
    const auto* enrolled = std::get_if<Enrol>(&body);
    if (!enrolled || ask.at) return std::nullopt;
    if (!enrolled->ring.empty() && answer.receipt->referral_in_review)
        return of_ring(enrolled->holder, enrolled->ring);
    if (enrolled->has_known_identity)
        return about_member(CaseKind::WelcomeAgain, enrolled->holder, "{}");
    return std::nullopt;
}

bool watch_sales(Service& service,
                 OpenProgramme& programme,
                 storage::Transaction& tx,
                 std::span<const storage::FactStore::Followed> rows) {
    const auto snapshot = programme.snapshot();
    const Sums sums = sums_of(snapshot->zone(), rows);
    if (sums.cards.empty()) return false;
    const Settings settings = read_settings(service, programme.key());
    const storage::CaseStore counts(programme.vault(), programme.placement(),
                                    programme.key().programme_id);
    bool has_told = false;
    const Instant now = service.now();
    for (const auto& [who, more] : sums.cashiers) {
        const auto& [hour, actor] = who;
        const auto sales = counts.count(tx, CaseKind::CashierVelocity, hour, actor, more);
        const auto limit = settings.cashier_sales_per_hour;
        if (sales <= limit) continue;
        has_told |= note_suspicion(service, programme, tx,
                                   {.kind = CaseKind::CashierVelocity,
                                    .subject = actor,
                                    .details = velocity_details(sales, limit, "hour")},
                                   now);
    }
    const auto& zone = snapshot->zone();
    for (const auto& which : sums.cards) {
        const auto& [day, member] = which;
        const auto limit = settings.card_sales_per_day;
        const auto sales = programme.facts().count_last_sales(
            tx, member, limit + told_above_limit, zone.day_start(day), zone.day_start(day + 1));
        if (sales <= limit) continue;
        has_told |= note_suspicion(
            service, programme, tx,
            about_member(CaseKind::CardVelocity, member, velocity_details(sales, limit, "day")),
            now);
    }
    const Day today = zone.local_day(now);
    counts.forget_counts(tx, CaseKind::CashierVelocity, now.value / ms_per_hour - 1);
    counts.forget_counts(tx, CaseKind::ExcessRefunds, today.value - 1);
    return has_told;
}

}  // namespace vuelve::app
