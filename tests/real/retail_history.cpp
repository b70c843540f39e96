#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <ranges>
#include <unordered_map>

#include "app/import_fields.h"
#include "cli/import_table.h"
#include "cli/scenario/make_json.h"
#include "history.h"

namespace vuelve::real {
namespace {

/// One line of an invoice or cancellation.
struct Line {
    std::string sku;
    std::int64_t quantity = 0;
    Minor gross{};
};

struct Invoice {
    std::string id, customer, country;
    Instant at{};
    std::vector<Line> lines;

    bool is_cancellation() const { return id.starts_with('C'); }
};

/// A line that was bought, as far as nothing took it back.
struct Bought {
    std::string purchase;
    int line = 0;
    std::int64_t unreturned = 0;
};

std::int64_t whole_of(std::string_view text) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        throw BadFile{"not a whole number: " + std::string(text)};
    return number;
}

/// half_up(quantity x unit_price) in pence.
Minor gross_of(std::int64_t quantity, std::string_view unit_price) {
    auto price = parse_decimal(unit_price);
    auto gross =
        price ? round(*price * Ratio(100) * Ratio(quantity), Rounding::HalfUp) : Result<long>(-1);
    if (!gross || *gross < 0) throw BadFile{"not a price: " + std::string(unit_price)};
    return Minor{*gross};
}

std::string category_of(std::string_view sku) {
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool is_gift = sku.size() >= 5 && std::ranges::all_of(sku.substr(0, 5), is_digit);
    return is_gift ? "gift/" + std::string(sku.substr(0, 2)) : "service";
}

/// Invoices and cancellations of Online Retail. Which purchase a cancelled line belongs to is found
/// here: the data does not say.
class RetailHistory final : public History {
 public:
    RetailHistory(const std::filesystem::path& file, const std::shared_ptr<const Zone>& zone) {
        auto table = cli::open_table(file.string());
        if (!table) throw BadFile{file.string() + ": " + table.error().message};
        auto columns =
            app::Columns::match(table->rows->columns(), {},
                                {.required = {"invoice_no", "timestamp", "customer_id", "country",
                                              "stock_code", "quantity", "unit_price"},
                                 .known = {"seq"}});
        if (!columns) throw BadFile{file.string() + ": " + columns.error().message};
        const app::FieldFormat format{.zone = zone};
        std::unordered_map<std::string, std::size_t> places;
        while (auto row = table->rows->next()) {
            if (!*row) throw BadFile{"line " + std::to_string(row->error().fault.line)};
            ++lines_;
            take(**row, *columns, format, places);
        }
    }

    std::optional<Next> peek() const override {
        if (invoices_.empty()) return std::nullopt;
        return Next{invoices_.front().customer, invoices_.front().at};
    }

    std::vector<Step> next() override {
        const Invoice invoice = std::move(invoices_.front());
        invoices_.pop_front();
        if (invoice.is_cancellation()) return returns_of(invoice);
        return {purchase_of(invoice)};
    }

    void accepted(const Step& step) override {
        if (step.is_return) return;
        for (const PurchaseLine& line : step.purchase.purchase.lines)
            bought_[{step.member, line.sku}].push_back({step.id, line.line, line.quantity / 1000});
    }

    Json input() const override {
        cli::ObjectMaker out;
        out.add("cancellations", cancellations_).add("invoices", sales_);
        out.add("lines", lines_).add("lines_used", lines_used_);
        out.add("lines_without_customer", lines_ - lines_used_ - return_lines_);
        out.add("return_lines", return_lines_);
        return std::move(out).done();
    }

    Json cancellation_lines() const override {
        cli::ObjectMaker out;
        out.add("lines_matched", matched_).add("lines_unmatched", unmatched_);
        out.add("quantity_matched", quantity_matched_);
        out.add("quantity_unmatched", quantity_unmatched_);
        return std::move(out).done();
    }

    std::size_t size() const override { return invoices_.size(); }

 private:
    void take(const app::Row& row,
              const app::Columns& columns,
              const app::FieldFormat& format,
              std::unordered_map<std::string, std::size_t>& places) {
        app::RowFields fields(row, columns, format);
        if (fields.text("customer_id").empty()) return;
        const std::string id(fields.required("invoice_no"));
        auto [place, is_new] = places.try_emplace(id, invoices_.size());
        if (is_new) {
            const auto at = fields.instant("timestamp");
            if (!at) throw BadFile{"invoice " + id + " has no time"};
            invoices_.push_back({.id = id,
                                 .customer = std::string(fields.text("customer_id")),
                                 .country = std::string(fields.text("country")),
                                 .at = *at,
                                 .lines = {}});
        }
        Invoice& invoice = invoices_[place->second];
        Line line{.sku = std::string(fields.required("stock_code")),
                  .quantity = whole_of(fields.text("quantity"))};
        if (invoice.is_cancellation()) {
            line.quantity = -line.quantity;
            cancellations_ += is_new ? 1 : 0;
            ++return_lines_;
        } else {
            line.gross = gross_of(line.quantity, fields.text("unit_price"));
            sales_ += is_new ? 1 : 0;
            ++lines_used_;
        }
        if (line.quantity <= 0) throw BadFile{"invoice " + id + " has a line of no quantity"};
        invoice.lines.push_back(std::move(line));
    }

    static Step purchase_of(const Invoice& invoice) {
        Step step{.id = invoice.id, .member = invoice.customer, .at = invoice.at};
        step.purchase.member = "external:" + invoice.customer;
        RecordPurchase& purchase = step.purchase.purchase;
        purchase = {.id = invoice.id,
                    .occurred_at = invoice.at,
                    .store = "WEB",
                    .channel = "ecommerce",
                    .attributes = {{"country", invoice.country}}};
        for (const Line& line : invoice.lines) {
            purchase.lines.push_back({.line = static_cast<int>(purchase.lines.size()) + 1,
                                      .sku = line.sku,
                                      .category = category_of(line.sku),
                                      .quantity = line.quantity * 1000,
                                      .gross = line.gross});
            step.total += line.gross;
        }
        if (step.total.n > 0) purchase.tenders.push_back({.type = "cash", .amount = step.total});
        return step;
    }

    /// The latest purchase's last line of this article with as much left; nullptr when there is
    /// none. A line is never split.
    Bought* find(const std::string& customer, const Line& line) {
        auto known = bought_.find({customer, line.sku});
        if (known == bought_.end()) return nullptr;
        for (Bought& bought : known->second | std::views::reverse)
            if (bought.unreturned >= line.quantity) return &bought;
        return nullptr;
    }

    std::vector<Step> returns_of(const Invoice& cancellation) {
        std::vector<Step> returns;
        for (const Line& line : cancellation.lines) {
            Bought* bought = find(cancellation.customer, line);
            ++(bought ? matched_ : unmatched_);
            (bought ? quantity_matched_ : quantity_unmatched_) += line.quantity;
            if (!bought) continue;
            bought->unreturned -= line.quantity;
            RecordReturn& whole = return_of(cancellation, bought->purchase, returns);
            auto same = std::ranges::find(whole.lines, bought->line, &ReturnLine::line);
            if (same == whole.lines.end()) same = whole.lines.insert(same, {.line = bought->line});
            same->quantity += line.quantity * 1000;
        }
        return returns;
    }

    /// One for each purchase, in the order in which they were first matched.
    static RecordReturn& return_of(const Invoice& cancellation,
                                   const std::string& purchase,
                                   std::vector<Step>& returns) {
        const std::string id = cancellation.id + ":" + purchase;
        auto known = std::ranges::find(returns, id, &Step::id);
        if (known == returns.end()) {
            returns.push_back({.id = id,
                               .member = cancellation.customer,
                               .at = cancellation.at,
                               .is_return = true});
            known = std::prev(returns.end());
            known->taken_back = {
                .id = id, .purchase = purchase, .lines = {}, .occurred_at = cancellation.at};
        }
        return known->taken_back;
    }

    std::deque<Invoice> invoices_;
    std::map<std::pair<std::string, std::string>, std::vector<Bought>> bought_;
    std::int64_t lines_ = 0, lines_used_ = 0, return_lines_ = 0, sales_ = 0, cancellations_ = 0;
    std::int64_t matched_ = 0, unmatched_ = 0, quantity_matched_ = 0, quantity_unmatched_ = 0;
};

}  // namespace

std::unique_ptr<History> read_retail(const std::filesystem::path& lines,
                                     const std::shared_ptr<const Zone>& zone) {
    return std::make_unique<RetailHistory>(lines, zone);
}

}  // namespace vuelve::real
