#include "storage/measure_read.h"

#include <unordered_map>

#include "codec/transaction_json.h"
#include "domain/tier.h"
#include "generated/sql.h"
#include "storage/stored_json.h"
#include "storage/survey_store.h"
#include "storage/text_list.h"

namespace vuelve::storage {
namespace {

using analytics::ShopFacts;

struct FactsPlace {
    Reader& reader;
    const Placement& placement;
    std::int64_t programme_id;
    const Programme& programme;
    const FactsAsked& asked;

    int bucket() const { return base_bucket(placement); }
    const Zone& zone() const { return programme.zone(); }
    Instant end() const { return zone().day_start(asked.span.last + 1); }
};

/// The base level has a number of its own among the levels.
LevelId level_then(const FactsPlace& place, std::string_view head) {
    const auto& tiers = place.programme.document().tiers;
    if (!tiers || head.empty()) return {};
    const LevelId held = level_at(or_corrupt(decode_head(head)).tier, place.end() + -1);
    return held.value == 0 ? tiers->levels.front().id : held;
}

struct MemberRows {
    std::vector<analytics::MemberFact> members;
    std::unordered_map<HolderId, HolderId> survivors;

    /// Who a merged member is now.
    HolderId now(HolderId member) const {
        for (auto found = survivors.find(member); found != survivors.end();
             found = survivors.find(member))
            member = found->second;
        return member;
    }
};

MemberRows member_rows(const FactsPlace& place) {
    MemberRows all;
    std::unordered_map<HolderId, std::size_t> places;
    Rows rows = place.reader.query(sql::member_facts,
                                   {place.bucket(), place.placement.tenant_id, place.programme_id});
    while (rows.next()) {
        analytics::MemberFact member{.member = rows.get<HolderId>(0),
                                     .enrolled = place.zone().local_day(rows.get<Instant>(1)),
                                     .home_store = rows.get<StoreId>(3),
                                     .segments = read_list(rows.text(5))};
        if (auto left = rows.maybe<Instant>(2)) member.left = place.zone().local_day(*left);
        if (place.asked.needs_levels && !rows.is_null(6))
            member.level = level_then(place, rows.text(6));
        if (const auto survivor = rows.get<HolderId>(4); survivor.value != 0)
            all.survivors[member.member] = survivor;
        places[member.member] = all.members.size();
        all.members.push_back(std::move(member));
    }
    Rows dynamic = place.reader.query(
        sql::segments_of_members, {place.bucket(), place.placement.tenant_id, place.programme_id});
    while (dynamic.next())
        if (auto found = places.find(dynamic.get<HolderId>(0)); found != places.end())
            all.members[found->second].segments.emplace_back(dynamic.text(1));
    return all;
}

void read_points(const FactsPlace& place, const MemberRows& members, ShopFacts& facts) {
    const Instant period = place.zone().day_start(place.asked.span.first);
    Rows rows = place.reader.query(sql::point_facts,
                                   {place.bucket(), place.placement.tenant_id, place.programme_id,
                                    place.zone().day_start(place.asked.from), place.end(), period});
    while (rows.next())
        facts.points.push_back({.entry = rows.get<EntryId>(0),
                                .member = members.now(rows.get<HolderId>(1)),
                                .day = place.zone().local_day(rows.get<Instant>(2)),
                                .type = rows.get<EntryType>(3),
                                .currency = rows.get<CurrencyId>(4),
                                .units = Units{rows.integer(5)},
                                .store = rows.get<StoreId>(6),
                                .brand = rows.get<BrandId>(7),
                                .channel = std::string(rows.text(8)),
                                .rule = rows.get<RuleId>(9)});
}

void read_lots(const FactsPlace& place, const MemberRows& members, ShopFacts& facts) {
    Rows rows = place.reader.query(
        sql::lot_facts, {place.bucket(), place.placement.tenant_id, place.programme_id,
                         place.asked.currency, place.asked.span.first, place.asked.span.last});
    while (rows.next())
        facts.lots.push_back({.lot = rows.get<LotId>(0),
                              .member = members.now(rows.get<HolderId>(1)),
                              .earned = rows.get<Day>(2),
                              .currency = rows.get<CurrencyId>(3),
                              .original = Units{rows.integer(4)},
                              .reversed = Units{rows.integer(5)},
                              .expired = Units{rows.integer(6)},
                              .open = Units{rows.integer(7)},
                              .brand = rows.get<BrandId>(8)});
}

void read_store_days(const FactsPlace& place, ShopFacts& facts) {
    std::unordered_map<std::int32_t, BrandId> brands;
    for (const Store& store : place.programme.document().stores)
        brands[store.id.value] = store.brand_id;
    Rows rows = place.reader.query(sql::store_days_between,
                                   {place.bucket(), place.placement.tenant_id, place.programme_id,
                                    place.asked.span.first, place.asked.span.last});
    while (rows.next())
        facts.store_days.push_back({.store = rows.get<StoreId>(0),
                                    .brand = brands[rows.get<std::int32_t>(0)],
                                    .day = rows.get<Day>(1),
                                    .tickets = rows.integer(2),
                                    .amount = Minor{rows.integer(3)}});
}

void read_scores(const FactsPlace& place, const MemberRows& members, ShopFacts& facts) {
    for (const AnswerRow& row : answers_between(place.reader, place.placement, place.programme_id,
                                                place.asked.span.first, place.asked.span.last))
        if (row.answer.nps)
            facts.scores.push_back({row.answer.id, members.now(row.holder), row.answer.day,
                                    *row.answer.nps, row.answer.store});
}

}  // namespace

ShopFacts read_shop_facts(Reader& reader,
                          const Placement& placement,
                          std::int64_t programme_id,
                          const Programme& programme,
                          const FactsAsked& asked) {
    const FactsPlace place{reader, placement, programme_id, programme, asked};
    ShopFacts facts;
    MemberRows members = member_rows(place);
    if (asked.needs.points) read_points(place, members, facts);
    if (asked.needs.lots) read_lots(place, members, facts);
    read_store_days(place, facts);
    read_scores(place, members, facts);
    facts.members = std::move(members.members);
    return facts;
}

std::vector<analytics::MemberFact> read_member_facts(Reader& reader,
                                                     const Placement& placement,
                                                     std::int64_t programme_id,
                                                     const Programme& programme,
                                                     const FactsAsked& asked) {
    return member_rows({reader, placement, programme_id, programme, asked}).members;
}

void put_store_days(Transaction& tx,
                    const Placement& placement,
                    std::int64_t programme_id,
                    std::span<const analytics::StoreDayFact> days) {
    Batch batch(7);
    for (const analytics::StoreDayFact& day : days)
        batch.add(base_bucket(placement), placement.tenant_id, programme_id, day.store, day.day,
                  day.tickets, day.amount);
    tx.exec_batch(sql::put_store_day, batch);
}

}  // namespace vuelve::storage
