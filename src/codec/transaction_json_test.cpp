#include "codec/transaction_json.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <boost/pfr.hpp>

namespace vuelve {
namespace {

template <class T>
constexpr bool is_vector = false;
template <class T>
constexpr bool is_vector<std::vector<T>> = true;
template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;
template <class T>
constexpr bool is_wrapped = false;
template <class Tag, class Number>
constexpr bool is_wrapped<Strong<Tag, Number>> = true;
template <class Tag>
constexpr bool is_wrapped<Count<Tag>> = true;

/// Fills every field of a struct, whatever it is called, so that a field added later and forgotten
/// in the format fails these tests.
class Filler {
 public:
    explicit Filler(int depth_max) : depth_left_(depth_max) {}

    template <class T>
    void fill(T& value) {
        using Plain = std::remove_cvref_t<T>;
        if constexpr (std::same_as<Plain, std::string>) {
            value = *rc::gen::element<std::string>("", "x", "CENTRO-03-000123", "año \"7\"\n",
                                                   "base@1", "base");
        } else if constexpr (std::same_as<Plain, bool>) {
            value = *rc::gen::arbitrary<bool>();
        } else if constexpr (std::same_as<Plain, ErrorCode>) {
            value = *rc::gen::element(ErrorCode::HasReturns, ErrorCode::UnknownMember);
        } else if constexpr (std::same_as<Plain, Hash16>) {
            value = *rc::gen::arbitrary<Hash16>();
        } else if constexpr (std::is_enum_v<Plain>) {
            value = static_cast<Plain>(*rc::gen::inRange(0, 12));
        } else if constexpr (std::is_integral_v<Plain>) {
            value = *rc::gen::weightedOneOf<Plain>(
                {{3, rc::gen::just<Plain>(0)},
                 {6, rc::gen::arbitrary<Plain>()},
                 {1, rc::gen::just(std::numeric_limits<Plain>::min())},
                 {1, rc::gen::just(std::numeric_limits<Plain>::max())}});
        } else if constexpr (is_wrapped<Plain>) {
            if constexpr (requires { value.n; })
                fill(value.n);
            else
                fill(value.value);
        } else if constexpr (is_optional<Plain>) {
            if (*rc::gen::arbitrary<bool>())
                fill(value.emplace());
            else
                value.reset();
        } else if constexpr (is_vector<Plain>) {
            value.resize(depth_left_ > 0 ? *rc::gen::inRange<std::size_t>(0, 3) : 0);
            --depth_left_;
            for (auto& one : value) fill(one);
            ++depth_left_;
        } else {
            boost::pfr::for_each_field(value, [&](auto& field) { fill(field); });
        }
    }

 private:
    int depth_left_;
};

template <class T>
bool same(const T& a, const T& b) {
    if constexpr (is_optional<T>) {
        return a.has_value() == b.has_value() && (!a || same(*a, *b));
    } else if constexpr (is_vector<T>) {
        return a.size() == b.size() &&
               std::equal(a.begin(), a.end(), b.begin(), same<typename T::value_type>);
    } else if constexpr (requires { a == b; }) {
        return a == b;
    } else {
        bool equal = true;
        boost::pfr::for_each_field(a, [&, place = std::size_t{0}]<class F>(const F& field) mutable {
            boost::pfr::for_each_field(b,
                                       [&, at = std::size_t{0}]<class G>(const G& other) mutable {
                                           if constexpr (std::same_as<F, G>)
                                               if (at == place) equal = equal && same(field, other);
                                           ++at;
                                       });
            ++place;
        });
        return equal;
    }
}

/// What only quotes tell is never recorded.
void forget_quote(Receipt& receipt) {
    receipt.quoted_lines.clear();
    receipt.quoted_for.reset();
    receipt.coupon_offers.clear();
    receipt.reward_offers.clear();
    for (Receipt& applied : receipt.applied) forget_quote(applied);
}

Transaction any_transaction() {
    Transaction transaction;
    Filler filler(4);
    filler.fill(transaction.id);
    filler.fill(transaction.holder);
    filler.fill(transaction.at);
    Receipt receipt;
    filler.fill(receipt);
    forget_quote(receipt);
    transaction.receipt = std::make_shared<Receipt>(receipt);
    Effects& effects = transaction.effects;
    filler.fill(effects.entries);
    filler.fill(effects.lots);
    filler.fill(effects.tallies);
    filler.fill(effects.heads);
    filler.fill(effects.resources);
    filler.fill(effects.vouchers);
    filler.fill(effects.parked);
    filler.fill(effects.purchase);
    filler.fill(effects.reservations);
    filler.fill(effects.redemptions);
    filler.fill(effects.places);
    filler.fill(effects.memberships);
    filler.fill(effects.moved_lots);
    filler.fill(effects.referrals);
    filler.fill(effects.subscriptions);
    filler.fill(effects.answers);
    filler.fill(effects.closed_month);
    return transaction;
}

TEST(TransactionJson, keeps_every_field) {
    static_assert(boost::pfr::tuple_size_v<Effects> == 18, "fill the new field above");
    EXPECT_TRUE(rc::check([] {
        Transaction transaction = any_transaction();
        auto stored = decode_result(encode_result(transaction));
        RC_ASSERT(stored.has_value());
        RC_ASSERT(stored->receipt != nullptr);
        RC_ASSERT(same(*transaction.receipt, *stored->receipt));
        RC_ASSERT(same(transaction.effects.entries, stored->effects.entries));
        RC_ASSERT(same(transaction.effects.lots, stored->effects.lots));
        RC_ASSERT(same(transaction.effects.tallies, stored->effects.tallies));
        RC_ASSERT(same(transaction.effects.heads, stored->effects.heads));
        RC_ASSERT(same(transaction.effects.resources, stored->effects.resources));
        RC_ASSERT(same(transaction.effects.vouchers, stored->effects.vouchers));
        RC_ASSERT(same(transaction.effects.parked, stored->effects.parked));
        RC_ASSERT(same(transaction.effects.purchase, stored->effects.purchase));
        RC_ASSERT(same(transaction.effects.reservations, stored->effects.reservations));
        RC_ASSERT(same(transaction.effects.redemptions, stored->effects.redemptions));
        RC_ASSERT(same(transaction.effects.places, stored->effects.places));
        RC_ASSERT(same(transaction.effects.memberships, stored->effects.memberships));
        RC_ASSERT(same(transaction.effects.moved_lots, stored->effects.moved_lots));
        RC_ASSERT(same(transaction.effects.referrals, stored->effects.referrals));
        RC_ASSERT(same(transaction.effects.subscriptions, stored->effects.subscriptions));
        RC_ASSERT(same(transaction.effects.answers, stored->effects.answers));
        RC_ASSERT(same(transaction.effects.closed_month, stored->effects.closed_month));
    }));
}

TEST(TransactionJson, keeps_no_profile_of_a_new_member) {
    Transaction transaction;
    Holder& ana = transaction.effects.enrolled.emplace_back();
    ana.id = HolderId{77};
    ana.enrolled_at = Instant{1'700'000'000'000};
    ana.household = HolderId{99};
    ana.birth_date = Day{7000};
    ana.attributes["city"] = std::string("Cuenca");
    ana.segments = {"vip"};
    std::string text = encode_result(transaction);
    EXPECT_EQ(text.find("Cuenca"), std::string::npos);
    auto stored = decode_result(text);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->receipt, nullptr);
    ASSERT_EQ(stored->effects.enrolled.size(), 1u);
    const Holder& kept = stored->effects.enrolled.front();
    EXPECT_EQ(kept.id, ana.id);
    EXPECT_EQ(kept.enrolled_at, ana.enrolled_at);
    EXPECT_EQ(kept.household, ana.household);
    EXPECT_FALSE(kept.birth_date);
    EXPECT_TRUE(kept.attributes.empty() && kept.segments.empty());
}

TEST(TransactionJson, closes_the_codes_of_vouchers) {
    Transaction transaction;
    auto& row = transaction.effects.vouchers.emplace_back();
    row.holder = HolderId{5};
    row.voucher.code = "ABCD123";
    CodeSeal seal{.close =
                      [](HolderId holder, std::string_view code) {
                          return std::to_string(holder.value) +
                                 std::string(code.rbegin(), code.rend());
                      },
                  .open =
                      [](HolderId, std::string_view text) {
                          text.remove_prefix(1);
                          return std::string(text.rbegin(), text.rend());
                      }};
    std::string text = encode_result(transaction, seal);
    EXPECT_EQ(text.find("ABCD123"), std::string::npos);
    EXPECT_NE(text.find("5321DCBA"), std::string::npos);
    EXPECT_EQ(decode_result(text, seal)->effects.vouchers.front().voucher.code, "ABCD123");
}

TEST(TransactionJson, heads_and_parked_returns_stand_alone) {
    EXPECT_TRUE(rc::check([] {
        Head head;
        Filler(3).fill(head);
        auto stored = decode_head(encode_head(head));
        RC_ASSERT(stored.has_value());
        stored->entries = head.entries;  // these two have columns of their own
        stored->link = head.link;
        RC_ASSERT(same(head, *stored));
        Parked parked;
        Filler(3).fill(parked);
        auto waiting = decode_parked(encode_parked(parked));
        RC_ASSERT(waiting.has_value());
        RC_ASSERT(same(parked, *waiting));
    }));
    EXPECT_EQ(encode_head(Head{}), "[1,0,[]]");
}

TEST(TransactionJson, rows_of_reservations_and_redemptions_keep_what_has_no_column) {
    EXPECT_TRUE(rc::check([] {
        Reservation held;
        Filler(3).fill(held);
        auto kept = decode_reservation_detail(encode_reservation_detail(held), held.id);
        RC_ASSERT(kept.has_value());
        kept->currency = held.currency;  // these have columns of their own
        kept->points = held.points;
        kept->captured = held.captured;
        kept->state = held.state;
        kept->due_at = held.due_at;
        RC_ASSERT(same(held, *kept));
        Redemption taken;
        Filler(3).fill(taken);
        auto prize = decode_redemption_detail(encode_redemption_detail(taken), taken.id);
        RC_ASSERT(prize.has_value());
        prize->reward = taken.reward;
        prize->points = taken.points;
        prize->money = taken.money;
        prize->state = taken.state;
        prize->voucher = taken.voucher;
        prize->store = taken.store;
        prize->due_at = taken.due_at;
        RC_ASSERT(same(taken, *prize));
    }));
    EXPECT_EQ(decode_reservation_detail("[]", ReservationId{7})->id, ReservationId{7});
    EXPECT_EQ(decode_reservation_detail("{}", ReservationId{7}).error().code,
              ErrorCode::InternalError);
    EXPECT_EQ(decode_redemption_detail("7", RedemptionId{7}).error().code,
              ErrorCode::InternalError);
}

TEST(TransactionJson, refuses_what_it_did_not_write) {
    for (const char* text : {"", "{}", "[]", "[2,[],null,[]]", "[1,[],null,{}]", "[1,[],null,[7]]",
                             "[1,[],[\"1\"],[]]", "[1,[],null,[[],[],[],[],null,[],[],[],[],0]]"})
        EXPECT_EQ(decode_result(text).error().code, ErrorCode::InternalError) << text;
    EXPECT_EQ(decode_head("[\"x\"]").error().code, ErrorCode::InternalError);
    EXPECT_EQ(decode_parked("7").error().code, ErrorCode::InternalError);
}

TEST(TransactionJson, is_compact) {
    Transaction transaction;
    transaction.id = TxnId{480'000'000'000'000'000};
    transaction.holder = HolderId{470'000'000'000'000'123};
    transaction.at = Instant{1'773'183'900'000};
    Entry entry = make_entry(EntryId{transaction.id.value + 1}, transaction.holder, EntryType::Earn,
                             CurrencyId{3}, Movement{.available = Units{119}}, Contra::Issued,
                             BrandId{1}, transaction.at);
    entry.rule = RuleId{9};
    entry.lot = LotId{transaction.id.value + 2};
    entry.issuer = BrandId{1};  // the brand on the other side: not written
    transaction.effects.entries = {entry};
    EXPECT_EQ(encode_result(transaction),
              "[1,[470000000000000123,480000000000000000,1773183900000],null,"
              "[[[1,0,1,3,1,1,-119,119,0,9,2]]]]");
}

}  // namespace
}  // namespace vuelve
