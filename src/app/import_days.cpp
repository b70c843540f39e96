#include "app/import_days.h"

#include <vector>

#include "app/measures.h"
#include "codec/request_format.h"

namespace vuelve::app {
namespace {

struct DayRow {
    std::string store;
    Day date{};
    std::int64_t tickets = 0;
    Minor amount{};
};

Result<DayRow> decode_day_row(const Json& json) {
    return decode_body<DayRow>(json, [](const Cursor& at, DayRow& out) {
        constexpr std::int64_t tickets_max = 1'000'000'000;
        ObjectReader object(at);
        object.required("store", out.store, code());
        object.required("date", out.date, day);
        object.required("tickets", out.tickets, whole(0, tickets_max));
        object.required("amount", out.amount, whole(0, amount_max));
    });
}

Json day_body(RowFields& fields) {
    Json::Object body;
    body.push_back({"store", Json(std::string(fields.required("store")))});
    fields.required("date");
    if (const auto date = fields.day("date")) body.push_back({"date", Json(format_day(*date))});
    fields.required("tickets");
    if (const auto tickets = fields.whole("tickets")) body.push_back({"tickets", Json(*tickets)});
    fields.required("amount");
    if (const auto amount = fields.money("amount")) body.push_back({"amount", Json(amount->n)});
    return Json(std::move(body));
}

/// The day of a store. Errors: ValidationFailed for an unknown store, or a day to come.
Result<analytics::StoreDayFact> fact_of(const DayRow& row, const Programme& programme, Day now) {
    const Store* store = programme.find_store(row.store);
    if (!store) return refuse_field("/store", "unknown-reference", "no such store");
    if (now < row.date) return refuse_field("/date", "out-of-range", "the day has not begun");
    return analytics::StoreDayFact{store->id, store->brand_id, row.date, row.tickets, row.amount};
}

}  // namespace

ColumnNames day_columns() {
    return {.required = {"store", "date", "tickets", "amount"}, .known = {}};
}

ImportTotals import_days(Service& service,
                         OpenProgramme& programme,
                         RowSource& rows,
                         const Columns* columns,
                         const FieldFormat& format,
                         bool dry_run,
                         const ImportWatch& watch) {
    constexpr std::size_t batch_max = 1000;
    const auto snapshot = programme.snapshot();
    const Day now = today(service, programme);
    const Columns no_columns;
    ImportTotals totals;
    std::vector<analytics::StoreDayFact> batch;
    auto write = [&] {
        if (!batch.empty() && !dry_run) put_store_days(service, programme, batch);
        batch.clear();
    };
    auto take = [&](const Row& row) {
        RowFields fields(row, columns == nullptr ? no_columns : *columns, format);
        auto body = columns == nullptr ? parse_json(row.fields.front()) : day_body(fields);
        auto told = body ? decode_day_row(*body) : std::unexpected(body.error());
        auto fact = told ? fact_of(*told, *snapshot, now) : std::unexpected(told.error());
        if (fields.first_fault() || !fact) {
            totals.count_rejected("VALIDATION_FAILED");
            if (fields.first_fault()) return watch.rejected(*fields.first_fault());
            const auto& faults = fact.error().faults;
            const std::string name = faults.empty() ? "" : faults.front().pointer.substr(1);
            return watch.rejected({row.line, columns == nullptr ? name : columns->theirs(name),
                                   reason_of(fact.error()),
                                   columns == nullptr ? "" : shown(fields.text(name))});
        }
        ++totals.accepted;
        totals.money += fact->amount.n;
        batch.push_back(*fact);
        if (batch.size() == batch_max) write();
    };
    while (auto row = rows.next()) {
        ++totals.rows;
        ++totals.records;
        if (*row) {
            take(**row);
        } else {
            totals.count_rejected("UNREADABLE_ROW");
            watch.rejected(row->error().fault);
        }
        if (totals.rows % 1024 == 0) watch.progress(totals);
    }
    write();
    totals.new_money = totals.money;
    watch.progress(totals);
    return totals;
}

}  // namespace vuelve::app
