#include "cli/scenario/engine_world.h"

#include <algorithm>

#include "app/books.h"
#include "app/breakage.h"
#include "app/customers.h"
#include "app/measures.h"
#include "app/message_reading.h"
#include "app/publishing.h"
#include "app/settlement.h"
#include "cli/scenario/answer.h"
#include "cli/scenario/case_outbox.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/reads.h"
#include "cli/scenario/shop_metrics.h"
#include "cli/scenario/views.h"
#include "codec/programme_json.h"
#include "codec/public_id.h"

namespace vuelve::cli {
namespace {

constexpr std::string_view owner = "scenario";

std::string text_of(const Error& error) {
    return error.faults.empty() ? std::string(literal(error.code)) + " " + error.message
                                : faults_text(error.faults);
}

/// The member as any door may refer to one; "" for operations without.
std::string reference_of(const GoldenStep& step) {
    const Json* member = step.arguments.find("member");
    const auto* alias = member ? member->get_if<std::string>() : nullptr;
    return alias ? "external:" + *alias : "";
}

}  // namespace

std::optional<std::string> EngineWorld::cannot_run(const GoldenCase& golden) const {
    if (auto reason = not_built(golden)) return reason;
    return std::nullopt;
}

std::optional<std::string> EngineWorld::load(const GoldenCase& golden) {
    auto members = decode_members(golden.members);
    if (!members) return "members: " + faults_text(members.error().faults);
    auto service = app::Service::open({.database = database_, .create = true, .clock = &clock_});
    if (!service) return text_of(service.error());
    service_ = std::move(*service);
    auto tenant =
        app::create_test_tenant(*service_, "scenario", golden.config, std::move(*members));
    if (!tenant) return text_of(tenant.error());
    programme_ = service_->programmes().find(tenant->programme);
    snapshot_ = programme_->snapshot();
    for (const auto& [alias, holder] : tenant->members)
        aliases_.name(holder, HolderKind::Member, alias);
    for (const auto& [alias, holder] : tenant->households)
        aliases_.name(holder, HolderKind::Household, alias);
    read_tables();
    return std::nullopt;
}

Json EngineWorld::step(const GoldenStep& step) {
    for (const Entry& entry : tables_.entries) seen_ = std::max(seen_, entry.id);
    clock_.move_to(step.at.value);
    service_->engine().settle_all();
    read_tables();
    if (step.op == "enrol") return enrol(step);
    if (step.op == "messages") return messages(step);
    if (step.op == "publish") return publish(step);
    if (step.op == "close_month") return close_month(step);
    if (asks_shop(step)) return shop_metric(step);
    if (step.op == "store_day") return store_day(step);
    if (is_community_read(step.op)) return answer_community(programme(), *this, aliases_, step);
    if (auto read = answer_read(programme(), tables_.state, *this, aliases_, step)) return *read;
    auto made = make_ask(step);
    if (!made) return rejected_json(made.error().code);
    app::Ask ask = std::move(*made);
    // A case may tell of an earlier day after a later one; the engine's own time never goes back.
    if (step.at < service_->now()) ask.at = step.at;
    return obey(step, std::move(ask));
}

Result<app::Ask> EngineWorld::make_ask(const GoldenStep& step) const {
    if (is_request(step.op)) {
        const app::Caller caller{.programme = programme_->key(),
                                 .owner = std::string(owner),
                                 .actor = std::string(owner)};
        CommandRequest request = TRY(make_request(step, aliases_));
        request.member = id_of(request.member);
        request.other = id_of(request.other);
        return app::ask_command(*programme_, caller, std::move(request), step.id);
    }
    app::Ask ask{.programme = programme_->key(),
                 .command = TRY(make_command(step, aliases_)),
                 .member = reference_of(step)};
    ask.payment_tokens = payment_tokens(step);
    return ask;
}

/// As a door refers to a member it has met: identities are free again once somebody has left.
std::string EngineWorld::id_of(const std::string& reference) const {
    constexpr std::string_view external = "external:";
    if (!reference.starts_with(external)) return reference;
    const auto holder = aliases_.holder(reference.substr(external.size()));
    return holder ? format_public(PublicKind::Member, *holder) : reference;
}

Json EngineWorld::enrol(const GoldenStep& step) {
    auto member = decode_enrol_step(step);
    if (!member) return rejected_json(member.error().code);
    const app::Caller caller{
        .programme = programme_->key(), .owner = std::string(owner), .actor = std::string(owner)};
    if (auto referrer = aliases_.holder(member->referred_by))
        member->referral_code = programme_->vault().referral_code(*referrer);
    auto ask = app::ask_case_member(*programme_, caller, *member, step.id);
    if (!ask) return rejected_json(ask.error().code);
    // Who enrols on the day of the step is no history.
    if (step.at >= service_->now()) ask->at.reset();
    app::Answer answer = service_->engine().ask(std::move(*ask));
    if (answer.error) return rejected_json(answer.error->code);
    aliases_.name(answer.receipt->member, HolderKind::Member, member->alias);
    read_tables();
    return answer_json(programme(), {.outcome = answer.outcome, .receipt = answer.receipt},
                       aliases_);
}

Json EngineWorld::publish(const GoldenStep& step) {
    const Json* config = step.arguments.find("config");
    auto document = config ? decode_programme(*config, DocumentKind::Golden)
                           : std::unexpected(std::vector<Fault>{});
    if (!document) return rejected_json(ErrorCode::ValidationFailed);
    const app::Caller caller{
        .programme = programme_->key(), .owner = std::string(owner), .actor = std::string(owner)};
    auto done = app::put_draft(*service_, *programme_, caller, encode_programme(*document),
                               app::read_in_force(*service_, *programme_).etag());
    if (done) done = app::publish_programme(*service_, *programme_, caller, {.reason = step.id});
    if (!done) static_cast<void>(app::drop_draft(*service_, *programme_, caller, {}));
    if (!done)
        return rejected_json(done.error().faults.empty()
                                 ? done.error().code
                                 : app::publication_error(done.error().faults).code);
    snapshot_ = programme_->snapshot();
    read_tables();
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

Json EngineWorld::messages(const GoldenStep& step) {
    auto alias = decode_messages(step);
    if (!alias) return rejected_json(alias.error().code);
    auto holder = aliases_.holder(*alias);
    auto read = holder ? app::read_member_messages(*service_, *programme_, *holder)
                       : Result<app::MessagesReading>(refuse(ErrorCode::UnknownMember));
    if (!read) return rejected_json(read.error().code);
    std::vector<CaseMessage> shown;
    for (const auto& row : read->messages)
        shown.push_back({.type = std::string(message_kind(row.key.type).name),
                         .state = std::string(name_of(row.state)),
                         .channel = std::string(row.channel ? name_of(*row.channel) : ""),
                         .reason = std::string(row.reason ? name_of(*row.reason) : ""),
                         .at = row.at,
                         .variables = row.variables});
    return messages_json(shown, aliases_);
}

Json EngineWorld::obey(const GoldenStep& step, app::Ask ask) {
    app::Answer answer = service_->engine().ask(std::move(ask));
    if (answer.receipt) aliases_.notice(step, *answer.receipt);
    read_tables();
    return answer_json(
        programme(), {.outcome = answer.outcome, .error = answer.error, .receipt = answer.receipt},
        aliases_);
}

Json EngineWorld::shop_metric(const GoldenStep& step) {
    const auto asked = decode_shop_metric(step);
    if (!asked) return rejected_json(asked.error().code);
    if (asked->name == "retention")
        return retention_json(app::read_retention(*service_, *programme_, asked->cohort,
                                                  analytics::month_after(asked->cohort, asked->k)),
                              *asked);
    if (asked->name == "rfm") {
        std::vector<ScoredMember> members;
        for (const auto& member : app::read_rfm(*service_, *programme_, asked->date))
            members.push_back({aliases_.of(member.member), member.score});
        return rfm_json(members);
    }
    const auto figure = app::read_figure(
        *service_, *programme_, {asked->span, asked->currency, asked->by}, asked->name, asked->of);
    return figure ? figure_json(*figure) : rejected_json(figure.error().code);
}

Json EngineWorld::store_day(const GoldenStep& step) {
    const auto told = decode_store_day(step);
    const Store* store = told ? programme().find_store(told->store) : nullptr;
    if (!store) return rejected_json(told ? ErrorCode::NotFound : told.error().code);
    const analytics::StoreDayFact day{store->id, store->brand_id, told->date, told->tickets,
                                      told->amount};
    const auto put = app::put_store_days(*service_, *programme_, {&day, 1});
    if (!put) return rejected_json(put.error().code);
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

RollForward EngineWorld::roll_forward(CurrencyId currency, int month) const {
    return app::read_roll_forward(*service_, *programme_, currency, month);
}

std::vector<MoneyLine> EngineWorld::money_journal(int month) const {
    return app::read_money_journal(*service_, *programme_, month)
        .value_or(std::vector<MoneyLine>{});
}

std::vector<analytics::ClearingRow> EngineWorld::clearing(CurrencyId currency, int month) const {
    return app::read_clearing(*service_, *programme_, currency, month)
        .value_or(std::vector<analytics::ClearingRow>{});
}

std::vector<analytics::BilateralRow> EngineWorld::bilateral(CurrencyId currency, int month) const {
    return app::read_bilateral(*service_, *programme_, currency, month)
        .value_or(std::vector<analytics::BilateralRow>{});
}

RollForwardByBrand EngineWorld::roll_forward_by_brand(CurrencyId currency, int month) const {
    return app::read_roll_forward_by_brand(*service_, *programme_, currency, month);
}

std::vector<analytics::PoolRow> EngineWorld::pools(int month) const {
    return last_month_of(app::read_pools(*service_, *programme_, month), month);
}

std::vector<analytics::JournalLine> EngineWorld::journal(int month) const {
    return app::read_journal(*service_, *programme_, month)
        .value_or(std::vector<analytics::JournalLine>{});
}

std::vector<analytics::CohortCell> EngineWorld::triangle(CurrencyId currency, int month) const {
    return app::read_breakage(*service_, *programme_, {.currency = currency, .until_month = month})
        .triangle;
}

/// As the doors do it: what is due first, the figures kept afterwards.
Json EngineWorld::close_month(const GoldenStep& step) {
    auto asked = decode_books(step);
    if (!asked) return rejected_json(asked.error().code);
    const app::Caller caller{
        .programme = programme_->key(), .owner = std::string(owner), .actor = std::string(owner)};
    auto closed = app::close_month(*service_, *programme_, caller, asked->month);
    read_tables();
    if (!closed) return rejected_json(closed.error().code);
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

std::optional<Deferral> EngineWorld::deferral(const std::string& purchase) const {
    auto read = app::read_deferral(*service_, *programme_, purchase);
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

Result<analytics::SatisfactionReport> EngineWorld::satisfaction(
    const app::SatisfactionAsked& asked) const {
    return app::read_satisfaction(*service_, *programme_, asked);
}

Result<app::BoardReading> EngineWorld::board(const std::string& code,
                                             Instant of,
                                             std::optional<HolderId> member) const {
    return app::read_leaderboard(*service_, *programme_, code, of, member);
}

void EngineWorld::read_tables() {
    tables_ = app::read_ledger(*service_, *programme_, seen_);
    aliases_.notice(tables_.state);
}

Json EngineWorld::read(View view) {
    switch (view) {
        case View::Balances: return balances_view(programme(), tables_.state, aliases_);
        case View::Lots: return lots_view(programme(), tables_.state, aliases_);
        case View::Tiers: return tiers_view(programme(), tables_.state, aliases_);
        case View::Vouchers: return vouchers_view(tables_.state, aliases_);
        case View::Redemptions: return redemptions_view(tables_.state, aliases_);
        case View::Stock: return stock_view(programme(), tables_.state);
        case View::Journal: return journal_view(programme(), tables_.entries, aliases_);
    }
    return {};
}

}  // namespace vuelve::cli
