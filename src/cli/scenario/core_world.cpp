#include "cli/scenario/core_world.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/publication.h"
#include "base/ensure.h"
#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/reads.h"
#include "cli/scenario/shop_metrics.h"
#include "cli/scenario/views.h"
#include "codec/programme_json.h"
#include "domain/versions.h"

namespace vuelve::cli {

std::optional<std::string> CoreWorld::cannot_run(const GoldenCase& golden) const {
    return not_built(golden);
}

std::optional<std::string> CoreWorld::load(const GoldenCase& golden) {
    auto document = decode_programme(golden.config, DocumentKind::Golden);
    if (!document) return faults_text(document.error());
    if (auto faults = check(*document); !faults.empty()) return faults_text(faults);
    published_.emplace_back(std::make_unique<ProgrammeDocument>(*document), Instant{});
    programme_ = Programme::compile(std::move(*document), symbols_);

    books_.emplace(*programme_);

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
        outbox_.enrol(enrolled.receipt->member, member);
        adopt(enrolled, member.enrol.enrolled_at, Source::History, &command.body);
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
    now_ = std::max(now_.value_or(step.at), step.at);
    if (step.op == "messages") return messages(step);
    if (step.op == "publish") return publish(step);
    if (step.op == "enrol") return enrol(step);
    if (asks_shop(step)) return shop_metric(step);
    if (step.op == "store_day") return store_day(step);
    if (is_community_read(step.op)) return answer_community(*programme_, *this, aliases_, step);
    if (auto read = answer_read(*programme_, state_, *this, aliases_, step)) return *read;
    Result<Command> command = make_command(step, aliases_);
    if (!command) return rejected_json(command.error().code);
    number_household(*command);
    note_shared(step, *command);
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
    outbox_.enrol(std::get<Enrol>(command.body).holder, *member);
    Json answered = obey(step, command);
    if (auto holder = aliases_.holder(member->alias)) identities_.add(*holder, *member);
    return answered;
}

/// A household that is new gets its number here, as the store would give it.
void CoreWorld::number_household(Command& command) {
    auto* join = std::get_if<JoinHousehold>(&command.body);
    if (join && join->is_new) join->household = HolderId{++last_holder_};
}

/// What the tables would say of who came by a recommendation.
void CoreWorld::note_shared(const GoldenStep& step, Command& command) {
    auto* sale = std::get_if<RecordPurchase>(&command.body);
    auto* decided = std::get_if<DecideReferral>(&command.body);
    const MemberRef member = sale ? sale->member : (decided ? decided->member : MemberRef{});
    const Holder* referee = member ? resolve(state_, *member) : nullptr;
    if (!referee) return;
    const auto tokens = payment_tokens(step);
    bool shared = false;
    if (referee->referral)
        if (const Holder* referrer = resolve(state_, referee->referral->referrer))
            shared = identities_.shares_trait(referrer->id, referee->id, tokens);
    if (sale) sale->has_trait_of_referrer = shared;
    if (decided) decided->has_trait_of_referrer = shared;
    if (sale && !sale->quote) identities_.add_tokens(referee->id, tokens);
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
    const HolderId member = decision.transaction ? decision.transaction->holder : HolderId{};
    adopt(decision, step.at, step.at < *now_ ? Source::History : Source::Now, &command.body);
    if (const auto* consent = std::get_if<SetConsent>(&command.body); consent && member.value != 0)
        outbox_.allow(member, *consent);
    return answer_json(*programme_, decision, aliases_);
}

/// As app/publication does it, with everything in memory: nothing here goes out of date, so every
/// version stays compiled.
Json CoreWorld::publish(const GoldenStep& step) {
    const Json* config = step.arguments.find("config");
    auto next = config ? decode_programme(*config, DocumentKind::Golden)
                       : std::unexpected(std::vector<Fault>{});
    if (!next) return rejected_json(ErrorCode::ValidationFailed);
    if (auto faults = check(*next); !faults.empty())
        return rejected_json(app::publication_error(std::move(faults)).code);
    const bool posted = !entries_.empty();
    const auto faults =
        check_publication(posted ? published_.back().first.get() : nullptr, *next, step.at);
    if (!faults.empty()) return rejected_json(app::publication_error(faults).code);
    if (!posted) published_.clear();
    published_.emplace_back(std::make_unique<ProgrammeDocument>(std::move(*next)), step.at);
    std::vector<Publication> history;
    for (const auto& [document, at] : published_) history.push_back({document.get(), at});
    snapshots_.push_back(std::move(programme_));
    programme_ = Programme::compile(merge_versions(history, Instant{0}), symbols_);
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

Json CoreWorld::messages(const GoldenStep& step) {
    auto alias = decode_messages(step);
    if (!alias) return rejected_json(alias.error().code);
    auto named = aliases_.holder(*alias);
    const Holder* member = named ? resolve(state_, *named) : nullptr;
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    return messages_json(outbox_.of(member->id), aliases_);
}

void CoreWorld::adopt(Decision& decision, Instant at, Source source, const CommandBody* command) {
    if (listener_) listener_(*programme_, state_, decision, command);
    std::vector<Notice> due;
    if (source != Source::History) due = notices_of(*programme_, state_, decision);
    if (decision.transaction) {
        const Effects& effects = decision.transaction->effects;
        posted_.insert(posted_.end(), effects.entries.begin(), effects.entries.end());
        entries_.insert(entries_.end(), effects.entries.begin(), effects.entries.end());
        collect(*decision.transaction);
        answers_.insert(answers_.end(), effects.answers.begin(), effects.answers.end());
        identities_.follow(effects);
        facts_.follow(*decision.transaction);
        book(*decision.transaction);
    }
    apply(state_, decision);
    outbox_.follow(*programme_, state_, std::move(due), decision, at);
    aliases_.notice(state_);
}

void CoreWorld::book(const Transaction& transaction) {
    const auto& purchase = transaction.effects.purchase;
    auto before = purchase ? state_.purchases.find(purchase->id) : state_.purchases.end();
    ensure(books_
               ->add(transaction.kind, transaction.at, transaction.effects,
                     before == state_.purchases.end() ? nullptr : &before->second)
               .has_value(),
           "amounts of worked cases fit");
}

Json CoreWorld::shop_metric(const GoldenStep& step) const {
    const auto asked = decode_shop_metric(step);
    if (!asked) return rejected_json(asked.error().code);
    return shop_metric_json(*programme_, facts_.read(*programme_, state_, asked->span.last), *asked,
                            aliases_);
}

Json CoreWorld::store_day(const GoldenStep& step) {
    const auto told = decode_store_day(step);
    const Store* store = told ? programme_->find_store(told->store) : nullptr;
    if (!store) return rejected_json(told ? ErrorCode::NotFound : told.error().code);
    if (programme_->zone().local_day(step.at) < told->date)
        return rejected_json(ErrorCode::ValidationFailed);
    facts_.tell({store->id, store->brand_id, told->date, told->tickets, told->amount});
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

RollForward CoreWorld::roll_forward(CurrencyId currency, int month) const {
    return vuelve::roll_forward(*programme_, entries_, currency, month);
}

std::vector<MoneyLine> CoreWorld::money_journal(int month) const {
    std::vector<MoneyLine> lines;
    auto books = books_->months().find(month);
    if (books != books_->months().end())
        for (const auto& [key, amount] : books->second.deferrals)
            lines.push_back({key.reason, key.currency, amount});
    return vuelve::money_journal(*programme_, lines);
}

std::vector<analytics::PoolRow> CoreWorld::pools(int month) const {
    const auto given = [&](const PoolKey& pool, int) {
        return programme_->currency(pool.currency).breakage_rate;
    };
    return last_month_of(analytics::pool_rows(*programme_, books_->months(), given, {}, month),
                         month);
}

std::vector<analytics::JournalLine> CoreWorld::journal(int month) const {
    static const MonthOfBooks nothing;
    auto books = books_->months().find(month);
    std::vector<analytics::PartnerBalance> partners;
    for (const Currency& currency : programme_->document().currencies)
        if (has_money_value(currency))
            std::ranges::copy(
                analytics::partner_balances(*programme_, currency.id, clearing(currency.id, month)),
                std::back_inserter(partners));
    return analytics::journal_of(*programme_, month,
                                 books == books_->months().end() ? nothing : books->second,
                                 pools(month), partners)
        .value_or(std::vector<analytics::JournalLine>{});
}

std::vector<analytics::CohortCell> CoreWorld::triangle(CurrencyId currency, int month) const {
    const Zone& zone = programme_->zone();
    std::map<LotId, int> earned_in;
    for (const auto& [id, holder] : state_.holders)
        for (const Lot& lot : holder.lots)
            earned_in[lot.id] = month_number(zone.local_day(lot.earned_at));
    std::vector<analytics::CohortChange> changes;
    for (const Entry& entry : entries_) {
        const bool expired = entry.type == EntryType::Expire;
        const bool issued = entry.type == EntryType::Earn || entry.type == EntryType::EarnReversal;
        if (entry.currency != currency || !(expired || issued)) continue;
        auto& change = changes.emplace_back(
            analytics::CohortChange{.cohort = earned_in[entry.lot],
                                    .month = month_number(zone.local_day(entry.posted_at))});
        if (expired)
            change.expired = entry.contra_units;
        else
            change.issued = -entry.contra_units;
    }
    return analytics::triangle_of(changes, month);
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

void CoreWorld::run_jobs(Instant until) {
    std::vector<HolderId> holders;
    for (const auto& [id, holder] : state_.holders) holders.push_back(id);
    if (auto due = run_due(*programme_, state_, holders, fresh_, until))
        adopt(*due, until, Source::Now);
}

/// Hour by hour, as the engine does: what is told follows what fell due before it.
void CoreWorld::run_scheduler(Instant at) {
    const auto [start, hours] = outbox_.hours(*programme_, at);
    Instant after = start;
    for (Instant hour : hours) {
        run_jobs(hour);
        outbox_.tell_due(*programme_, state_, after, hour);
        after = hour;
    }
    run_jobs(at);
    outbox_.tell_due(*programme_, state_, at, at);
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
