#include "cli/scenario/core_world.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/views.h"
#include "codec/programme_json.h"
#include "codec/request_format.h"
#include "domain/pay_points.h"
#include "domain/tier.h"

namespace vuelve::cli {
namespace {

std::string faults_text(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults)
        text += fmt::format("{}{}: {}: {}", text.empty() ? "" : "; ", fault.pointer, fault.code,
                            fault.detail);
    return text;
}

/// A read that is refused: the member is unknown, or the arguments are wrong.
Json refused(const Error& error) { return rejected_json(error.code); }

struct PointsQuestion {
    std::string member, currency;
    Minor amount{};
};

}  // namespace

std::string CountingFresh::voucher_code() { return fmt::format("CODE{:08}", next_id()); }

std::optional<std::string> CoreWorld::cannot_run(const GoldenCase& golden) const {
    // Sections that are read but have no effect yet: what they should cause would be missing.
    for (std::string_view section : {"challenges", "referral"})
        if (golden.config.find(section)) return fmt::format("config {}", section);
    for (const GoldenStep& step : golden.steps) {
        bool known = is_command(step.op) || step.op == "enrol" || step.op == "advance" ||
                     step.op == "max_points" || step.op == "preview";
        if (!known) return step.op;
    }
    return std::nullopt;
}

std::optional<std::string> CoreWorld::load(const GoldenCase& golden) {
    auto document = decode_programme(golden.config, DocumentKind::Golden);
    if (!document) return faults_text(document.error());
    if (auto faults = check(*document); !faults.empty()) return faults_text(faults);
    programme_ = Programme::compile(std::move(*document), symbols_);

    auto members = decode_members(golden.members);
    if (!members) return "members: " + faults_text(members.error().faults);
    // Jobs due at one instant go by member id, and ids are given in this order.
    std::ranges::stable_sort(*members, {}, &GoldenMember::alias);
    for (const GoldenMember& member : *members) {
        Command command{.body = numbered(member), .key = {}, .actor = "scenario"};
        Decision enrolled = decide(*programme_, state_, command, fresh_, member.enrol.enrolled_at);
        if (enrolled.error)
            return fmt::format("{}: {}", member.alias, literal(enrolled.error->code));
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
    enrol.holder = number(member.alias, HolderKind::Member);
    if (!member.household.empty())
        enrol.household = number(member.household, HolderKind::Household);
    return enrol;
}

Json CoreWorld::step(const GoldenStep& step) {
    posted_.clear();
    run_scheduler(step.at);
    if (step.op == "enrol") return enrol(step);
    if (step.op == "max_points") return max_points(step);
    if (step.op == "preview") return preview_of(step);
    if (step.op == "advance") {
        ObjectMaker out;
        return std::move(out.add("status", "ok")).done();
    }
    Result<Command> command = make_command(step, aliases_, state_);
    return command ? obey(*command, step.at) : refused(command.error());
}

Json CoreWorld::enrol(const GoldenStep& step) {
    auto member = decode_enrol_step(step);
    if (!member) return refused(member.error());
    Command command{.body = numbered(*member),
                    .key = step.id,
                    .request_hash = hash_of(canonical(step.arguments)),
                    .actor = "scenario"};
    return obey(command, step.at);
}

Json CoreWorld::obey(const Command& command, Instant at) {
    Decision decision = decide(*programme_, state_, command, fresh_, at);
    adopt(decision);
    return answer_json(*programme_, decision, aliases_);
}

void CoreWorld::adopt(Decision& decision) {
    if (decision.transaction)
        posted_.insert(posted_.end(), decision.transaction->effects.entries.begin(),
                       decision.transaction->effects.entries.end());
    apply(state_, decision);
    aliases_.notice(state_);
}

void CoreWorld::run_scheduler(Instant at) {
    std::vector<HolderId> holders;
    for (const auto& [id, holder] : state_.holders) holders.push_back(id);
    if (auto due = run_due(*programme_, state_, holders, fresh_, at)) adopt(*due);
}

Json CoreWorld::max_points(const GoldenStep& step) const {
    auto asked =
        decode_body<PointsQuestion>(step.arguments, [](const Cursor& at, PointsQuestion& out) {
            ObjectReader object(at);
            object.required("member", out.member, code());
            object.required("currency", out.currency, code());
            object.required("amount", out.amount, whole(0, amount_max));
        });
    if (!asked) return refused(asked.error());
    MemberRef ref = aliases_.holder(asked->member);
    const Holder* member = ref ? resolve(state_, *ref) : nullptr;
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    const Currency* currency = programme_->find_currency(asked->currency);
    if (!currency) return rejected_json(ErrorCode::ValidationFailed);
    const Holder& holder = state_.holders.at(account_holder(*member, *currency));
    MaxPoints most =
        max_payable(*currency, wallet_of(holder, currency->id).available, asked->amount);
    ObjectMaker out;
    out.add("status", "ok").add("points", most.points).add("amount", most.amount);
    return std::move(out).done();
}

Json CoreWorld::preview_of(const GoldenStep& step) const {
    auto alias = decode_body<std::string>(step.arguments, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("member", out, code());
    });
    if (!alias) return refused(alias.error());
    MemberRef ref = aliases_.holder(*alias);
    const Holder* member = ref ? resolve(state_, *ref) : nullptr;
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    ObjectMaker out;
    out.add("status", "ok");
    out.add("preview", preview_json(*programme_, preview(*programme_, *member, step.at)));
    return std::move(out).done();
}

Json CoreWorld::read(View view) {
    switch (view) {
        case View::Balances: return balances_view(*programme_, state_, aliases_);
        case View::Lots: return lots_view(*programme_, state_, aliases_);
        case View::Tiers: return tiers_view(*programme_, state_, aliases_);
        case View::Vouchers: return vouchers_view(state_, aliases_);
        case View::Stock: return stock_view(*programme_, state_);
        case View::Journal: return journal_view(*programme_, posted_, aliases_);
    }
    return {};
}

}  // namespace vuelve::cli
