#include "replay.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/holders.h"
#include "app/reading.h"
#include "app/test_tenant.h"
#include "domain/tier.h"

namespace vuelve::real {
namespace {

/// The one currency with which goods can be paid; README speaks of it as PTS.
constexpr std::string_view points_code = "PTS";

std::string text_of(const Error& error) {
    std::string text = std::string(literal(error.code)) + " " + error.message;
    for (const Fault& fault : error.faults) text += "; " + fault.pointer + " " + fault.detail;
    return text;
}

std::string result_of(const app::Answer& answer) {
    if (answer.error) return std::string(literal(answer.error->code));
    return std::string(name_of(answer.outcome));
}

/// The command under its history's clock.
app::Ask dated(app::Ask ask, Instant at) {
    ask.at = at;
    return ask;
}

}  // namespace

Replay::Replay(const Json& config, Minor pay_from) : pay_from_(pay_from), clock_(0) {
    auto service = app::Service::open({.create = true, .clock = &clock_});
    if (!service) throw BadFile{text_of(service.error())};
    service_ = std::move(*service);
    auto tenant = app::create_test_tenant(*service_, "replay", config, {});
    if (!tenant) throw BadFile{"programme: " + text_of(tenant.error())};
    programme_ = service_->programmes().find(tenant->programme);
    snapshot_ = programme_->snapshot();
    caller_ = {.programme = tenant->programme, .owner = "replay", .actor = "replay"};
    if (const Currency* currency = snapshot_->find_currency(points_code)) points_ = currency->id;
}

void Replay::run(History& history, const std::function<void()>& progress) {
    while (history.peek()) {
        std::vector<Step> group = next_group(history);
        if (group.empty()) continue;
        // Not beyond the first: who is read after a rejection must not see jobs of a later time.
        clock_.move_to(group.front().at.value);
        prepare(group);
        obey(history, group);
        progress();
    }
    count_eligible();
}

std::vector<Step> Replay::next_group(History& history) {
    constexpr std::size_t baskets_max = 200;
    std::vector<Step> group;
    std::set<std::string> members;
    while (members.size() < baskets_max) {
        const auto next = history.peek();
        if (!next || members.contains(next->member)) break;
        if (members.empty()) review_until(next->at);
        if (!reviews_.empty() && reviews_.begin()->first <= next->at) break;
        members.insert(next->member);
        std::ranges::move(history.next(), std::back_inserter(group));
    }
    return group;
}

void Replay::advance(Instant at) {
    review_until(at);
    clock_.move_to(at.value);
    service_->engine().settle_all();
}

app::Ask Replay::ask_enrol(const Step& step) {
    EnrolmentRequest request;
    request.identities = {*parse_identity("external:" + step.member, programme_->region())};
    return dated(
        app::ask_enrol(*programme_, caller_, std::move(request), step.at, "enrol-" + step.member),
        step.at);
}

void Replay::prepare(std::vector<Step>& group) {
    std::vector<app::Ask> asks;
    std::vector<Step*> enrolling, quoted;
    for (Step& step : group) {
        if (step.is_return || members_.contains(step.member)) continue;
        asks.push_back(ask_enrol(step));
        enrolling.push_back(&step);
    }
    accepted_.insert(accepted_.end(), asks.begin(), asks.end());
    for (Step& step : group) {
        if (step.is_return || step.total < pay_from_ || points_.value == 0) continue;
        asks.push_back(dated(app::ask_quote(*programme_, caller_, step.purchase), step.at));
        quoted.push_back(&step);
    }
    const auto answers = service_->engine().ask_all(std::move(asks));
    auto answer = answers.begin();
    for (const Step* step : enrolling) {
        if (answer->error) throw BadFile{"member " + step->member + ": " + text_of(*answer->error)};
        members_[step->member] = (answer++)->receipt->member;
    }
    totals_.enrolled += static_cast<std::int64_t>(enrolling.size());
    for (Step* step : quoted) {
        if (!answer->error) pay_with_points(*step, *answer->receipt);  // else the purchase says so
        ++answer;
    }
}

void Replay::pay_with_points(Step& step, const Receipt& quote) const {
    auto most = std::ranges::find(quote.max_points, points_, &MaxPoints::currency);
    auto& tenders = step.purchase.purchase.tenders;
    auto cash = std::ranges::find(tenders, "cash", &Tender::type);
    const Minor payable = cash == tenders.end() ? Minor{0} : cash->amount;
    if (most == quote.max_points.end() || most->points.n == 0 || most->amount > payable) return;
    cash->amount -= most->amount;
    if (cash->amount.n == 0) tenders.erase(cash);
    tenders.insert(tenders.begin(), {.type = "points",
                                     .currency = std::string(points_code),
                                     .points = most->points,
                                     .amount = most->amount});
}

void Replay::obey(History& history, const std::vector<Step>& group) {
    std::vector<app::Ask> asks;
    for (const Step& step : group)
        asks.push_back(dated(step.is_return
                                 ? app::ask_return(*programme_, caller_, step.taken_back)
                                 : app::ask_purchase(*programme_, caller_, step.purchase),
                             step.at));
    const auto answers = service_->engine().ask_all(asks);
    for (std::size_t i = 0; i < group.size(); ++i) {
        const Step& step = group[i];
        const app::Answer& answer = answers[i];
        AnswerTotals::Sent& sent = step.is_return ? totals_.returns : totals_.purchases;
        ++sent.sent;
        if (answer.error || answer.outcome != Outcome::Ok) {
            ++sent.rejected[result_of(answer)];
        } else {
            ++sent.ok;
            count(step, *answer.receipt);
            history.accepted(step);
            accepted_.push_back(std::move(asks[i]));
        }
        add_row(step, answer);
    }
}

std::string Replay::award_name(RuleId rule, CurrencyId currency) const {
    const std::string& code = programme().symbols().code(rule.value);
    return code.starts_with("tier:") ? code : code + ":" + programme().currency(currency).code;
}

void Replay::count(const Step& step, const Receipt& receipt) {
    commands_[receipt.txn] = step.id;
    if (receipt.tier) expect_review(receipt.member, receipt.tier->valid_until);
    for (const ReversedLine& line : receipt.reversed) {
        if (line.points.n == 0) continue;
        CountedUnits& sum = totals_.reversed[award_name(line.rule, line.currency)];
        ++sum.count;
        sum.units += line.points.n;
    }
    if (receipt.refund) {
        totals_.refund_money += receipt.refund->money;
        totals_.refund_points += receipt.refund->points;
        totals_.refund_points_money += receipt.refund->points_money;
    }
    totals_.already_expired += receipt.already_expired;
    if (step.is_return) return;

    totals_.net += receipt.total;
    purchases_.push_back(step.id);
    for (const AwardLine& award : receipt.effects) {
        if (award.points.n == 0) continue;
        CountedUnits& sum = totals_.awards[award_name(award.rule, award.currency)];
        ++sum.count;
        sum.units += award.points.n;
    }
    for (const Trace& trace : receipt.trace) ++totals_.trace[trace.rule][trace.text()];
    totals_.purchases_paid += receipt.spent.empty() ? 0 : 1;
    for (const SpentLine& spent : receipt.spent) {
        totals_.points_paid += spent.points;
        totals_.money_paid += spent.amount;
    }
}

/// Eligible amounts stand in no answer, only in what was recorded.
void Replay::count_eligible() {
    auto reader = service_->database().snapshot();
    for (const std::string& id : purchases_)
        for (const RecordedLine& line : programme_->ledger().find_purchase(*reader, id)->lines)
            totals_.eligible += line.eligible;
}

Replay::RowUnits Replay::units_of(const Receipt& receipt) const {
    RowUnits units;
    for (const SpentLine& spent : receipt.spent)
        if (spent.currency == points_) units.paid += spent.points;
    for (const AwardLine& award : receipt.effects)
        if (award.currency == points_) units.earned += award.points;
    for (const ReversedLine& line : receipt.reversed)
        if (line.currency == points_) units.reversed += line.points;
    if (receipt.refund) units.refunded = receipt.refund->points;
    return units;
}

void Replay::add_row(const Step& step, const app::Answer& answer) {
    const bool is_ok = !answer.error && answer.outcome == Outcome::Ok;
    RowUnits units;
    std::vector<BalanceLine> balances;
    std::string level;
    if (is_ok) {
        units = units_of(*answer.receipt);
        balances = answer.receipt->balances;
        if (answer.receipt->tier) level = level_code(programme(), answer.receipt->tier->level);
    } else if (auto member = members_.find(step.member); member != members_.end()) {
        auto reading = app::read_member(*service_, *programme_, member->second);
        balances = reading->balances;
        if (reading->tier) level = level_code(programme(), reading->tier->level);
    }
    BalanceLine balance{};
    if (auto found = std::ranges::find(balances, points_, &BalanceLine::currency);
        found != balances.end())
        balance = *found;
    rows_.push_back(fmt::format("{},{},{},{},{},{},{},{},{},{},{}", step.id, step.member,
                                result_of(answer), units.paid.n, units.earned.n, units.reversed.n,
                                units.refunded.n, balance.pending.n, balance.available.n,
                                balance.debt.n, level));
}

void Replay::expect_review(HolderId member, std::optional<Instant> valid_until) {
    if (auto known = valid_until_.find(member); known != valid_until_.end()) {
        reviews_.erase({known->second, member});
        valid_until_.erase(known);
    }
    if (!valid_until) return;
    valid_until_[member] = *valid_until;
    reviews_.insert({*valid_until, member});
}

TierStanding Replay::tier_of(HolderId member) {
    return app::read_holder(*programme_, *service_->database().snapshot(), member)->head.tier;
}

void Replay::review_until(Instant until) {
    while (!reviews_.empty() && reviews_.begin()->first <= until) {
        const auto [due, member] = *reviews_.begin();
        const LevelId before = tier_of(member).level;
        clock_.move_to(due.value);
        service_->engine().settle(programme_->key(), member);
        const TierStanding after = tier_of(member);
        if (after.level == before) ++levels_kept_;
        if (after.valid_until && *after.valid_until <= due)
            throw BadFile{"a review at " + format_instant(due) + " did not happen"};
        expect_review(member, after.valid_until);
    }
}

Replay::Again Replay::send_again() {
    constexpr std::size_t together = 1000;
    Again again;
    for (std::size_t begin = 0; begin < accepted_.size(); begin += together) {
        const auto first = accepted_.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last =
            first + static_cast<std::ptrdiff_t>(std::min(together, accepted_.size() - begin));
        for (const auto& answer : service_->engine().ask_all({first, last})) {
            ++again.sent;
            again.replayed += !answer.error && answer.outcome == Outcome::Replayed ? 1 : 0;
        }
    }
    return again;
}

std::string Replay::command_of(TxnId txn) const {
    auto known = commands_.find(txn);
    return known == commands_.end() ? "" : known->second;
}

}  // namespace vuelve::real
