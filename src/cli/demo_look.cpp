#include "cli/demo_look.h"

#include <fmt/format.h>

#include "app/look.h"
#include "cli/or_fail.h"

namespace vuelve::cli {
namespace {

/// A sprig of laurel on a disc: seen on the shop's green and on white alike.
std::string laurel_logo() {
    constexpr std::string_view leaf = "M0 0q-6-7 0-15q6 8 0 15z";
    std::string leaves;
    for (const int height : {0, 9, 18})
        for (const int angle : {-52, 52})
            leaves += fmt::format(R"svg(<path transform="translate(32 {}) rotate({})" d="{}"/>)svg",
                                  47 - height, angle, leaf);
    return fmt::format(
        R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" )svg"
        R"svg(r="32" fill="#fffdfa"/><g fill="#1b6e46"><path d="M31 54h2V22h-2z"/>)svg"
        R"svg(<path transform="translate(32 25)" d="{}"/>{}</g></svg>)svg",
        leaf, leaves);
}

}  // namespace

void add_demo_look(app::Service& service, const app::ProgrammeKey& programme) {
    const app::Caller caller{programme, "demo", "cli"};
    const Look look{.shop_name = "Abarrotes Laurel",
                    .colour = {0x1B, 0x6E, 0x46},
                    .welcome = {{"es", "Tu tienda de siempre, ahora con memoria"},
                                {"en", "Your everyday shop, now with a memory"},
                                {"pt", "Sua loja de sempre, agora com memória"}},
                    .pictures = "grocery"};
    or_fail(app::write_look(service, caller, look, ""));
    or_fail(app::write_logo(service, caller, laurel_logo(), PictureKind::Svg));
}

}  // namespace vuelve::cli
