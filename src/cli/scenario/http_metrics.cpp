#include <fmt/format.h>

#include "cli/scenario/http_answers.h"
#include "cli/scenario/http_world.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/shop_metrics.h"

/// Measures of the case's shop over its routes: each figure, and the rows behind it added up.
namespace vuelve::cli {
namespace {

std::string month_asked(int month) { return fmt::format("{:04}-{:02}", month / 100, month % 100); }

std::string period_of(const ShopQuestion& asked) {
    std::string query =
        fmt::format("from={}&to={}", format_day(asked.span.first), format_day(asked.span.last));
    if (!asked.currency.empty()) query += "&currency=" + asked.currency;
    if (asked.by != analytics::Breakdown::None)
        query += fmt::format("&by={}", analytics::name_of(asked.by));
    return query;
}

/// What all pages of the rows add up to. Pages are small, so that there are several.
std::int64_t sum_of_pages(HttpClient& client, const std::string& key, const std::string& path) {
    std::int64_t sum = 0;
    for (std::string cursor;;) {
        const auto told =
            client.get(path + "&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor),
                       {.key = key, .idempotency_key = {}});
        for (const Json& row : items_at(told.body, "items"))
            sum += *at(row, "value").get_if<std::int64_t>();
        const Json& next = at(told.body, "next");
        if (next.is_null()) return sum;
        cursor = *next.get_if<std::string>();
    }
}

}  // namespace

std::string HttpWorld::alias_of(const std::string& id) const {
    for (const auto& [alias, account] : accounts_)
        if (account.id == id) return alias;
    return id;
}

Json HttpWorld::retention(const ShopQuestion& asked) {
    const std::string first = month_asked(asked.cohort);
    const auto told = get(fmt::format("/v1/reports/retention?from={}&to={}", first,
                                      month_asked(analytics::month_after(asked.cohort, asked.k))));
    Json rates = to_json(Json::Array{});
    for (const Json& cohort : items_at(told.body, "cohorts"))
        if (text_at(cohort, "cohort") == first) rates = at(cohort, "retention");
    ObjectMaker out;
    return std::move(out.add("status", "ok").add("value", rates)).done();
}

Json HttpWorld::rfm(const ShopQuestion& asked) {
    const auto told = get("/v1/reports/rfm/members?limit=200&date=" + format_day(asked.date));
    std::map<std::string, Json> rows;
    for (const Json& member : items_at(told.body, "items")) {
        ObjectMaker row;
        row.add("R", at(member, "r")).add("F", at(member, "f")).add("M", at(member, "m"));
        row.add("segment", at(member, "segment"));
        rows[alias_of(text_at(member, "member"))] = std::move(row).done();
    }
    ObjectMaker value, out;
    for (const auto& [alias, row] : rows) value.add(alias, row);
    return std::move(out.add("status", "ok").add("value", std::move(value).done())).done();
}

/// One side of a figure, if the rows behind it say the same.
Json HttpWorld::opened_side(const ShopQuestion& asked, std::string_view side, const Json& told) {
    const Json& sum = at(told, "sum").is_null() ? at(told, "amount") : at(told, "sum");
    const std::int64_t rows =
        sum_of_pages(*client_, key_,
                     fmt::format("/v1/reports/metrics/{}/rows?{}&of={}&side={}", asked.name,
                                 period_of(asked), asked.of, side));
    if (*sum.get_if<std::int64_t>() == rows) return at(told, "amount");
    return to_json(fmt::format("its rows add up to {}", rows));
}

Json HttpWorld::shop_metric(const GoldenStep& step) {
    const auto asked = decode_shop_metric(step);
    if (!asked) return refused(std::string(literal(asked.error().code)));
    if (asked->name == "retention") return retention(*asked);
    if (asked->name == "rfm") return rfm(*asked);
    const auto told = get("/v1/reports/metrics?" + period_of(*asked));
    for (const Json& group : items_at(told.body, "groups"))
        for (const Json& metric : items_at(group, "metrics")) {
            if (text_at(group, "of") != asked->of || text_at(metric, "metric") != asked->name)
                continue;
            ObjectMaker out;
            out.add("status", "ok").add("value", at(metric, "value"));
            for (std::string_view side : {"numerator", "denominator"})
                out.add(side, opened_side(*asked, side, at(metric, side)));
            return std::move(out).done();
        }
    return refused("NOT_FOUND");
}

Json HttpWorld::store_day(const GoldenStep& step) {
    const auto told = decode_store_day(step);
    if (!told) return refused(std::string(literal(told.error().code)));
    ObjectMaker body;
    body.add("tickets", told->tickets).add("amount", told->amount);
    const auto put =
        client_->put(fmt::format("/v1/stores/{}/days/{}", told->store, format_day(told->date)),
                     canonical(std::move(body).done()), {.key = key_, .idempotency_key = {}});
    if (put.status != 200) return refused(text_at(put.body, "code"));
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

}  // namespace vuelve::cli
