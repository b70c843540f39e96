#include "http/products.h"

#include <algorithm>
#include <vector>

#include "codec/json_writer.h"
#include "http/etag.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// Letters of ASCII alone: what has others is found as it is written.
std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return lower;
}

std::string query_word(const Request& request, std::string_view name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

void write_product(JsonWriter& out, const storage::Product& product) {
    const auto told = [&](std::string_view name, const std::string& text) {
        out.key(name);
        text.empty() ? out.null() : out.value(text);
    };
    out.begin_object().member("sku", product.sku);
    told("name", product.name);
    told("category", product.category);
    told("brand", product.brand);
    out.member("unit_price", product.unit_price).end_object();
}

}  // namespace

Result<Response> list_products(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::string sku = query_word(request, "sku"),
                      asked = lower_ascii(query_word(request, "q"));
    const auto catalogue = programme_of(api, request).catalogue();
    std::vector<const storage::Product*> found;
    for (const auto& [number, product] : *catalogue) {
        const bool fits = product.listed && number > page.cursor &&
                          (sku.empty() || number == sku) &&
                          (asked.empty() || lower_ascii(product.name).contains(asked) ||
                           lower_ascii(number).contains(asked));
        if (fits) found.push_back(&product);
    }
    const auto limit = static_cast<std::size_t>(page.limit);
    const auto shown = found.begin() + static_cast<std::ptrdiff_t>(std::min(limit, found.size()));
    std::ranges::partial_sort(found, shown, {}, [](const auto* product) { return product->sku; });
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (auto one = found.begin(); one != shown; ++one) write_product(out, **one);
    const bool more = found.size() > limit;
    Response response =
        page_response(request, out, page.limit, more ? (*(shown - 1))->sku : std::string());
    return tagged(request, std::move(response));
}

}  // namespace vuelve::http
