#include <gtest/gtest.h>

#include "shop.h"

/// A quote keeps its word (domain.md 3.11, invariant I20): the same body as a purchase, on the
/// state the quote saw, gives the same answer but for ids, and the quote itself changes nothing.
/// Over random shops with everything that a purchase can touch. A failure prints its seed.
namespace vuelve::simulation {
namespace {

constexpr unsigned shops = 120;
constexpr int baskets_each = 40;

constexpr const char* more_rules = R"("rules":[
{"id":"night","conditions":[{"type":"time_window","from":"20:00","to":"02:00"}],
 "effects":[{"type":"bonus","currency":"PTS","points":5}]},
{"id":"weekend","conditions":[{"type":"time_window","days":["sat","sun"]},{"type":"store","in":["S","T"]}],
 "effects":[{"type":"multiply","currency":"PTS","factor":"1.5"}]},
{"id":"first","conditions":[{"type":"first_purchase"}],"effects":[{"type":"bonus","currency":"PTS","points":40}]},
{"id":"third","conditions":[{"type":"nth_purchase","n":3,"every":true}],
 "effects":[{"type":"coupon","coupon":"GIFT"},{"type":"badge","badge":"LOYAL"}]},
{"id":"capped","group":"g","limits":[{"metric":"points","value":20,"period":"day"}],
 "effects":[{"type":"bonus","currency":"PTS","points":7}]},
{"id":"rival","group":"g","priority":3,"limits":[{"metric":"count","value":1,"period":"week"}],
 "budget":{"points":60},"partial":false,"effects":[{"type":"bonus","currency":"PTS","points":9}]},
{"id":"alone","exclusive":true,"priority":1,"conditions":[{"type":"min_quantity","value":"9"}],
 "effects":[{"type":"bonus_per_quantity","currency":"PTS","points":2,"per_quantity":"3"}]},
{"id":"presented","conditions":[{"type":"coupon","in":["OPEN"]}],
 "effects":[{"type":"bonus","currency":"PTS","points":11}]},
{"id":"by-card","conditions":[{"type":"tender","in":["card"]},{"type":"channel","in":["app","web"]}],
 "effects":[{"type":"bonus","currency":"STARS","points":1}],"max_per_transaction":1},
{"id":"gold","conditions":[{"type":"tier","in":["L1"]}],"effects":[{"type":"bonus","currency":"PTS","points":3}],
 "pending_days":2},
{"id":"back","conditions":[{"type":"days_since_last_purchase","min":2},
  {"type":"not","of":{"type":"segment","in":["VIP"]}}],"effects":[{"type":"bonus","currency":"PTS","points":4}]},
{"id":"off","conditions":[{"type":"category","under":"fresh"}],
 "effects":[{"type":"discount","kind":"percent","value":"10","scope":"lines"}]},)";

constexpr const char* more =
    R"(,"segments":[{"code":"VIP","kind":"static"}],"badges":[{"code":"LOYAL"}],
"rewards":[{"code":"PRIZE","type":"product","cost":{"currency":"STARS","points":3},"fulfilment":"voucher",
  "voucher":{"valid_days":9,"coupon":"GIFT"}},
 {"code":"MUG","type":"product","cost":{"currency":"PTS","points":900},"stock":2},
 {"code":"GOLD","type":"product","cost":{"currency":"PTS","points":50},"eligibility":[{"type":"tier","in":["L1"]}]}],
"stamp_cards":[{"code":"CARD","currency":"STARS","goal":3,"reward":"PRIZE"}],
"coupons":[{"code":"GIFT","kind":"percent","value":"10","valid_days":5,"stackable":true},
 {"code":"OPEN","kind":"fixed","value":100,"public":true,"uses":null,"min_purchase":2000,"per_member":4,"stackable":true},
 {"code":"SOLO","kind":"fixed","value":50,"public":true,"uses":null}]})";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto place = text.find(from);
    ensure(place != std::string::npos, "the programme has what is replaced");
    return text.replace(place, from.size(), to);
}

std::string rich_programme(Random& random) {
    std::string document = with_friends(random, random_programme(random));
    document = replaced(std::move(document), R"("stores":[{"code":"S","brand":"B"}])",
                        R"("stores":[{"code":"S","brand":"B"},
{"code":"T","brand":"B","time_zone":"Asia/Tokyo"},{"code":"U","brand":"B","time_zone":"America/Santiago"}])");
    document = replaced(std::move(document), R"("rules":[)", more_rules);
    document.pop_back();
    return document + more;
}

/// What quote and purchase have in common.
std::string told(const Decision& decision) {
    std::string text = answer_of(decision);
    if (!decision.receipt) return text;
    const Receipt& receipt = *decision.receipt;
    text += fmt::format("total {}\n", receipt.total.n);
    for (const AwardLine& award : receipt.effects)
        text += fmt::format("{} {} {}\n", award.pending, award.expires_at.value_or(Instant{}).value,
                            award.last_day.value_or(Day{}).value);
    for (const Trace& trace : receipt.trace) text += fmt::format("{} ", trace.missing);
    for (const SpentLine& spent : receipt.spent) {
        text +=
            fmt::format("\nspent {} {} {}", spent.currency.value, spent.points.n, spent.amount.n);
        for (std::int64_t share : spent.lines) text += fmt::format(" {}", share);
    }
    for (const BalanceLine& b : receipt.balances)
        text += fmt::format("\nbalance {} {} {} {}", b.pending.n, b.available.n, b.reserved.n,
                            b.debt.n);
    if (const auto& tier = receipt.tier)
        text += fmt::format("\ntier {} {} {} {} {} {} {}", tier->level.value, tier->metric,
                            tier->next_level.value, tier->missing.value_or(-1),
                            tier->deadline.value_or(Day{}).value, tier->keep_missing,
                            tier->valid_until.value_or(Instant{}).value);
    text += fmt::format("\nvouchers {} badges {}", receipt.vouchers.size(), receipt.badges.size());
    for (const NotEarningLine& line : receipt.not_earning)
        text += fmt::format(" not {} {}", line.line, static_cast<int>(line.reason));
    for (const ChallengeLine& c : receipt.challenges)
        text += fmt::format("\nchallenge {} {} {}", c.challenge.value, c.progress, c.completed);
    for (const ClubLine& c : receipt.clubs)
        text += fmt::format("\nclub {} {} {} {}", c.club.value, c.progress, c.own, c.reached);
    if (receipt.referral)
        text += fmt::format("\nreferral {} {}", static_cast<int>(*receipt.referral),
                            receipt.referral_in_review);
    return text;
}

/// Everything of the state that a command could change, vouchers and promises among it.
std::string whole(const Shop& shop) {
    std::string text = everything(shop);
    for (const auto& [id, holder] : std::map(shop.state.holders.begin(), shop.state.holders.end()))
        for (const Voucher& voucher : holder.vouchers)
            text += fmt::format("voucher {} {} {} {}\n", id.value, voucher.code,
                                static_cast<int>(voucher.state), voucher.uses_left.value_or(-1));
    return text + fmt::format("{} purchases, {} keys\n", shop.state.purchases.size(),
                              shop.state.earlier.size());
}

/// Members who know each other, two of them under one roof.
struct Neighbours {
    Shop shop;
    std::vector<HolderId> members{HolderId{1}, HolderId{2}, HolderId{3}};
    Instant now = opening + ms_per_hour;

    explicit Neighbours(Random& random) : shop(rich_programme(random)) {
        shop.enrol(1);
        obey(Enrol{.holder = members[1],
                   .enrolled_at = opening,
                   .segments = {"VIP"},
                   .referrer = MemberRef(members[0])},
             "enrol-2");
        shop.enrol(3);
        if (pick(random, 0, 1) == 0) {
            obey(JoinHousehold{.member = members[0], .household = HolderId{90}, .is_new = true},
                 "j1");
            obey(JoinHousehold{.member = members[2], .household = HolderId{90}}, "j3");
        }
        for (HolderId member : members)
            for (const Club& club : shop.programme().document().clubs)
                obey(JoinClub{.member = member, .club = club.code},
                     fmt::format("club-{}-{}", member.value, club.code));
    }
    Decision obey(CommandBody body, const std::string& key) {
        return shop.obey({{.body = std::move(body), .key = key, .actor = "test"}, now});
    }
};

std::vector<std::string> random_coupons(Random& random, const Holder& member) {
    std::vector<std::string> codes;
    if (pick(random, 0, 4) == 0) codes.push_back("OPEN");
    if (pick(random, 0, 29) == 0) codes.push_back("SOLO");
    for (const Voucher& voucher : member.vouchers) {
        // Now and then one that is used up or over.
        const bool open = voucher.state == VoucherState::Issued;
        if (pick(random, 0, open ? 3 : 99) == 0 && codes.size() < 4) codes.push_back(voucher.code);
    }
    return codes;
}

Minor total_of(const RecordPurchase& purchase) {
    Minor total{};
    for (const PurchaseLine& line : purchase.lines)
        total += Minor{line.unit_price->n * (line.quantity / 1000)};
    return total;
}

/// Points for a part of the ticket, as a quote says may be paid; the rest in cash or by card.
void add_tenders(Random& random, Neighbours& street, RecordPurchase& purchase) {
    const std::string rest = pick(random, 0, 1) == 0 ? "card" : "cash";
    const Minor total = total_of(purchase);
    RecordPurchase asked = purchase;
    asked.quote = true;
    const Decision quote =
        street.shop.try_out({{.body = asked, .key = "", .actor = "test"}, street.now});
    if (quote.error || quote.receipt->max_points.empty() || pick(random, 0, 1) == 0) {
        purchase.tenders = {{.type = rest, .amount = total}};
        return;
    }
    const MaxPoints& most = quote.receipt->max_points.front();
    if (most.points.n == 0) return;
    const std::int64_t steps = most.points.n / most.step.n;
    const Units points{most.step.n * pick(random, 1, static_cast<int>(steps))};
    const Currency& currency = street.shop.programme().currency(most.currency);
    const Minor amount{points.n * currency.money_value->amount.n / currency.money_value->points.n};
    purchase.tenders = {
        {.type = "points", .currency = currency.code, .points = points, .amount = amount},
        {.type = rest, .amount = total - amount}};
}

RecordPurchase random_basket(Random& random, Neighbours& street, const std::string& id) {
    const HolderId member = one_of(random, street.members);
    RecordPurchase purchase = random_purchase(random, id, member);
    purchase.store = one_of(random, std::vector<std::string>{"", "S", "T", "U"});
    purchase.channel = one_of(random, std::vector<std::string>{"pos", "app", "web"});
    if (pick(random, 0, 3) == 0)
        purchase.occurred_at = std::max(opening, street.now + -pick(random, 1, 90) * ms_per_hour);
    purchase.offline = pick(random, 0, 9) == 0;
    purchase.coupons = random_coupons(random, street.shop.state.holders.at(member));
    add_tenders(random, street, purchase);
    return purchase;
}

/// A quote prices what is presented; of a purchase the money of a discount is the till's, so its
/// codes are checked for state and owner only (contract.md 1 rule 19).
bool is_about_discounts(const Decision& quote) {
    if (!quote.error) return false;
    const ErrorCode code = quote.error->code;
    return code == ErrorCode::NotStackable || code == ErrorCode::MinPurchase ||
           code == ErrorCode::NotApplicable;
}

TEST(Quotes, I20_a_purchase_gives_what_its_quote_said_and_a_quote_changes_nothing) {
    int sold = 0, refused = 0, with_points = 0, with_coupons = 0, granted = 0, completed = 0,
        left_to_till = 0;
    for (unsigned seed = 1; seed <= shops; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Random random(seed);
        Neighbours street(random);
        for (int i = 0; i < baskets_each; ++i) {
            street.now = street.now + pick(random, 1, 20) * ms_per_hour;
            street.shop.run_scheduler(street.now);
            const RecordPurchase purchase = random_basket(random, street, fmt::format("p{}", i));
            RecordPurchase asked = purchase;
            asked.id.clear();
            asked.quote = true;
            const std::string before = whole(street.shop);
            const Decision quote =
                street.shop.obey({{.body = asked, .key = "", .actor = "test"}, street.now});
            ASSERT_EQ(whole(street.shop), before);
            ASSERT_FALSE(quote.transaction.has_value());
            const Decision done = street.obey(purchase, purchase.id);
            if (is_about_discounts(quote) && !done.error) {
                ++left_to_till;
                continue;
            }
            ASSERT_EQ(told(quote), told(done));
            done.error ? ++refused : ++sold;
            if (done.error) continue;
            with_points += done.receipt->spent.empty() ? 0 : 1;
            with_coupons += purchase.coupons.empty() ? 0 : 1;
            granted += done.receipt->vouchers.empty() ? 0 : 1;
            completed += static_cast<int>(std::ranges::count_if(
                done.receipt->clubs, [](const ClubLine& line) { return line.reached; }));
        }
    }
    // The baskets reached what they are meant to reach.
    EXPECT_GT(sold, 3000);
    EXPECT_GT(refused, 50);
    EXPECT_GT(with_points, 300);
    EXPECT_GT(with_coupons, 300);
    EXPECT_GT(granted, 300);
    EXPECT_GT(completed, 20);
    EXPECT_GT(left_to_till, 20);
    RecordProperty("sold", sold);
    RecordProperty("refused", refused);
}

}  // namespace
}  // namespace vuelve::simulation
