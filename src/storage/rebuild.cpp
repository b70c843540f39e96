#include "storage/rebuild.h"

#include <algorithm>
#include <deque>

#include "codec/programme_json.h"
#include "generated/sql.h"
#include "storage/config_store.h"
#include "storage/fact_store.h"
#include "storage/ledger_store.h"
#include "storage/product_store.h"
#include "storage/stored_json.h"
#include "storage/txn_rows.h"
#include "storage/verify.h"

namespace vuelve::storage {
namespace {

std::shared_ptr<const Zone> zone_of(Reader& reader, const ProgrammeRow& programme) {
    auto version = load_version(reader, programme.key, programme.published_version);
    auto document = version ? decode_programme(version->document)
                            : std::unexpected(std::vector<vuelve::Fault>{});
    auto zone = document ? Zone::find(document->time_zone) : nullptr;
    if (!zone)
        throw StorageError(Trouble::Corrupt,
                           "programme " + programme.code + " has no readable document");
    return zone;
}

/// One programme's transactions in the order of their commits, a group at a time.
class Replay {
 public:
    Replay(Transaction& tx,
           const Tenant& tenant,
           const ProgrammeRow& programme,
           const KeyRing& ring)
        : tx_(tx),
          vault_(ring, tenant.tenant_id),
          ledger_(
              vault_, tenant.placement(), static_cast<std::int32_t>(programme.key.programme_id)),
          zone_(zone_of(tx, programme)) {}

    void add(TxnRow row) {
        StoredResult result = or_corrupt(decode_result(row.result, code_seal(vault_)));
        row.txn.receipt = std::move(result.receipt);
        row.txn.effects = std::move(result.effects);
        move(row);
        waiting_.push_back(std::move(row));
        if (waiting_.size() == group_max) write();
    }

    void write() {
        std::vector<LedgerStore::Row> rows;
        for (TxnRow& row : waiting_) rows.push_back({&row.txn, row.document, row.parent});
        ledger_.project(tx_, rows, state_, *zone_);
        waiting_.clear();
    }

 private:
    static constexpr std::size_t group_max = 500;

    /// Balances are summed from the entries and links recomputed: neither is taken from what was
    /// stored.
    void move(const TxnRow& row) {
        Holder& actor = holder(row.chain());
        for (const auto& changed : row.txn.effects.heads) {
            Head& head = holder(changed.holder).head;
            const auto [entries, link] = std::pair(head.entries, head.link);
            head = changed.head;
            head.entries = entries;
            head.link = link;
        }
        actor.head.link = row.link_after(actor.head.link);
        for (const Entry& entry : row.txn.effects.entries) {
            Holder& moved = holder(entry.holder);
            moved.head.entries += 1;
            auto& wallets = moved.wallets;
            auto place = std::ranges::lower_bound(wallets, entry.currency, {}, &Wallet::currency);
            if (place == wallets.end() || place->currency != entry.currency)
                place = wallets.insert(place, Wallet{.currency = entry.currency});
            place->pending += entry.movement.pending;
            place->available += entry.movement.available;
            place->reserved += entry.movement.reserved;
            place->debt += entry.movement.debt;
        }
    }

    Holder& holder(HolderId id) {
        Holder& found = state_.holders[id];
        found.id = id;
        return found;
    }

    Transaction& tx_;
    Vault vault_;
    LedgerStore ledger_;
    std::shared_ptr<const Zone> zone_;
    State state_;
    std::deque<TxnRow> waiting_;
};

std::int64_t replay_all(Reader& source,
                        Transaction& tx,
                        const KeyRing& ring,
                        const std::function<void(std::int64_t)>& progress) {
    std::int64_t done = 0;
    const auto tenants = load_tenants(source);
    for (const ProgrammeRow& programme : load_programmes(source)) {
        auto tenant = std::ranges::find(tenants, programme.key.tenant_id, &Tenant::tenant_id);
        if (tenant == tenants.end() || programme.published_version == 0) continue;
        Replay replay(tx, *tenant, programme, ring);
        Rows rows = source.query(sql::txns_of_programme,
                                 {programme.key.tenant_id, programme.key.programme_id});
        while (rows.next()) {
            replay.add(read_txn(rows));
            if (++done % 1000 == 0 && progress) progress(done);
        }
        replay.write();
    }
    return done;
}

/// Brings the facts of every programme up to the last transaction.
void follow_all(Transaction& tx, const KeyRing& ring) {
    const auto tenants = load_tenants(tx);
    for (const ProgrammeRow& programme : load_programmes(tx)) {
        auto tenant = std::ranges::find(tenants, programme.key.tenant_id, &Tenant::tenant_id);
        if (tenant == tenants.end() || programme.published_version == 0) continue;
        const Vault vault(ring, tenant->tenant_id);
        const FactStore facts(vault, tenant->placement(),
                              static_cast<std::int32_t>(programme.key.programme_id));
        const auto products = load_products(tx, programme.key);
        const UnitCost unit_cost = [&](const std::string& sku) -> std::optional<Minor> {
            auto found = products.find(sku);
            if (found == products.end() || !found->second.unit_cost) return std::nullopt;
            return Minor{*found->second.unit_cost};
        };
        for (FactStore::Page page{.rows = {}, .is_last = false}; !page.is_last;) {
            page = facts.read_page(tx, facts.place(tx));
            if (page.rows.empty()) break;
            facts.apply(tx, page.rows, unit_cost);
            facts.set_place(tx, page.last);
        }
    }
}

std::optional<std::string> compare(Reader& before, Reader& after, const ProjectionTable& table) {
    Rows old_rows = before.query(table.text), new_rows = after.query(table.text);
    for (;;) {
        const bool has_old = old_rows.next(), has_new = new_rows.next();
        if (!has_old && !has_new) return std::nullopt;
        auto text = [](bool has, const Rows& rows) {
            return has ? std::string(rows.text(0)) + ": " + std::string(rows.text(1))
                       : std::string("nothing");
        };
        std::string was = text(has_old, old_rows), is = text(has_new, new_rows);
        if (was != is)
            return "table " + std::string(table.name) + " held [" + was +
                   "], the transactions give [" + is + "]";
    }
}

}  // namespace

Rebuilt rebuild(Database& copy,
                const KeyRing& ring,
                const std::function<void(std::int64_t)>& progress) {
    Rebuilt result;
    {
        // Facts are written behind: what they miss is no difference.
        auto tx = copy.begin();
        tx->is_upkeep();
        follow_all(*tx, ring);
        tx->commit();
    }
    auto before = copy.fan_out();  // stays as it was while we write
    result.before = checksum(*before);
    auto tx = copy.begin();
    tx->is_upkeep();
    for (const ProjectionTable& table : projection_tables()) tx->exec(table.wipe);
    tx->exec(sql::wipe_follow_place);
    result.transactions = replay_all(*before, *tx, ring, progress);
    follow_all(*tx, ring);
    tx->commit();
    auto after = copy.fan_out();
    result.after = checksum(*after);
    for (const ProjectionTable& table : projection_tables()) {
        result.difference = compare(*before, *after, table);
        if (result.difference) break;
    }
    return result;
}

}  // namespace vuelve::storage
