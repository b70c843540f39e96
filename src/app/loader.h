#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/engine.h"
#include "app/look_ahead.h"
#include "app/programmes.h"

/// What one command needs of the world, brought from the tables into a programme's state. Internal
/// to the writer. What is in the state already is newer than its row and stays.
namespace vuelve::app {

class Loader {
 public:
    /// `ahead`: what is known of the group's commands already; null = nothing.
    Loader(OpenProgramme& programme, storage::Transaction& tx, const LookAhead* ahead = nullptr)
        : programme_(programme), state_(programme.cache().state), tx_(tx), ahead_(ahead) {}

    /// Everything `ask` touches; the members it refers to are put into its command.
    void load_for(Ask& ask, const std::optional<MemberReference>& member, Instant at);
    /// The member or household, its survivor and its household with it. False when there is none.
    bool load_holder(HolderId id);
    /// Brings those who are not in memory, with whom they lead to, in few statements: load_holder
    /// finds them there.
    void bring(std::span<const HolderId> ids);
    /// Returns and voids that wait for their purchase, and which month is open.
    void load_parked();
    /// A supplier's codes for what the loaded holders are due by `at`: birthday gifts, rewards of
    /// clubs. The clubs' goals with them.
    void load_gifts(Instant at);
    /// Holders that were loaded for this command, once each.
    const std::vector<HolderId>& touched() const { return touched_; }
    /// Those of them that were not in memory before.
    const std::vector<HolderId>& loaded() const { return loaded_; }

 private:
    friend struct Needs;

    std::optional<HolderId> find_member(const std::optional<MemberReference>& reference);
    void load_key(const std::string& key);
    /// Who recommended an enrolment, and what the tables know of its identities.
    void load_referrer(const Ask& ask, Enrol& command, Instant at);
    /// Whether somebody else had the identity that is added.
    void load_known(const Ask& ask, ChangeIdentity& command, Instant at);
    /// Who recommended whom, from this referrer upwards, until one whom somebody recommended who is
    /// the same person; empty when there is none.
    std::vector<HolderId> ring_from(HolderId referrer,
                                    const std::function<bool(HolderId)>& is_same);
    std::vector<HolderId> ring_of_sale(const MemberRef& member,
                                       const std::vector<std::string>& tokens);
    /// Whose bonus the member's first purchase may bring.
    void load_referrer_of(const MemberRef& member);
    /// Does who came by a recommendation share a trait, or one of these ways to pay, with who gave
    /// it? False when the member did not, or the referral is decided.
    bool shares_with_referrer(const MemberRef& member, const std::vector<std::string>& tokens);
    /// The purchase that waits with a referral for a person's decision.
    void load_waiting_purchase(const MemberRef& member);
    /// Everyone with whom lots of this holder may lie.
    std::vector<HolderId> load_places(HolderId holder);
    void load_lot(HolderId holder, LotId lot);
    void load_uses(HolderId holder, const std::vector<LotUse>& uses);
    const Purchase* find_purchase(const std::string& id);
    void load_purchase(const std::string& id);
    /// A purchase as an answer needs it: itself, and who it belongs to by now.
    void load_rated(const std::string& id);
    void load_prizes(const Purchase& purchase);
    void load_reservation(ReservationId id);
    void load_redemption(RedemptionId id);
    void add_voucher(std::optional<storage::VoucherRow> found);
    void load_code(const std::string& code);
    void load_decided(const DecideParked& command);
    void load_resource(const ResourceKey& key);
    /// Codes for what one command may give out, and `more`.
    void load_pool(const ResourceKey& key, int more = 0);
    void load_budgets();
    /// How far the clubs of the programme have come.
    void load_clubs();
    void load_stock(const Reward& reward, const std::string& store);
    /// What a quote tells of the prizes: stock in all, in this store, and of suppliers' codes.
    void load_offers(const std::string& store);
    /// All lots, vouchers, reservations and redemptions, closed ones too: somebody else's from now
    /// on.
    void load_whole(HolderId id);

    OpenProgramme& programme_;
    State& state_;
    storage::Transaction& tx_;
    const LookAhead* ahead_;
    std::vector<HolderId> touched_, loaded_;
};

}  // namespace vuelve::app
