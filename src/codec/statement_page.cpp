#include "codec/statement_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "codec/html.h"
#include "codec/sentences_teller.h"
#include "codec/statement_json.h"

namespace vuelve {
namespace {

/// What the page says, by language.
struct PageWords {
    std::string_view title, month, issued, state, number, money, currency;
    std::array<std::string_view, 5> states;  // by StatementState
    std::string_view ledger, earned, reversed, issued_net, redeemed, captured, refunded,
        redeemed_net, expired;
    std::string_view amounts, concept_name, points, price, amount, issue_due, fee, redeem_claim,
        breakage, adjustment, payable, pays, receives, nothing;
    std::string_view flows, issuer, redeemer, history, reason, ties, differs;
};

constexpr PageWords in_spanish{
    .title = "Estado de cuenta de la coalición",
    .month = "Mes",
    .issued = "Emitido el",
    .state = "Situación",
    .number = "Número",
    .money = "Moneda",
    .currency = "Puntos",
    .states = {"", "emitido", "en disputa", "liquidado", "corregido"},
    .ledger = "Lo que dice el libro de puntos",
    .earned = "Emitidos",
    .reversed = "Reversados",
    .issued_net = "Emitidos netos",
    .redeemed = "Canjeados",
    .captured = "Cobrados de apartados",
    .refunded = "Devueltos",
    .redeemed_net = "Canjeados netos",
    .expired = "Vencidos de los que emitió",
    .amounts = "Liquidación",
    .concept_name = "Concepto",
    .points = "Puntos",
    .price = "Precio por punto",
    .amount = "Importe",
    .issue_due = "Puntos emitidos",
    .fee = "Comisión",
    .redeem_claim = "Puntos canjeados en sus tiendas",
    .breakage = "Puntos vencidos a su favor",
    .adjustment = "Corrección del estado de",
    .payable = "Total",
    .pays = "La marca paga al operador",
    .receives = "El operador paga a la marca",
    .nothing = "No hay nada que pagar",
    .flows = "Puntos entre marcas",
    .issuer = "Emisor",
    .redeemer = "Donde se canjearon",
    .history = "Historia",
    .reason = "Motivo",
    .ties = "Coincide con el libro de puntos, unidad por unidad.",
    .differs = "Ya no coincide con el libro de puntos: hay que revisarlo.",
};

constexpr PageWords in_english{
    .title = "Coalition statement",
    .month = "Month",
    .issued = "Issued on",
    .state = "State",
    .number = "Number",
    .money = "Money",
    .currency = "Points",
    .states = {"", "issued", "in dispute", "settled", "corrected"},
    .ledger = "What the points ledger says",
    .earned = "Issued",
    .reversed = "Reversed",
    .issued_net = "Issued, net",
    .redeemed = "Redeemed",
    .captured = "Captured from holds",
    .refunded = "Refunded",
    .redeemed_net = "Redeemed, net",
    .expired = "Expired, of those it issued",
    .amounts = "Settlement",
    .concept_name = "Item",
    .points = "Points",
    .price = "Price per point",
    .amount = "Amount",
    .issue_due = "Points issued",
    .fee = "Fee",
    .redeem_claim = "Points redeemed at its stores",
    .breakage = "Expired points in its favour",
    .adjustment = "Correction of the statement of",
    .payable = "Total",
    .pays = "The brand pays the operator",
    .receives = "The operator pays the brand",
    .nothing = "There is nothing to pay",
    .flows = "Points between brands",
    .issuer = "Issuer",
    .redeemer = "Redeemed at",
    .history = "History",
    .reason = "Reason",
    .ties = "It agrees with the points ledger to the unit.",
    .differs = "It no longer agrees with the points ledger and needs a look.",
};

constexpr PageWords in_portuguese{
    .title = "Demonstrativo da coalizão",
    .month = "Mês",
    .issued = "Emitido em",
    .state = "Situação",
    .number = "Número",
    .money = "Moeda",
    .currency = "Pontos",
    .states = {"", "emitido", "em disputa", "liquidado", "corrigido"},
    .ledger = "O que diz o livro de pontos",
    .earned = "Emitidos",
    .reversed = "Estornados",
    .issued_net = "Emitidos líquidos",
    .redeemed = "Resgatados",
    .captured = "Cobrados de reservas",
    .refunded = "Devolvidos",
    .redeemed_net = "Resgatados líquidos",
    .expired = "Vencidos dos que emitiu",
    .amounts = "Liquidação",
    .concept_name = "Item",
    .points = "Pontos",
    .price = "Preço por ponto",
    .amount = "Valor",
    .issue_due = "Pontos emitidos",
    .fee = "Comissão",
    .redeem_claim = "Pontos resgatados em suas lojas",
    .breakage = "Pontos vencidos a seu favor",
    .adjustment = "Correção do demonstrativo de",
    .payable = "Total",
    .pays = "A marca paga ao operador",
    .receives = "O operador paga à marca",
    .nothing = "Não há nada a pagar",
    .flows = "Pontos entre marcas",
    .issuer = "Emissor",
    .redeemer = "Onde foram resgatados",
    .history = "Histórico",
    .reason = "Motivo",
    .ties = "Coincide com o livro de pontos, unidade por unidade.",
    .differs = "Já não coincide com o livro de pontos: precisa ser revisto.",
};

const PageWords& words_of(std::string_view language) {
    if (language == "en") return in_english;
    return language == "pt" ? in_portuguese : in_spanish;
}

constexpr std::string_view page_style =
    "@page{size:A4;margin:18mm 16mm}"
    "body{font:11pt/1.45 system-ui,sans-serif;color:#1b1b1b;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem}"
    "h1{font-size:1.5em;margin:0}h2{font-size:1.1em;margin:1.6em 0 .4em}"
    ".operator{color:#555;margin:0 0 .2em}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15em 1em;margin:1em 0}"
    "dt{color:#555}dd{margin:0}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.3em .5em;border-bottom:1px solid #ccc;vertical-align:top}"
    "thead th{border-bottom:2px solid #1b1b1b}"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "tfoot th,tfoot td{border-top:2px solid #1b1b1b;border-bottom:0;font-weight:700}"
    ".verdict{padding:.6em .8em;border-left:4px solid #2f7d32;background:#f3f8f3}"
    ".verdict.no{border-color:#b00020;background:#fdf3f4}"
    "tr,h2{break-inside:avoid}h2{break-after:avoid}"
    "@media screen and (max-width:36rem){body{margin:1rem auto}thead .n{white-space:normal}"
    "th,td{padding:.3em .25em}}"
    "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark}"
    "body{background:#12141c;color:#f3efe7}.operator,dt{color:#b3b3ba}"
    "th,td{border-bottom-color:#2f3443}thead th{border-bottom-color:#757b8d}"
    "tfoot th,tfoot td{border-top-color:#757b8d}"
    ".verdict{background:#1c2a22}.verdict.no{background:#2e1b1e}}"
    "@media print{body{margin:0;padding:0;max-width:none;font-size:10pt}"
    ".verdict{background:none}}";

class StatementHtml {
 public:
    StatementHtml(const Statement& statement, const Programme& programme)
        : statement_(statement),
          programme_(programme),
          words_(words_of(programme.document().language)),
          teller_(programme, programme.document().language) {}

    std::string write(bool ties) && {
        const std::string title = fmt::format("{} · {} · {}", words_.title, html_text(name()),
                                              format_month(statement_.month));
        add("<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            "<title>{}</title><style>{}</style></head><body>",
            html_text(programme_.document().language), title, page_style);
        head();
        amounts();
        flows();
        ledger();
        add("<p class=\"verdict{}\">{}</p>", ties ? "" : " no",
            ties ? words_.ties : words_.differs);
        history();
        add("</body></html>\n");
        return std::move(out_);
    }

 private:
    template <class... T>
    void add(fmt::format_string<T...> format, T&&... values) {
        out_ += fmt::format(format, std::forward<T>(values)...);
    }

    const std::string& name() const {
        return statement_.brand_name.empty() ? statement_.brand_code : statement_.brand_name;
    }
    std::string points(Units units) const { return teller_.number(units.n, statement_.scale); }
    std::string money(Minor amount) const {
        return teller_.number(amount.n, statement_.money_exponent);
    }
    /// A price of minor units for a point, as money: "0.013" of 1.3.
    std::string price(const Ratio& minor) const {
        constexpr int places = 6;  // no price has more
        const auto whole = round(minor * Ratio(power_of_ten(places)), Rounding::Down);
        std::string text = teller_.number(whole.value_or(0), places + statement_.money_exponent);
        while (text.ends_with('0')) text.pop_back();
        if (text.ends_with('.') || text.ends_with(',')) text.pop_back();
        return text;
    }
    std::string day_of(Instant at) const { return teller_.date(programme_.zone().local_day(at)); }

    void fact(std::string_view term, const std::string& value) {
        add("<dt>{}</dt><dd>{}</dd>", term, html_text(value));
    }

    void head() {
        add("<header><p class=\"operator\">{}</p><h1>{}: {}</h1></header><dl>",
            html_text(statement_.operator_name), words_.title, html_text(name()));
        fact(words_.month, format_month(statement_.month));
        fact(words_.currency, statement_.currency_code);
        fact(words_.money, statement_.money_currency);
        fact(words_.issued, day_of(statement_.issued_at));
        fact(words_.state, std::string(words_.states[static_cast<std::size_t>(statement_.state)]));
        fact(words_.number, std::to_string(statement_.id));
        add("</dl>");
    }

    void line(std::string_view what,
              const std::string& units,
              const std::string& price,
              Minor amount) {
        add("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
            "</tr>",
            what, units, price, money(amount));
    }

    void amounts() {
        add("<h2>{}</h2><table><thead><tr><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th>"
            "<th class=\"n\">{}</th></tr></thead><tbody>",
            words_.amounts, words_.concept_name, words_.points, words_.price, words_.amount);
        if (!statement_.is_bilateral) pooled_lines();
        if (statement_.is_bilateral)
            for (const StatementFlow& flow : statement_.flows)
                if (flow.amount.n != 0)
                    line(html_text(flow.issuer + " → " + flow.redeemer), points(flow.points), "",
                         flow.issuer == statement_.brand_code ? flow.amount : -flow.amount);
        for (const StatementAdjustment& one : statement_.adjustments)
            line(fmt::format("{} {}", words_.adjustment, format_month(one.month)), "", "",
                 one.amount);
        const Minor total = statement_.payable;
        add("</tbody><tfoot><tr><th colspan=\"3\">{}: {}</th><td class=\"n\">{} "
            "{}</td></tr></tfoot>"
            "</table>",
            words_.payable,
            total.n > 0   ? words_.pays
            : total.n < 0 ? words_.receives
                          : words_.nothing,
            money(total.n < 0 ? -total : total), html_text(statement_.money_currency));
    }

    void pooled_lines() {
        const BrandUnits& units = statement_.units;
        line(words_.issue_due, points(units.issued_net()), price(statement_.issue_price),
             statement_.issue_due);
        if (!statement_.fee_percent.is_zero())
            line(words_.fee, "", teller_.number(statement_.fee_percent) + " %", statement_.fee);
        line(words_.redeem_claim, points(units.redeemed_net()), price(statement_.redeem_price),
             -statement_.redeem_claim);
        if (statement_.breakage_to_issuer)
            line(words_.breakage, points(units.expired), price(statement_.issue_price),
                 -statement_.breakage_credit);
    }

    void flows() {
        if (statement_.flows.empty()) return;
        add("<h2>{}</h2><table><thead><tr><th>{}</th><th>{}</th><th "
            "class=\"n\">{}</th></tr></thead>"
            "<tbody>",
            words_.flows, words_.issuer, words_.redeemer, words_.points);
        for (const StatementFlow& flow : statement_.flows)
            add("<tr><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>", html_text(flow.issuer),
                html_text(flow.redeemer), points(flow.points));
        add("</tbody></table>");
    }

    void ledger() {
        const BrandUnits& units = statement_.units;
        add("<h2>{}</h2><table><tbody>", words_.ledger);
        const std::array<std::pair<std::string_view, Units>, 8> rows{
            {{words_.earned, units.earned},
             {words_.reversed, -units.reversed},
             {words_.issued_net, units.issued_net()},
             {words_.redeemed, units.redeemed},
             {words_.captured, units.captured},
             {words_.refunded, -units.refunded},
             {words_.redeemed_net, units.redeemed_net()},
             {words_.expired, units.expired}}};
        for (const auto& [what, sum] : rows)
            add("<tr><td>{}</td><td class=\"n\">{}</td></tr>", what, points(sum));
        add("</tbody></table>");
    }

    void history() {
        add("<h2>{}</h2><table><tbody>", words_.history);
        for (const StatementStep& step : statement_.steps) {
            add("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", html_text(day_of(step.at)),
                words_.states[static_cast<std::size_t>(step.state)], html_text(step.reason));
        }
        add("</tbody></table>");
    }

    const Statement& statement_;
    const Programme& programme_;
    const PageWords& words_;
    Teller teller_;
    std::string out_;
};

}  // namespace

std::string statement_page(const Statement& statement, const Programme& programme, bool ties) {
    return StatementHtml(statement, programme).write(ties);
}

std::string_view statement_style() { return page_style; }

}  // namespace vuelve
