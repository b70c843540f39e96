#include "codec/settings.h"

#include "codec/json_writer.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr Word<FourEyes> four_eyes_words[] = {
    {"auto", FourEyes::Auto}, {"on", FourEyes::On}, {"off", FourEyes::Off}};

constexpr std::int64_t count_max = 1'000'000;
constexpr std::int64_t months_max = 240;
constexpr std::int64_t age_max = 100;
constexpr std::size_t prefix_length_max = 16;

void decode_members(ObjectReader& object, Settings& out) {
    const auto limits = table(whole(0, amount_max));
    object.optional("adjust_approval_above", out.adjust_approval_above, limits);
    object.optional("manager_adjust_above", out.manager_adjust_above, limits);
    object.optional("four_eyes", out.four_eyes, choice(four_eyes_words));
    object.optional("regions", out.regions, table(list(code())));
    object.optional("spend_without_proof_max", out.spend_without_proof_max, whole(0, amount_max));
    object.optional("codes_per_day", out.codes_per_day, whole(0, count_max));
    object.optional("code_prefixes", out.code_prefixes, list(text(1, prefix_length_max)));
    object.optional("cashier_sales_per_hour", out.cashier_sales_per_hour, whole(1, count_max));
    object.optional("card_sales_per_day", out.card_sales_per_day, whole(1, count_max));
    object.optional("inactive_months", out.inactive_months, whole(1, months_max));
    object.optional("minimum_age", out.minimum_age, whole(0, age_max));
    object.optional("self_join", out.self_join, truth);
    object.optional("offline_spend_per_till_day_max", out.offline_spend_per_till_day_max,
                    whole(0, amount_max));
}

void write_limits(JsonWriter& out,
                  std::string_view name,
                  const std::map<std::string, std::int64_t>& limits) {
    out.key(name).begin_object();
    for (const auto& [currency, units] : limits) out.member(currency, units);
    out.end_object();
}

void write_texts(JsonWriter& out, const std::vector<std::string>& texts) {
    out.begin_array();
    for (const std::string& text : texts) out.value(text);
    out.end_array();
}

}  // namespace

Result<Settings> decode_settings(const Json& json) {
    return decode_body<Settings>(json, [](const Cursor& at, Settings& out) {
        ObjectReader object(at);
        decode_members(object, out);
    });
}

Result<Settings> read_stored_settings(const Json& stored) {
    return decode_body<Settings>(stored, [](const Cursor& at, Settings& out) {
        ObjectReader object(at);
        decode_members(object, out);
        object.ignore_rest();
    });
}

std::string settings_json(const Settings& settings) {
    JsonWriter out;
    out.begin_object();
    write_limits(out, "adjust_approval_above", settings.adjust_approval_above);
    write_limits(out, "manager_adjust_above", settings.manager_adjust_above);
    out.member("four_eyes", word_of(four_eyes_words, settings.four_eyes));
    out.key("regions").begin_object();
    for (const auto& [region, stores] : settings.regions) {
        out.key(region);
        write_texts(out, stores);
    }
    out.end_object()
        .member("spend_without_proof_max", settings.spend_without_proof_max)
        .member("codes_per_day", settings.codes_per_day)
        .key("code_prefixes");
    write_texts(out, settings.code_prefixes);
    out.member("cashier_sales_per_hour", settings.cashier_sales_per_hour)
        .member("card_sales_per_day", settings.card_sales_per_day)
        .member("inactive_months", settings.inactive_months)
        .member("minimum_age", settings.minimum_age)
        .member("self_join", settings.self_join)
        .member("offline_spend_per_till_day_max", settings.offline_spend_per_till_day_max)
        .end_object();
    return std::move(out).text();
}

}  // namespace vuelve
