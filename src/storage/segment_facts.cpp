#include <algorithm>

#include "analytics/rfm.h"
#include "codec/attributes_json.h"
#include "codec/transaction_json.h"
#include "domain/expiry.h"
#include "domain/tier.h"
#include "generated/sql.h"
#include "storage/sealed_profile.h"
#include "storage/segment_store.h"
#include "storage/stored_json.h"
#include "storage/text_list.h"

/// Facts of many members at once: one statement for each source, whose rows are told apart by their
/// holder.
namespace vuelve::storage {
namespace {

class FactsReading {
 public:
    FactsReading(Reader& reader,
                 const Vault& vault,
                 const Programme& programme,
                 SegmentNeeds needs,
                 Instant at,
                 int bucket,
                 std::int64_t tenant)
        : reader_(reader),
          vault_(vault),
          programme_(programme),
          needs_(needs),
          at_(at),
          today_(programme.zone().local_day(at)),
          bucket_(bucket),
          tenant_(tenant) {}

    std::vector<SegmentFacts> read(std::int32_t programme_id,
                                   HolderId first,
                                   HolderId last,
                                   int limit) {
        people(programme_id, first, last, limit);
        if (found_.empty()) return {};
        first_ = found_.front().member;
        last_ = found_.back().member;
        if (asks(PathSource::Level)) levels();
        if (asks(PathSource::Balances) || asks(PathSource::Expiring)) accounts();
        if (asks(PathSource::Games)) games();
        if (asks(PathSource::Places))
            sales_by_place();
        else if (asks(PathSource::Sales) || asks(PathSource::LastPurchase))
            sales();
        if (asks(PathSource::Rfm)) rfm();
        if (asks(PathSource::Plans)) plans();
        if (asks(PathSource::Rewards)) redeemed();
        if (asks(PathSource::Coupons)) used();
        if (asks(PathSource::Referral)) referrals();
        if (asks(PathSource::Referred)) referred();
        if (asks(PathSource::Answers)) answers();
        if (asks(PathSource::Actions)) actions();
        return std::move(found_);
    }

 private:
    bool asks(PathSource source) const { return (needs_.sources & bit(source)) != 0; }

    /// Rows of a statement whose first column is the holder, for those among the members.
    template <class Take>
    void each(std::string_view statement, Take take) {
        Rows rows = reader_.query(statement, {bucket_, tenant_, first_, last_});
        each_row(rows, take);
    }
    template <class Take>
    void each_row(Rows& rows, Take take) {
        while (rows.next())
            if (SegmentFacts* facts = find(rows.get<HolderId>(0))) take(*facts, rows);
    }
    SegmentFacts* find(HolderId member) {
        auto place = std::ranges::lower_bound(found_, member, {}, &SegmentFacts::member);
        return place == found_.end() || place->member != member ? nullptr : &*place;
    }

    void people(std::int32_t programme_id, HolderId first, HolderId last, int limit) {
        Rows rows = reader_.query(sql::segment_people,
                                  {bucket_, tenant_, programme_id, first, last, limit});
        while (rows.next()) {
            SegmentFacts facts{.member = rows.get<HolderId>(0),
                               .today = today_,
                               .at = at_,
                               .enrolled = programme_.zone().local_day(rows.get<Instant>(1)),
                               .home_store = {},
                               .language = std::string(rows.text(3)),
                               .level = {},
                               .segments = read_list(rows.text(5)),
                               .referral = {}};
            if (const auto store = rows.get<StoreId>(2); store.value != 0)
                facts.home_store = programme_.store(store).code;
            open(rows, facts);
            const auto household = rows.get<HolderId>(4);
            facts.account = household.value == 0 ? facts.member : household;
            found_.push_back(std::move(facts));
        }
    }

    /// Opening what is sealed costs more than all the rest, so it waits until it is asked for.
    void open(const Rows& rows, SegmentFacts& facts) const {
        const bool has_birth = asks(PathSource::Birth) && !rows.is_null(8);
        const bool has_attributes = asks(PathSource::Attributes) && !rows.is_null(9);
        if ((!has_birth && !has_attributes) || rows.is_null(7)) return;
        const DataKey key = vault_.unwrap(facts.member, rows.bytes(7));
        const auto version = rows.integer(6);
        if (has_birth)
            facts.birth_date = open_birth_date(vault_, key, facts.member, version, rows.bytes(8));
        if (has_attributes)
            facts.attributes = decode_attributes(
                open_attributes(vault_, key, facts.member, version, rows.bytes(9)));
    }

    void levels() {
        each(sql::segment_heads, [&](SegmentFacts& facts, const Rows& rows) {
            const Head head = or_corrupt(decode_head(rows.text(1)));
            facts.level = level_code(programme_, level_at(head.tier, at_));
        });
    }

    using Balances = std::map<HolderId, std::vector<BalanceFacts>>;

    void load_accounts(HolderId first, HolderId last, Balances& balances) {
        Rows wallets = reader_.query(sql::segment_balances, {bucket_, tenant_, first, last});
        while (wallets.next())
            balances[wallets.get<HolderId>(0)].push_back({.currency = wallets.get<CurrencyId>(1),
                                                          .available = wallets.get<Units>(2),
                                                          .pending = wallets.get<Units>(3),
                                                          .reserved = wallets.get<Units>(4),
                                                          .debt = wallets.get<Units>(5)});
        if (!asks(PathSource::Expiring)) return;
        const Instant horizon = at_ + (expiring_days_max + 2) * ms_per_day;
        Rows lots = reader_.query(sql::segment_lots, {bucket_, tenant_, first, last, horizon});
        while (lots.next()) {
            auto& held = balances[lots.get<HolderId>(0)];
            auto balance =
                std::ranges::find(held, lots.get<CurrencyId>(1), &BalanceFacts::currency);
            if (balance == held.end()) continue;
            balance->expiring.push_back(
                {last_day_before(programme_.zone(), lots.get<Instant>(2)), lots.get<Units>(3)});
        }
    }

    /// Spendable units lie with the household, status credits with the member.
    void accounts() {
        Balances balances;
        load_accounts(first_, last_, balances);
        for (const SegmentFacts& facts : found_)
            if ((facts.account < first_ || facts.account > last_) &&
                !balances.contains(facts.account))
                load_accounts(facts.account, facts.account, balances);
        for (SegmentFacts& facts : found_) {
            for (const Currency& currency : programme_.document().currencies) {
                const HolderId account =
                    currency.kind == CurrencyKind::Status ? facts.member : facts.account;
                auto held = balances.find(account);
                if (held == balances.end()) continue;
                auto balance =
                    std::ranges::find(held->second, currency.id, &BalanceFacts::currency);
                if (balance != held->second.end()) facts.balances.push_back(*balance);
            }
        }
    }

    void games() {
        each(sql::segment_games, [](SegmentFacts& facts, const Rows& rows) {
            if (rows.get<TallyKind>(1) == TallyKind::Badge)
                facts.badges.push_back(rows.get<std::int32_t>(2));
            else
                facts.completed[rows.get<ChallengeId>(2)] = rows.integer(3);
        });
    }

    void sales() {
        Rows rows = reader_.query(sql::segment_sales,
                                  {bucket_, tenant_, first_, last_, today_ + -purchase_windows[0],
                                   today_ + -purchase_windows[1], today_ + -purchase_windows[2]});
        each_row(rows, [](SegmentFacts& facts, const Rows& row) {
            SalesAt sales{.channel = {},
                          .first = row.get<Day>(1),
                          .last = row.get<Day>(2),
                          .ever = {row.integer(3), row.integer(4)}};
            int column = 5;
            for (CountedSales& window : sales.windows) {
                window.count = row.integer(column++);
                window.amount = row.integer(column++);
            }
            facts.last_purchase = sales.last;
            facts.sales.push_back(std::move(sales));
        });
    }

    void sales_by_place() {
        each(sql::segment_sales_by_place, [&](SegmentFacts& facts, const Rows& row) {
            const auto store = row.get<StoreId>(1);
            const auto day = row.get<Day>(3);
            const std::int64_t amount = row.integer(4);
            if (facts.sales.empty())
                facts.sales.push_back({.channel = {}, .first = day, .last = day});
            add_sale(facts.sales.front(), day, amount);
            facts.last_purchase = facts.sales.front().last;
            auto place = std::ranges::find_if(facts.sales, [&](const SalesAt& known) {
                return known.store == store && known.channel == row.text(2);
            });
            if (place == facts.sales.end())
                place = facts.sales.insert(place, {.store = store,
                                                   .channel = std::string(row.text(2)),
                                                   .first = day,
                                                   .last = day});
            add_sale(*place, day, amount);
        });
    }
    void add_sale(SalesAt& sales, Day day, std::int64_t amount) const {
        const auto add = [&](CountedSales& sum) {
            sum.count += 1;
            sum.amount += amount;
        };
        sales.first = std::min(sales.first, day);
        sales.last = std::max(sales.last, day);
        add(sales.ever);
        for (std::size_t i = 0; i < std::size(purchase_windows); ++i)
            if (today_ - day < purchase_windows[i]) add(sales.windows[i]);
    }

    void rfm() {
        each(sql::segment_rfm, [](SegmentFacts& facts, const Rows& rows) {
            facts.rfm = RfmFacts{rows.get<int>(1), rows.get<int>(2), rows.get<int>(3),
                                 std::string(name_of(rows.get<analytics::RfmSegment>(4)))};
        });
    }
    void plans() {
        each(sql::segment_plans, [](SegmentFacts& facts, const Rows& rows) {
            facts.plans.push_back({.plan = std::string(rows.text(1)),
                                   .from = rows.get<Instant>(2),
                                   .to = rows.get<Instant>(3),
                                   .state = rows.get<SubscriptionState>(4),
                                   .until = rows.get<Instant>(5)});
        });
    }
    void redeemed() {
        each(sql::segment_redemptions, [](SegmentFacts& facts, const Rows& rows) {
            facts.redeemed[rows.get<RewardId>(1)] = rows.integer(2);
        });
    }
    void used() {
        each(sql::segment_vouchers, [](SegmentFacts& facts, const Rows& rows) {
            facts.used[rows.get<CouponId>(1)] = rows.integer(2);
        });
    }
    void referrals() {
        each(sql::segment_referrals, [](SegmentFacts& facts, const Rows& rows) {
            facts.referral = name_of(rows.get<ReferralState>(1));
        });
    }
    void referred() {
        each(sql::segment_referred,
             [](SegmentFacts& facts, const Rows& rows) { facts.referred = rows.integer(1); });
    }

    void answers() {
        each(sql::segment_answers, [](SegmentFacts& facts, const Rows& rows) {
            if (const auto rating = rows.maybe<int>(2)) facts.rating = rating;
            if (const auto nps = rows.maybe<int>(3)) facts.nps = nps;
        });
    }
    void actions() {
        each(sql::segment_deeds, [](SegmentFacts& facts, const Rows& rows) {
            facts.actions[std::string(rows.text(1))] = rows.integer(2);
        });
    }

    Reader& reader_;
    const Vault& vault_;
    const Programme& programme_;
    SegmentNeeds needs_;
    Instant at_{};
    Day today_{};
    int bucket_;
    std::int64_t tenant_;
    HolderId first_{}, last_{};
    std::vector<SegmentFacts> found_;
};

}  // namespace

std::vector<SegmentFacts> SegmentStore::facts(Reader& reader,
                                              const Programme& programme,
                                              const SegmentNeeds& needs,
                                              Instant at,
                                              HolderId first,
                                              HolderId last,
                                              int limit) const {
    FactsReading reading(reader, vault_, programme, needs, at, bucket(), placement_.tenant_id);
    return reading.read(programme_id_, first, last, limit);
}

}  // namespace vuelve::storage
