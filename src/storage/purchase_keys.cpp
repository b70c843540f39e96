#include "storage/purchase_keys.h"

#include "codec/purchase_json.h"
#include "generated/sql.h"
#include "storage/crypto.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

/// At the end of a record (`["purchase",{...}]`), where nothing that a door sends can stand.
constexpr std::string_view keys_begin = R"(,{"numbers_h":")", keys_end = "\"}]";
constexpr std::size_t hash_digits = 32;
const std::string absent(hash_digits, '-');

std::string digits_of(const std::optional<Hash16>& hash) {
    return hash ? crypto::to_hex(*hash) : absent;
}

std::optional<Hash16> hash_of(std::string_view digits) {
    const auto bytes = crypto::from_hex(digits);
    Hash16 hash{};
    if (!bytes || bytes->size() != hash.size()) return std::nullopt;
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

std::optional<Hash16> hash_number(const Vault& vault,
                                  std::string_view field,
                                  std::string_view number) {
    if (number.empty()) return std::nullopt;
    return vault.blind_index(field, comparable_number(number));
}

}  // namespace

PurchaseKeys::PurchaseKeys(const Vault& vault,
                           std::string_view fiscal_number,
                           std::string_view receipt_number)
    : fiscal(hash_number(vault, "fiscal", fiscal_number)),
      receipt(hash_number(vault, "receipt", receipt_number)) {}

std::string PurchaseKeys::add_to(std::string document) const {
    if (!fiscal && !receipt) return document;
    document.pop_back();
    document += keys_begin;
    return document + digits_of(fiscal) + digits_of(receipt) + std::string(keys_end);
}

PurchaseKeys PurchaseKeys::of(std::string_view document) {
    constexpr std::size_t size = keys_begin.size() + 2 * hash_digits + keys_end.size();
    PurchaseKeys keys;
    if (document.size() < size) return keys;
    const std::string_view tail = document.substr(document.size() - size);
    if (!tail.starts_with(keys_begin) || !tail.ends_with(keys_end)) return keys;
    keys.fiscal = hash_of(tail.substr(keys_begin.size(), hash_digits));
    keys.receipt = hash_of(tail.substr(keys_begin.size() + hash_digits, hash_digits));
    return keys;
}

void PurchaseKeyStore::put(Transaction& tx, std::span<const LedgerStore::Row> rows) const {
    Batch batch(8);
    for (const LedgerStore::Row& row : rows) {
        if (row.txn->kind != TxnKind::Purchase) continue;
        const PurchaseKeys keys = PurchaseKeys::of(row.document);
        const auto add = [&](PurchaseKeyKind kind, const std::optional<Hash16>& hash) {
            if (hash)
                batch.add(base_bucket(placement_), placement_.tenant_id, programme_id_, kind, *hash,
                          row.txn->id, row.txn->store, row.txn->on_day);
        };
        add(PurchaseKeyKind::Fiscal, keys.fiscal);
        add(PurchaseKeyKind::Receipt, keys.receipt);
    }
    if (!batch.empty()) tx.exec_batch(sql::put_purchase_key, batch);
}

std::vector<std::string> PurchaseKeyStore::find(Reader& reader,
                                                const Wanted& wanted,
                                                int limit) const {
    Rows rows =
        reader.query(sql::purchases_by_key,
                     {base_bucket(placement_), placement_.tenant_id, programme_id_, wanted.kind,
                      wanted.hash, wanted.store, wanted.day.value_or(Day{0}), limit});
    std::vector<std::string> ids;
    while (rows.next()) {
        const Json document =
            or_corrupt(parse_json(rows.text(0), {.size_max = rows.text(0).size()}));
        const auto* record = document.get_if<Json::Array>();  // its name, then the purchase
        const Json* id = record && record->size() > 1 ? (*record)[1].find("id") : nullptr;
        if (const auto* text = id ? id->get_if<std::string>() : nullptr) ids.push_back(*text);
    }
    return ids;
}

}  // namespace vuelve::storage
