#include "codec/qr_svg.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

#include "base/ensure.h"
#include "codec/html.h"

namespace vuelve {
namespace {

constexpr int empty_around = 4;

struct EndsCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

QrPath qr_path(std::string_view text) {
    const std::unique_ptr<QRcode, EndsCode> code(
        QRcode_encodeData(static_cast<int>(text.size()),
                          reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
    ensure(code != nullptr, "a text of this length has a QR code");
    QrPath drawn{.modules = code->width + 2 * empty_around, .path = {}};
    const auto is_dark = [&](int x, int y) { return (code->data[y * code->width + x] & 1) != 0; };
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            if (!is_dark(x, y)) continue;
            int end = x;
            while (end < code->width && is_dark(end, y)) ++end;
            drawn.path += fmt::format("M{} {}h{}v1H{}z", x + empty_around, y + empty_around,
                                      end - x, x + empty_around);
            x = end;
        }
    return drawn;
}

std::string qr_svg(std::string_view text, std::string_view title) {
    const QrPath drawn = qr_path(text);
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" )"
        R"(aria-label="{1}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/>)"
        R"(<path d="{2}"/></svg>)",
        drawn.modules, html_text(title), drawn.path);
}

}  // namespace vuelve
