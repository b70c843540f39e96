#pragma once

#include <deque>
#include <optional>

#include "cli/sim/chance.h"
#include "cli/sim/notebook.h"

/// Draws what happens next in a shop. Everything follows from the seed and from the answers, which
/// follow from the seed too.
namespace vuelve::cli {

/// Commands that arrive together, and when.
struct Group {
    std::vector<Planned> orders;
    std::int64_t later_ms = 0;    // the clock moves by this first
    bool settles = false;         // what is due runs first, for those it touches
    bool runs_scheduler = false;  // for everybody
    bool crashes = false;
};

class Generator {
 public:
    Generator(Chance& chance, const Notebook& book, std::string prefix)
        : chance_(chance), book_(book), prefix_(std::move(prefix)) {}

    /// At most `most` commands.
    Group next(Instant now, int most);

 private:
    using Make = std::optional<Planned> (Generator::*)();
    struct Choice {
        int weight;
        Make make;
    };
    static const std::vector<Choice>& choices();

    std::optional<Planned> draw();
    void draw_clock(Group& group);
    bool begin_script(Group& group);

    std::optional<Planned> purchase();
    std::optional<Planned> hold_back();
    std::optional<Planned> deliver_late();
    std::optional<Planned> give_back();
    std::optional<Planned> give_back_unknown();
    std::optional<Planned> undo();
    std::optional<Planned> adjust();
    std::optional<Planned> reserve();
    std::optional<Planned> capture();
    std::optional<Planned> cancel();
    std::optional<Planned> redeem();
    std::optional<Planned> refund();
    std::optional<Planned> fulfil();
    std::optional<Planned> voucher();
    std::optional<Planned> transfer();
    std::optional<Planned> convert();
    std::optional<Planned> extend();
    std::optional<Planned> reinstate();
    std::optional<Planned> merge();
    std::optional<Planned> close();
    std::optional<Planned> suspend();
    std::optional<Planned> join();
    std::optional<Planned> leave();
    std::optional<Planned> join_club();
    std::optional<Planned> set_stock();
    std::optional<Planned> set_level();
    std::optional<Planned> change_card();
    std::optional<Planned> allow();
    std::optional<Planned> decide_parked();
    std::optional<Planned> enrol();
    std::optional<Planned> subscribe();
    std::optional<Planned> change_plan();
    std::optional<Planned> act();
    std::optional<Planned> opt_in();
    std::optional<Planned> send_again();
    std::optional<Planned> contradict();

    int member();  // mostly one who is there
    const Currency& currency(bool spendable_only);
    std::string key(const char* word);
    Planned about(int member, const char* op, const std::string& body);
    std::string purchase_body(int member, bool is_late);
    std::string quote_of(const Planned& purchase) const;
    std::string lines(std::vector<std::int64_t>& nets);
    std::string payment(int member, std::int64_t total, std::int64_t& basket_discount);
    std::optional<std::int64_t> points_to_pay(int member,
                                              const Currency& currency,
                                              std::int64_t total);
    std::string coupon_list(int member);
    Planned with_max_points(const Planned& quote) const;

    Chance& chance_;
    const Notebook& book_;
    std::string prefix_;
    Instant now_{};
    int keys_ = 0;
    std::deque<Planned> script_;        // one by one, at once
    std::optional<Planned> held_back_;  // a purchase whose return came first
    bool pays_by_quote_ = false;
};

}  // namespace vuelve::cli
