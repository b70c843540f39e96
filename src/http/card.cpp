#include "http/card.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

#include "app/asked_consents.h"
#include "app/settings.h"
#include "codec/country.h"
#include "codec/programme_words.h"
#include "codec/sentences.h"
#include "codec/sentences_phrases.h"
#include "codec/sentences_teller.h"
#include "codec/terms.h"
#include "http/assets.h"
#include "http/kept_icons.h"
#include "http/look.h"
#include "http/target.h"

namespace vuelve::http {
namespace {

/// What every open page of a card starts from.
struct CardPage {
    app::OpenProgramme& programme;
    std::shared_ptr<const Programme> snapshot;
    app::LookReading look;
    std::string_view language;
    const std::string& code() const { return snapshot->document().code; }
};

std::string card_query(const Request& request, std::string_view name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

/// The language asked for, else the reader's own where we speak it, else the programme's. Errors:
/// ValidationFailed for one that we do not speak.
Result<std::string_view> card_language(const Request& request, const std::string& programme) {
    const std::string asked = card_query(request, "language");
    const std::string accepted(request.headers.find("Accept-Language").value_or(""));
    const std::string_view spoken =
        tag(choose_language(asked.empty() ? accepted + ", " + programme + ";q=0.001" : asked));
    if (!asked.empty() && spoken != asked)
        return refuse_field("/language", "out-of-range", "es, en or pt");
    return spoken;
}

/// Errors: RateLimited; NotFound for a programme that is not here, or not told where there are
/// several; ValidationFailed for its language.
Result<CardPage> open_card(Api& api, const Request& request) {
    const Allowance allowance = api.card_views.take(request.peer, std::chrono::steady_clock::now());
    if (!allowance.allowed)
        return refuse_with(ErrorCode::RateLimited, {{.value = allowance.retry_seconds}});
    const auto key = api.service.programmes().find_code(card_query(request, "programme"));
    app::OpenProgramme* programme = key ? api.service.programmes().find(*key) : nullptr;
    if (!programme) return refuse(ErrorCode::NotFound);
    const auto snapshot = programme->snapshot();
    const std::string_view language = TRY(card_language(request, snapshot->document().language));
    return CardPage{*programme, snapshot, app::read_look(api.service, *programme), language};
}

/// Kept by browsers, and asked again each time whether it is still so.
Response kept(std::string_view name, std::string body, const Request& request, bool for_ever) {
    Asset asset = make_asset(name, std::move(body));
    asset.immutable = for_ever;
    return asset_response(asset, request);
}

void write_names(JsonWriter& out, const CardPage& page) {
    const ProgrammeDocument& document = page.snapshot->document();
    const std::string country = page.programme.region();
    const std::string language(page.language);
    out.member("programme", document.code)
        .member("name", text_in(document.name, language, document.code))
        .member("shop", page.look.shop)
        .member("version", page.look.version)
        .member("welcome", text_in(page.look.look.welcome, language, ""))
        .member("pictures", page.look.look.pictures)
        .key("languages")
        .begin_array()
        .value("es")
        .value("en")
        .value("pt")
        .end_array()
        .member("language", language)
        .member("country", country)
        .member("calling_code", calling_code_of(country))
        .member("locale", country.empty() ? document.language : document.language + '-' + country)
        .member("time_zone", document.time_zone)
        .key("money")
        .begin_object()
        .member("currency", document.money_currency)
        .member("exponent", document.money_exponent)
        .end_object();
}

void write_look_of(JsonWriter& out, const CardPage& page) {
    const app::LookReading& look = page.look;
    out.member("colour", format_colour(look.look.colour));
    write_theme(out, look.light, look.dark);
    write_logo(out, look, page.code());
    out.member("icon", icon_address(look, page.code(), "192.png"))
        .member("manifest", "/card/manifest.webmanifest?programme=" + percent_encode(page.code()))
        .key("layout")
        .begin_array();
    for (const std::string& block : look.look.layout) out.value(block);
    out.end_array();
}

void write_currencies(JsonWriter& out, const CardPage& page) {
    const Teller teller(*page.snapshot, page.language);
    out.key("currencies").begin_array();
    for (const Currency& one : page.snapshot->document().currencies) {
        const std::string plural(teller.text(one.name, one.code));
        out.begin_object()
            .member("code", one.code)
            .member("kind", word_of(words::currency_kind, one.kind))
            .member("name", plural)
            .member("singular", singular(plural, page.language))
            .member("plural", plural)
            .member("scale", one.scale)
            .key("money_value");
        if (one.money_value)
            out.begin_object()
                .member("points", one.money_value->points)
                .member("amount", one.money_value->amount)
                .end_object();
        else
            out.null();
        out.end_object();
    }
    out.end_array();
}

void write_stores(JsonWriter& out, const CardPage& page) {
    out.key("stores").begin_array();
    for (const Store& store : page.snapshot->document().stores)
        out.begin_object()
            .member("code", store.code)
            .member("name", text_in(store.name, page.language, store.code))
            .end_object();
    out.end_array();
}

void write_joining(JsonWriter& out, Api& api, const CardPage& page) {
    const Settings settings = app::read_settings(api.service, page.programme.key());
    out.member("self_join", settings.self_join);
    out.key("sign_in").begin_object().key("ways").begin_array().value("phone").value("email");
    out.end_array().member("code_digits", 6).key("phone_prefixes").begin_array();
    for (const std::string& prefix : settings.code_prefixes) out.value(prefix);
    out.end_array().end_object();

    const Instant now = api.service.now();
    const auto gift = [&](bool invited) {
        const std::string text = joining_gift(*page.snapshot, page.language, now, invited);
        return text.empty() ? std::optional<std::string>{} : std::optional(text);
    };
    const auto texts = app::read_privacy_texts(api.service, page.programme);
    const std::string country = page.programme.region();
    out.key("join")
        .begin_object()
        .member("minimum_age", settings.minimum_age)
        .member("gift", gift(false))
        .member("invited_gift", gift(true))
        .key("consents")
        .begin_array();
    for (const app::AskedConsent& one : app::asked_consents(texts, country, page.language)) {
        out.begin_object().member("purpose", one.purpose);
        out.member("channel",
                   one.channel.empty() ? std::optional<std::string>{} : std::optional(one.channel));
        out.member("text", one.text)
            .member("text_version", one.text_version)
            .member("language", one.language)
            .end_object();
    }
    out.end_array().end_object().key("notice");
    if (const auto notice = app::notice_for(texts, country, page.language))
        out.begin_object()
            .member("version", notice->version)
            .member("language", notice->language)
            .member("body", notice->body)
            .end_object();
    else
        out.null();
}

void write_terms(JsonWriter& out, const CardPage& page, Instant now) {
    out.key("terms").begin_array();
    for (const TermsSection& section : terms_of(*page.snapshot, page.language, now)) {
        out.begin_object()
            .member("id", section.id)
            .member("title", section.title)
            .key("sentences")
            .begin_array();
        for (const std::string& sentence : section.sentences) out.value(sentence);
        out.end_array().end_object();
    }
    out.end_array();
}

Result<Response> tell_card(Api& api, const Request& request) {
    const CardPage page = TRY(open_card(api, request));
    JsonWriter out;
    out.begin_object();
    write_names(out, page);
    write_look_of(out, page);
    write_currencies(out, page);
    write_stores(out, page);
    write_joining(out, api, page);
    write_terms(out, page, api.service.now());
    Response response = kept("card.json", std::move(out.end_object()).text(), request, false);
    response.headers.set("Vary", "Accept-Encoding, Accept-Language");
    response.headers.add("Content-Language", std::string(page.language));
    return response;
}

void write_icon(JsonWriter& out,
                const CardPage& page,
                std::string_view file,
                std::string_view sizes,
                std::string_view purpose) {
    out.begin_object()
        .member("src", icon_address(page.look, page.code(), file))
        .member("sizes", sizes)
        .member("type", "image/png")
        .member("purpose", purpose)
        .end_object();
}

Result<Response> tell_manifest(Api& api, const Request& request) {
    const CardPage page = TRY(open_card(api, request));
    const std::string place = "/card/?programme=" + percent_encode(page.code());
    JsonWriter out;
    out.begin_object()
        .member("id", place)
        .member("name", page.look.shop)
        .member("short_name", page.look.shop)
        .member("start_url", place)
        .member("scope", "/card")
        .member("display", "standalone")
        .member("orientation", "portrait")
        .member("lang", page.language)
        .member("theme_color", format_colour(page.look.light.wall))
        .member("background_color", format_colour(analytics::paper_of(analytics::Theme::Light)))
        .key("icons")
        .begin_array();
    write_icon(out, page, "192.png", "192x192", "any");
    write_icon(out, page, "512.png", "512x512", "any");
    write_icon(out, page, "maskable.png", "512x512", "maskable");
    Response response =
        kept("card.webmanifest", std::move(out.end_array().end_object()).text(), request, false);
    response.headers.set("Vary", "Accept-Encoding, Accept-Language");
    return response;
}

std::optional<app::IconFile> icon_file(std::string_view name) {
    if (name == "192.png") return app::IconFile::Small;
    if (name == "512.png") return app::IconFile::Large;
    if (name == "maskable.png") return app::IconFile::Maskable;
    if (name == "logo.png") return app::IconFile::Logo;
    return std::nullopt;
}

Result<Response> tell_icon(Api& api, const Request& request, KeptIcons& icons) {
    const CardPage page = TRY(open_card(api, request));
    const std::string& name = request.parameters.at("file");
    const auto file = icon_file(name);
    if (!file) return refuse(ErrorCode::NotFound);
    const app::ProgrammeKey key = page.programme.key();
    const std::string png = TRY(icons.get(
        fmt::format("{}/{}/{}/{}", key.tenant_id, key.programme_id, page.look.version, name),
        [&] { return app::draw_icon(api.service, page.programme, page.look, *file); }));
    // An address that names another look is answered with today's, but not for ever.
    return kept("icon.png", png, request, card_query(request, "v") == page.look.version);
}

/// Nobody has signed in: a problem is told without a programme.
LaterHandler open_page(std::function<Result<Response>(const Request&)> read) {
    return [read = std::move(read)](const Request& request, const Reply& reply) {
        Result<Response> response = read(request);
        reply(response ? std::move(*response) : problem_response(response.error(), request));
    };
}

}  // namespace

LaterHandler card_route(Api& api) {
    return open_page([&api](const Request& request) { return tell_card(api, request); });
}

LaterHandler card_manifest_route(Api& api) {
    return open_page([&api](const Request& request) { return tell_manifest(api, request); });
}

LaterHandler card_icon_route(Api& api) {
    return open_page([&api, icons = std::make_shared<KeptIcons>()](const Request& request) {
        return tell_icon(api, request, *icons);
    });
}

}  // namespace vuelve::http
