#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "domain/decision.h"
#include "domain/programme.h"
#include "domain/state.h"

/// The page a command writes on: a copy of the holders it touches, the entries it posts and a note
/// of every row it changed. Nothing reaches the state before apply(); a command that fails half-way
/// simply drops its book.
namespace vuelve {

class Book {
 public:
    Book(const Programme& programme, const State& state, Fresh& fresh, Instant at, TxnId txn);

    const Programme& programme() const { return programme_; }
    Instant at() const { return at_; }
    /// The scheduler runs each job at its due instant, however late it comes.
    void move_to(Instant at) { at_ = at; }
    TxnId txn() const { return txn_; }
    Fresh& fresh() { return fresh_; }
    const State& state() const { return state_; }

    /// As this command sees it so far; nothing when not loaded.
    const Holder* peek(HolderId id) const;
    /// For changing: copied from the state on first touch. The holder is loaded.
    Holder& touch(HolderId id);
    Holder& add_holder(Holder holder);
    /// Marks the head row as changed.
    Head& head(HolderId id);
    Wallet wallet(HolderId id, CurrencyId currency) const;

    /// A lot for changing; it is loaded. Nothing when the holder has no such lot.
    Lot* lot(HolderId holder, LotId id);
    Lot& add_lot(HolderId holder, Lot lot);

    /// All lots of one holder, spent ones too, become the other's. They keep their ids.
    void move_lots(HolderId from, HolderId to);
    /// Where a lot lies now that was once given to `holder`; the survivor when it is not loaded.
    HolderId lot_home(HolderId holder, LotId lot) const;

    Voucher& add_voucher(HolderId holder, Voucher voucher);
    /// For changing; it is the holder's.
    Voucher& voucher(HolderId holder, VoucherId id);
    Reservation& add_reservation(HolderId holder, Reservation reservation);
    Reservation& reservation(HolderId holder, ReservationId id);
    Redemption& add_redemption(HolderId holder, Redemption redemption);
    Redemption& redemption(HolderId holder, RedemptionId id);
    /// For changing; the member has one, or gets one.
    Referral& referral(HolderId referee);
    SubscriptionPeriod& add_subscription(HolderId holder, SubscriptionPeriod period);
    /// For changing; it is the holder's.
    SubscriptionPeriod& subscription(HolderId holder, SubscriptionId id);
    /// What one holder has been promised becomes the other's.
    void move_vouchers(HolderId from, HolderId to);
    void move_reservations(HolderId from, HolderId to);
    void move_redemptions(HolderId from, HolderId to);
    void move_subscriptions(HolderId from, HolderId to);

    /// Notes that the holder's household, survivor or state has changed.
    Holder& place(HolderId id);
    /// Adds a member to a household or changes its part.
    void set_membership(HolderId household, const Membership& membership);
    void end_membership(HolderId household, HolderId member);

    /// The purchase this command records or takes back; there is at most one.
    Purchase& set_purchase(Purchase purchase);
    Purchase* purchase() { return purchase_ ? &*purchase_ : nullptr; }
    void set(const Parked& parked) { parked_.push_back(parked); }
    void close(const ClosedMonth& month) { closed_month_ = month; }
    /// The earliest time an entry was to be posted at in a closed month; nothing when none was.
    const std::optional<Instant>& late_since() const { return late_since_; }
    void add_answer(HolderId member, const SurveyAnswer& answer) {
        answers_.push_back({member, answer});
    }

    void count(HolderId holder, const TallyKey& key, const Tally& by);
    void set(HolderId holder, const TallyKey& key, const Tally& tally);
    Tally tally(HolderId holder, const TallyKey& key) const;

    /// What is left of something shared; `full` is its size where nothing was taken yet.
    Resource resource(const ResourceKey& key, std::int64_t full) const;
    void set(const ResourceKey& key, const Resource& resource);

    /// Appends a balanced entry, moves the wallet and checks its bounds. Any debt is repaid at once
    /// from what the entry made available (domain.md 4.4). `posted_at` defaults to the time of
    /// processing; in a closed month it becomes the first instant of the open one. The caller has
    /// changed the lots before, and those of this entry only. Errors: none; a wallet out of bounds
    /// is our fault and stops the process.
    void post(HolderId holder,
              EntryType type,
              CurrencyId currency,
              const Movement& movement,
              Contra contra,
              BrandId contra_brand,
              RuleId rule = {},
              LotId lot = {},
              std::optional<Instant> posted_at = {});

    const std::vector<Entry>& entries() const { return entries_; }
    /// Everything this book changed, as rows; the book is spent.
    Effects take_effects();
    std::vector<Holder> take_holders();

 private:
    void repay_debt(HolderId holder, CurrencyId currency, Instant posted_at);
    void open_lot(HolderId holder, const Lot& lot, Units counted);
    void note_issuers(Entry& entry);
    Instant into_open_month(Instant posted_at);

    const Programme& programme_;
    const State& state_;
    Fresh& fresh_;
    Instant at_;
    TxnId txn_;
    std::map<HolderId, Holder> holders_;
    std::map<ResourceKey, Resource> resources_;
    std::set<std::pair<HolderId, LotId>> changed_lots_;
    /// Lots in hand since their account's last entry, with what they held then: the difference
    /// tells whose points the next entry moves. Few at a time.
    struct OpenLot {
        HolderId holder{};
        LotId lot{};
        CurrencyId currency{};
        BrandId brand{};
        Units counted{};
    };
    std::vector<OpenLot> open_lots_;
    std::set<std::pair<HolderId, TallyKey>> changed_tallies_;
    std::set<std::pair<HolderId, VoucherId>> changed_vouchers_;
    std::set<std::pair<HolderId, ReservationId>> changed_reservations_;
    std::set<std::pair<HolderId, RedemptionId>> changed_redemptions_;
    std::set<std::pair<HolderId, SubscriptionId>> changed_subscriptions_;
    std::set<HolderId> changed_places_, changed_referrals_;
    std::vector<Effects::MembershipRow> memberships_;
    std::vector<Effects::MovedLot> moved_lots_;
    std::vector<Parked> parked_;
    std::vector<Effects::AnswerRow> answers_;
    std::optional<Purchase> purchase_;
    std::set<HolderId> changed_heads_;
    std::vector<HolderId> enrolled_;
    std::vector<Entry> entries_;
    std::optional<ClosedMonth> closed_month_;
    std::optional<Instant> late_since_;
};

/// Takes units from the holder's spendable lots in spending order (domain.md 5.4): what came from
/// each. `units` is at most the available balance. With `to_reserved` the units stay in their lots
/// as reserved.
std::vector<LotUse> consume(
    Book& book, HolderId holder, CurrencyId currency, Units units, bool to_reserved = false);

}  // namespace vuelve
