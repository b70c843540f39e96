#include "cli/sim/generator.h"

#include <fmt/format.h>

#include <algorithm>

namespace vuelve::cli {

const std::vector<Generator::Choice>& Generator::choices() {
    using G = Generator;
    static const std::vector<Choice> all{{330, &G::purchase},
                                         {14, &G::hold_back},
                                         {16, &G::deliver_late},
                                         {110, &G::give_back},
                                         {6, &G::give_back_unknown},
                                         {40, &G::undo},
                                         {60, &G::adjust},
                                         {45, &G::reserve},
                                         {30, &G::capture},
                                         {18, &G::cancel},
                                         {75, &G::redeem},
                                         {30, &G::refund},
                                         {15, &G::fulfil},
                                         {50, &G::voucher},
                                         {35, &G::transfer},
                                         {25, &G::convert},
                                         {10, &G::extend},
                                         {14, &G::reinstate},
                                         {4, &G::merge},
                                         {3, &G::close},
                                         {12, &G::suspend},
                                         {12, &G::join},
                                         {7, &G::leave},
                                         {24, &G::join_club},
                                         {14, &G::set_stock},
                                         {5, &G::set_level},
                                         {6, &G::change_card},
                                         {30, &G::allow},
                                         {10, &G::decide_parked},
                                         {10, &G::enrol},
                                         {25, &G::subscribe},
                                         {25, &G::change_plan},
                                         {45, &G::act},
                                         {10, &G::opt_in},
                                         {50, &G::send_again},
                                         {14, &G::contradict}};
    return all;
}

Group Generator::next(Instant now, int most) {
    now_ = now;
    Group group;
    if (!script_.empty()) {
        group.orders.push_back(script_.front());
        script_.pop_front();
        if (pays_by_quote_) group.orders[0] = with_max_points(group.orders[0]);
        pays_by_quote_ = false;
        return group;
    }
    draw_clock(group);
    now_ = now + group.later_ms;
    if (most >= 3 && chance_.percent(14) && begin_script(group)) return group;
    const int wanted = std::min(most, chance_.percent(45) ? 1 : chance_.between(2, 7));
    while (static_cast<int>(group.orders.size()) < wanted)
        if (auto planned = draw()) group.orders.push_back(std::move(*planned));
    group.crashes = chance_.permille(4);
    group.settles = chance_.percent(20);
    group.runs_scheduler = !group.crashes && chance_.permille(12);
    return group;
}

void Generator::draw_clock(Group& group) {
    const int kind = chance_.below(1000);
    if (kind < 450) return;
    if (kind < 750)
        group.later_ms = chance_.between(1, 600'000);
    else if (kind < 945)
        group.later_ms = chance_.between(1, 12) * ms_per_hour;
    else if (kind < 996)
        group.later_ms = chance_.between(1, 4) * ms_per_day;
    else
        group.later_ms = chance_.between(20, 60) * ms_per_day;
}

std::optional<Planned> Generator::draw() {
    static const std::vector<int> weights = [] {
        std::vector<int> all;
        for (const Choice& choice : choices()) all.push_back(choice.weight);
        return all;
    }();
    return (this->*choices()[chance_.weighted(weights)].make)();
}

/// Things that must happen one after the other, with nothing between: a quote and its purchase, a
/// quote and a purchase paid by what it allows, a purchase and its void. The first group reads the
/// member at this instant, so that the auditor knows what was there.
bool Generator::begin_script(Group& group) {
    auto bought = purchase();
    if (!bought) return false;
    Planned quote = *bought;
    quote.order.op = "quote";
    quote.order.key.clear();
    quote.order.body = quote_of(*bought);
    group.orders.push_back(quote);
    group.settles = true;
    script_.push_back(*bought);
    const int kind = chance_.below(3);
    pays_by_quote_ = kind == 1;
    if (kind == 2) {
        Planned undone{.order = {.op = "void", .key = key("v"), .path = bought->order.key},
                       .members = bought->members};
        undone.order.body = fmt::format(R"({{"purchase":"{}"}})", bought->order.key);
        script_.push_back(std::move(undone));
    }
    return true;
}

int Generator::member() {
    for (int tries = 0; tries < 6; ++tries) {
        const int number = book_.latest(chance_.below(static_cast<int>(book_.members.size())));
        const SimMember& drawn = book_.members[static_cast<std::size_t>(number)];
        if (!drawn.is_gone || chance_.percent(10)) return number;
    }
    return book_.latest(0);
}

const Currency& Generator::currency(bool spendable_only) {
    const auto& all = book_.document().currencies;
    for (;;) {
        const Currency& drawn = chance_.one_of(all);
        if (!spendable_only || drawn.kind != CurrencyKind::Status || chance_.percent(5))
            return drawn;
    }
}

std::string Generator::key(const char* word) {
    return fmt::format("{}{}{}", prefix_, word, ++keys_);
}

Planned Generator::about(int number, const char* op, const std::string& body) {
    return {.order = {.op = op,
                      .key = key(op),
                      .path = book_.members[static_cast<std::size_t>(number)].reference,
                      .body = body},
            .members = {number}};
}

std::optional<Planned> Generator::send_again() {
    if (book_.accepted.empty()) return std::nullopt;
    Planned again = book_.accepted[static_cast<std::size_t>(
        chance_.below(static_cast<int>(book_.accepted.size())))];
    again.order.is_resent = true;
    return again;
}

/// Another content under a key that was used.
std::optional<Planned> Generator::contradict() {
    auto again = send_again();
    if (!again) return std::nullopt;
    Planned other = *again;
    other.order.is_resent = false;
    if (other.order.op == "adjust") {
        other.order.body =
            fmt::format(R"({{"member":"{}","currency":"PTS","points":{},"reason":"other"}})",
                        other.order.path, chance_.between(100'000, 200'000));
        return other;
    }
    if (other.order.op != "purchase") return again;
    other.order.body = fmt::format(
        R"({{"id":"{}","member":"{}","lines":[{{"sku":"OTHER","quantity":"1","unit_price":{}}}]}})",
        other.order.key, other.order.path, chance_.between(1, 100));
    return other;
}

}  // namespace vuelve::cli
