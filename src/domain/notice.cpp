#include "domain/notice.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/birthday.h"
#include "domain/changed_holder.h"
#include "domain/expiry.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

constexpr std::int64_t rate_after_ms = ms_per_day;
constexpr int unused_prize_after_days[] = {3, 10};

/// One decision, looked through for what it makes due.
class Announcer {
 public:
    Announcer(const Programme& programme, const State& before, const Decision& decision)
        : programme_(programme),
          before_(before),
          decision_(decision),
          txn_(*decision.transaction),
          receipt_(*decision.receipt) {}

    std::vector<Notice> run() {
        if (txn_.kind == TxnKind::Purchase && txn_.effects.purchase &&
            !txn_.effects.purchase->voided)
            tell_purchase(*txn_.effects.purchase);
        if (receipt_.command == "enrol") tell_welcome();
        if (receipt_.command == "close")
            add(txn_.holder, MessageType::AccountClosed, txn_.id.value);
        if (receipt_.command == "return") tell_return();
        if (receipt_.command == "redeem") tell_redemption();
        tell_prizes();
        tell_levels();
        tell_released();
        tell_debt();
        tell_affordable();
        tell_referrals();
        std::erase_if(notices_, [&](const Notice& one) { return !is_told(programme_, one.type); });
        sort_notices(notices_);
        return std::move(notices_);
    }

 private:
    Notice& add(HolderId member, MessageType type, std::int64_t source, std::int32_t part = 0) {
        return notices_.emplace_back(Notice{
            .member = member, .type = type, .source = source, .part = part, .due_at = txn_.at});
    }

    const Holder* earlier(HolderId id) const {
        auto found = before_.holders.find(id);
        return found == before_.holders.end() ? nullptr : &found->second;
    }
    const Holder* later(HolderId id) const {
        const Holder* changed = changed_holder(decision_, id);
        return changed ? changed : earlier(id);
    }
    /// The purchase behind this transaction, when there is one.
    TxnId cause() const { return txn_.kind == TxnKind::Purchase ? txn_.id : TxnId{}; }

    /// Whom units of this holder concern: the member, or everybody who shares the account.
    std::vector<HolderId> people_of(HolderId holder) const {
        const Holder* account = later(holder);
        if (!account) return {};
        if (account->kind == HolderKind::Member) return {holder};
        if (txn_.holder.value != 0) return {txn_.holder};
        std::vector<HolderId> people;
        for (const Membership& one : account->members) people.push_back(one.member);
        return people;
    }

    std::string currency_code(CurrencyId id) const { return programme_.currency(id).code; }

    void tell_purchase(const Purchase& purchase) {
        const Holder& member = *later(txn_.holder);
        Notice& thanks = add(member.id, MessageType::PurchaseThanks, txn_.id.value);
        thanks.cause = txn_.id;
        std::map<std::string, std::int64_t> earned;
        for (const AwardLine& award : receipt_.effects)
            earned[currency_code(award.currency)] += award.points.n;
        const std::string store = programme_.store(purchase.store).code;
        thanks.variables = {{"store", store},
                            {"amount", purchase.total.n},
                            {"points_earned", NoticeAmounts(earned.begin(), earned.end())},
                            {"balance", balance()},
                            {"visit_number", member.head.purchases}};

        const Day day = home_zone(programme_, member).local_day(purchase.occurred_at);
        Notice& rate = add(member.id, MessageType::RateInvitation, txn_.id.value);
        rate.cause = txn_.id;
        rate.due_at = std::max(purchase.occurred_at + rate_after_ms, txn_.at);
        rate.looks_again = true;
        rate.variables = {{"store", store}, {"date", format_day(day)}, {"purchase", purchase.id}};
        for (const StampCard& card : programme_.document().stamp_cards) tell_stamps(card);
        tell_challenges(purchase);
    }

    NoticeAmounts balance() const {
        NoticeAmounts amounts;
        for (const BalanceLine& line : receipt_.balances)
            if (programme_.currency(line.currency).kind != CurrencyKind::Status)
                amounts.emplace_back(currency_code(line.currency), line.available.n + line.debt.n);
        return amounts;
    }

    /// A card that filled up is told as its prize.
    void tell_stamps(const StampCard& card) {
        const bool credited = std::ranges::any_of(receipt_.effects, [&](const AwardLine& award) {
            return award.currency == card.currency_id && award.points.n > 0;
        });
        if (!credited) return;
        const Holder& account =
            *later(account_holder(*later(txn_.holder), programme_.currency(card.currency_id)));
        const std::int64_t held = wallet_of(account, card.currency_id).available.n;
        const Holder* known = earlier(account.id);
        const std::int64_t had =
            known ? wallet_of(*known, card.currency_id).available.n : std::int64_t{0};
        if (!card.auto_issue && held >= card.goal.n) {
            if (had >= card.goal.n) return;
            Notice& reached =
                add(txn_.holder, MessageType::PrizeReached, txn_.id.value, card.currency_id.value);
            reached.cause = cause();
            reached.variables = {{"prize", card.reward}};
            return;
        }
        if (is_filled(card)) return;
        Notice& progress =
            add(txn_.holder, MessageType::StarsProgress, txn_.id.value, card.currency_id.value);
        progress.cause = cause();
        progress.variables = {{"stars_earned", held},
                              {"stars_total", card.goal.n},
                              {"stars_missing", card.goal.n - held},
                              {"card_name", card.code},
                              {"prize", card.reward}};
    }

    /// This transaction issued a prize for a full card.
    bool is_filled(const StampCard& card) const {
        return std::ranges::any_of(txn_.effects.vouchers, [&](const Effects::VoucherRow& row) {
            return is_new(row) && row.voucher.cost_currency == card.currency_id;
        });
    }
    /// Issued by this command, not used or locked by it.
    bool is_new(const Effects::VoucherRow& row) const {
        const VoucherId id = row.voucher.id;
        const Holder* known = earlier(row.holder);
        return std::ranges::find(receipt_.vouchers, id) != receipt_.vouchers.end() &&
               !(known && std::ranges::binary_search(known->vouchers, id, {}, &Voucher::id));
    }

    void tell_challenges(const Purchase& purchase) {
        for (const ChallengePart& part : purchase.challenges) {
            const Challenge* challenge = programme_.find_challenge(part.challenge);
            if (!challenge || completions(later(txn_.holder), part.challenge) <=
                                  completions(earlier(txn_.holder), part.challenge))
                continue;
            Notice& reached =
                add(txn_.holder, MessageType::PrizeReached, txn_.id.value, part.challenge.value);
            reached.cause = txn_.id;
            if (!part.vouchers.empty()) reached.voucher = part.vouchers.front();
            if (challenge->reward == EffectType::Bonus)
                reached.variables = {{"prize", NoticeAmounts{{challenge->reward_currency,
                                                              challenge->reward_points.n}}}};
            else
                reached.variables = {{"prize", challenge->reward_code}};
            reached.variables.push_back({"challenge", challenge->code});
        }
    }
    static std::int64_t completions(const Holder* member, ChallengeId challenge) {
        if (!member) return 0;
        auto found = member->tallies.find({TallyKind::Challenge, challenge.value, 0});
        return found == member->tallies.end() ? 0 : found->second.count;
    }

    /// Enrolled today, not brought along from before by a file of members.
    void tell_welcome() {
        if (txn_.at - txn_.occurred_at > ms_per_day || txn_.key.starts_with("import/")) return;
        add(txn_.holder, MessageType::Welcome, txn_.holder.value);
    }

    void tell_return() {
        if (txn_.kind != TxnKind::Return || receipt_.outcome != Outcome::Ok) return;
        if (!receipt_.refund || txn_.holder.value == 0) return;
        Notice& told = add(txn_.holder, MessageType::ReturnProcessed, txn_.id.value);
        std::map<std::string, std::int64_t> reversed;
        for (const ReversedLine& line : receipt_.reversed)
            reversed[currency_code(line.currency)] += line.points.n;
        told.variables = {{"purchase", receipt_.purchase},
                          {"money", receipt_.refund->money.n},
                          {"points_refunded", receipt_.refund->points.n},
                          {"reversed", NoticeAmounts(reversed.begin(), reversed.end())}};
    }

    void tell_redemption() {
        for (const auto& [holder, taken] : txn_.effects.redemptions) {
            if (taken.id != receipt_.redemption) continue;
            Notice& told = add(holder, MessageType::RedemptionConfirmed, taken.id.value);
            const bool own = taken.recipient.value == 0 || taken.recipient == holder;
            if (own) told.voucher = taken.voucher;
            told.variables = {
                {"prize", programme_.symbols().code(taken.reward.value)},
                {"points", NoticeAmounts{{currency_code(taken.currency), taken.points.n}}},
                {"money", taken.money.n}};
        }
    }

    std::string prize_code(const Voucher& voucher) const {
        const std::int32_t code =
            voucher.reward.value != 0 ? voucher.reward.value : voucher.coupon.value;
        return std::string(programme_.symbols().code(code));
    }

    /// Prizes issued just now: what a stamp card gave, and two reminders of each that can be used.
    void tell_prizes() {
        for (const auto& row : txn_.effects.vouchers) {
            if (!is_new(row)) continue;
            const auto& [holder, voucher] = row;
            const bool of_card = voucher.cost_currency.value != 0;
            if (!of_card && voucher.reward.value == 0 && voucher.redemption.value == 0) continue;
            if (of_card) {
                Notice& reached = add(holder, MessageType::PrizeReached, voucher.id.value);
                reached.cause = cause();
                reached.voucher = voucher.id;
                reached.variables = {{"prize", prize_code(voucher)},
                                     {"valid_to", format_day(last_day_before(
                                                      programme_.zone(), voucher.valid_until))}};
            }
            for (const int days : unused_prize_after_days) {
                const Instant due = txn_.at + days * ms_per_day;
                if (due >= voucher.valid_until) continue;
                Notice& reminder =
                    add(holder, MessageType::RedeemInvitation, voucher.id.value, days);
                reminder.cause = cause();
                reminder.voucher = voucher.id;
                reminder.due_at = due;
                reminder.looks_again = true;
                reminder.variables = {{"prize", prize_code(voucher)}};
            }
        }
    }

    void tell_levels() {
        if (!programme_.document().tiers || txn_.kind == TxnKind::Void) return;
        for (const auto& [holder, head] : txn_.effects.heads) {
            const Holder* known = earlier(holder);
            if (!known || head.state != MemberState::Active) continue;
            const std::size_t had = programme_.level_place(known->head.tier.level);
            const std::size_t has = programme_.level_place(head.tier.level);
            if (had == has) continue;
            const MessageType type = has > had ? MessageType::TierUp : MessageType::TierDown;
            Notice& told = add(holder, type, txn_.id.value);
            told.cause = cause();
            if (txn_.kind == TxnKind::Job && !head.tier.history.empty())
                told.due_at = head.tier.history.back().from;
            const Level& level = programme_.document().tiers->levels[has];
            std::string benefits;
            for (const std::string& one : level.benefits)
                benefits += (benefits.empty() ? "" : ",") + one;
            told.variables = {{"level", level.code}, {"benefits", benefits}};
            if (head.tier.valid_until)
                told.variables.push_back(
                    {"valid_until",
                     format_day(last_day_before(programme_.zone(), *head.tier.valid_until))});
        }
    }

    /// What was pending and became available, once for each instant at which something did.
    void tell_released() {
        struct Released {
            std::int64_t source = 0;
            std::map<std::string, std::int64_t> units;
        };
        std::map<std::pair<HolderId, Instant>, Released> all;
        for (const Entry& entry : txn_.effects.entries) {
            if (entry.type != EntryType::Release) continue;
            Released& one = all[{entry.holder, entry.posted_at}];
            if (one.source == 0) one.source = entry.lot.value;
            one.units[currency_code(entry.currency)] += entry.movement.available.n;
        }
        for (const auto& [key, one] : all)
            for (HolderId person : people_of(key.first)) {
                Notice& told = add(person, MessageType::PointsPendingReleased, one.source);
                told.due_at = key.second;
                told.variables = {{"points", NoticeAmounts(one.units.begin(), one.units.end())}};
            }
    }

    void tell_debt() {
        if (txn_.kind == TxnKind::Void || txn_.kind == TxnKind::Job || receipt_.command == "merge")
            return;
        for (const Holder& holder : decision_.holders) {
            const Holder* known = earlier(holder.id);
            NoticeAmounts grown;
            for (const Wallet& wallet : holder.wallets) {
                const std::int64_t had = known ? wallet_of(*known, wallet.currency).debt.n : 0;
                if (wallet.debt.n < had)
                    grown.emplace_back(currency_code(wallet.currency), had - wallet.debt.n);
            }
            if (grown.empty()) continue;
            for (HolderId person : people_of(holder.id)) {
                Notice& told = add(person, MessageType::DebtCreated, txn_.id.value);
                told.cause = cause();
                told.variables = {{"points", grown}};
            }
        }
    }

    /// The cheapest reward that anybody may take came within reach.
    void tell_affordable() {
        const bool earns = txn_.kind == TxnKind::Purchase || txn_.kind == TxnKind::Adjustment ||
                           txn_.kind == TxnKind::Job;
        if (!earns || programme_.document().rewards.empty()) return;
        for (const Holder& holder : decision_.holders) {
            const Holder* known = earlier(holder.id);
            const Instant at = last_posting(holder.id);
            for (const Wallet& wallet : holder.wallets) {
                const std::int64_t had = known ? wallet_of(*known, wallet.currency).available.n : 0;
                const Reward* reward = cheapest(wallet.currency, at);
                if (!reward || reward->points.n <= had || reward->points.n > wallet.available.n)
                    continue;
                for (HolderId person : people_of(holder.id)) {
                    Notice& told =
                        add(person, MessageType::RedeemInvitation, txn_.id.value, reward->id.value);
                    told.cause = cause();
                    told.due_at = at;
                    told.variables = {
                        {"prize", reward->code},
                        {"points", NoticeAmounts{{reward->currency, reward->points.n}}}};
                }
            }
        }
    }
    /// When a job posted for the holder; commands post at their own instant.
    Instant last_posting(HolderId holder) const {
        if (txn_.kind != TxnKind::Job) return txn_.at;
        Instant last{};
        for (const Entry& entry : txn_.effects.entries)
            if (entry.holder == holder) last = std::max(last, entry.posted_at);
        return last.value == 0 ? txn_.at : last;
    }
    const Reward* cheapest(CurrencyId currency, Instant at) const {
        const Reward* best = nullptr;
        for (const Reward& reward : programme_.document().rewards) {
            const bool offered = (!reward.window_from || *reward.window_from <= at) &&
                                 (!reward.window_to || at < *reward.window_to);
            const bool fits = reward.currency_id == currency && reward.points.n > 0 &&
                              reward.money.n == 0 && reward.eligibility.empty();
            if (offered && fits && (!best || reward.points < best->points)) best = &reward;
        }
        return best;
    }

    void tell_referrals() {
        const auto& policy = programme_.document().referral;
        if (!policy) return;
        for (const auto& [referee, referral] : txn_.effects.referrals) {
            if (referral.state != ReferralState::Rewarded) continue;
            const Holder* known = earlier(referee);
            const bool new_now =
                !known || !known->referral || known->referral->state != ReferralState::Rewarded;
            if (!new_now) continue;
            const bool waited =
                txn_.kind == TxnKind::Job && known && known->referral && known->referral->due_at;
            const Instant at = waited ? *known->referral->due_at : txn_.at;
            auto tell = [&](HolderId whom, const std::string& currency, Units units) {
                Notice& told = add(whom, MessageType::ReferralRewarded, referee.value);
                told.due_at = at;
                told.cause = cause();
                told.variables = {{"points", NoticeAmounts{{currency, units.n}}}};
            };
            tell(referral.referrer, policy->referrer_currency, policy->referrer_points);
            tell(referee, policy->referee_currency, policy->referee_points);
        }
    }

    const Programme& programme_;
    const State& before_;
    const Decision& decision_;
    const Transaction& txn_;
    const Receipt& receipt_;
    std::vector<Notice> notices_;
};

}  // namespace

std::vector<Notice> notices_of(const Programme& programme,
                               const State& before,
                               const Decision& decision) {
    if (!decision.transaction || !decision.receipt || decision.outcome != Outcome::Ok) return {};
    return Announcer(programme, before, decision).run();
}

std::optional<VoidedCause> voided_by(const Decision& decision) {
    if (!decision.transaction) return std::nullopt;
    const auto& purchase = decision.transaction->effects.purchase;
    if (!purchase || !purchase->voided) return std::nullopt;
    return VoidedCause{purchase->member, purchase->txn};
}

std::vector<HolderId> left_by(const Decision& decision) {
    std::vector<HolderId> gone;
    if (!decision.transaction) return gone;
    for (const auto& place : decision.transaction->effects.places)
        if (place.state != MemberState::Active && place.state != MemberState::Suspended)
            gone.push_back(place.holder);
    return gone;
}

bool is_told(const Programme& programme, MessageType type) {
    const auto& off = programme.document().notifications.off;
    return std::ranges::find(off, message_kind(type).name) == off.end();
}

void sort_notices(std::vector<Notice>& notices) {
    std::ranges::stable_sort(notices, {}, [](const Notice& one) {
        return std::tuple(one.due_at, one.type, one.member, one.source, one.part);
    });
}

}  // namespace vuelve
