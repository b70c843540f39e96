#include "storage/product_store.h"

#include "generated/sql.h"
#include "storage/ids.h"

namespace vuelve::storage {

namespace {

constexpr int listed_state = 1;
constexpr int gone_state = 2;

std::string catalogue_job(const ProgrammeKey& programme) {
    return "catalogue " + std::to_string(programme.programme_id);
}

}  // namespace

void upsert_products(Transaction& tx,
                     const ProgrammeKey& programme,
                     std::span<const Product> products) {
    Batch batch(9);
    for (const Product& product : products) {
        batch.add(programme.tenant_id, programme.programme_id, product.sku, product.category,
                  product.brand, product.name, product.unit_price,
                  product.listed ? listed_state : gone_state, product.unit_cost);
    }
    tx.exec_batch(sql::upsert_product, batch);
    tx.exec(sql::note_catalogue_change,
            {base_bucket({.tenant_id = programme.tenant_id, .spread = 1}), programme.tenant_id,
             catalogue_job(programme)});
}

std::int64_t catalogue_changes(Reader& reader, const ProgrammeKey& programme) {
    auto rows =
        reader.query(sql::job_place, {base_bucket({.tenant_id = programme.tenant_id, .spread = 1}),
                                      programme.tenant_id, catalogue_job(programme), 0});
    return rows.next() ? rows.integer(0) : 0;
}

std::unordered_map<std::string, Product> load_products(Reader& reader,
                                                       const ProgrammeKey& programme) {
    std::unordered_map<std::string, Product> products;
    auto rows = reader.query(sql::all_products, {programme.tenant_id, programme.programme_id});
    while (rows.next()) {
        Product product{std::string(rows.text(0)),   std::string(rows.text(1)),
                        std::string(rows.text(2)),   std::string(rows.text(3)),
                        rows.maybe<std::int64_t>(4), rows.integer(5) == listed_state,
                        rows.maybe<std::int64_t>(6)};
        auto sku = product.sku;
        products.emplace(std::move(sku), std::move(product));
    }
    return products;
}

}  // namespace vuelve::storage
