#include "http/till_desk.h"

#include <vector>

#include "app/till_desk.h"
#include "codec/json_writer.h"
#include "codec/programme_words.h"
#include "codec/sentences.h"
#include "codec/terms.h"
#include "http/credentials.h"

namespace vuelve::http {
namespace {

/// How points may pay: without a line the till reckons with it by itself.
void write_redeem(JsonWriter& out, const Currency& currency) {
    out.key("redeem");
    if (!currency.money_value) return static_cast<void>(out.null());
    const RedeemPolicy& policy = currency.redeem;
    out.begin_object()
        .member("min_points", policy.min_points)
        .member("step", policy.step)
        .member("max_share", format_decimal(policy.max_share))
        .member("max_amount", policy.max_amount)
        .member("mode", word_of(words::redeem_mode, policy.mode))
        .end_object();
}

void write_currencies(JsonWriter& out, const Programme& programme, std::string_view language) {
    out.key("currencies").begin_array();
    for (const Currency& currency : programme.document().currencies) {
        out.begin_object()
            .member("code", currency.code)
            .member("kind", word_of(words::currency_kind, currency.kind))
            .member("name", text_in(currency.name, language, currency.code))
            .key("money_value");
        if (currency.money_value)
            out.begin_object()
                .member("points", currency.money_value->points)
                .member("amount", currency.money_value->amount)
                .end_object();
        else
            out.null();
        write_redeem(out, currency);
        out.end_object();
    }
    out.end_array();
}

void write_levels(JsonWriter& out, const Programme& programme, std::string_view language) {
    out.key("levels").begin_array();
    for (const LevelGift& level : level_gifts(programme, language))
        out.begin_object()
            .member("code", level.code)
            .member("name", level.name)
            .member("gives", level.gives)
            .end_object();
    out.end_array();
}

void write_people(JsonWriter& out, const std::vector<app::DeskPerson>& people) {
    out.key("people").begin_array();
    for (const app::DeskPerson& person : people)
        out.begin_object().member("login", person.login).member("name", person.name).end_object();
    out.end_array();
}

}  // namespace

Result<Response> show_till(Api& api, const Request& request) {
    const auto desk = TRY(app::open_till_desk(api.service, till_secret_of(request)));
    const auto snapshot = desk.programme->snapshot();
    const ProgrammeDocument& document = snapshot->document();
    const std::string_view language = language_of(request);
    const Store* store = snapshot->find_store(desk.till.store);
    const bool own_zone = store && !store->time_zone.empty();
    JsonWriter out;
    out.begin_object()
        .member("till", std::to_string(desk.till.till_id))
        .member("name", desk.till.name)
        .member("store", desk.till.store)
        .member("store_name", store ? text_in(store->name, language, store->code)
                                    : std::string_view(desk.till.store))
        .member("programme", document.code)
        .member("programme_name", text_in(document.name, language, document.code))
        .member("language", document.language)
        .member("time_zone", own_zone ? store->time_zone : document.time_zone)
        .member("currency", document.money_currency)
        .member("spend_without_proof_max", desk.spend_without_proof_max)
        .member("offline_spend_per_till_day_max", desk.offline_spend_per_till_day_max);
    write_currencies(out, *snapshot, language);
    write_levels(out, *snapshot, language);
    write_people(out, desk.people);
    Response response = json_response(200, std::move(out.end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

}  // namespace vuelve::http
