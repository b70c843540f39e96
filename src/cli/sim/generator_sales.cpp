#include <fmt/format.h>

#include <numeric>

#include "cli/sim/arithmetic.h"
#include "cli/sim/generator.h"
#include "codec/json_writer.h"

/// Tickets and what comes back of them.
namespace vuelve::cli {

std::string Generator::lines(std::vector<std::int64_t>& nets) {
    const int count = chance_.percent(4) ? chance_.between(10, 40) : chance_.between(1, 5);
    std::string text;
    for (int number = 1; number <= count; ++number) {
        const std::int64_t quantity =
            chance_.percent(80) ? 1000 * chance_.between(1, 4) : chance_.between(50, 2500);
        const std::int64_t price = chance_.between(chance_.percent(5) ? 0 : 1, 2500);
        std::int64_t net = own::part_half_up(price, quantity, 1000);
        const std::int64_t discount = chance_.percent(15) ? net / 10 : 0;
        const bool by_gross = chance_.percent(10);
        text += fmt::format(
            R"({}{{"line":{},"sku":"SKU{}","category":"{}","quantity":"{}","{}":{}{}{}}})",
            number == 1 ? "" : ",", number, chance_.between(1, 9),
            chance_.word({"fresh", "fresh/fruit", "dry", "dry/rice", "tobacco/cigars", ""}),
            format_quantity(quantity), by_gross ? "gross" : "unit_price", by_gross ? net : price,
            discount > 0 ? fmt::format(R"(,"discount":{})", discount) : "",
            chance_.percent(25) ? fmt::format(R"(,"tax":{})", (net - discount) / 8) : "");
        nets.push_back(net - discount);
    }
    return text;
}

/// As a till would choose: a multiple of the step within the limits; now and then too much.
std::optional<std::int64_t> Generator::points_to_pay(int member,
                                                     const Currency& currency,
                                                     std::int64_t total) {
    const MoneyValue value = currency.money_value.value_or(MoneyValue{Units{1}, Minor{1}});
    std::int64_t most = std::min(book_.available(member, currency),
                                 own::part_down(total, value.points.n, value.amount.n));
    if (chance_.percent(50)) most /= 2;
    if (chance_.percent(5)) most += currency.redeem.step.n;
    const std::int64_t points = most / currency.redeem.step.n * currency.redeem.step.n;
    if (points <= 0 || own::part_down(points, value.amount.n, value.points.n) > total)
        return std::nullopt;
    return points;
}

/// Tenders, or points that lower the price; "" = cash.
std::string Generator::payment(int member, std::int64_t total, std::int64_t& basket_discount) {
    if (total <= 0 || !chance_.percent(40)) return "";
    const Currency& paid = chance_.one_of(book_.document().currencies);
    if (paid.kind != CurrencyKind::Wallet && !paid.money_value)
        return chance_.percent(50)
                   ? fmt::format(R"(,"tenders":[{{"type":"card","amount":{}}}])", total)
                   : "";
    std::string hold;
    std::optional<std::int64_t> points = points_to_pay(member, paid, total);
    if (!book_.reservations.empty() && chance_.percent(25)) {
        const auto place = book_.reservations.size() - 1;
        if (book_.reservations[place].member == member &&
            book_.reservations[place].currency == paid.code)
            hold = fmt::format(R"(,"reservation":"@r{}")", place);
    }
    if (chance_.percent(5)) points = points.value_or(0) + 3 * paid.redeem.step.n;
    if (!points) return "";
    const MoneyValue value = paid.money_value.value_or(MoneyValue{Units{1}, Minor{1}});
    const std::int64_t amount = own::part_down(*points, value.amount.n, value.points.n);
    if (amount > total) return "";
    if (paid.redeem.mode == RedeemPolicy::Mode::Discount && paid.kind == CurrencyKind::Points) {
        basket_discount += amount;
        return fmt::format(R"(,"discount_points":[{{"currency":"{}","points":{},"amount":{}{}}}])",
                           paid.code, *points, amount, hold);
    }
    const char* type = paid.kind == CurrencyKind::Wallet ? "wallet" : "points";
    std::string text =
        fmt::format(R"(,"tenders":[{{"type":"{}","currency":"{}","points":{},"amount":{}{}}})",
                    type, paid.code, *points, amount, hold);
    if (total > amount) text += fmt::format(R"(,{{"type":"cash","amount":{}}})", total - amount);
    return text + ']';
}

std::string Generator::coupon_list(int number) {
    if (!chance_.percent(12)) return "";
    if (chance_.percent(20)) return R"(,"coupons":["OPEN"])";
    for (std::size_t i = book_.vouchers.size(); i > 0 && i + 40 > book_.vouchers.size(); --i)
        if (book_.vouchers[i - 1].member == number)
            return fmt::format(R"(,"coupons":["@v{}"])", i - 1);
    return "";
}

std::string Generator::purchase_body(int number, bool is_late) {
    std::vector<std::int64_t> nets;
    const std::string sold = lines(nets);
    std::int64_t total = std::accumulate(nets.begin(), nets.end(), std::int64_t{0});
    std::int64_t basket_discount = chance_.percent(12) && !sold.contains("tax") ? total / 7 : 0;
    const std::string paid =
        sold.contains("tax") ? "" : payment(number, total - basket_discount, basket_discount);
    const std::string when =
        is_late
            ? fmt::format(R"(,"occurred_at":"{}")",
                          format_instant(Instant{
                              now_.value - chance_.between(1, 40) *
                                               (chance_.percent(50) ? ms_per_day : ms_per_hour)}))
            : "";
    return fmt::format(
        R"("member":"{}","store":"S{}","channel":"{}","lines":[{}]{}{}{}{}{}}})",
        book_.members[static_cast<std::size_t>(number)].reference, chance_.between(1, 4),
        chance_.word({"pos", "pos", "app", "web", "ecommerce"}), sold,
        basket_discount > 0 ? fmt::format(R"(,"basket_discount":{})", basket_discount) : "", paid,
        coupon_list(number), when, chance_.percent(6) ? R"(,"offline":true)" : "");
}

std::string Generator::quote_of(const Planned& purchase) const {
    return '{' + purchase.order.body.substr(purchase.order.body.find(R"("member")"));
}

std::optional<Planned> Generator::purchase() {
    const int number = member();
    Planned planned = about(number, "purchase", "");
    planned.order.body = fmt::format(R"({{"id":"{}",)", planned.order.key) +
                         purchase_body(number, chance_.percent(9));
    return planned;
}

/// The quote's purchase, paid with all that the quote allows.
Planned Generator::with_max_points(const Planned& purchase) const {
    Planned paid = purchase;
    std::string& body = paid.order.body;
    if (body.contains(R"("tenders")") || body.contains(R"("discount_points")") ||
        body.contains(R"("tax")"))
        return paid;
    for (const MaxPoints& most : book_.max_points) {
        if (most.points.n == 0 || most.is_discount) continue;
        const Currency& currency = book_.programme->currency(most.currency);
        const char* type = currency.kind == CurrencyKind::Wallet ? "wallet" : "points";
        body.pop_back();
        body +=
            fmt::format(R"(,"tenders":[{{"type":"{}","currency":"{}","points":{},"amount":{}}}]}})",
                        type, currency.code, most.points.n, most.amount.n);
        return paid;
    }
    return paid;
}

/// A purchase whose return will be there first.
std::optional<Planned> Generator::hold_back() {
    if (held_back_) return std::nullopt;
    held_back_ = purchase();
    Planned back{.order = {.op = "return", .key = key("r"), .path = held_back_->order.key},
                 .members = held_back_->members};
    back.order.body =
        fmt::format(R"({{"id":"{}","purchase":"{}","lines":[{{"line":1,"quantity":"{}"}}]}})",
                    back.order.key, held_back_->order.key, chance_.between(1, 2));
    return back;
}

std::optional<Planned> Generator::deliver_late() {
    if (!held_back_) return std::nullopt;
    held_back_->members[0] = book_.latest(held_back_->members[0]);  // enrolled anew meanwhile
    return std::exchange(held_back_, std::nullopt);
}

std::optional<Planned> Generator::give_back() {
    if (book_.sales.empty()) return std::nullopt;
    // Mostly of the last days; now and then of long ago.
    const int count = static_cast<int>(book_.sales.size());
    const int place =
        chance_.percent(80) ? std::max(0, count - 1 - chance_.below(60)) : chance_.below(count);
    const SimSale& sale = book_.sales[static_cast<std::size_t>(place)];
    Planned back{.order = {.op = "return", .key = key("r"), .path = sale.id},
                 .members = {sale.member}};
    std::string text;
    const bool all = chance_.percent(35);
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        const std::int64_t left = sale.lines[i].second - sale.returned[i];
        if (left <= 0 || (!all && !chance_.percent(50))) continue;
        std::int64_t quantity =
            all || chance_.percent(40) ? left : std::max<std::int64_t>(1, left / 2);
        if (chance_.percent(3)) quantity += 1000;
        text += fmt::format(R"({}{{"line":{},"quantity":"{}"}})", text.empty() ? "" : ",",
                            sale.lines[i].first, format_quantity(quantity));
    }
    if (text.empty()) text = R"({"line":1,"quantity":"1"})";
    back.order.body =
        fmt::format(R"({{"id":"{}","purchase":"{}","lines":[{}]}})", back.order.key, sale.id, text);
    return back;
}

std::optional<Planned> Generator::give_back_unknown() {
    Planned back{.order = {.op = "return", .key = key("r"), .path = key("nowhere")}, .members = {}};
    back.order.body =
        fmt::format(R"({{"id":"{}","purchase":"{}","lines":[{{"line":1,"quantity":"1"}}]}})",
                    back.order.key, back.order.path);
    return back;
}

std::optional<Planned> Generator::undo() {
    if (book_.sales.empty()) return std::nullopt;
    const int count = static_cast<int>(book_.sales.size());
    const SimSale& sale =
        book_.sales[static_cast<std::size_t>(std::max(0, count - 1 - chance_.below(30)))];
    return Planned{.order = {.op = "void",
                             .key = key("v"),
                             .path = sale.id,
                             .body = fmt::format(R"({{"purchase":"{}"}})", sale.id)},
                   .members = {sale.member}};
}

std::optional<Planned> Generator::decide_parked() {
    if (book_.parked.empty()) return std::nullopt;
    const SimParked& parked = chance_.one_of(book_.parked);
    Planned decided{.order = {.op = "decide_parked",
                              .key = key("d"),
                              .body = fmt::format(R"({{"purchase":"{}","id":"{}","apply":{}}})",
                                                  parked.purchase, parked.id, chance_.percent(60))},
                    .members = {}};
    for (const SimSale& sale : book_.sales)
        if (sale.id == parked.purchase) decided.members = {sale.member};
    return decided;
}

}  // namespace vuelve::cli
