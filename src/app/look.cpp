#include "app/look.h"

#include "app/audit.h"
#include "codec/sentences.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

constexpr double lost_below = 2;  // contrast at which a mark still stands out
constexpr Colour paper_white{0xFF, 0xFF, 0xFF};

Colour kept_colour(const std::string& text) {
    const auto colour = parse_colour(text);
    if (!colour) throw storage::StorageError(storage::Trouble::Corrupt, "a colour that is none");
    return *colour;
}

Look kept_look(storage::Reader& reader, const ProgrammeKey& programme) {
    const auto document = storage::load_look(reader, programme);
    if (!document) return {};
    return storage::or_corrupt(decode_look(storage::or_corrupt(parse_json(*document))));
}

std::string shown_name(const Look& look, const ProgrammeDocument& document) {
    if (!look.shop_name.empty()) return look.shop_name;
    const Brand& brand = document.brands.front();
    const std::string_view programme = text_in(document.name, document.language, document.code);
    return std::string(text_in(brand.name, document.language, programme));
}

std::string version_of(const LookReading& reading) {
    std::string whole = look_json(reading.look) + '\n' + reading.shop;
    if (reading.logo) whole += '\n' + storage::crypto::to_hex(reading.logo->hash);
    const auto hash = storage::crypto::sha256(storage::crypto::bytes_of(whole));
    return storage::crypto::to_hex(hash).substr(0, 16);
}

LookReading look_in(storage::Reader& reader, const OpenProgramme& programme) {
    using analytics::Theme;
    LookReading reading{.look = kept_look(reader, programme.key())};
    reading.shop = shown_name(reading.look, programme.snapshot()->document());
    reading.logo = storage::load_logo(reader, programme.key());
    reading.light = analytics::derive_palette(reading.look.colour, Theme::Light);
    reading.dark = analytics::derive_palette(reading.look.colour, Theme::Dark);
    reading.icon_ground = reading.light.wall;
    if (reading.logo && reading.logo->is_solid) {
        reading.icon_ground = kept_colour(reading.logo->border);
    } else if (reading.logo) {
        const Colour ink = kept_colour(reading.logo->ink);
        reading.wants_disc = analytics::contrast(ink, reading.light.wall) < lost_below;
        if (reading.wants_disc) reading.icon_ground = paper_white;
    }
    reading.version = version_of(reading);
    return reading;
}

}  // namespace

LookReading read_look(Service& service, const OpenProgramme& programme) {
    return look_in(*service.database().snapshot(), programme);
}

Result<LookReading> write_look(Service& service,
                               const Caller& by,
                               const Look& look,
                               const std::string& seen) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    auto tx = service.database().begin();
    if (!seen.empty() && look_in(*tx, programme).version != seen)
        return refuse(ErrorCode::PreconditionFailed);
    const Instant now = service.now();
    storage::save_look(*tx, by.programme, look_json(look), by.owner, now);
    record_deed(programme, *tx, by, {.action = "brand.changed", .values = look_json(look)}, now);
    LookReading reading = look_in(*tx, programme);
    tx->commit();
    return reading;
}

Result<LookReading> write_logo(Service& service,
                               const Caller& by,
                               std::string_view bytes,
                               PictureKind kind) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const Picture picture = TRY(redraw_logo(bytes, kind));
    const storage::LogoRow logo{
        .width = picture.width,
        .height = picture.height,
        .ink = format_colour(picture.ink),
        .border = format_colour(picture.border),
        .is_solid = picture.is_solid,
        .hash = storage::crypto::sha256(storage::crypto::bytes_of(picture.png))};
    auto tx = service.database().begin();
    const Instant now = service.now();
    storage::save_logo(*tx, by.programme, logo, picture.png, by.owner, now);
    record_deed(programme, *tx, by, {.action = "brand.logo_changed", .object = "logo"}, now);
    LookReading reading = look_in(*tx, programme);
    tx->commit();
    return reading;
}

Result<void> drop_logo(Service& service, const Caller& by) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    auto tx = service.database().begin();
    if (!storage::delete_logo(*tx, by.programme)) return refuse(ErrorCode::NotFound);
    record_deed(programme, *tx, by, {.action = "brand.logo_removed", .object = "logo"},
                service.now());
    tx->commit();
    return {};
}

Result<std::string> draw_icon(Service& service,
                              const OpenProgramme& programme,
                              const LookReading& look,
                              IconFile file) {
    constexpr int small_side = 192, large_side = 512;
    const int side = file == IconFile::Small ? small_side : large_side;
    const IconShape shape = file == IconFile::Maskable ? IconShape::Maskable : IconShape::Square;
    if (!look.logo) {
        if (file == IconFile::Logo) return refuse(ErrorCode::NotFound);
        return icon_of_letter(look.shop, look.light.wall, look.light.on, side, shape);
    }
    const std::string png = storage::load_logo_png(*service.database().snapshot(), programme.key());
    if (file == IconFile::Logo) return png;
    return icon_of_logo(png, look.icon_ground, side, shape);
}

}  // namespace vuelve::app
