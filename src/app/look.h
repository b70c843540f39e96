#pragma once

#include "analytics/brand_colours.h"
#include "app/asks.h"
#include "app/service.h"
#include "codec/look_json.h"
#include "codec/picture.h"
#include "storage/look_store.h"

/// How a programme looks on cards, posters and icons. Source: ux/README.md 3, docs/adr/0048, 0049.
namespace vuelve::app {

struct LookReading {
    Look look;
    std::string shop;  // the name that is shown
    std::optional<storage::LogoRow> logo{};
    analytics::Palette light, dark;
    /// Colour behind the logo in an icon, and whether it wants a white disc where it stands on a
    /// wall: a mark in the wall's own colour would be lost there.
    Colour icon_ground;
    bool wants_disc = false;
    std::string version;  // another one whenever anything of it is
};

LookReading read_look(Service& service, const OpenProgramme& programme);
/// `seen` is the version that was changed, "" = whichever. Errors: PreconditionFailed.
Result<LookReading> write_look(Service& service,
                               const Caller& by,
                               const Look& look,
                               const std::string& seen);
/// Errors: as redraw_logo().
Result<LookReading> write_logo(Service& service,
                               const Caller& by,
                               std::string_view bytes,
                               PictureKind kind);
/// Errors: NotFound.
Result<void> drop_logo(Service& service, const Caller& by);

enum class IconFile : std::uint8_t { Small, Large, Maskable, Logo };
/// Small is 192 pixels, Large and Maskable 512, Logo the picture as it is. Errors: NotFound for a
/// logo where there is none.
Result<std::string> draw_icon(Service& service,
                              const OpenProgramme& programme,
                              const LookReading& look,
                              IconFile file);

}  // namespace vuelve::app
