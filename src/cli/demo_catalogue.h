#pragma once

#include <string>
#include <vector>

/// The shelves of Abarrotes Laurel: invented articles with plausible prices.
namespace vuelve::cli {

struct DemoProduct {
    std::string sku;
    std::string category;  // "frescos/frutas"
    std::string brand;
    std::string name;
    int price = 0;         // cents for a unit or a kilogram
    int cost = 0;          // what the shop pays for it, without tax
    bool weighed = false;  // sold by the kilogram
};

struct DemoShelf {
    std::string category;
    int popularity = 0;  // how often a line of a basket comes from here, against the other shelves
    std::size_t first = 0, count = 0;  // its products
};

struct DemoCatalogue {
    std::vector<DemoProduct> products;
    std::vector<DemoShelf> shelves;
};

/// 600 articles; always the same ones.
DemoCatalogue demo_catalogue();

}  // namespace vuelve::cli
