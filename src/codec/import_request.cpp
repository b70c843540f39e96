#include "codec/import_request.h"

#include <array>

#include "codec/json_writer.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t map_length_max = 4000;

constexpr Word<ImportKind> import_kinds[] = {
    {"members", ImportKind::Members},   {"purchases", ImportKind::Purchases},
    {"products", ImportKind::Products}, {"vouchers", ImportKind::Vouchers},
    {"days", ImportKind::Days},         {"balances", ImportKind::Balances}};
constexpr Word<ExportKind> export_kinds[] = {
    {"members", ExportKind::Members},     {"balances", ExportKind::Balances},
    {"lots", ExportKind::Lots},           {"entries", ExportKind::Entries},
    {"purchases", ExportKind::Purchases}, {"redemptions", ExportKind::Redemptions},
    {"vouchers", ExportKind::Vouchers},   {"products", ExportKind::Products},
    {"programme", ExportKind::Programme}, {"events", ExportKind::Events}};
constexpr Word<ExportFormat> export_formats[] = {{"csv", ExportFormat::Csv},
                                                 {"ndjson", ExportFormat::NdJson}};
constexpr Word<std::string_view> delimiters[] = {
    {"auto", "auto"}, {",", ","}, {";", ";"}, {"tab", "tab"}};
constexpr Word<std::string_view> member_kinds[] = {
    {"external", "external"}, {"phone", "phone"}, {"card", "card"}, {"email", "email"}};

/// One of some words, as text.
template <std::size_t N>
auto one_of(const Word<std::string_view> (&words)[N]) {
    return [&words](const Cursor& at, std::string& out) {
        std::string_view word = out;
        choice(words)(at, word);
        out = word;
    };
}

/// What one kind needs and another cannot have.
void check_owner(const ObjectReader& object, const ImportRequest& request) {
    const bool is_codes = request.kind == ImportKind::Vouchers;
    if (is_codes && request.reward.empty() == request.coupon.empty())
        object.fault("reward", "required", "reward or coupon: whose codes they are");
    if (!is_codes && !request.reward.empty())
        object.fault("reward", "unknown-field", "for vouchers only");
    if (!is_codes && !request.coupon.empty())
        object.fault("coupon", "unknown-field", "for vouchers only");
    if (request.enrol_unknown && request.kind != ImportKind::Purchases)
        object.fault("enrol_unknown", "unknown-field", "for purchases only");
}

}  // namespace

std::string_view name_of(ImportKind kind) { return word_of(import_kinds, kind); }
std::string_view name_of(ExportKind kind) { return word_of(export_kinds, kind); }

Result<ImportRequest> decode_import(const Json& json) {
    return decode_body<ImportRequest>(json, [](const Cursor& at, ImportRequest& out) {
        ObjectReader object(at);
        object.required("kind", out.kind, choice(import_kinds));
        object.optional("map", out.map, text(0, map_length_max));
        object.optional("delimiter", out.delimiter, one_of(delimiters));
        if (object.optional("time_zone", out.time_zone, text(1, 64)) && at.faults.empty() &&
            !Zone::find(out.time_zone))
            object.fault("time_zone", "unknown-reference", "no such time zone");
        object.optional("member_kind", out.member_kind, one_of(member_kinds));
        object.optional("reward", out.reward, code());
        object.optional("coupon", out.coupon, code());
        object.optional("decimal_comma", out.decimal_comma, truth);
        object.optional("enrol_unknown", out.enrol_unknown, truth);
        object.optional("dry_run", out.dry_run, truth);
        if (at.faults.empty()) check_owner(object, out);
    });
}

std::string import_json(const ImportRequest& request) {
    const ImportRequest usual;
    JsonWriter out;
    out.begin_object().member("kind", name_of(request.kind));
    const auto tell = [&](std::string_view name, const std::string& is, const std::string& was) {
        if (is != was) out.member(name, is);
    };
    tell("map", request.map, usual.map);
    tell("delimiter", request.delimiter, usual.delimiter);
    tell("time_zone", request.time_zone, usual.time_zone);
    tell("member_kind", request.member_kind, usual.member_kind);
    tell("reward", request.reward, usual.reward);
    tell("coupon", request.coupon, usual.coupon);
    if (request.decimal_comma) out.member("decimal_comma", true);
    if (request.enrol_unknown) out.member("enrol_unknown", true);
    if (request.dry_run) out.member("dry_run", true);
    return std::move(out.end_object()).text();
}

Result<ExportRequest> decode_export(const Json& json) {
    return decode_body<ExportRequest>(json, [](const Cursor& at, ExportRequest& out) {
        ObjectReader object(at);
        object.required("kind", out.kind, choice(export_kinds));
        object.optional("from", out.from, instant);
        object.optional("to", out.to, instant);
        object.optional("format", out.format, choice(export_formats));
        if (out.from && out.to && *out.to <= *out.from)
            object.fault("to", "out-of-range", "after `from`");
    });
}

std::string export_json(const ExportRequest& request) {
    JsonWriter out;
    out.begin_object().member("kind", name_of(request.kind));
    if (request.from) out.member("from", *request.from);
    if (request.to) out.member("to", *request.to);
    out.member("format", word_of(export_formats, request.format));
    return std::move(out.end_object()).text();
}

}  // namespace vuelve
