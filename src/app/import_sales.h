#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/import_fields.h"
#include "codec/json.h"
#include "codec/purchase_json.h"

/// From rows of lines to purchases: rows with one basket id are one ticket.
namespace vuelve::app {

/// One line of a ticket as its row says it.
struct SaleLine {
    std::int64_t row_line = 0;
    Json::Object body;  // of contract.md 6, without `line`
    Minor net{};        // gross less discount
};

/// What one row says. What belongs to the ticket as a whole stands in its first row, or in all.
struct SaleRow {
    std::int64_t row_line = 0;
    std::string basket;
    std::string member;  // a reference: "external:906"
    std::optional<Instant> occurred_at{};
    std::string store, channel;
    std::string fiscal_number, receipt;  // of the ticket; "" = none
    std::optional<SaleLine> line{};      // none = a row without goods
    std::map<std::string, Minor> tenders{};
    /// Money from others than the member, summed over the rows; what exceeds the ticket is dropped.
    std::optional<Minor> voucher{};
    Minor basket_discount{};
    std::vector<std::string> coupons;
};

/// How rows of a kind of file are read.
class SaleFormat {
 public:
    virtual ~SaleFormat() = default;
    virtual std::expected<SaleRow, RowFault> read(const Row& row) const = 0;
    /// The basket a bad row belongs to, so that its ticket is refused whole; "" = unknown.
    virtual std::string basket_of(const Row& row) const = 0;
    /// The file's column for a member of a purchase's body ("/lines/0/sku" -> "product_id").
    virtual std::string column_of(std::string_view pointer) const = 0;
};

/// One ticket, whole.
struct Sale {
    std::string id;
    std::int64_t first_line = 0;
    SaleRow head;  // the first row's
    std::vector<SaleLine> lines;
    std::optional<RowFault> fault{};  // of one of its rows: the ticket is refused
};

/// Gathers rows into tickets. Rows of a ticket may lie apart by up to `open_max` other tickets; a
/// row that comes later still is a fault, so memory stays bounded whatever the file.
class SaleGatherer {
 public:
    explicit SaleGatherer(std::size_t open_max = 1000) : open_max_(open_max) {}

    /// A row that names another member or store than the rows of its ticket before: points would go
    /// to the first one's member, so the ticket is to be refused whole.
    std::optional<RowFault> contradiction(const SaleRow& row) const;
    /// Takes a row. Nothing is added when its ticket was already given out: that fault.
    std::optional<RowFault> add(SaleRow row);
    void add_fault(const std::string& basket, RowFault fault);
    /// The next whole ticket, in the order of their first rows; nothing while it may still grow.
    std::optional<Sale> take(bool at_end);

 private:
    Sale* find(const std::string& basket, std::int64_t line);

    std::size_t open_max_;
    std::deque<Sale> open_;
    std::map<std::string, std::size_t> places_;  // in the order ever opened
    std::size_t taken_ = 0;
    std::unordered_set<std::size_t> closed_;  // hashes: millions of tickets fit in memory
};

/// The purchase of a ticket: tenders as the rows say them and cash for the rest.
/// Errors: ValidationFailed with every fault.
Result<PurchaseRequest> purchase_of(const Sale& sale);

/// Columns: `id`, `member`, `occurred_at` (required); `store` `channel` `sku` `category` `brand`
/// `quantity` `unit_price` `gross` `discount` `tax` `basket_discount` `coupons` (separated by
/// spaces) `tender_<type>`.
ColumnNames sale_columns();

/// The general format: one row for each line of a ticket.
class SaleTable final : public SaleFormat {
 public:
    /// A member without a kind is one of `member_kind`: "906" -> "external:906".
    SaleTable(Columns columns, FieldFormat format, std::string member_kind = "external");
    std::expected<SaleRow, RowFault> read(const Row& row) const override;
    std::string basket_of(const Row& row) const override;
    std::string column_of(std::string_view pointer) const override;

 private:
    Columns columns_;
    FieldFormat format_;
    std::string member_kind_;
    std::vector<std::string> tenders_;
};

}  // namespace vuelve::app
