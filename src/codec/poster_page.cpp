#include "codec/poster_page.h"

#include <fmt/format.h>

#include "codec/html.h"
#include "codec/qr_svg.h"

namespace vuelve {
namespace {

struct PosterWords {
    std::string_view call, how, steps, none, print;
};
constexpr PosterWords poster_es{
    .call = "Tu tarjeta en un minuto",
    .how = "Apunta la cámara de tu teléfono a este código",
    .steps = "Escribe tu teléfono, recibe tu código y ya está. Sin descargar nada.",
    .none = "Cada compra te da algo que regresa.",
    .print = "Imprime esta página al 100 %, sin márgenes añadidos."};
constexpr PosterWords poster_en{
    .call = "Your card in a minute",
    .how = "Point your phone's camera at this code",
    .steps = "Type your phone number, get your code, done. Nothing to download.",
    .none = "Every purchase gives you something back.",
    .print = "Print this page at 100 %, with no margins added."};
constexpr PosterWords poster_pt{
    .call = "Seu cartão em um minuto",
    .how = "Aponte a câmera do celular para este código",
    .steps = "Digite seu telefone, receba seu código e pronto. Sem baixar nada.",
    .none = "Cada compra devolve algo para você.",
    .print = "Imprima esta página em 100 %, sem margens extras."};

const PosterWords& poster_words(std::string_view language) {
    if (language == "en") return poster_en;
    return language == "pt" ? poster_pt : poster_es;
}

/// One wall with its edge of light above, paper below: the look of the card, on paper.
constexpr std::string_view common_style =
    "*{box-sizing:border-box;margin:0}"
    "body{background:#ece6db;color:#191d2b;font:16px/1.4 \"Archivo\",system-ui,\"Noto Sans\","
    "sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    ".sheet{background:#fffdfa;margin:8mm auto;overflow:hidden;display:flex;"
    "flex-direction:column}"
    ".wall{background:linear-gradient(112deg,var(--light) 0 62%,var(--wall) 62.1%);"
    "color:var(--on)}"
    "img{display:block;width:auto}svg{display:block}"
    ".shop{font-weight:660}h1{font-weight:740;letter-spacing:-.02em;line-height:1}"
    ".how{font-weight:660}.steps,.at{color:#565a68}.at{overflow-wrap:anywhere}"
    ".hint{text-align:center;color:#565a68;padding:4mm}"
    "@media print{body{background:none}.sheet{margin:0}.hint{display:none}}";

constexpr std::string_view a4_style =
    "@page{size:210mm 297mm;margin:0}"
    ".sheet{width:210mm;height:296.5mm}"
    ".wall{padding:20mm 18mm 18mm;flex:1}"
    "img{max-height:30mm;max-width:120mm;margin-bottom:8mm}"
    ".shop{font-size:9mm}h1{font-size:25mm;margin:10mm 0 8mm}.gift{font-size:9.5mm;line-height:1.2}"
    ".paper{display:grid;grid-template-columns:96mm 1fr;gap:12mm;align-items:center;"
    "padding:12mm 18mm 14mm}"
    ".how{font-size:7.5mm;line-height:1.2}.steps{font-size:5mm;margin-top:5mm}"
    ".at{font-size:4mm;margin-top:6mm}";

constexpr std::string_view shelf_style =
    "@page{size:105mm 74mm;margin:0}"
    ".sheet{width:105mm;height:73.8mm;flex-direction:row}"
    ".wall{padding:7mm 6mm;width:58mm}"
    "img{max-height:10mm;max-width:44mm;margin-bottom:3mm}"
    ".shop{font-size:3.6mm}h1{font-size:7.4mm;margin:4mm 0 4mm}.gift{font-size:3.8mm;"
    "line-height:1.25}"
    ".paper{padding:5mm;flex:1;display:flex;flex-direction:column;justify-content:center}"
    ".how{font-size:3.4mm;line-height:1.2;margin-top:3mm}.steps{display:none}"
    ".at{font-size:2.4mm;margin-top:2mm}";

}  // namespace

std::string poster_style(const Poster& poster) {
    return fmt::format(":root{{--wall:{};--light:{};--on:{}}}{}{}", poster.wall, poster.wall_light,
                       poster.on, common_style,
                       poster.kind == PosterKind::A4 ? a4_style : shelf_style);
}

std::string poster_page(const Poster& poster) {
    const PosterWords& words = poster_words(poster.language);
    const std::string logo =
        poster.logo.empty() ? "" : fmt::format("<img src=\"{}\" alt=\"\">", html_text(poster.logo));
    return fmt::format(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><title>{}</title><style>{}</style></head>"
        "<body><p class=\"hint\">{}</p><main class=\"sheet\"><div class=\"wall\">{}"
        "<p class=\"shop\">{} · {}</p><h1>{}</h1><p class=\"gift\">{}</p></div>"
        "<div class=\"paper\">{}<div><p class=\"how\">{}</p><p class=\"steps\">{}</p>"
        "<p class=\"at\">{}</p></div></div></main></body></html>\n",
        html_text(poster.language), html_text(poster.shop), poster_style(poster), words.print, logo,
        html_text(poster.shop), html_text(poster.programme), words.call,
        html_text(poster.gift.empty() ? words.none : poster.gift),
        qr_svg(poster.address, words.how), words.how, words.steps, html_text(poster.address));
}

}  // namespace vuelve
