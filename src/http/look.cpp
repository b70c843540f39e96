#include "http/look.h"

#include "app/receipts.h"
#include "app/settings.h"
#include "codec/poster_page.h"
#include "codec/sentences.h"
#include "codec/terms.h"
#include "http/target.h"

namespace vuelve::http {
namespace {

using analytics::Palette;
using analytics::Shift;

const std::string& code_of(const app::OpenProgramme& programme) {
    return programme.snapshot()->document().code;
}

void write_palette(JsonWriter& out, std::string_view name, const Palette& palette) {
    out.key(name)
        .begin_object()
        .member("wall", format_colour(palette.wall))
        .member("wall_light", format_colour(palette.wall_light))
        .member("on", format_colour(palette.on))
        .member("quiet", format_colour(palette.quiet))
        .member("text", format_colour(palette.text))
        .member("shape", format_colour(palette.shape))
        .member("soft", format_colour(palette.soft))
        .member("text_on_soft", format_colour(palette.text_on_soft))
        .member("edge", format_colour(palette.edge))
        .end_object();
}

void write_shift(JsonWriter& out, Colour brand, const Palette& palette) {
    const Shift shift = analytics::shift_of(brand, palette);
    out.member("shift", shift == Shift::None     ? "none"
                        : shift == Shift::Darker ? "darker"
                                                 : "lighter");
}

Response tell_look(const app::LookReading& look, const std::string& programme) {
    JsonWriter out;
    out.begin_object().member("programme", programme).member("version", look.version);
    write_look(out, look.look);
    out.member("shop", look.shop);
    write_shift(out, look.look.colour, look.light);
    write_theme(out, look.light, look.dark);
    write_logo(out, look, programme);
    out.member("icon", icon_address(look, programme, "512.png")).end_object();
    Response response = json_response(200, std::move(out).text());
    response.headers.add("ETag", '"' + look.version + '"');
    response.headers.add("Cache-Control", "private, no-cache");
    return response;
}

/// The version that was changed; "" = whichever. Errors: PreconditionFailed.
Result<std::string> look_seen(const Request& request) {
    const std::string_view header = request.headers.find("If-Match").value_or("");
    if (header.empty() || header == "*") return std::string();
    if (header.size() < 2 || header.front() != '"' || header.back() != '"')
        return refuse(ErrorCode::PreconditionFailed);
    return std::string(header.substr(1, header.size() - 2));
}

PictureKind kind_of_body(const Request& request) {
    const std::string_view type = request.headers.find("Content-Type").value_or("");
    const auto is = [&](std::string_view name) {
        return equals_ignoring_case(type.substr(0, name.size()), name);
    };
    if (is("image/jpeg")) return PictureKind::Jpeg;
    if (is("image/webp")) return PictureKind::Webp;
    return is("image/svg+xml") ? PictureKind::Svg : PictureKind::Png;
}

bool is_address(std::string_view host) {
    return host.starts_with('[') ||
           host.find_first_not_of("0123456789.:") == std::string_view::npos;
}

std::string in_query(const Request& request, std::string_view name, std::string_view otherwise) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string(otherwise) : found->second;
}

/// Nothing but the page's own style and the shop's logo.
std::string poster_policy(const Poster& poster) {
    return "default-src 'none'; img-src 'self'; style-src 'sha256-" +
           app::style_hash(poster_style(poster)) +
           "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace

void write_theme(JsonWriter& out, const Palette& light, const Palette& dark) {
    out.key("theme").begin_object();
    write_palette(out, "light", light);
    write_palette(out, "dark", dark);
    out.end_object();
}

void write_logo(JsonWriter& out, const app::LookReading& look, std::string_view programme) {
    out.key("logo");
    if (!look.logo) {
        out.null();
        return;
    }
    out.begin_object()
        .member("url", icon_address(look, programme, "logo.png"))
        .member("width", look.logo->width)
        .member("height", look.logo->height)
        .member("on_wall", look.wants_disc ? "disc" : "plain")
        .end_object();
}

std::string icon_address(const app::LookReading& look,
                         std::string_view programme,
                         std::string_view file) {
    return "/card/icons/" + std::string(file) + "?programme=" + percent_encode(programme) +
           "&v=" + look.version;
}

std::string public_address(Api& api, const Request& request) {
    const std::string set =
        app::read_settings(api.service, programme_of(api, request).key()).public_address;
    if (!set.empty()) return set;
    const std::string host(request.headers.find("Host").value_or("localhost"));
    const bool is_here = host.starts_with("localhost") || is_address(host);
    return (is_here ? "http://" : "https://") + host;
}

Result<Response> show_look(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    return tell_look(app::read_look(api.service, programme), code_of(programme));
}

Result<Response> put_look(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const Look look = TRY(decode_look(json));
    const std::string seen = TRY(look_seen(request));
    return tell_look(TRY(app::write_look(api.service, caller_of(request), look, seen)),
                     code_of(programme_of(api, request)));
}

Result<Response> preview_look(Api&, const Request& request) {
    const Json json = TRY(body_of(request));
    const Colour colour = TRY(decode_tried_colour(json));
    const Palette light = analytics::derive_palette(colour, analytics::Theme::Light);
    const Palette dark = analytics::derive_palette(colour, analytics::Theme::Dark);
    JsonWriter out;
    out.begin_object().member("colour", format_colour(colour));
    write_shift(out, colour, light);
    write_theme(out, light, dark);
    const Colour paper = analytics::paper_of(analytics::Theme::Light);
    out.key("contrast")
        .begin_object()
        .member("asked", analytics::contrast_text(light.on, colour))
        .member("wall", analytics::contrast_text(light.on, light.wall))
        .member("wall_light", analytics::contrast_text(light.on, light.wall_light))
        .member("text", analytics::contrast_text(light.text, paper))
        .end_object()
        .end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> put_logo(Api& api, const Request& request) {
    return tell_look(
        TRY(app::write_logo(api.service, caller_of(request), request.body, kind_of_body(request))),
        code_of(programme_of(api, request)));
}

Result<Response> delete_logo(Api& api, const Request& request) {
    TRY(app::drop_logo(api.service, caller_of(request)));
    return Response{.status = 204, .headers = {}, .body = {}};
}

Result<Response> show_poster(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const ProgrammeDocument& document = snapshot->document();
    const std::string kind = in_query(request, "kind", "a4");
    if (kind != "a4" && kind != "shelf")
        return refuse_field("/kind", "out-of-range", "a4 or shelf");
    const std::string_view language =
        tag(choose_language(in_query(request, "language", document.language)));
    const app::LookReading look = app::read_look(api.service, programme);
    const std::string address = public_address(api, request) +
                                "/card/?programme=" + percent_encode(document.code) +
                                "&from=poster";
    const std::string gift = joining_gift(*snapshot, language, api.service.now(), false);
    const std::string logo = look.logo ? icon_address(look, document.code, "logo.png") : "";
    const std::string wall = format_colour(look.light.wall),
                      wall_light = format_colour(look.light.wall_light),
                      on = format_colour(look.light.on);
    const Poster poster{.kind = kind == "a4" ? PosterKind::A4 : PosterKind::Shelf,
                        .language = language,
                        .shop = look.shop,
                        .programme = text_in(document.name, language, document.code),
                        .gift = gift,
                        .address = address,
                        .logo = logo,
                        .wall = wall,
                        .wall_light = wall_light,
                        .on = on};
    Response response = text_response(200, poster_page(poster), "text/html; charset=utf-8");
    response.headers.add("Content-Language", std::string(language));
    response.headers.add("Content-Security-Policy", poster_policy(poster));
    response.headers.add("Cache-Control", "private, no-cache");
    return response;
}

}  // namespace vuelve::http
