#include "codec/programme_diff_words.h"

#include <map>

namespace vuelve {
namespace {

// clang-format off
const std::map<std::string_view, ThreeWords> thing_words{
    {"programme", {"El programa", "The programme", "O programa"}},
    {"brands", {"La marca {0}", "The brand {0}", "A marca {0}"}},
    {"stores", {"La tienda {0}", "The store {0}", "A loja {0}"}},
    {"currencies", {"La moneda {0}", "The currency {0}", "A moeda {0}"}},
    {"rules", {"La regla {0}", "The rule {0}", "A regra {0}"}},
    {"levels", {"El nivel {0}", "The level {0}", "O nível {0}"}},
    {"tiers", {"Los niveles", "The levels", "Os níveis"}},
    {"rewards", {"El premio {0}", "The prize {0}", "O prêmio {0}"}},
    {"coupons", {"El cupón {0}", "The coupon {0}", "O cupom {0}"}},
    {"stamp_cards", {"La tarjeta {0}", "The stamp card {0}", "O cartão {0}"}},
    {"challenges", {"El reto {0}", "The challenge {0}", "O desafio {0}"}},
    {"clubs", {"El club {0}", "The club {0}", "O clube {0}"}},
    {"referral", {"Las recomendaciones", "Recommendations", "As indicações"}},
    {"birthday", {"El regalo de cumpleaños", "The birthday gift", "O presente de aniversário"}},
    {"subscriptions", {"El plan {0}", "The plan {0}", "O plano {0}"}},
    {"conversions", {"La conversión {0}", "The conversion {0}", "A conversão {0}"}},
    {"campaigns", {"La campaña {0}", "The campaign {0}", "A campanha {0}"}},
    {"segments", {"El segmento {0}", "The segment {0}", "O segmento {0}"}},
    {"leaderboards", {"La tabla {0}", "The leaderboard {0}", "O ranking {0}"}},
    {"badges", {"La insignia {0}", "The badge {0}", "A medalha {0}"}},
    {"notifications", {"Los avisos", "Notices", "Os avisos"}},
};

const std::map<std::string_view, ThreeWords> field_words{
    {"name", {"el nombre", "the name", "o nome"}},
    {"state", {"el estado", "the state", "o estado"}},
    {"version", {"el número de versión", "the version number", "o número da versão"}},
    {"campaign", {"la campaña", "the campaign", "a campanha"}},
    {"effective_from", {"el comienzo", "the beginning", "o começo"}},
    {"effective_to", {"el fin", "the end", "o fim"}},
    {"from", {"el comienzo", "the beginning", "o começo"}},
    {"to", {"el fin", "the end", "o fim"}},
    {"priority", {"la prioridad", "the priority", "a prioridade"}},
    {"group", {"el grupo", "the group", "o grupo"}},
    {"exclusive", {"la exclusividad", "exclusivity", "a exclusividade"}},
    {"conditions", {"las condiciones", "the conditions", "as condições"}},
    {"effects", {"lo que da", "what it gives", "o que dá"}},
    {"limits", {"los límites", "the limits", "os limites"}},
    {"budget", {"el presupuesto", "the budget", "o orçamento"}},
    {"points", {"los puntos", "the points", "os pontos"}},
    {"per", {"el monto por el que da", "the amount it gives for", "o valor pelo qual dá"}},
    {"factor", {"el factor", "the factor", "o fator"}},
    {"max_per_transaction", {"el tope por compra", "the cap per purchase", "o teto por compra"}},
    {"daily_cap", {"el tope diario", "the daily cap", "o teto diário"}},
    {"rounding", {"el redondeo", "the rounding", "o arredondamento"}},
    {"scale", {"los decimales", "the decimals", "as casas decimais"}},
    {"pending_days", {"los días de espera", "the days of waiting", "os dias de espera"}},
    {"expiry", {"el vencimiento", "the expiry", "a validade"}},
    {"months", {"los meses", "the months", "os meses"}},
    {"days", {"los días", "the days", "os dias"}},
    {"money_value", {"el valor en dinero", "the value in money", "o valor em dinheiro"}},
    {"redeem", {"las condiciones de pago", "the terms of paying", "as condições de pagamento"}},
    {"min_points", {"el mínimo de puntos", "the least points", "o mínimo de pontos"}},
    {"max_share", {"la parte máxima del ticket", "the largest share of a ticket", "a parte máxima do cupom fiscal"}},
    {"threshold", {"el umbral", "the threshold", "o limiar"}},
    {"cost", {"el costo", "the cost", "o custo"}},
    {"stock", {"las existencias iniciales", "the initial stock", "o estoque inicial"}},
    {"limit", {"el límite", "the limit", "o limite"}},
    {"eligibility", {"quién puede", "who may", "quem pode"}},
    {"value", {"el valor", "the value", "o valor"}},
    {"valid_days", {"los días de validez", "the days it is valid", "os dias de validade"}},
    {"valid_to", {"el último día", "the last day", "o último dia"}},
    {"uses", {"los usos", "the uses", "os usos"}},
    {"goal", {"la meta", "the goal", "a meta"}},
    {"price", {"el precio", "the price", "o preço"}},
    {"where", {"a quién incluye", "whom it holds", "quem inclui"}},
    {"time_zone", {"la zona horaria", "the time zone", "o fuso horário"}},
    {"max_backdate_days", {"los días de atraso admitidos", "the days a sale may be late", "os dias de atraso aceitos"}},
    {"excluded_categories", {"las categorías que no acumulan", "the categories that earn nothing", "as categorias que não acumulam"}},
    {"excluded_skus", {"los productos que no acumulan", "the products that earn nothing", "os produtos que não acumulam"}},
    {"control_percent", {"el porcentaje de control", "the control percentage", "a porcentagem de controle"}},
    {"kind", {"la clase", "the kind", "a classe"}},
    {"type", {"el tipo", "the type", "o tipo"}},
    {"currency", {"la moneda", "the currency", "a moeda"}},
    {"brand", {"la marca", "the brand", "a marca"}},
    {"language", {"el idioma", "the language", "o idioma"}},
    {"min_amount", {"el monto mínimo", "the least amount", "o valor mínimo"}},
    {"min_purchase", {"la compra mínima", "the least purchase", "a compra mínima"}},
    {"closed", {"los días cerrados", "the closed days", "os dias fechados"}},
};

constexpr DiffPhrases diff_tables[] = {
    {"{0}: se añade al programa.", "{0}: se quita del programa.", "{0}: {1}, {3} en vez de {2}.",
     "{0}: {1}, {3}; antes no había.", "{0}: ya no hay {1}; era {2}.", "{0}, cambio: {1}.",
     "{0}: multiplica por {3} en vez de por {2}.", "sí", "no"},
    {"{0}: new in the programme.", "{0}: taken out of the programme.",
     "{0}: {1}, {3} instead of {2}.", "{0}: {1}, {3}; there was none.",
     "{0}: no longer has {1}; it was {2}.", "{0}, change: {1}.",
     "{0}: multiplies by {3} instead of {2}.", "yes", "no"},
    {"{0}: entra no programa.", "{0}: sai do programa.", "{0}: {1}, {3} em vez de {2}.",
     "{0}: {1}, {3}; antes não havia.", "{0}: já não há {1}; era {2}.", "{0}, mudança: {1}.",
     "{0}: multiplica por {3} em vez de por {2}.", "sim", "não"},
};
// clang-format on

}  // namespace

std::size_t place_of_language(std::string_view language) {
    return language == "en" ? 1 : language == "pt" ? 2 : 0;
}

ThreeWords thing_word(std::string_view section) {
    auto found = thing_words.find(section);
    return found == thing_words.end() ? ThreeWords{section, section, section} : found->second;
}

ThreeWords field_word(std::string_view name) {
    auto found = field_words.find(name);
    return found == field_words.end() ? ThreeWords{name, name, name} : found->second;
}

const DiffPhrases& diff_phrases(std::string_view language) {
    return diff_tables[place_of_language(language)];
}

}  // namespace vuelve
