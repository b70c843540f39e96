#include "cli/sim/auditor.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/answer_json.h"

namespace vuelve::cli {
namespace {

/// Effects and trace as one text: what a quote promises.
std::string promised(const Receipt& receipt) {
    std::string text;
    for (const AwardLine& award : receipt.effects) {
        text += fmt::format("{}:{}:{}{}", award.rule.value, award.currency.value, award.points.n,
                            award.pending ? "p" : "");
        if (award.expires_at) text += fmt::format(" to {}", award.expires_at->value);
        for (std::int64_t units : award.lines) text += fmt::format(" {}", units);
        text += '\n';
    }
    for (const Trace& trace : receipt.trace)
        text += fmt::format("{} {} {} {}\n", trace.rule, static_cast<int>(trace.reason),
                            trace.detail, trace.missing);
    return text;
}

/// What a holder has, as text. Without what a void leaves as it is: the order of lots, the level,
/// ends that activity moved, the hour of a day's latest visit. Without zeros: "never" and "taken
/// back" are one.
std::string standing(const Holder& holder) {
    std::string text = fmt::format("rank {}\n", holder.head.purchases);
    for (const Wallet& w : holder.wallets)
        if (w.pending.n != 0 || w.available.n != 0 || w.reserved.n != 0 || w.debt.n != 0)
            text += fmt::format("currency {}: p{} a{} r{} d{}\n", w.currency.value, w.pending.n,
                                w.available.n, w.reserved.n, w.debt.n);
    for (const auto& [key, tally] : holder.tallies) {
        if (key.kind == TallyKind::SharedLastDay || key.kind == TallyKind::Badge ||
            key.kind == TallyKind::CouponUse || key.kind == TallyKind::Reinstatable)
            continue;
        const bool is_visit = key.kind == TallyKind::Visit;
        if (is_visit ? tally.count == 0 : tally == Tally{}) continue;
        text += fmt::format("counter {}/{}/{}: {} {}\n", static_cast<int>(key.kind), key.ref,
                            key.period, is_visit ? 0 : tally.value, tally.count);
    }
    return text;
}

/// Everything of a holder that a command could change, as text.
std::string everything(const Holder& holder) {
    std::string text = standing(holder);
    text += fmt::format("state {} level {} entries {}\n", static_cast<int>(holder.head.state),
                        holder.head.tier.level.value, holder.head.entries);
    for (const Lot& lot : holder.lots) {
        if (lot.remaining.n + lot.reserved.n == 0) continue;  // need not have been read
        text +=
            fmt::format("lot {}: {} {} {} {} {}\n", lot.id.value, lot.remaining.n, lot.reserved.n,
                        lot.reversed.n, lot.expired.n, lot.expires_at.value_or(Instant{}).value);
    }
    for (const Voucher& voucher : holder.vouchers)
        text += fmt::format("voucher {}: {} {}\n", voucher.id.value, name_of(voucher.state),
                            voucher.uses_left.value_or(-1));
    for (const Reservation& reservation : holder.reservations)
        text += fmt::format("reservation {}: {} {}\n", reservation.id.value,
                            name_of(reservation.state), reservation.captured.n);
    for (const Redemption& redemption : holder.redemptions)
        text += fmt::format("redemption {}: {}\n", redemption.id.value, name_of(redemption.state));
    return text;
}

std::string quote_body(const Order& order) {
    // A purchase's body is its quote's with an id before it.
    const auto rest = order.body.find(R"("member")");
    return order.body.substr(rest == std::string::npos ? 0 : rest);
}

bool reaches_goal(const Witnessed& one) {
    return one.is_done() && std::ranges::any_of(one.receipt->clubs, &ClubLine::reached);
}

}  // namespace

Checks all_checks() {
    return Checks{"I1",
                  "I2",
                  "I3",
                  "I4",
                  "I5",
                  "I6",
                  "I8",
                  "I8 answers",
                  "I10",
                  "I11",
                  "I12",
                  "I13",
                  "I13 whole",
                  "I14",
                  "I15",
                  "I16",
                  "I16 budget",
                  "I16 caps",
                  "I16 limits",
                  "I16 stock",
                  "I16 vouchers",
                  "I17",
                  "I18",
                  "I19",
                  "I20",
                  "I21",
                  "I22",
                  "I23",
                  "I26",
                  "I27",
                  "I27 caps",
                  "I27 once",
                  "I27 void",
                  "I29",
                  "I30",
                  "I31",
                  "I32",
                  "accounts",
                  "clubs",
                  "clubs reached",
                  "clubs rewarded",
                  "entries",
                  "keys",
                  "money",
                  "parked",
                  "refused",
                  "states",
                  "plans",
                  "challenges",
                  "roll-forward",
                  "journal",
                  "feed gapless",
                  "feed JSON",
                  "feed balances"};
}

Auditor::Auditor(std::shared_ptr<const Programme> programme, Checks& checks)
    : programme_(std::move(programme)),
      names_(programme_),
      checks_(checks),
      ledger_(programme_->document(), checks),
      sales_(programme_->document(), checks),
      promises_(programme_->document(), checks),
      levels_(programme_->document(), checks),
      plans_(*programme_, checks),
      challenges_(programme_->document(), checks),
      months_(*programme_, checks),
      clubs_(programme_->document(), checks),
      outbox_(programme_->document(), checks) {}

void Auditor::audit(const Evidence& evidence) {
    ++group_;
    for (const Witnessed& one : evidence.commands) {
        check_answer(one, evidence);
        sales_.take(one);
        promises_.take(one, sales_);
        levels_.take(one, sales_);
        plans_.take(one, sales_);
        challenges_.take(one, sales_);
        clubs_.take(one, sales_);
        for (const SalesBook::TakenBack& back : sales_.drain()) {
            promises_.take_back(back);
            levels_.take_back(back);
            challenges_.take_back(back);
            clubs_.take_back(back);
        }
    }
    sales_.match_entries(evidence);
    check_unchanged(evidence);
    check_quote(evidence);
    check_undo(evidence);
    note_undo(evidence);
    auto before = [&](HolderId holder) { return ledger_.last(holder); };
    promises_.check(evidence, before);
    levels_.check(evidence, before);
    plans_.check(evidence);
    clubs_.check(evidence);
    outbox_.check(evidence);
    ledger_.take(evidence);
    months_.take(evidence);
    note_settled(evidence);
    resources_ = evidence.resources;
}

/// What a command makes may be due at once (a late purchase grants a coupon past its end), and runs
/// with the next command: then it is not settled any more.
void Auditor::note_settled(const Evidence& evidence) {
    const bool any_done = std::ranges::any_of(evidence.commands, [](const Witnessed& one) {
        return one.is_done() && !one.order.key.empty();  // not a quote
    });
    // Whoever reaches a goal makes something due for members that nobody looked at.
    if (std::ranges::any_of(evidence.commands, reaches_goal)) settled_.clear();
    for (const auto& [id, reading] : evidence.readings) {
        if (evidence.is_settled)
            settled_[id] = evidence.at;
        else if (any_done)
            settled_.erase(id);
    }
}

void Auditor::check_answer(const Witnessed& one, const Evidence& evidence) {
    if (one.error)
        checks_.hold("refused", one.error->code != ErrorCode::InternalError && !one.receipt, [&] {
            return one.order.text() + " was answered " + std::string(literal(one.error->code)) +
                   " " + one.error->message;
        });
    check_replayed(one);
    check_member(one);
    if (one.is_done() && !one.order.key.empty())
        checks_.hold("keys", one.receipt->at == evidence.at,
                     [&] { return one.order.text() + " is dated at another time"; });
    if (const auto* merge = std::get_if<Merge>(&one.body); merge && one.is_done())
        merged_[one.receipt->other] = one.receipt->member;
}

void Auditor::check_replayed(const Witnessed& one) {
    if (one.order.key.empty()) return;  // a quote
    auto known = answers_.find(one.order.key);
    if (known == answers_.end()) {
        checks_.hold("keys", one.outcome != Outcome::Replayed,
                     [&] { return one.order.text() + " was replayed and is new"; });
        if (one.receipt) answers_[one.order.key] = {one.receipt};
        return;
    }
    const bool conflicts =
        one.error && one.error->code == ErrorCode::IdempotencyConflict && !one.order.is_resent;
    checks_.hold("I8", one.outcome == Outcome::Replayed || conflicts, [&] {
        return one.order.text() + " was accepted before and is answered " +
               (one.error ? std::string(literal(one.error->code)) : "as if it were new");
    });
    if (!one.receipt) return;
    checks_.hold("I8 answers",
                 answer_json(*one.receipt, *names_) == answer_json(*known->second.receipt, *names_),
                 [&] { return one.order.text() + " was answered otherwise the first time"; });
}

void Auditor::check_member(const Witnessed& one) {
    if (!one.is_done() || !one.order.path.starts_with("external:")) return;
    if (std::holds_alternative<Enrol>(one.body)) owners_[one.order.path] = one.receipt->member;
    auto owner = owners_.find(one.order.path);
    if (owner == owners_.end() || one.receipt->member.value == 0) return;
    HolderId expected = owner->second;
    while (merged_.contains(expected)) expected = merged_[expected];
    checks_.hold("I30", one.receipt->member == expected, [&] {
        return fmt::format("{} is about holder {}, the answer about {}", one.order.text(),
                           expected.value, one.receipt->member.value);
    });
}

/// Whose due jobs had run at this instant, and who then was only refused, quoted or replayed, has
/// nothing new.
void Auditor::check_unchanged(const Evidence& evidence) {
    const bool any_done = std::ranges::any_of(evidence.commands, [](const Witnessed& one) {
        return (one.is_done() || one.outcome == Outcome::Parked) && !one.order.key.empty();
    });
    if (any_done || evidence.commands.empty()) return;
    bool replayed = false;
    for (const Witnessed& one : evidence.commands)
        replayed = replayed || one.outcome == Outcome::Replayed;
    for (const auto& [id, reading] : evidence.readings) {
        const Holder* before = ledger_.last(id);
        auto settled = settled_.find(id);
        if (!before || settled == settled_.end() || settled->second != evidence.at) continue;
        const std::string was = everything(*before), is = everything(reading.holder);
        checks_.hold(replayed ? "I8" : "refused", was == is && reading.entries.empty(), [&] {
            return fmt::format("{} changed holder {} from\n{}to\n{}",
                               evidence.commands[0].order.text(), id.value, was, is);
        });
    }
}

void Auditor::check_quote(const Evidence& evidence) {
    if (evidence.commands.size() != 1) return quoted_.reset();
    const Witnessed& one = evidence.commands[0];
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    if (!purchase) return quoted_.reset();
    if (purchase->quote) {
        quoted_ = Quoted{quote_body(one.order), one.receipt, evidence.at, group_};
        return;
    }
    if (quoted_ && quoted_->receipt && one.is_done() && quoted_->group + 1 == group_ &&
        quoted_->at == evidence.at && quoted_->body == quote_body(one.order)) {
        const std::string said = promised(*quoted_->receipt), done = promised(*one.receipt);
        checks_.hold("I20", said == done, [&] {
            return fmt::format("{}: the quote said\n{}the purchase gave\n{}", one.order.text(),
                               said, done);
        });
    }
    quoted_.reset();
}

/// Stamps that came back or together after the last look at the cards: the purchase lets the card
/// give its prize, and the void has no reason to take it back.
bool Auditor::has_full_card(const Wallet& wallet) const {
    return std::ranges::any_of(programme_->document().stamp_cards, [&](const StampCard& card) {
        return card.currency_id == wallet.currency && wallet.available >= card.goal;
    });
}

void Auditor::note_undo(const Evidence& evidence) {
    undo_.clear();
    if (evidence.commands.size() != 1 || !evidence.commands[0].is_done()) return;
    const Witnessed& one = evidence.commands[0];
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    if (!purchase || purchase->quote || !one.receipt->applied.empty()) return;
    if (reaches_goal(one)) return;  // a goal stays reached
    Undo undo{.resources = resources_, .at = evidence.at, .group = group_};
    for (const auto& [id, reading] : evidence.readings) {
        const Holder* before = ledger_.last(id);
        auto settled = settled_.find(id);
        if (!before || settled == settled_.end() || settled->second != evidence.at) return;
        // Forgiven at once under write_off: what it repaid is not asked for again (4.3 e).
        for (const Wallet& wallet : before->wallets)
            if (wallet.debt.n != 0 || has_full_card(wallet)) return;
        undo.before[id] = *before;
    }
    if (purchase->offline) return;  // a shortfall may be written off
    undo_[purchase->id] = std::move(undo);
}

void Auditor::check_undo(const Evidence& evidence) {
    if (evidence.commands.size() != 1 || !evidence.commands[0].is_done()) return;
    const auto* undone = std::get_if<VoidPurchase>(&evidence.commands[0].body);
    if (!undone || !undo_.contains(undone->purchase)) return;
    const Undo& undo = undo_.at(undone->purchase);
    if (undo.at != evidence.at || undo.group + 1 != group_) return;
    for (const auto& [id, before] : undo.before) {
        if (!evidence.readings.contains(id)) continue;
        const std::string was = standing(before), is = standing(evidence.readings.at(id).holder);
        checks_.hold("I26", was == is, [&] {
            return fmt::format("{} and its void left holder {} with\n{}it had\n{}",
                               undone->purchase, id.value, is, was);
        });
    }
    for (const auto& [key, before] : undo.resources)
        if ((key.kind == ResourceKind::RuleBudget || key.kind == ResourceKind::ClubGoal) &&
            evidence.resources.contains(key))
            checks_.hold("I26", evidence.resources.at(key).left == before.left, [&] {
                return fmt::format("{} and its void left {} of a budget or goal, before {}",
                                   undone->purchase, evidence.resources.at(key).left, before.left);
            });
}

}  // namespace vuelve::cli
