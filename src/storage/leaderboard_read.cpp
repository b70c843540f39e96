#include "storage/leaderboard_read.h"

#include "codec/transaction_json.h"
#include "generated/sql.h"
#include "storage/stored_json.h"

namespace vuelve::storage {

std::map<HolderId, std::int64_t> points_earned(Reader& reader,
                                               const Placement& placement,
                                               std::int64_t programme_id,
                                               CurrencyId currency,
                                               const InstantSpan& span) {
    std::map<HolderId, std::int64_t> earned;
    Rows rows = reader.query(sql::points_earned_between,
                             {base_bucket(placement), placement.tenant_id, programme_id, currency,
                              span.first_month, span.last_month, span.from, span.to});
    while (rows.next()) earned[rows.get<HolderId>(0)] = rows.integer(1);
    return earned;
}

std::vector<HolderId> active_members(Reader& reader,
                                     const Placement& placement,
                                     std::int64_t programme_id) {
    std::vector<HolderId> members;
    Rows rows = reader.query(sql::active_members,
                             {base_bucket(placement), placement.tenant_id, programme_id});
    while (rows.next()) members.push_back(rows.get<HolderId>(0));
    return members;
}

std::set<HolderId> members_who_agree(Reader& reader,
                                     const Placement& placement,
                                     std::string_view purpose) {
    std::set<HolderId> agreeing;
    Rows rows = reader.query(sql::consents_of_purpose,
                             {base_bucket(placement), placement.tenant_id, purpose});
    while (rows.next())
        if (rows.integer(1) != 0)
            agreeing.insert(rows.get<HolderId>(0));
        else
            agreeing.erase(rows.get<HolderId>(0));
    return agreeing;
}

std::map<HolderId, LevelId> levels_held(Reader& reader, const Placement& placement) {
    std::map<HolderId, LevelId> levels;
    Rows heads = reader.query(sql::all_heads, {base_bucket(placement), placement.tenant_id});
    while (heads.next())
        levels[heads.get<HolderId>(0)] = or_corrupt(decode_head(heads.text(1))).tier.level;
    return levels;
}

}  // namespace vuelve::storage
