#include "app/import_sales.h"

#include <algorithm>
#include <functional>

#include "app/import_json.h"

namespace vuelve::app {
namespace {

Json tender(std::string_view type, Minor amount) {
    Json::Object object;
    object.push_back({"type", to_json(type)});
    object.push_back({"amount", to_json(amount)});
    return to_json(std::move(object));
}

/// Tenders of a ticket of `total`; none when no row said anything about money.
Json::Array tenders_of(const SaleRow& head, Minor total) {
    Json::Array tenders;
    Minor rest = total;
    if (head.voucher) {
        Minor voucher = std::min(*head.voucher, total);
        if (voucher.n > 0) tenders.push_back(tender("voucher", voucher));
        rest -= voucher;
    }
    for (const auto& [type, amount] : head.tenders) {
        if (amount.n > 0) tenders.push_back(tender(type, amount));
        rest -= amount;
    }
    if (rest.n > 0) tenders.push_back(tender("cash", rest));
    return tenders;
}

}  // namespace

Sale* SaleGatherer::find(const std::string& basket, std::int64_t line) {
    if (auto known = places_.find(basket); known != places_.end()) {
        return &open_[known->second - taken_];
    }
    if (closed_.contains(std::hash<std::string>{}(basket))) return nullptr;
    places_[basket] = taken_ + open_.size();
    open_.push_back({.id = basket, .first_line = line});
    return &open_.back();
}

std::optional<RowFault> SaleGatherer::contradiction(const SaleRow& row) const {
    auto known = places_.find(row.basket);
    if (known == places_.end()) return std::nullopt;
    const SaleRow& head = open_[known->second - taken_].head;
    if (head.row_line == 0) return std::nullopt;
    const bool other_member = row.member != head.member;
    if (!other_member && row.store == head.store) return std::nullopt;
    return RowFault{row.row_line, other_member ? "member" : "store",
                    "the rows of one ticket disagree",
                    shown(other_member ? row.member : row.store)};
}

std::optional<RowFault> SaleGatherer::add(SaleRow row) {
    Sale* sale = find(row.basket, row.row_line);
    if (sale == nullptr) {
        return RowFault{row.row_line, "", "its ticket ended long before: sort the file by ticket",
                        shown(row.basket)};
    }
    if (row.line) sale->lines.push_back(*std::move(row.line));
    if (sale->head.row_line == 0) {
        row.line.reset();
        sale->head = std::move(row);
        return std::nullopt;
    }
    if (row.voucher) {
        sale->head.voucher = sale->head.voucher.value_or(Minor{0}) + *row.voucher;
    }
    sale->head.tenders.merge(row.tenders);
    return std::nullopt;
}

void SaleGatherer::add_fault(const std::string& basket, RowFault fault) {
    Sale* sale = find(basket, fault.line);
    if (sale != nullptr && !sale->fault) sale->fault = std::move(fault);
}

std::optional<Sale> SaleGatherer::take(bool at_end) {
    if (open_.empty() || (!at_end && open_.size() <= open_max_)) return std::nullopt;
    Sale sale = std::move(open_.front());
    open_.pop_front();
    places_.erase(sale.id);
    closed_.insert(std::hash<std::string>{}(sale.id));
    ++taken_;
    return sale;
}

Result<PurchaseRequest> purchase_of(const Sale& sale) {
    const SaleRow& head = sale.head;
    Json::Object body;
    body.push_back({"id", to_json(sale.id)});
    body.push_back({"member", to_json(head.member)});
    if (head.occurred_at)
        body.push_back({"occurred_at", to_json(format_instant(*head.occurred_at))});
    if (!head.store.empty()) body.push_back({"store", to_json(head.store)});
    if (!head.channel.empty()) body.push_back({"channel", to_json(head.channel)});
    if (!head.fiscal_number.empty()) body.push_back({"fiscal_number", to_json(head.fiscal_number)});
    if (!head.receipt.empty()) body.push_back({"receipt", to_json(head.receipt)});
    Json::Array lines;
    Minor total = -head.basket_discount;
    for (const auto& line : sale.lines) {
        lines.push_back(to_json(line.body));
        total += line.net;
    }
    body.push_back({"lines", to_json(std::move(lines))});
    if (head.basket_discount.n > 0)
        body.push_back({"basket_discount", to_json(head.basket_discount)});
    if (head.voucher || !head.tenders.empty()) {
        body.push_back({"tenders", Json(Json::Value(tenders_of(head, total)))});
    }
    if (!head.coupons.empty()) {
        Json::Array coupons;
        for (const auto& coupon : head.coupons) coupons.push_back(to_json(coupon));
        body.push_back({"coupons", to_json(std::move(coupons))});
    }
    return decode_purchase(to_json(std::move(body)));
}

ColumnNames sale_columns() {
    return {.required = {"id", "member", "occurred_at"},
            .known = {"store", "channel", "sku", "category", "brand", "quantity", "unit_price",
                      "gross", "discount", "tax", "basket_discount", "coupons", "fiscal_number",
                      "receipt", "tender_*"}};
}

SaleTable::SaleTable(Columns columns, FieldFormat format, std::string member_kind)
    : columns_(std::move(columns)),
      format_(std::move(format)),
      member_kind_(std::move(member_kind)),
      tenders_(columns_.starting("tender_")) {}

std::string SaleTable::basket_of(const Row& row) const {
    return std::string(columns_.text(row, "id"));
}

std::string SaleTable::column_of(std::string_view pointer) const {
    return columns_.theirs(pointer.substr(pointer.rfind('/') + 1));
}

std::expected<SaleRow, RowFault> SaleTable::read(const Row& row) const {
    RowFields fields(row, columns_, format_);
    SaleRow sale{.row_line = row.line, .basket = std::string(fields.required("id"))};
    std::string_view member = fields.required("member");
    bool has_kind = member.find(':') != std::string_view::npos || member.starts_with("mbr_");
    sale.member = has_kind ? std::string(member) : member_kind_ + ":" + std::string(member);
    fields.required("occurred_at");
    sale.occurred_at = fields.instant("occurred_at");
    sale.store = fields.text("store");
    sale.channel = fields.text("channel");
    sale.fiscal_number = fields.text("fiscal_number");
    sale.receipt = fields.text("receipt");
    sale.basket_discount = fields.money("basket_discount").value_or(Minor{0});

    SaleLine line{.row_line = row.line};
    for (const char* name : {"sku", "category", "brand"}) {
        if (auto text = fields.text(name); !text.empty())
            line.body.push_back({name, to_json(text)});
    }
    std::int64_t quantity = fields.quantity("quantity").value_or(1000);
    line.body.push_back({"quantity", to_json(format_quantity(quantity))});
    auto gross = fields.money("gross");
    auto unit_price = fields.money("unit_price");
    if (gross) line.body.push_back({"gross", to_json(*gross)});
    if (unit_price) line.body.push_back({"unit_price", to_json(*unit_price)});
    Minor discount = fields.money("discount").value_or(Minor{0});
    if (discount.n > 0) line.body.push_back({"discount", to_json(discount)});
    if (auto tax = fields.money("tax"); tax && tax->n > 0) {
        line.body.push_back({"tax", to_json(*tax)});
    }
    if (!gross && unit_price) {
        // Out of range is the decoder's to say.
        gross = Minor{multiply_divide(unit_price->n, quantity, 1000, Rounding::HalfUp).value_or(0)};
    }
    line.net = gross.value_or(Minor{0}) - discount;
    sale.line = std::move(line);

    for (const auto& name : tenders_) {
        if (auto amount = fields.money(name)) sale.tenders.emplace(name.substr(7), *amount);
    }
    std::string_view coupons = fields.text("coupons");
    while (!coupons.empty()) {
        std::size_t end = std::min(coupons.find(' '), coupons.size());
        if (end > 0) sale.coupons.emplace_back(coupons.substr(0, end));
        coupons.remove_prefix(std::min(end + 1, coupons.size()));
    }
    if (fields.first_fault()) return std::unexpected(*fields.first_fault());
    return sale;
}

}  // namespace vuelve::app
