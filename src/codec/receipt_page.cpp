#include "codec/receipt_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "codec/html.h"
#include "codec/receipt_page_words.h"
#include "codec/sentences.h"
#include "codec/sentences_teller.h"
#include "domain/pay_points.h"

namespace vuelve {
namespace {

/// The tokens of the design (paper, ink, one wall with an edge of light, a torn ticket), phone
/// first; two columns where there is room; dark as the reader's system is; ink on white in print.
constexpr std::string_view page_style =
    ":root{color-scheme:light dark;--paper:#f5f1ea;--surface:#fffdfa;--ink:#191d2b;--ink2:#565a68;"
    "--line:#e2dace;--edge:#878172;--up:#1b6e46;--wait:#8f4d0a;--wait-soft:#fbead3;--night:#191d2b;"
    "--night2:#242a3d;--on:#f7f3ec;--on2:#b9bccb}"
    "@media(prefers-color-scheme:dark){:root{--paper:#12141c;--surface:#1c1f2a;--ink:#f3efe7;"
    "--ink2:#b3b3ba;--line:#2f3443;--edge:#757b8d;--up:#6fcf9c;--wait:#f0ab5e;--wait-soft:#3b2a18}}"
    "*{box-sizing:border-box;margin:0}html{-webkit-text-size-adjust:100%}"
    "body{background:var(--paper);color:var(--ink);font:16px/1.45 \"Archivo\",system-ui,\"Noto "
    "Sans\",sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:anywhere}"
    ".wall{background:linear-gradient(112deg,var(--night2) 0 62%,var(--night) "
    "62.1%);color:var(--on);"
    "padding:24px 20px 30px}"
    ".shop{font-size:18px;font-weight:660}.when,.who,h1{color:var(--on2);font-size:14px;"
    "line-height:1.4;font-weight:420}"
    "h1{margin-top:24px;font-size:16px}"
    ".cifra{font-size:64px;font-weight:740;letter-spacing:-.03em;line-height:1;margin-top:6px}"
    ".unit{font-size:18px;font-weight:600;margin-top:4px}.also{margin-top:12px;font-weight:600}"
    ".none{font-size:26px;font-weight:660;line-height:1.2;margin-top:6px}"
    ".who{margin-top:20px}"
    "main{padding:20px 14px 40px;max-width:560px;margin:0 auto}"
    ".ticket{background:var(--surface);padding:26px 20px;--t:6px;"
    "-webkit-mask:radial-gradient(var(--t) at 50% 0,#0000 98%,#000) 0 0/calc(var(--t)*3) 51% "
    "repeat-x,"
    "radial-gradient(var(--t) at 50% 100%,#0000 98%,#000) 0 100%/calc(var(--t)*3) 51% repeat-x;"
    "mask:radial-gradient(var(--t) at 50% 0,#0000 98%,#000) 0 0/calc(var(--t)*3) 51% repeat-x,"
    "radial-gradient(var(--t) at 50% 100%,#0000 98%,#000) 0 100%/calc(var(--t)*3) 51% repeat-x}"
    "section+section{border-top:1.5px dashed var(--edge);margin-top:20px;padding-top:18px}"
    "h2{font-size:14px;font-weight:600;color:var(--ink2);margin-bottom:6px}"
    "ul{list-style:none;padding:0}"
    ".row{display:grid;grid-template-columns:1fr auto;gap:4px 16px;padding:5px 0}"
    ".row b{text-align:right;white-space:nowrap;font-weight:640}"
    ".row small{grid-column:1/-1;color:var(--ink2);font-size:14px}"
    ".up{color:var(--up)}.sum{font-size:18px;font-weight:680;border-top:1px solid var(--line);"
    "margin-top:6px;padding-top:10px}"
    ".note{color:var(--ink2);font-size:15px;padding:4px 0}.note b{color:var(--ink);font-weight:600}"
    ".tag{display:inline-block;font-size:13px;font-weight:600;padding:2px 8px;border-radius:6px;"
    "background:var(--wait-soft);color:var(--wait)}"
    ".alert{background:var(--wait-soft);color:var(--wait);font-weight:600;border-radius:10px;"
    "padding:12px 16px;margin-bottom:16px}"
    "footer{color:var(--ink2);font-size:14px;padding:16px 6px 0}"
    ".lost{min-height:100vh;display:grid;place-content:center;gap:10px;max-width:420px;margin:0 "
    "auto;"
    "padding:24px}.lost h1{color:var(--ink);font-size:26px;font-weight:660;line-height:1.2}"
    "@media(min-width:860px){.two{display:grid;grid-template-columns:340px 1fr;min-height:100vh}"
    ".wall{padding:48px 32px}.in{position:sticky;top:48px}.cifra{font-size:84px}"
    "main{padding:48px 32px;width:100%;max-width:640px}}"
    "@media print{:root{--paper:#fff;--surface:#fff;--ink:#000;--ink2:#333;--up:#000;--line:#999}"
    "body{font-size:11pt}.two{display:block}.wall{background:none;color:#000;padding:0 0 8mm}"
    ".when,.who,.wall h1{color:#333}.cifra{font-size:36pt}main{padding:0;max-width:none}"
    ".ticket{padding:0;-webkit-mask:none;mask:none}section,.row{break-inside:avoid}}";

std::string document(std::string_view language, std::string_view title, std::string_view body) {
    return fmt::format(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" "
        "content=\"noindex\"><title>{}</title><style>{}</style></head><body>{}</body></html>\n",
        html_text(language), title, page_style, body);
}

std::string lost_page(std::string_view language, std::string_view head, std::string_view text) {
    return document(language, head,
                    fmt::format("<main class=\"lost\"><h1>{}</h1><p>{}</p></main>", head, text));
}

class ReceiptHtml {
 public:
    explicit ReceiptHtml(const ReceiptPage& page)
        : page_(page),
          words_(receipt_words(page.language)),
          teller_(page.programme, page.language),
          telling_{.programme = page.programme,
                   .language = page.language,
                   .lines = page.purchase.lines,
                   .occurred_at = page.purchase.occurred_at,
                   .today = page.today},
          told_(explain(page.receipt, telling_)) {}

    std::string write() && {
        const std::string shop = html_text(shop_name());
        add("<div class=\"two\">");
        wall(shop);
        add("<main>");
        if (page_.purchase.voided) add("<p class=\"alert\">{}</p>", words_.voided);
        add("<div class=\"ticket\">");
        basket();
        for (const Currency& currency : page_.programme.document().currencies)
            if (currency.kind != CurrencyKind::Status) reasons(currency);
        granted();
        refused();
        returned();
        balances();
        add("</div><footer><p>{}</p><p>{}</p></footer></main></div>",
            html_text(fill(words_.receipt_number, {page_.receipt.id})),
            html_text(fill(words_.link_until, {teller_.date(page_.last_day, page_.today)})));
        return document(page_.language, fmt::format("{} · {}", words_.title, shop), out_);
    }

 private:
    template <class... T>
    void add(fmt::format_string<T...> format, T&&... values) {
        out_ += fmt::format(format, std::forward<T>(values)...);
    }

    void row(std::string_view what,
             std::string_view value,
             std::string_view kind = "",
             std::string_view below = "") {
        add("<li class=\"row{}{}\"><span>{}</span><b>{}</b>", kind.empty() ? "" : " ", kind,
            html_text(what), html_text(value));
        if (!below.empty()) add("<small>{}</small>", html_text(below));
        add("</li>");
    }

    const Store* store() const {
        for (const Store& store : page_.programme.document().stores)
            if (store.id == page_.purchase.store) return &store;
        return nullptr;
    }
    std::string shop_name() const {
        const ProgrammeDocument& document = page_.programme.document();
        const Store* place = store();
        return std::string(place ? teller_.text(place->name, place->code)
                                 : teller_.text(document.name, document.code));
    }

    /// "10 de marzo de 2026, 18:05" by the clock on the shop's wall.
    std::string when() const {
        const Store* place = store();
        const Zone& zone = place && place->zone ? *place->zone : page_.programme.zone();
        const Instant at = page_.purchase.occurred_at;
        const std::int64_t minute = zone.local_time(at) / ms_per_minute;
        return fmt::format("{}, {}:{:02}", teller_.date(zone.local_day(at)), minute / 60,
                           minute % 60);
    }

    Units earned(const Currency& currency) const {
        Units sum{0};
        for (const AwardLine& award : page_.receipt.effects)
            if (award.currency == currency.id) sum += award.points;
        return sum;
    }

    /// What was earned: the first currency in great figures, the others below.
    void wall(const std::string& shop) {
        add("<header class=\"wall\"><div class=\"in\"><p class=\"shop\">{}</p><p "
            "class=\"when\">{}</p><h1>{}</h1>",
            shop, html_text(when()), words_.title);
        bool first = true;
        for (const Currency& currency : page_.programme.document().currencies) {
            if (currency.kind == CurrencyKind::Status || earned(currency).n <= 0) continue;
            const std::string text = "+" + teller_.units(earned(currency), currency);
            const auto cut = text.find(' ');
            if (first)
                add("<p class=\"cifra\">{}</p><p class=\"unit\">{}</p>",
                    html_text(text.substr(0, cut)),
                    cut == std::string::npos ? "" : html_text(text.substr(cut + 1)));
            else
                add("<p class=\"also\">{}</p>", html_text(text));
            first = false;
        }
        if (first) add("<p class=\"none\">{}</p>", words_.nothing_earned);
        if (!page_.member_name.empty())
            add("<p class=\"who\">{}</p>", html_text(page_.member_name));
        add("</div></header>");
    }

    std::string line_name(std::size_t place) const {
        const RecordedLine& line = page_.purchase.lines[place];
        std::string name = place < page_.line_names.size() ? page_.line_names[place] : "";
        if (name.empty()) name = capitalised(category_word(line.category));
        if (name.empty()) name = line.sku.empty() ? std::string(words_.article) : line.sku;
        constexpr std::int64_t one_unit = 1000;
        return line.quantity == one_unit ? name : teller_.quantity(line.quantity) + " × " + name;
    }

    void basket() {
        add("<section><h2>{}</h2><ul>", words_.purchase);
        for (std::size_t i = 0; i < page_.purchase.lines.size(); ++i) {
            const RecordedLine& line = page_.purchase.lines[i];
            add("<li class=\"row\"><span>{}</span><b>{}</b>", html_text(line_name(i)),
                html_text(teller_.money(line.net)));
            if (line.returned > 0)
                add("<small>{}</small>",
                    html_text(fill(words_.line_returned, {teller_.units_of(line.returned)})));
            add("</li>");
        }
        row(words_.total, teller_.money(page_.purchase.total), "sum");
        Minor paid = page_.purchase.total;
        for (std::size_t i = 0; i < page_.receipt.spent.size(); ++i) {
            const SpentLine& spent = page_.receipt.spent[i];
            const std::string units =
                teller_.units(spent.points, page_.programme.currency(spent.currency));
            const bool lowered =
                i < page_.purchase.paid.size() && page_.purchase.paid[i].is_discount;
            if (!lowered) paid -= spent.amount;
            row(fill(lowered ? words_.with_discount : words_.with_points, {units}),
                (lowered ? "" : "−") + teller_.money(spent.amount));
        }
        if (paid != page_.purchase.total) row(words_.paid, teller_.money(paid), "sum");
        add("</ul></section>");
    }

    void reasons(const Currency& currency) {
        if (earned(currency).n <= 0) return;
        const std::string units = teller_.units(earned(currency), currency);
        add("<section><h2>{}</h2><ul>", html_text(fill(words_.why, {units})));
        std::size_t awards = 0;
        for (const Explained& told : told_) {
            if (told.kind != Explained::Kind::Award) continue;
            const AwardLine& award = page_.receipt.effects[told.award];
            if (award.currency != currency.id) continue;
            ++awards;
            const std::string number = teller_.units(award.points, currency);
            add("<li class=\"row\"><span>{}</span><b class=\"up\">+{}</b>", html_text(told.text),
                html_text(number.substr(0, number.find(' '))));
            if (award.pending) add("<small><span class=\"tag\">{}</span></small>", words_.pending);
            const bool is_one = number == teller_.one_of(currency);
            if (award.last_day)
                add("<small>{}</small>",
                    html_text(fill(is_one ? words_.last_day_of_one : words_.last_day,
                                   {teller_.date(*award.last_day)})));
            add("</li>");
        }
        if (awards > 1) row(words_.sum, units, "sum");
        add("</ul></section>");
    }

    /// Name of the rule, so that a sentence that says only why not stands for itself.
    std::string refusal(const Explained& told) const {
        for (const Rule& rule : page_.programme.rules())
            if (rule.id == told.rule && !rule.name.empty())
                return fmt::format("<b>{}.</b> {}", html_text(teller_.rule_name(&rule, rule.id)),
                                   html_text(told.text));
        return html_text(told.text);
    }

    void refused() {
        std::vector<std::string> notes;
        for (const Explained& told : told_) {
            if (told.text.empty() || told.kind != Explained::Kind::Refused) continue;
            notes.push_back(refusal(told));
        }
        std::vector<std::string> lines;
        for (const NotEarningLine& line : page_.receipt.not_earning)
            if (std::string text = not_earning_text(line, telling_);
                std::ranges::find(lines, text) == lines.end())
                lines.push_back(std::move(text));
        for (const std::string& line : lines) notes.push_back(html_text(line));
        write_notes(words_.not_applied, notes);
    }

    void granted() {
        std::vector<std::string> notes;
        for (const Explained& told : told_)
            if (told.kind == Explained::Kind::Grant) notes.push_back(html_text(told.text));
        write_notes(words_.granted, notes);
    }

    /// `notes` are HTML already.
    void write_notes(std::string_view head, const std::vector<std::string>& notes) {
        if (notes.empty()) return;
        add("<section><h2>{}</h2><ul>", head);
        for (const std::string& note : notes) add("<li class=\"note\">{}</li>", note);
        add("</ul></section>");
    }

    void returned() {
        if (!page_.purchase.has_returns && !page_.purchase.voided) return;
        add("<section><h2>{}</h2><ul>", words_.returned);
        if (page_.purchase.returned_money.n > 0)
            add("<li class=\"note\">{}</li>",
                html_text(
                    fill(words_.returned_money, {teller_.money(page_.purchase.returned_money)})));
        for (const Currency& currency : page_.programme.document().currencies) {
            Units back{0};
            for (const Award& award : page_.purchase.awards)
                if (award.currency == currency.id)
                    for (const std::int64_t units : award.reversed) back += Units{units};
            if (currency.kind != CurrencyKind::Status && back.n > 0)
                add("<li class=\"note\">{}</li>",
                    html_text(fill(words_.taken_back, {teller_.units(back, currency)})));
        }
        add("</ul></section>");
    }

    void balances() {
        std::string rows;
        std::swap(rows, out_);
        for (const BalanceLine& balance : page_.receipt.balances) {
            const Currency& currency = page_.programme.currency(balance.currency);
            const Units shown = balance.available + balance.debt;  // "saldo", domain.md 1.10
            const bool empty = shown.n == 0 && balance.pending.n == 0 && balance.reserved.n == 0;
            if (currency.kind == CurrencyKind::Status || empty) continue;
            std::string worth;
            if (currency.money_value && currency.kind != CurrencyKind::Wallet && shown.n > 0)
                worth = teller_.money(value_of(currency, shown));
            std::vector<std::string> more;  // on a line of its own: a phone is narrow
            if (balance.pending.n > 0)
                more.push_back(
                    fill(words_.also_pending, {teller_.units(balance.pending, currency)}));
            if (balance.reserved.n > 0)
                more.push_back(fill(words_.reserved, {teller_.units(balance.reserved, currency)}));
            const bool owes = shown.n < 0;
            row(owes ? fill(words_.debt, {teller_.units(-shown, currency)})
                     : teller_.units(shown, currency),
                worth, "", teller_.list(more, ", "));
        }
        std::swap(rows, out_);
        if (!rows.empty()) add("<section><h2>{}</h2><ul>{}</ul></section>", words_.balance, rows);
    }

    const ReceiptPage& page_;
    const ReceiptWords& words_;
    Teller teller_;
    Telling telling_;
    std::vector<Explained> told_;
    std::string out_;
};

}  // namespace

std::string receipt_page(const ReceiptPage& page) { return ReceiptHtml(page).write(); }

std::string receipt_not_found_page(std::string_view language) {
    const ReceiptWords& words = receipt_words(language);
    return lost_page(language, words.missing_title, words.missing_text);
}

std::string receipt_wait_page(std::string_view language) {
    const ReceiptWords& words = receipt_words(language);
    return lost_page(language, words.wait_title, words.wait_text);
}

std::string_view receipt_style() { return page_style; }

}  // namespace vuelve
