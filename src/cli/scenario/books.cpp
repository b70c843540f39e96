#include "cli/scenario/books.h"

#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

Json roll_forward_json(const RollForward& month) {
    ObjectMaker rows;
    for (const auto& [name, units] : rows_of(month)) rows.add(name, units);
    return std::move(rows).done();
}

Json money_lines_json(const Programme& programme, const std::vector<MoneyLine>& lines) {
    Json::Array rows;
    for (const MoneyLine& line : lines) {
        ObjectMaker row;
        row.add("reason", name_of(line.reason));
        row.add("currency", programme.currency(line.currency).code);
        row.add("debit", line.debit()).add("credit", line.credit()).add("amount", line.amount);
        rows.push_back(std::move(row).done());
    }
    return Json(std::move(rows));
}

Json deferral_json(const Programme& programme, const Deferral& deferral) {
    ObjectMaker deferred, out;
    for (const Deferral::Part& part : deferral.parts)
        deferred.add(programme.currency(part.currency).code, part.deferred);
    out.add("status", "ok").add("transaction_price", deferral.transaction_price);
    out.add("deferred", std::move(deferred).done());
    out.add("goods_revenue", deferral.goods_revenue());
    return std::move(out).done();
}

Json clearing_json(const Programme& programme, const std::vector<analytics::ClearingRow>& brands) {
    Json::Array rows;
    for (const analytics::ClearingRow& brand : brands) {
        ObjectMaker row;
        row.add("brand", brand.brand).add("issued_net", brand.issued_net);
        row.add("redeemed_net", brand.redeemed_net).add("issue_due", brand.issue_due);
        row.add("redeem_claim", brand.redeem_claim).add("fee", brand.fee);
        if (programme.document().breakage_to_issuer)
            row.add("breakage_credit", brand.breakage_credit);
        row.add("net_payable", brand.net_payable);
        rows.push_back(std::move(row).done());
    }
    return Json(std::move(rows));
}

Json bilateral_json(const std::vector<analytics::BilateralRow>& pairs) {
    Json::Array rows;
    for (const analytics::BilateralRow& pair : pairs) {
        ObjectMaker row;
        row.add("issuer", pair.issuer).add("redeemer", pair.redeemer);
        row.add("points", pair.points).add("amount", pair.amount);
        rows.push_back(std::move(row).done());
    }
    return Json(std::move(rows));
}

Json column_json(const RollForwardColumn& column) {
    ObjectMaker rows;
    for (const auto& [name, units] : rows_of(column)) rows.add(name, units);
    return std::move(rows).done();
}

Json columns_json(const Programme& programme, const RollForwardByBrand& columns) {
    Json::Array brands;
    for (const auto& [brand, column] : columns.brands) {
        ObjectMaker row;
        row.add("brand", programme.symbols().code(brand.value)).add("rows", column_json(column));
        brands.push_back(std::move(row).done());
    }
    ObjectMaker out;
    out.add("brands", Json(std::move(brands))).add("debt", column_json(columns.debt));
    return std::move(out.add("total", column_json(total_of(columns)))).done();
}

/// The answer to a read of one currency's month.
Json month_json(const Programme& programme,
                const Books& books,
                std::string_view op,
                CurrencyId currency,
                int month) {
    if (op == "clearing") return clearing_json(programme, books.clearing(currency, month));
    if (op == "bilateral") return bilateral_json(books.bilateral(currency, month));
    if (op == "rollforward_by_brand")
        return columns_json(programme, books.roll_forward_by_brand(currency, month));
    return roll_forward_json(books.roll_forward(currency, month));
}

}  // namespace

bool is_book_read(std::string_view op) {
    return op == "rollforward" || op == "money_journal" || op == "deferral" || op == "clearing" ||
           op == "bilateral" || op == "rollforward_by_brand";
}

Result<BooksQuestion> decode_books(const GoldenStep& step) {
    return decode_body<BooksQuestion>(step.arguments, [](const Cursor& at, BooksQuestion& out) {
        ObjectReader object(at);
        std::string month;
        object.optional("currency", out.currency, code());
        object.optional("purchase", out.purchase, code());
        object.optional("month", month, text(7, 7));
        if (auto first = month.empty() ? std::nullopt : parse_day(month + "-01"))
            out.month = date_of(*first).year * 100 + date_of(*first).month;
    });
}

Json answer_books(const Programme& programme, const Books& books, const GoldenStep& step) {
    auto asked = decode_books(step);
    if (!asked) return rejected_json(asked.error().code);
    ObjectMaker out;
    out.add("status", "ok");
    if (step.op == "money_journal")
        return std::move(out.add("money_journal",
                                 money_lines_json(programme, books.money_journal(asked->month))))
            .done();
    if (step.op == "deferral") {
        auto deferral = books.deferral(asked->purchase);
        return deferral ? deferral_json(programme, *deferral) : rejected_json(ErrorCode::NotFound);
    }
    const Currency* currency = programme.find_currency(asked->currency);
    if (!currency) return rejected_json(ErrorCode::ValidationFailed);
    return std::move(
               out.add(step.op, month_json(programme, books, step.op, currency->id, asked->month)))
        .done();
}

}  // namespace vuelve::cli
