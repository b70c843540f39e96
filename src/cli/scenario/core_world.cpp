#include "cli/scenario/core_world.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/scenario/answer.h"
#include "cli/scenario/reads.h"
#include "cli/scenario/views.h"
#include "codec/programme_json.h"

namespace vuelve::cli {

std::optional<std::string> CoreWorld::cannot_run(const GoldenCase& golden) const {
    return not_built(golden);
}

std::optional<std::string> CoreWorld::load(const GoldenCase& golden) {
    auto document = decode_programme(golden.config, DocumentKind::Golden);
    if (!document) return faults_text(document.error());
    if (auto faults = check(*document); !faults.empty()) return faults_text(faults);
    programme_ = Programme::compile(std::move(*document), symbols_);

    identities_.read_as_of(programme_->document().time_zone);

    auto members = decode_members(golden.members);
    if (!members) return "members: " + faults_text(members.error().faults);
    // Jobs due at one instant go by member id, and ids are given in this order.
    std::ranges::stable_sort(*members, {}, &GoldenMember::alias);
    for (const GoldenMember& member : *members) {
        Command command{.body = numbered(member), .key = {}, .actor = "scenario"};
        Decision enrolled = decide(*programme_, state_, command, fresh_, member.enrol.enrolled_at);
        if (enrolled.error)
            return fmt::format("{}: {}", member.alias, literal(enrolled.error->code));
        identities_.add(enrolled.receipt->member, member);
        adopt(enrolled);
    }
    return std::nullopt;
}

HolderId CoreWorld::number(const std::string& alias, HolderKind kind) {
    if (auto known = aliases_.holder(alias)) return *known;
    HolderId id{++last_holder_};
    aliases_.name(id, kind, alias);
    return id;
}

Enrol CoreWorld::numbered(const GoldenMember& member) {
    Enrol enrol = member.enrol;
    enrol.referrer = aliases_.holder(member.referred_by);
    identities_.note_known(member, enrol);
    enrol.holder = number(member.alias, HolderKind::Member);
    if (!member.household.empty())
        enrol.household = number(member.household, HolderKind::Household);
    return enrol;
}

Json CoreWorld::step(const GoldenStep& step) {
    posted_.clear();
    run_scheduler(step.at);
    if (step.op == "enrol") return enrol(step);
    if (auto read = answer_read(*programme_, state_, *this, aliases_, step)) return *read;
    Result<Command> command = make_command(step, aliases_);
    if (!command) return rejected_json(command.error().code);
    number_household(*command);
    return obey(step, *command);
}

Json CoreWorld::enrol(const GoldenStep& step) {
    auto member = decode_enrol_step(step);
    if (!member) return rejected_json(member.error().code);
    if (identities_.is_taken(*member)) return rejected_json(ErrorCode::IdentityTaken);
    Command command{.body = numbered(*member),
                    .key = step.id,
                    .request_hash = hash_of(canonical(step.arguments)),
                    .actor = "scenario"};
    Json answered = obey(step, command);
    if (auto holder = aliases_.holder(member->alias)) identities_.add(*holder, *member);
    return answered;
}

/// A household that is new gets its number here, as the store would give it.
void CoreWorld::number_household(Command& command) {
    auto* join = std::get_if<JoinHousehold>(&command.body);
    if (join && join->is_new) join->household = HolderId{++last_holder_};
}

Json CoreWorld::obey(const GoldenStep& step, const Command& command) {
    Decision decision = decide(*programme_, state_, command, fresh_, step.at);
    if (decision.receipt) aliases_.notice(step, *decision.receipt);
    adopt(decision);
    return answer_json(*programme_, decision, aliases_);
}

void CoreWorld::adopt(Decision& decision) {
    if (decision.transaction) {
        const Effects& effects = decision.transaction->effects;
        posted_.insert(posted_.end(), effects.entries.begin(), effects.entries.end());
        entries_.insert(entries_.end(), effects.entries.begin(), effects.entries.end());
        identities_.follow(effects);
        if (effects.purchase) book(*effects.purchase, decision.transaction->at);
    }
    apply(state_, decision);
    aliases_.notice(state_);
}

void CoreWorld::book(const Purchase& purchase, Instant at) {
    auto before = state_.purchases.find(purchase.id);
    auto lines = bookings_of(
        *programme_, before == state_.purchases.end() ? nullptr : &before->second, purchase);
    CalendarDate date = date_of(programme_->zone().local_day(at));
    auto& month = bookings_[date.year * 100 + date.month];
    if (lines) month.insert(month.end(), lines->begin(), lines->end());
}

RollForward CoreWorld::roll_forward(CurrencyId currency, int month) const {
    return vuelve::roll_forward(*programme_, entries_, currency, month);
}

std::vector<MoneyLine> CoreWorld::money_journal(int month) const {
    auto booked = bookings_.find(month);
    if (booked == bookings_.end()) return {};
    return vuelve::money_journal(*programme_, booked->second);
}

std::vector<analytics::ClearingRow> CoreWorld::clearing(CurrencyId currency, int month) const {
    return analytics::clear_month(*programme_, programme_->currency(currency),
                                  brand_postings(*programme_, entries_, currency), month)
        .value_or(std::vector<analytics::ClearingRow>{});
}

std::vector<analytics::BilateralRow> CoreWorld::bilateral(CurrencyId currency, int month) const {
    return analytics::bilateral_month(*programme_, programme_->currency(currency),
                                      brand_postings(*programme_, entries_, currency), month)
        .value_or(std::vector<analytics::BilateralRow>{});
}

RollForwardByBrand CoreWorld::roll_forward_by_brand(CurrencyId currency, int month) const {
    return vuelve::roll_forward_by_brand(brand_postings(*programme_, entries_, currency), month);
}

std::optional<Deferral> CoreWorld::deferral(const std::string& purchase) const {
    auto found = state_.purchases.find(purchase);
    if (found == state_.purchases.end()) return std::nullopt;
    auto deferral = deferral_of(*programme_, found->second);
    return deferral ? std::optional(*deferral) : std::nullopt;
}

void CoreWorld::run_scheduler(Instant at) {
    std::vector<HolderId> holders;
    for (const auto& [id, holder] : state_.holders) holders.push_back(id);
    if (auto due = run_due(*programme_, state_, holders, fresh_, at)) adopt(*due);
}

Json CoreWorld::read(View view) {
    switch (view) {
        case View::Balances: return balances_view(*programme_, state_, aliases_);
        case View::Lots: return lots_view(*programme_, state_, aliases_);
        case View::Tiers: return tiers_view(*programme_, state_, aliases_);
        case View::Vouchers: return vouchers_view(state_, aliases_);
        case View::Redemptions: return redemptions_view(state_, aliases_);
        case View::Stock: return stock_view(*programme_, state_);
        case View::Journal: return journal_view(*programme_, posted_, aliases_);
    }
    return {};
}

}  // namespace vuelve::cli
