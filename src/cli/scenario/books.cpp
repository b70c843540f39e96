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
    return op == "rollforward" || op == "money_journal" || op == "deferral" ||
           op == "recognition" || op == "general_journal" || op == "breakage";
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
    return std::move(out.add("rollforward",
                             roll_forward_json(books.roll_forward(currency->id, asked->month))))
        .done();
}

}  // namespace vuelve::cli
