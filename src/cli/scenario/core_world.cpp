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
    if (is_community_read(step.op)) return answer_community(*programme_, *this, aliases_, step);
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
    const auto* said = std::get_if<SetConsent>(&command.body);
    if (said && decision.transaction && said->purpose == app::leaderboard_purpose) {
        if (said->given)
            seen_on_boards_.insert(decision.transaction->holder);
        else
            seen_on_boards_.erase(decision.transaction->holder);
    }
    if (decision.receipt) aliases_.notice(step, *decision.receipt);
    adopt(decision);
    return answer_json(*programme_, decision, aliases_);
}

void CoreWorld::adopt(Decision& decision) {
    if (decision.transaction) {
        const Effects& effects = decision.transaction->effects;
        posted_.insert(posted_.end(), effects.entries.begin(), effects.entries.end());
        entries_.insert(entries_.end(), effects.entries.begin(), effects.entries.end());
        collect(*decision.transaction);
        answers_.insert(answers_.end(), effects.answers.begin(), effects.answers.end());
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

std::optional<Deferral> CoreWorld::deferral(const std::string& purchase) const {
    auto found = state_.purchases.find(purchase);
    if (found == state_.purchases.end()) return std::nullopt;
    auto deferral = deferral_of(*programme_, found->second);
    return deferral ? std::optional(*deferral) : std::nullopt;
}

Result<analytics::SatisfactionReport> CoreWorld::satisfaction(
    const app::SatisfactionAsked& asked) const {
    if (asked.to < asked.from) return refuse(ErrorCode::ValidationFailed);
    const Store* store = asked.store.empty() ? nullptr : programme_->find_store(asked.store);
    if (!store && !asked.store.empty()) return refuse(ErrorCode::ValidationFailed);
    std::vector<analytics::AnswerFact> facts;
    for (const auto& [holder, answer] : answers_) {
        if (answer.day < asked.from || asked.to < answer.day) continue;
        if (store && answer.store != store->id) continue;
        facts.push_back(
            {resolve(state_, holder)->id, answer.day, answer.store, answer.rating, answer.nps});
    }
    return analytics::satisfaction_report(facts);
}

/// What went to a household counts for whoever acted.
void CoreWorld::collect(const Transaction& txn) {
    for (const Entry& entry : txn.effects.entries) {
        if (entry.type != EntryType::Earn && entry.type != EntryType::EarnReversal) continue;
        auto holder = state_.holders.find(entry.holder);
        const bool shared =
            holder != state_.holders.end() && holder->second.kind == HolderKind::Household;
        collected_.push_back({shared ? txn.holder : entry.holder, entry.currency,
                              -entry.contra_units.n, entry.posted_at});
    }
}

Result<app::BoardReading> CoreWorld::board(const std::string& code,
                                           Instant of,
                                           std::optional<HolderId> member) const {
    const auto& boards = programme_->document().leaderboards;
    const auto board = std::ranges::find(boards, code, &Leaderboard::code);
    if (board == boards.end()) return refuse(ErrorCode::NotFound);
    app::BoardReading reading{.board = &*board,
                              .period = app::period_of(*board, programme_->zone(), of),
                              .leagues = {},
                              .own = {},
                              .programme = programme_};
    std::map<HolderId, std::int64_t> scores;
    const auto survivor = [&](HolderId id) { return resolve(state_, id)->id; };
    const auto is_in = [&](Day day) {
        return reading.period.first <= day && day <= reading.period.last;
    };
    if (board->metric == Leaderboard::Metric::Points) {
        for (const Collected& one : collected_)
            if (one.currency == board->currency_id && one.member.value != 0 &&
                is_in(programme_->zone().local_day(one.at)))
                scores[survivor(one.member)] += one.units;
    } else {
        for (const auto& [id, purchase] : state_.purchases)
            if (is_in(purchase.day) && !purchase.voided)
                scores[survivor(purchase.member)] +=
                    board->metric == Leaderboard::Metric::Visits
                        ? 1
                        : purchase.total.n - purchase.returned_money.n;
    }
    std::vector<HolderId> active;
    std::map<HolderId, LevelId> levels;
    for (const auto& [id, holder] : state_.holders) {
        levels[id] = holder.head.tier.level;
        if (holder.kind == HolderKind::Member && holder.head.state == MemberState::Active)
            active.push_back(id);
    }
    const auto entrants =
        app::entrants_of(programme_->document(), active, scores, levels, seen_on_boards_);
    reading.leagues = analytics::leagues_of(entrants, board->leagues);
    reading.own = app::own_place(entrants, board->leagues,
                                 member ? std::optional(survivor(*member)) : std::nullopt);
    return reading;
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
