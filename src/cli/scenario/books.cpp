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

void add_change(ObjectMaker& out, const PoolChange& change) {
    out.add("deferred", change.deferred).add("issued", change.issued);
    out.add("redeemed", change.redeemed).add("expired", change.expired);
    out.add("outstanding", change.outstanding);
}

Json pools_json(const Programme& programme, const std::vector<analytics::PoolRow>& pools) {
    Json::Array rows;
    for (const analytics::PoolRow& pool : pools) {
        ObjectMaker row, change;
        row.add("kind", name_of(pool.pool.kind));
        row.add("currency", programme.currency(pool.pool.currency).code);
        row.add("year", pool.pool.year).add("breakage_rate", format_decimal(pool.breakage_rate));
        add_change(row, pool.to_date);
        row.add("recognised", pool.recognised).add("revenue", pool.revenue);
        row.add("liability", pool.liability);
        add_change(change, pool.in_month);
        rows.push_back(std::move(row.add("change", std::move(change).done())).done());
    }
    return Json(std::move(rows));
}

Json journal_json(const Programme& programme, const std::vector<analytics::JournalLine>& lines) {
    Json::Array rows;
    for (const analytics::JournalLine& line : lines) {
        ObjectMaker row;
        row.add("reason", name_of(line.reason)).add("report", line.report);
        row.add("brand", line.brand.value == 0
                             ? Json()
                             : to_json(programme.symbols().code(line.brand.value)));
        row.add("currency", programme.currency(line.currency).code);
        row.add("debit", line.debit).add("credit", line.credit).add("amount", line.amount);
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

Json breakage_json(const std::vector<analytics::CohortCell>& triangle, int age, int cohorts_min) {
    const auto estimate = analytics::estimate_breakage(triangle, age, cohorts_min);
    Json::Array ages;
    for (const analytics::BreakageAtAge& at : analytics::breakage_by_age(triangle)) {
        ObjectMaker row;
        row.add("age", at.age).add("cohorts", at.cohorts).add("issued", at.issued);
        row.add("expired", at.expired).add("rate", at.rate());
        ages.push_back(std::move(row).done());
    }
    ObjectMaker out;
    out.add("predictable", Json(estimate.is_predictable));
    out.add("breakage_rate", format_decimal(estimate.rate)).add("ages", ages);
    return std::move(out).done();
}

}  // namespace

bool is_book_read(std::string_view op) {
    return op == "rollforward" || op == "money_journal" || op == "deferral" || op == "clearing" ||
           op == "bilateral" || op == "rollforward_by_brand" || op == "recognition" ||
           op == "general_journal" || op == "breakage";
}

std::vector<analytics::PoolRow> last_month_of(Result<std::vector<analytics::PoolRow>> rows,
                                              int month) {
    if (!rows) return {};
    std::erase_if(*rows, [&](const analytics::PoolRow& row) { return row.month != month; });
    return std::move(*rows);
}

Result<BooksQuestion> decode_books(const GoldenStep& step) {
    return decode_body<BooksQuestion>(step.arguments, [](const Cursor& at, BooksQuestion& out) {
        ObjectReader object(at);
        std::string month;
        object.optional("currency", out.currency, code());
        object.optional("purchase", out.purchase, code());
        object.optional("month", month, text(7, 7));
        object.optional("age", out.age, whole(1, 1200));
        object.optional("cohorts_min", out.cohorts_min, whole(1, 1200));
        std::string id;
        object.optional("id", id, code());
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
    if (step.op == "recognition")
        return std::move(out.add("recognition", pools_json(programme, books.pools(asked->month))))
            .done();
    if (step.op == "general_journal")
        return std::move(
                   out.add("general_journal", journal_json(programme, books.journal(asked->month))))
            .done();
    const Currency* currency = programme.find_currency(asked->currency);
    if (!currency) return rejected_json(ErrorCode::ValidationFailed);
    if (step.op == "breakage")
        return std::move(
                   out.add("breakage", breakage_json(books.triangle(currency->id, asked->month),
                                                     asked->age, asked->cohorts_min)))
            .done();
    return std::move(
               out.add(step.op, month_json(programme, books, step.op, currency->id, asked->month)))
        .done();
}

}  // namespace vuelve::cli
