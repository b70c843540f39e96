#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "app/import_sales.h"

/// The Complete Journey, a year of a real grocer's tickets: how its rows become purchases.
/// Source: the data set's own programmes/README.md 2, told again in tests/real/README.md.
namespace vuelve::app {

/// Category path and brand of an article.
struct CatalogueEntry {
    std::string category, brand;
};
using CatalogueOfEntries = std::unordered_map<std::string, CatalogueEntry>;

/// "MEAT-PCKGD" -> "meat-pckgd": ASCII lower case, every run of other characters one "-", none at
/// either end.
std::string slug_of(std::string_view text);

/// Reads products.csv: the path department/product_category/product_type as slugs, cut before the
/// first part that is empty. Bad rows are given to `rejected`. Errors: ValidationFailed (columns).
Result<CatalogueOfEntries> read_complete_journey_products(
    RowSource& rows, const std::function<void(const RowFault&)>& rejected);

/// Rows of transactions: lines of quantity 0 are left out, gross = sales + discounts,
/// manufacturers' coupons are a voucher. An article that is not in the catalogue has the category
/// "unknown".
class CompleteJourney final : public SaleFormat {
 public:
    static Result<CompleteJourney> open(const RowSource& rows,
                                        const ColumnMap& map,
                                        std::shared_ptr<const Zone> zone,
                                        CatalogueOfEntries catalogue);
    std::expected<SaleRow, RowFault> read(const Row& row) const override;
    std::string basket_of(const Row& row) const override;
    std::string column_of(std::string_view pointer) const override;

 private:
    CompleteJourney(Columns columns, FieldFormat format, CatalogueOfEntries catalogue);

    Columns columns_;
    FieldFormat format_;
    CatalogueOfEntries catalogue_;
};

}  // namespace vuelve::app
