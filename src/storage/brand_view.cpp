#include "storage/brand_view.h"

#include <algorithm>

#include "codec/transaction_json.h"
#include "generated/sql.h"
#include "storage/stored_json.h"

namespace vuelve::storage {

std::multimap<HolderId, HolderId> BrandView::merged(Reader& reader, bool at_brand) const {
    std::map<HolderId, HolderId> into;
    std::vector<HolderId> wanted;
    Rows rows = reader.query(sql::merged_at_brand, {base_bucket(placement_), placement_.tenant_id,
                                                   programme_id_, brand_});
    while (rows.next()) {
        into[rows.get<HolderId>(0)] = rows.get<HolderId>(1);
        if (!at_brand || rows.get<bool>(2)) wanted.push_back(rows.get<HolderId>(0));
    }
    std::multimap<HolderId, HolderId> by_survivor;
    for (HolderId id : wanted) {
        HolderId survivor = id;
        for (auto next = into.find(survivor); next != into.end(); next = into.find(survivor))
            survivor = next->second;
        by_survivor.emplace(survivor, id);
    }
    return by_survivor;
}

std::vector<HolderId> BrandView::members(Reader& reader, HolderId after, int limit) const {
    std::vector<HolderId> found;
    Rows rows = reader.query(sql::brand_members, {base_bucket(placement_), placement_.tenant_id,
                                                  programme_id_, after, brand_, limit});
    while (rows.next()) found.push_back(rows.get<HolderId>(0));
    for (const auto& [survivor, gone] : merged(reader, true))
        if (survivor > after) found.push_back(survivor);
    std::ranges::sort(found);
    const auto again = std::ranges::unique(found);
    found.erase(again.begin(), again.end());
    if (found.size() > static_cast<std::size_t>(limit))
        found.resize(static_cast<std::size_t>(limit));
    return found;
}

bool BrandView::sees(Reader& reader, HolderId member) const {
    const auto next = members(reader, HolderId{member.value - 1}, 1);
    return !next.empty() && next.front() == member;
}

std::vector<BrandView::Visit> BrandView::visits(Reader& reader,
                                                HolderId member,
                                                const std::vector<HolderId>& accounts,
                                                TxnId before,
                                                int limit) const {
    std::vector<HolderId> ids{member};
    const auto gone = merged(reader, false);
    for (auto [one, last] = gone.equal_range(member); one != last; ++one)
        ids.push_back(one->second);
    std::vector<Visit> visits;
    for (HolderId id : ids) {
        Rows rows = reader.query(
            sql::brand_transactions,
            {base_bucket(placement_), placement_.tenant_id, id, brand_, before, limit});
        while (rows.next()) {
            Visit visit{.txn = rows.get<TxnId>(0),
                        .summary = summary_of(rows, 1, vault_, rows.get<TxnId>(0)),
                        .entries = {}};
            const auto stored = or_corrupt(decode_result(rows.text(7), code_seal(vault_)));
            for (const Entry& entry : stored.effects.entries)
                if (entry.holder == id ||
                    std::ranges::find(accounts, entry.holder) != accounts.end())
                    visit.entries.push_back(entry);
            visits.push_back(std::move(visit));
        }
    }
    std::ranges::sort(visits, std::ranges::greater{}, [](const Visit& visit) { return visit.txn; });
    if (visits.size() > static_cast<std::size_t>(limit))
        visits.resize(static_cast<std::size_t>(limit));
    return visits;
}

}  // namespace vuelve::storage
