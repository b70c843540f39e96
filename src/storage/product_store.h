#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>

#include "storage/config_store.h"

namespace vuelve::storage {

/// One article of a programme's catalogue: what a purchase line without category or brand is
/// completed from.
struct Product {
    std::string sku;
    std::string category;  // "abarrotes/cafe"
    std::string brand;
    std::string name;
    std::optional<std::int64_t> unit_price{};  // minor units
    bool listed = true;
    std::optional<std::int64_t> unit_cost{};  // minor units
    friend bool operator==(const Product&, const Product&) = default;
};

/// Adds products or replaces those of the same sku, in one statement.
void upsert_products(Transaction& tx,
                     const ProgrammeKey& programme,
                     std::span<const Product> products);
/// The whole catalogue by sku.
std::unordered_map<std::string, Product> load_products(Reader& reader,
                                                       const ProgrammeKey& programme);
/// How often the catalogue was changed: another number than before says that there is more to read.
std::int64_t catalogue_changes(Reader& reader, const ProgrammeKey& programme);

}  // namespace vuelve::storage
