#include <deque>
#include <limits>

#include "app/import_complete_journey.h"
#include "cli/import_table.h"
#include "cli/scenario/make_json.h"
#include "history.h"

namespace vuelve::real {
namespace {

std::string text_of(const app::RowFault& fault) {
    return "line " + std::to_string(fault.line) + ": " + fault.column + " " + fault.reason + " " +
           fault.value;
}

cli::InputTable table_of(const std::filesystem::path& file) {
    auto table = cli::open_table(file.string());
    if (!table) throw BadFile{file.string() + ": " + table.error().message};
    return std::move(*table);
}

/// Baskets of The Complete Journey, by the product's own reading of its rows.
class JourneyHistory final : public History {
 public:
    JourneyHistory(const std::filesystem::path& file, const std::shared_ptr<const Zone>& zone) {
        const auto products = file.parent_path() / "products.csv.gz";
        auto catalogue = app::read_complete_journey_products(
            *table_of(products).rows,
            [](const app::RowFault& fault) { throw BadFile{text_of(fault)}; });
        if (!catalogue) throw BadFile{products.string() + ": " + catalogue.error().message};
        auto table = table_of(file);
        auto format = app::CompleteJourney::open(*table.rows, {}, zone, *catalogue);
        if (!format) throw BadFile{file.string() + ": " + format.error().message};
        // All lines of a basket belong to it, wherever they stand.
        app::SaleGatherer gatherer(std::numeric_limits<std::size_t>::max());
        while (auto row = table.rows->next()) {
            if (!*row) throw BadFile{text_of(row->error().fault)};
            auto sale = format->read(**row);
            if (!sale) throw BadFile{text_of(sale.error())};
            count(*sale, *catalogue);
            if (auto fault = gatherer.add(std::move(*sale))) throw BadFile{text_of(*fault)};
        }
        while (auto sale = gatherer.take(true)) sales_.push_back(std::move(*sale));
        baskets_ = static_cast<std::int64_t>(sales_.size());
    }

    std::optional<Next> peek() const override {
        if (sales_.empty()) return std::nullopt;
        return Next{name_of(sales_.front()), *sales_.front().head.occurred_at};
    }

    std::vector<Step> next() override {
        const app::Sale sale = std::move(sales_.front());
        sales_.pop_front();
        auto request = app::purchase_of(sale);
        if (!request) throw BadFile{"basket " + sale.id + ": " + request.error().message};
        Step step{.id = sale.id,
                  .member = name_of(sale),
                  .at = *sale.head.occurred_at,
                  .purchase = std::move(*request)};
        for (const app::SaleLine& line : sale.lines) step.total += line.net;
        const Minor coupons = sale.head.voucher.value_or(Minor{0});
        if (coupons > step.total) coupons_dropped_ += coupons - step.total;
        return {std::move(step)};
    }

    Json input() const override {
        cli::ObjectMaker out;
        out.add("baskets", baskets_).add("coupons_not_applied", coupons_dropped_);
        out.add("lines", lines_).add("lines_quantity_0", lines_ - lines_used_);
        out.add("lines_unknown_product", lines_unknown_).add("lines_used", lines_used_);
        return std::move(out).done();
    }

    std::size_t size() const override { return sales_.size(); }

 private:
    static std::string name_of(const app::Sale& sale) {
        return sale.head.member.substr(sale.head.member.find(':') + 1);
    }

    void count(const app::SaleRow& sale, const app::CatalogueOfEntries& catalogue) {
        ++lines_;
        if (!sale.line) return;
        ++lines_used_;
        for (const JsonMember& member : sale.line->body)
            if (member.name == "sku" && !catalogue.contains(*member.value.get_if<std::string>()))
                ++lines_unknown_;
    }

    std::deque<app::Sale> sales_;
    std::int64_t baskets_ = 0, lines_ = 0, lines_used_ = 0, lines_unknown_ = 0;
    Minor coupons_dropped_{};
};

}  // namespace

std::unique_ptr<History> read_journey(const std::filesystem::path& transactions,
                                      const std::shared_ptr<const Zone>& zone) {
    return std::make_unique<JourneyHistory>(transactions, zone);
}

}  // namespace vuelve::real
