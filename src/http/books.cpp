#include "http/books.h"

#include "app/books.h"
#include "app/breakage.h"
#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "codec/request_format.h"
#include "http/paging.h"
#include "http/report_query.h"

namespace vuelve::http {
namespace {

Result<int> number_of_query(const Request& request, const std::string& name, int otherwise) {
    auto written = request.query.find(name);
    int number = otherwise;
    if (written != request.query.end() &&
        (!read_whole(written->second, number) || number < 1 || number > 1200))
        return refuse_field("/" + name, "out-of-range", "a whole number from 1 to 1200");
    return number;
}

void write_change(JsonWriter& out, const PoolChange& change) {
    out.member("deferred", change.deferred)
        .member("issued", change.issued)
        .member("redeemed", change.redeemed)
        .member("expired", change.expired)
        .member("outstanding", change.outstanding);
}

void write_version(JsonWriter& out,
                   const Programme& programme,
                   const storage::BreakageVersion& version) {
    out.begin_object();
    write_code(out, "currency", version.currency.value, programme);
    out.member("year", version.year)
        .member("version", version.version)
        .member("breakage_rate", format_decimal(version.rate))
        .member("method", storage::name_of(version.method))
        .member("from_month", format_month(version.from_month))
        .member("author", version.author)
        .member("reason", version.reason)
        .member("at", version.at)
        .end_object();
}

void write_closed(JsonWriter& out, const storage::ClosedMonthRow& month) {
    out.begin_object()
        .member("month", format_month(month.month))
        .member("closed_at", month.closed_at)
        .member("open_from", month.until)
        .member("entries", month.entries)
        .member("checksum", storage::crypto::to_hex(month.checksum))
        .end_object();
}

/// A body of POST /v1/breakage-estimates, its month and currency still as written.
struct EstimateRequest {
    std::string currency, from_month, reason;
    int year = 0, cohorts_min = 6;
    std::optional<int> age;
    std::optional<Ratio> rate;
};

Result<EstimateRequest> decode_estimate(const Json& json) {
    return decode_body<EstimateRequest>(json, [](const Cursor& at, EstimateRequest& out) {
        ObjectReader object(at);
        object.required("currency", out.currency, code());
        object.required("year", out.year, whole(1970, 9999));
        object.required("from_month", out.from_month, text(7, 7));
        object.required("reason", out.reason, text(1, 500));
        object.optional("cohorts_min", out.cohorts_min, whole(1, 1200));
        int age = 0;
        if (object.optional("age", age, whole(1, 1200))) out.age = age;
        Ratio rate;
        if (object.optional("breakage_rate", rate, decimal(0, 1))) out.rate = rate;
        if (out.rate && out.age)
            object.fault("age", "out-of-range", "a rate that is given is not measured");
    });
}

std::string csv_of(const Programme& programme,
                   int month,
                   std::span<const analytics::JournalLine> lines) {
    std::string text = "month,programme,reason,report,brand,currency,debit,credit,amount\n";
    auto code = [&](std::int32_t symbol) {
        return symbol == 0 ? std::string() : programme.symbols().code(symbol);
    };
    // Codes and words hold no separators; amounts are in minor units.
    for (const analytics::JournalLine& line : lines)
        text += format_month(month) + ',' + programme.document().code + ',' +
                std::string(name_of(line.reason)) + ',' + line.report + ',' +
                code(line.brand.value) + ',' + code(line.currency.value) + ',' + line.debit + ',' +
                line.credit + ',' + std::to_string(line.amount.n) + '\n';
    return text;
}

}  // namespace

Result<Response> list_recognition(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const int month = TRY(month_of_query(api, request));
    JsonWriter out;
    out.begin_object().member("month", format_month(month)).key("items").begin_array();
    for (const analytics::PoolRow& row : TRY(app::read_pools(api.service, programme, month))) {
        if (row.month != month) continue;
        out.begin_object().member("kind", name_of(row.pool.kind));
        write_code(out, "currency", row.pool.currency.value, *snapshot);
        out.member("year", row.pool.year)
            .member("breakage_rate", format_decimal(row.breakage_rate));
        write_change(out, row.to_date);
        out.member("recognised", row.recognised)
            .member("revenue", row.revenue)
            .member("liability", row.liability);
        write_change(out.key("change").begin_object(), row.in_month);
        out.end_object().end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_journal(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const int month = TRY(month_of_query(api, request));
    auto format = request.query.find("format");
    const bool as_csv = format != request.query.end() && format->second == "csv";
    if (format != request.query.end() && !as_csv && format->second != "json")
        return refuse_field("/format", "wrong-format", "csv or json");
    const auto lines = TRY(app::read_journal(api.service, programme, month));
    if (as_csv)
        return text_response(200, csv_of(*snapshot, month, lines), "text/csv; charset=utf-8");
    JsonWriter out;
    out.begin_object()
        .member("month", format_month(month))
        .member("programme", snapshot->document().code)
        .key("items")
        .begin_array();
    for (const analytics::JournalLine& line : lines) {
        out.begin_object().member("reason", name_of(line.reason)).member("report", line.report);
        write_code(out, "brand", line.brand.value, *snapshot);
        write_code(out, "currency", line.currency.value, *snapshot);
        out.member("debit", line.debit)
            .member("credit", line.credit)
            .member("amount", line.amount)
            .end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> show_breakage(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Currency& currency = *TRY(currency_of_query(request, *snapshot));
    app::BreakageQuestion question{.currency = currency.id,
                                   .until_month = TRY(month_of_query(api, request))};
    question.cohorts_min = TRY(number_of_query(request, "cohorts_min", question.cohorts_min));
    if (request.query.contains("age")) question.age = TRY(number_of_query(request, "age", 1));
    const auto reading = app::read_breakage(api.service, programme, question);
    JsonWriter out;
    out.begin_object()
        .member("currency", currency.code)
        .member("month", format_month(question.until_month))
        .member("age", reading.age)
        .member("cohorts_min", question.cohorts_min)
        .member("predictable", reading.estimate.is_predictable)
        .member("breakage_rate", format_decimal(reading.estimate.rate))
        .key("ages")
        .begin_array();
    for (const auto& at : reading.by_age)
        out.begin_object()
            .member("age", at.age)
            .member("cohorts", at.cohorts)
            .member("issued", at.issued)
            .member("expired", at.expired)
            .member("rate", at.rate())
            .end_object();
    out.end_array().key("triangle").begin_array();
    for (const auto& cell : reading.triangle)
        out.begin_object()
            .member("cohort", format_month(cell.cohort))
            .member("age", cell.age)
            .member("issued", cell.issued)
            .member("expired", cell.expired)
            .end_object();
    out.end_array().key("versions").begin_array();
    for (const auto& version : reading.versions) write_version(out, *snapshot, version);
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> create_estimate(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Json json = TRY(body_of(request));
    const EstimateRequest asked = TRY(decode_estimate(json));
    const Currency* currency = snapshot->find_currency(asked.currency);
    if (!currency)
        return refuse_field("/currency", "unknown-reference",
                            "no currency has the code " + asked.currency);
    const int from_month = TRY(written_month("/from_month", asked.from_month));
    const int today = month_number(snapshot->zone().local_day(api.service.now()));
    const auto version = TRY(app::add_estimate(api.service, programme,
                                               {.currency = currency->id,
                                                .year = asked.year,
                                                .rate = asked.rate,
                                                .from_month = from_month,
                                                .measured = {.currency = currency->id,
                                                             .until_month = today,
                                                             .age = asked.age,
                                                             .cohorts_min = asked.cohorts_min},
                                                .author = caller_of(request).actor,
                                                .reason = asked.reason}));
    JsonWriter out;
    write_version(out, *snapshot, version);
    return json_response(201, std::move(out).text());
}

Result<Response> list_months(Api& api, const Request& request) {
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& month : app::read_closed_months(api.service, programme_of(api, request)))
        write_closed(out, month);
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> close_month(Api& api, const Request& request) {
    TRY(no_body(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    const int month = TRY(written_month("/month", request.parameters.at("month")));
    const auto closed = TRY(app::close_month(api.service, programme, caller_of(request), month));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& row : app::read_closed_months(api.service, programme))
        if (row.month >= closed.front() && row.month <= month) write_closed(out, row);
    return json_response(200, std::move(out.end_array().end_object()).text());
}

}  // namespace vuelve::http
