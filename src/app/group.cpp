#include "app/group.h"

#include <algorithm>

#include "app/holders.h"
#include "base/ensure.h"
#include "codec/json_writer.h"
#include "storage/crypto.h"

namespace vuelve::app {
namespace {

/// Sets the member that the reference stands for, in commands that have one.
void set_member(CommandBody& body, const MemberRef& member) {
    std::visit(
        [&](auto& command) {
            if constexpr (requires { command.member = member; }) command.member = member;
        },
        body);
}

const std::string* purchase_of(const CommandBody& body) {
    if (const auto* taken_back = std::get_if<RecordReturn>(&body)) return &taken_back->purchase;
    if (const auto* voided = std::get_if<VoidPurchase>(&body)) return &voided->purchase;
    return nullptr;
}

std::vector<std::string> voucher_codes(const CommandBody& body) {
    if (const auto* purchase = std::get_if<RecordPurchase>(&body)) return purchase->coupons;
    if (const auto* use = std::get_if<UseVoucher>(&body)) return {use->voucher};
    return {};
}

}  // namespace

bool Group::load_holder(OpenProgramme& programme, HolderId id, std::vector<HolderId>& touched) {
    auto& holders = programme.cache().state.holders;
    auto place = holders.find(id);
    if (place == holders.end()) {
        auto loaded = read_holder(programme, tx_, id);
        if (!loaded) return false;
        place = holders.emplace(id, std::move(*loaded)).first;
    }
    touched.push_back(id);
    touched_.insert({&programme, id});
    HolderId survivor = place->second.merged_into, household = place->second.household;
    if (survivor.value != 0) load_holder(programme, survivor, touched);
    if (household.value != 0) load_holder(programme, household, touched);
    return true;
}

std::optional<HolderId> Group::find_member(OpenProgramme& programme,
                                           const std::optional<MemberReference>& member) {
    if (!member) return std::nullopt;
    if (const auto* holder = std::get_if<HolderId>(&*member)) return *holder;
    if (const auto* identity = std::get_if<Identity>(&*member))
        return programme.members().find(tx_, *identity);
    return std::nullopt;
}

void Group::load_key(OpenProgramme& programme, const std::string& key) {
    auto& state = programme.cache().state;
    if (key.empty() || state.earlier.contains(key)) return;
    if (auto known = programme.ledger().find(tx_, key))
        state.earlier[key] = std::move(known->earlier);
}

void Group::load_purchase(OpenProgramme& programme,
                          const std::string& id,
                          std::vector<HolderId>& touched) {
    auto& state = programme.cache().state;
    if (!state.purchases.contains(id)) {
        auto purchase = programme.ledger().find_purchase(tx_, id);
        if (!purchase) return;
        state.purchases[id] = std::move(*purchase);
    }
    const Purchase& purchase = state.purchases[id];
    load_holder(programme, purchase.member, touched);
    auto need = [&](HolderId holder, LotId lot) {
        load_holder(programme, holder, touched);
        if (const Holder* survivor = resolve(state, holder))
            programme.ledger().load_lots(tx_, state.holders[survivor->id], std::span(&lot, 1));
    };
    for (const Award& award : purchase.awards) need(award.holder, award.lot);
    for (const PaidTender& paid : purchase.paid)
        for (const LotUse& use : paid.uses) need(paid.holder, use.lot);
    for (const Voucher& voucher : state.holders[purchase.member].vouchers)
        for (const LotUse& use : voucher.cost) need(purchase.member, use.lot);
}

void Group::load_budgets(OpenProgramme& programme) {
    auto& resources = programme.cache().state.resources;
    for (const Rule& rule : programme.snapshot()->rules()) {
        ResourceKey key{ResourceKind::RuleBudget, rule.number.value, 0};
        if (!rule.budget || resources.contains(key)) continue;
        if (auto known = programme.ledger().find_resource(tx_, key))
            resources[key] = *known;
        else
            resources[key] = Resource{rule.budget->n, rule.budget->n};
    }
}

void Group::load_vouchers(OpenProgramme& programme,
                          const std::vector<std::string>& codes,
                          std::vector<HolderId>& touched) {
    for (const std::string& code : codes)
        if (auto owner = programme.ledger().code_holder(tx_, code))
            load_holder(programme, *owner, touched);
}

void Group::load_for(OpenProgramme& programme,
                     Ask& ask,
                     const std::optional<MemberReference>& member,
                     std::vector<HolderId>& touched) {
    auto& cache = programme.cache();
    load_key(programme, ask.command.key);
    if (auto holder = find_member(programme, member);
        holder && load_holder(programme, *holder, touched))
        set_member(ask.command.body, *holder);
    if (!cache.has_parked) {
        for (Parked& parked : programme.ledger().waiting(tx_))
            cache.state.parked[parked.purchase].push_back(std::move(parked));
        cache.has_parked = true;
    }
    if (const std::string* purchase = purchase_of(ask.command.body))
        load_purchase(programme, *purchase, touched);
    load_vouchers(programme, voucher_codes(ask.command.body), touched);
    if (std::holds_alternative<RecordPurchase>(ask.command.body)) load_budgets(programme);
}

void Group::keep(OpenProgramme& programme, Decision decision, std::string document) {
    State& state = programme.cache().state;
    TxnId parent{};
    if (decision.transaction && !decision.transaction->parent.empty())
        if (auto found = state.purchases.find(decision.transaction->parent);
            found != state.purchases.end())
            parent = found->second.txn;
    apply(state, decision);
    if (decision.transaction)
        pending_[&programme].push_back({std::move(decision), std::move(document), parent});
}

void Group::settle(OpenProgramme& programme, const std::vector<HolderId>& holders, Instant at) {
    auto due = run_due(*programme.snapshot(), programme.cache().state, holders, ids_, at);
    if (due) keep(programme, std::move(*due), "{}");
}

void Group::settle(const ProgrammeKey& key, const std::vector<HolderId>& holders, Instant at) {
    OpenProgramme* programme = programmes_.find(key);
    if (!programme) return;
    std::vector<HolderId> touched;
    for (HolderId holder : holders) load_holder(*programme, holder, touched);
    settle(*programme, touched, at);
}

std::optional<Error> Group::enrol_person(OpenProgramme& programme,
                                         const Ask& ask,
                                         Instant at,
                                         bool write) {
    const Profile& profile = *ask.profile;
    for (const Identity& identity : profile.identities)
        if (programme.members().find(tx_, identity))
            return Error{ErrorCode::IdentityTaken, {}, {}, {}};
    if (!write) return std::nullopt;
    const auto& command = std::get<Enrol>(ask.command.body);
    storage::NewMember member = new_member(programme, command, profile, ask.command.actor, at);
    auto done = programme.members().enrol(tx_, member, ids_);
    ensure(done.has_value(), "identities were free a moment ago, under the write lock");
    std::vector<SubscriptionPeriod> paid;
    for (const auto& period : command.subscriptions)
        paid.push_back({period.plan, period.from, period.to});
    programme.ledger().add_subscriptions(tx_, command.holder, paid, ids_);
    return std::nullopt;
}

Answer Group::decide(Ask& ask, const std::optional<MemberReference>& member, Instant at) {
    OpenProgramme* programme = programmes_.find(ask.programme);
    if (!programme) return {.error = Error{ErrorCode::NotFound, "no such programme", {}, {}}};
    auto snapshot = programme->snapshot();
    std::vector<HolderId> touched;
    load_for(*programme, ask, member, touched);
    settle(*programme, touched, at);

    auto* enrolment = std::get_if<Enrol>(&ask.command.body);
    bool is_new = !programme->cache().state.earlier.contains(ask.command.key);
    if (enrolment && is_new) {
        enrolment->holder = ids_.next_holder(bucket_for(*programme, *ask.profile));
        if (auto error = enrol_person(*programme, ask, at, false))
            return {.error = std::move(error), .programme = snapshot};
    }
    Decision decision = vuelve::decide(*snapshot, programme->cache().state, ask.command, ids_, at);
    Answer answer{decision.outcome, decision.error, decision.receipt, snapshot};
    if (!decision.transaction) return answer;
    if (enrolment) enrol_person(*programme, ask, at, true);
    std::string document = std::move(ask.document);
    if (!ask.reason.empty())
        document = with_sealed_reason(programme->vault(), decision.transaction->id,
                                      std::move(document), ask.reason);
    keep(*programme, std::move(decision), std::move(document));
    return answer;
}

void Group::forget_spent() {
    for (const auto& [programme, id] : touched_) {
        auto& holders = programme->cache().state.holders;
        if (auto found = holders.find(id); found != holders.end())
            std::erase_if(found->second.lots,
                          [](const Lot& lot) { return lot.remaining.n + lot.reserved.n == 0; });
    }
}

bool Group::append() {
    bool wrote = false;
    for (auto& [programme, decided] : pending_) {
        std::vector<storage::LedgerStore::Row> rows;
        for (Pending& one : decided)
            rows.push_back({&*one.decision.transaction, std::move(one.document), one.parent});
        auto snapshot = programme->snapshot();
        load_job_chain(*programme, tx_);
        programme->ledger().append(tx_, rows, programme->cache().state, snapshot->zone());
        wrote |= !rows.empty();
    }
    return wrote;
}

}  // namespace vuelve::app
