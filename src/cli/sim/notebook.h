#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/sim/evidence.h"
#include "domain/programme.h"

/// What the people of a simulated shop know: whom they serve, what was sold and promised, as the
/// answers told them. The generator draws from it.
namespace vuelve::cli {

struct SimMember {
    std::string reference;  // "external:m7"
    HolderId id{};
    std::string household;         // its alias, "" = none
    std::vector<HolderId> places;  // everywhere the member's units may lie
    bool is_gone = false;          // closed or merged
    bool is_suspended = false;
    int survivor = -1;  // of a merge
};
struct SimSale {
    std::string id;
    int member = 0;
    std::vector<std::pair<int, std::int64_t>> lines;  // number and thousandths
    std::vector<std::int64_t> returned;
    bool is_voided = false;
};
struct SimPromise {
    std::int64_t id = 0;
    int member = 0;
    std::string currency;
    std::int64_t points = 0;
    bool is_open = true;
};
struct SimVoucher {
    std::string code;
    VoucherId id{};
    int member = 0;
    RedemptionId redemption{};  // that issued it
};
struct SimParked {
    std::string purchase, id;
};

/// One order with the members whose accounts it may touch.
struct Planned {
    Order order;
    std::vector<int> members;
};

struct Notebook {
    std::shared_ptr<const Programme> programme;
    std::vector<SimMember> members;
    std::map<std::string, HolderId> households;  // by alias "@h1"
    std::vector<SimSale> sales;
    std::vector<SimPromise> reservations, redemptions;  // alias "@r<place>", "@d<place>"
    std::vector<SimVoucher> vouchers;                   // alias "@v<place>"
    std::map<VoucherId, std::size_t> voucher_places;
    std::vector<SimParked> parked;
    std::deque<Planned> accepted;                     // the latest, to be sent again
    std::map<HolderId, std::vector<Wallet>> wallets;  // as they were read last
    std::vector<MaxPoints> max_points;                // of the last quote

    const ProgrammeDocument& document() const { return programme->document(); }
    /// The member after merges.
    int now(int member) const;
    /// Whom this one's identity names now: a closed member's is free for a new one.
    int latest(int member) const;
    /// What the account that holds a member's units of this currency had when it was read last.
    std::int64_t available(int member, const Currency& currency) const;
    /// Everybody whose accounts these members' commands may touch.
    std::set<HolderId> touched(const std::vector<int>& members) const;

    /// What an answer tells.
    void learn(const Planned& planned, const CommandBody& body, const Witnessed& witnessed);
    /// What a reading shows: balances, new vouchers.
    void learn(HolderId holder, const Holder& read);

 private:
    void learn_place(const Planned& planned, const CommandBody& body, const Receipt& receipt);
    void learn_sale(const Planned& planned, const CommandBody& body, const Receipt& receipt);
};

}  // namespace vuelve::cli
