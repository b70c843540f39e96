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

}  // namespace

bool is_book_read(std::string_view op) {
    return op == "rollforward" || op == "money_journal" || op == "deferral";
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
    return std::move(out.add("rollforward",
                             roll_forward_json(books.roll_forward(currency->id, asked->month))))
        .done();
}

}  // namespace vuelve::cli
