#include <algorithm>
#include <limits>
#include <map>

#include "generated/sql.h"
#include "storage/ledger_rows.h"
#include "storage/ledger_store.h"
#include "storage/list_query.h"

namespace vuelve::storage {
namespace {

/// Holders who are found by the column of a row that says whose it is.
class HoldersByRow {
 public:
    HoldersByRow(Reader& reader, std::int64_t tenant, std::span<Holder> holders)
        : reader_(reader), tenant_(tenant) {
        for (Holder& holder : holders) {
            by_id_.emplace(holder.id, &holder);
            all_.push_back(holder.id);
            (holder.kind == HolderKind::Household ? households_ : members_).push_back(holder.id);
        }
    }

    template <class Read>
    void of_all(const ListStatement& statement, int column, const Read& read) const {
        ask(statement, all_, column, read);
    }
    template <class Read>
    void of_households(const ListStatement& statement, int column, const Read& read) const {
        ask(statement, households_, column, read);
    }
    template <class Read>
    void of_members(const ListStatement& statement, int column, const Read& read) const {
        ask(statement, members_, column, read);
    }

 private:
    template <class Read>
    void ask(const ListStatement& statement,
             const std::vector<HolderId>& ids,
             int column,
             const Read& read) const {
        query_holders(reader_, statement, {tenant_}, ids, [&](const Rows& rows) {
            read(rows, *by_id_.at(rows.get<HolderId>(column)));
        });
    }

    Reader& reader_;
    std::int64_t tenant_;
    std::map<HolderId, Holder*> by_id_;
    std::vector<HolderId> all_, households_, members_;
};

/// What only members have.
void load_parts_of_members(const HoldersByRow& holders) {
    holders.of_members({sql::open_redemptions_of_holder, sql::open_redemptions_of_holder_list}, 1,
                       [](const Rows& rows, Holder& holder) {
                           holder.redemptions.push_back(read_redemption(rows).redemption);
                       });
    holders.of_members({sql::referral_of_holder, sql::referral_of_holder_list}, 5,
                       [](const Rows& rows, Holder& holder) {
                           holder.referral = Referral{
                               rows.get<HolderId>(0), rows.get<ReferralState>(1),
                               rows.get<TxnId>(2), rows.maybe<Instant>(3), rows.get<bool>(4)};
                       });
    holders.of_members({sql::subscriptions_of_holder, sql::subscriptions_of_holder_list}, 6,
                       [](const Rows& rows, Holder& holder) {
                           holder.subscriptions.push_back({.plan = std::string(rows.text(1)),
                                                           .from = rows.get<Instant>(3),
                                                           .to = rows.get<Instant>(4),
                                                           .state = rows.get<SubscriptionState>(2),
                                                           .id = rows.get<SubscriptionId>(0),
                                                           .until = rows.get<Instant>(5)});
                       });
}

/// Adds a row in the order of ids unless it is there: what a group has changed is newer.
template <class T>
void add_missing(std::vector<T>& rows, T row) {
    auto place = std::ranges::lower_bound(rows, row.id, {}, &T::id);
    if (place == rows.end() || place->id != row.id) rows.insert(place, std::move(row));
}

}  // namespace

std::size_t LedgerStore::load_ledgers(Reader& reader, std::span<Holder> all) const {
    const HoldersByRow holders(reader, placement_.tenant_id, all);
    std::size_t known = 0;
    holders.of_all({sql::wallets_of_holder, sql::wallets_of_holder_list}, 9,
                   [&](const Rows& rows, Holder& holder) {
                       if (read_wallet(rows, holder)) ++known;
                   });
    holders.of_all({sql::open_lots_of_holder, sql::open_lots_of_holder_list}, 15,
                   [](const Rows& rows, Holder& holder) { holder.lots.push_back(read_lot(rows)); });
    holders.of_all({sql::tallies_of_holder, sql::tallies_of_holder_list}, 5,
                   [](const Rows& rows, Holder& holder) {
                       const TallyKey key{rows.get<TallyKind>(0), rows.get<std::int32_t>(1),
                                          rows.integer(2)};
                       holder.tallies[key] = {rows.integer(3), rows.integer(4)};
                   });
    holders.of_all({sql::open_vouchers_of_holder, sql::open_vouchers_of_holder_list}, 10,
                   [&](const Rows& rows, Holder& holder) {
                       holder.vouchers.push_back(read_voucher(rows, vault_));
                   });
    holders.of_all({sql::open_reservations_of_holder, sql::open_reservations_of_holder_list}, 1,
                   [](const Rows& rows, Holder& holder) {
                       holder.reservations.push_back(read_reservation(rows).reservation);
                   });
    holders.of_households(
        {sql::members_of_household, sql::members_of_household_list}, 4,
        [](const Rows& rows, Holder& holder) { holder.members.push_back(read_membership(rows)); });
    load_parts_of_members(holders);
    return known;
}

bool LedgerStore::load_ledger(Reader& reader, Holder& holder) const {
    return load_ledgers(reader, std::span(&holder, 1)) == 1;
}

bool LedgerStore::load_lot(Reader& reader, Holder& holder, LotId lot) const {
    if (std::ranges::binary_search(holder.lots, lot, {}, &Lot::id)) return true;
    Rows rows =
        reader.query(sql::one_lot, {bucket_of(holder.id), placement_.tenant_id, holder.id, lot});
    if (!rows.next()) return false;
    add_missing(holder.lots, read_lot(rows));
    return true;
}

void LedgerStore::load_all_lots(Reader& reader, Holder& holder) const {
    for (Lot& lot : lots(reader, holder.id, LotId{}, std::numeric_limits<int>::max()))
        add_missing(holder.lots, lot);
}

void LedgerStore::load_all_vouchers(Reader& reader, Holder& holder) const {
    Rows rows = reader.query(sql::vouchers_of_holder,
                             {bucket_of(holder.id), placement_.tenant_id, holder.id});
    while (rows.next()) add_missing(holder.vouchers, read_voucher(rows, vault_));
}

}  // namespace vuelve::storage
