#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/ids.h"
#include "storage/ledger_store.h"
#include "storage/vault.h"

/// Finding a purchase by the numbers printed on its papers: the invoice's (factura, CFDI, boleta)
/// and the receipt's. Kept as keyed hashes, in the record and in `purchase_key`, which is derived
/// from it. Source: docs/adr/0035.
namespace vuelve::storage {

enum class PurchaseKeyKind : std::uint8_t { Fiscal = 1, Receipt };

/// Of one purchase; "" = it has no such number.
struct PurchaseKeys {
    std::optional<Hash16> fiscal, receipt;

    PurchaseKeys() = default;
    PurchaseKeys(const Vault& vault,
                 std::string_view fiscal_number,
                 std::string_view receipt_number);
    /// The record with them at its end; as it is when there are none.
    std::string add_to(std::string document) const;
    /// What add_to wrote.
    static PurchaseKeys of(std::string_view document);
};

/// One programme's. Without state of its own.
class PurchaseKeyStore {
 public:
    PurchaseKeyStore(Placement placement, std::int64_t programme_id)
        : placement_(placement), programme_id_(programme_id) {}

    /// Of the purchases among the rows. No statement when none has a number.
    void put(Transaction& tx, std::span<const LedgerStore::Row> rows) const;

    struct Wanted {
        PurchaseKeyKind kind{};
        Hash16 hash{};
        StoreId store{};           // 0 = any
        std::optional<Day> day{};  // none = any
    };
    /// Ids of the purchases, newest first.
    std::vector<std::string> find(Reader& reader, const Wanted& wanted, int limit) const;

 private:
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
