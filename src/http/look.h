#pragma once

#include "app/look.h"
#include "http/api.h"

/// How the programme looks, chosen by whoever writes it: /v1/brand. Source: docs/adr/0048.
namespace vuelve::http {

Result<Response> show_look(Api& api, const Request& request);
Result<Response> put_look(Api& api, const Request& request);
Result<Response> preview_look(Api& api, const Request& request);
Result<Response> put_logo(Api& api, const Request& request);
Result<Response> delete_logo(Api& api, const Request& request);
/// HTML to print.
Result<Response> show_poster(Api& api, const Request& request);

/// Kinds of body that put_logo takes.
inline constexpr std::string_view logo_media = "image/png image/jpeg image/webp image/svg+xml";

/// Members of an object that is open: both palettes, and the logo or null.
void write_theme(JsonWriter& out, const analytics::Palette& light, const analytics::Palette& dark);
void write_logo(JsonWriter& out, const app::LookReading& look, std::string_view programme);
/// "/card/icons/192.png?programme=LAUREL&v=..."
std::string icon_address(const app::LookReading& look,
                         std::string_view programme,
                         std::string_view file);
/// "https://club.laurel.ec": the setting, else where the request came to.
std::string public_address(Api& api, const Request& request);

}  // namespace vuelve::http
