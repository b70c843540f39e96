#include "storage/publishing_read.h"

#include "generated/sql.h"
#include "storage/leaderboard_read.h"

namespace vuelve::storage {

Rows PublishingRead::ask(std::string_view sql) const {
    return reader_.query(sql, {base_bucket(placement_), placement_.tenant_id});
}

Rows PublishingRead::ask_programme(std::string_view sql) const {
    return reader_.query(sql, {base_bucket(placement_), placement_.tenant_id, programme_id_});
}

bool PublishingRead::has_entries() const { return ask(sql::any_entry).next(); }

std::map<std::int32_t, PublishingRead::CurrencyUse> PublishingRead::currencies() const {
    std::map<std::int32_t, CurrencyUse> uses;
    Rows rows = ask(sql::currency_holders);
    while (rows.next()) uses[rows.get<std::int32_t>(0)] = {rows.integer(1), rows.integer(2)};
    return uses;
}

Holders PublishingRead::brands() const {
    Holders holders;
    Rows rows = ask(sql::brand_holders);
    while (rows.next()) holders[rows.get<std::int32_t>(0)] = rows.integer(1);
    return holders;
}

Holders PublishingRead::stores() const {
    Holders holders;
    Rows homes = ask_programme(sql::store_members);
    while (homes.next()) holders[homes.get<std::int32_t>(0)] += homes.integer(1);
    Rows waiting = ask(sql::store_pick_ups);
    while (waiting.next()) holders[waiting.get<std::int32_t>(0)] += waiting.integer(1);
    return holders;
}

Holders PublishingRead::rewards() const {
    Holders holders;
    Rows taken = ask(sql::reward_holders);
    while (taken.next()) holders[taken.get<std::int32_t>(0)] += taken.integer(1);
    Rows vouchers = ask(sql::voucher_holders);
    while (vouchers.next()) holders[vouchers.get<std::int32_t>(1)] += vouchers.integer(2);
    return holders;
}

Holders PublishingRead::coupons() const {
    Holders holders;
    Rows vouchers = ask(sql::voucher_holders);
    while (vouchers.next()) holders[vouchers.get<std::int32_t>(0)] += vouchers.integer(2);
    return holders;
}

Holders PublishingRead::levels() const {
    Holders holders;
    for (const auto& [member, level] : levels_held(reader_, placement_)) ++holders[level.value];
    return holders;
}

std::map<std::string, std::int64_t> PublishingRead::plans() const {
    std::map<std::string, std::int64_t> holders;
    Rows rows = ask(sql::plan_holders);
    while (rows.next()) holders[std::string(rows.text(0))] = rows.integer(1);
    return holders;
}

std::int64_t PublishingRead::members() const {
    Rows rows = ask_programme(sql::members_in_all);
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace vuelve::storage
