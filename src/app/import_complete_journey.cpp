#include "app/import_complete_journey.h"

#include <functional>

#include "app/import_json.h"

namespace vuelve::app {
namespace {}  // namespace

std::string slug_of(std::string_view text) {
    std::string slug;
    bool gap = false;
    for (char c : text) {
        char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower < 'a' || lower > 'z') && (lower < '0' || lower > '9')) {
            gap = true;
            continue;
        }
        if (gap && !slug.empty()) slug.push_back('-');
        gap = false;
        slug.push_back(lower);
    }
    return slug;
}

Result<CatalogueOfEntries> read_complete_journey_products(
    RowSource& rows, const std::function<void(const RowFault&)>& rejected) {
    auto columns = TRY(Columns::match(
        rows.columns(), {},
        {.required = {"product_id", "department", "product_category", "product_type", "brand"},
         .known = {}}));
    CatalogueOfEntries catalogue;
    while (auto row = rows.next()) {
        if (!*row) {
            rejected(row->error().fault);
            continue;
        }
        CatalogueEntry entry{.category = "", .brand = std::string(columns.text(**row, "brand"))};
        for (const char* level : {"department", "product_category", "product_type"}) {
            std::string part = slug_of(columns.text(**row, level));
            if (part.empty()) break;
            if (!entry.category.empty()) entry.category.push_back('/');
            entry.category += part;
        }
        catalogue.insert_or_assign(std::string(columns.text(**row, "product_id")), entry);
    }
    return catalogue;
}

CompleteJourney::CompleteJourney(Columns columns, FieldFormat format, CatalogueOfEntries catalogue)
    : columns_(std::move(columns)), format_(std::move(format)), catalogue_(std::move(catalogue)) {}

Result<CompleteJourney> CompleteJourney::open(const RowSource& rows,
                                              const ColumnMap& map,
                                              std::shared_ptr<const Zone> zone,
                                              CatalogueOfEntries catalogue) {
    auto columns = TRY(Columns::match(
        rows.columns(), map,
        {.required = {"timestamp", "household_id", "store_id", "basket_id", "product_id",
                      "quantity", "sales_value", "retail_disc", "coupon_disc", "coupon_match_disc"},
         .known = {"line_no", "week"}}));
    FieldFormat format{.money_exponent = 2, .decimal_comma = false, .zone = std::move(zone)};
    return CompleteJourney(std::move(columns), std::move(format), std::move(catalogue));
}

std::string CompleteJourney::basket_of(const Row& row) const {
    return std::string(columns_.text(row, "basket_id"));
}

std::string CompleteJourney::column_of(std::string_view pointer) const {
    static const std::unordered_map<std::string_view, std::string_view> columns{
        {"id", "basket_id"},      {"member", "household_id"}, {"occurred_at", "timestamp"},
        {"store", "store_id"},    {"sku", "product_id"},      {"quantity", "quantity"},
        {"gross", "sales_value"}, {"discount", "retail_disc"}};
    auto found = columns.find(pointer.substr(pointer.rfind('/') + 1));
    return found == columns.end() ? "" : columns_.theirs(found->second);
}

std::expected<SaleRow, RowFault> CompleteJourney::read(const Row& row) const {
    RowFields fields(row, columns_, format_);
    SaleRow sale{.row_line = row.line, .basket = std::string(fields.required("basket_id"))};
    sale.member = "external:" + std::string(fields.required("household_id"));
    fields.required("timestamp");
    sale.occurred_at = fields.instant("timestamp");
    sale.store = fields.required("store_id");
    sale.channel = "pos";
    sale.voucher = fields.money("coupon_disc").value_or(Minor{0});

    std::int64_t quantity = fields.quantity("quantity").value_or(0);
    Minor sales = fields.money("sales_value").value_or(Minor{0});
    Minor discount = fields.money("retail_disc").value_or(Minor{0}) +
                     fields.money("coupon_match_disc").value_or(Minor{0});
    if (quantity > 0) {
        std::string_view sku = fields.required("product_id");
        SaleLine line{.row_line = row.line, .body = {}, .net = sales};
        auto entry = catalogue_.find(std::string(sku));
        bool known = entry != catalogue_.end();
        line.body.push_back({"sku", to_json(sku)});
        line.body.push_back({"category", to_json(known ? entry->second.category : "unknown")});
        line.body.push_back({"brand", to_json(known ? entry->second.brand : "")});
        line.body.push_back({"quantity", to_json(format_quantity(quantity))});
        line.body.push_back({"gross", to_json(sales + discount)});
        line.body.push_back({"discount", to_json(discount)});
        sale.line = std::move(line);
    }
    if (fields.first_fault()) return std::unexpected(*fields.first_fault());
    return sale;
}

}  // namespace vuelve::app
