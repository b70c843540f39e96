#include "app/import_products.h"

#include <algorithm>
#include <utility>

#include "codec/purchase_json.h"
#include "codec/request_format.h"
#include "storage/product_store.h"

namespace vuelve::app {
namespace {

using storage::Product;

/// An absent price is 0 or more; the lengths are those that purchase lines may have.
Result<Product> decode_product(const Json& json) {
    return decode_body<Product>(json, [](const Cursor& at, Product& out) {
        ObjectReader object(at);
        object.required("sku", out.sku, text(1, 64));
        object.optional("category", out.category, text(0, 200));
        object.optional("brand", out.brand, text(0, 64));
        object.optional("name", out.name, text(0, 200));
        object.optional("unit_price", out.unit_price, whole(0, ticket_amount_max));
        object.optional("unit_cost", out.unit_cost, whole(0, ticket_amount_max));
    });
}

Json body_of(RowFields& fields) {
    Json::Object body;
    for (const char* name : {"sku", "category", "brand", "name"}) {
        body.push_back({name, Json(Json::Value(std::string(fields.text(name))))});
    }
    for (const char* name : {"unit_price", "unit_cost"}) {
        if (auto money = fields.money(name)) body.push_back({name, Json(Json::Value(money->n))});
    }
    return Json(Json::Value(std::move(body)));
}

}  // namespace

ColumnNames product_columns() {
    return {.required = {"sku"}, .known = {"category", "brand", "name", "unit_price", "unit_cost"}};
}

ImportTotals import_products(Programmes& programmes,
                             OpenProgramme& programme,
                             RowSource& rows,
                             const Columns* columns,
                             const FieldFormat& format,
                             bool dry_run,
                             const ImportWatch& watch) {
    constexpr std::size_t batch_max = 1000;
    ImportTotals totals;
    auto catalogue = *programme.catalogue();
    const Columns no_columns;
    std::vector<Product> batch;
    auto write = [&] {
        if (batch.empty() || dry_run) return batch.clear();
        auto tx = programmes.database().begin();
        storage::upsert_products(*tx, programme.key(), batch);
        tx->commit();
        batch.clear();
    };
    auto reject = [&](std::string_view reason, const RowFault& fault) {
        totals.count_rejected(reason);
        watch.rejected(fault);
    };
    auto take = [&](const Row& row) {
        RowFields fields(row, columns == nullptr ? no_columns : *columns, format);
        auto body = columns == nullptr ? parse_json(row.fields.front()) : body_of(fields);
        if (fields.first_fault()) return reject("VALIDATION_FAILED", *fields.first_fault());
        auto product = body ? decode_product(*body) : std::unexpected(body.error());
        if (!product) {
            const Error& error = product.error();
            std::string name = error.faults.empty() ? "" : error.faults.front().pointer.substr(1);
            return reject(literal(error.code),
                          {row.line, columns == nullptr ? name : columns->theirs(name),
                           reason_of(error), shown(fields.text(name))});
        }
        auto known = catalogue.find(product->sku);
        bool same = known != catalogue.end() && known->second == *product;
        ++(same ? totals.replayed : totals.accepted);
        if (same) return;
        // One statement may not write an article twice.
        auto is_it = [&](const Product& other) { return other.sku == product->sku; };
        if (known != catalogue.end() && std::ranges::any_of(batch, is_it)) write();
        catalogue.insert_or_assign(product->sku, *product);
        batch.push_back(*std::move(product));
        if (batch.size() == batch_max) write();
    };
    while (auto row = rows.next()) {
        ++totals.rows;
        ++totals.records;
        *row ? take(**row) : reject("UNREADABLE_ROW", row->error().fault);
        if (totals.rows % 1024 == 0) watch.progress(totals);
    }
    write();
    if (!dry_run) programme.set_catalogue(std::move(catalogue));
    watch.progress(totals);
    return totals;
}

}  // namespace vuelve::app
