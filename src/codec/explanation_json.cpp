#include "codec/explanation_json.h"

#include <array>

#include "codec/answer_json_parts.h"
#include "codec/purchase_json.h"
#include "codec/sentences.h"

namespace vuelve {
namespace {

constexpr std::array<std::string_view, 3> told_languages{"es", "en", "pt"};

std::string_view word_for(Explained::Kind kind) {
    switch (kind) {
        case Explained::Kind::Award: return "award";
        case Explained::Kind::Grant: return "grant";
        case Explained::Kind::Refused: return "refused";
    }
    return {};
}

void write_told(JsonWriter& out, const Explained& told) {
    out.begin_object()
        .member("rule", told.rule)
        .member("kind", word_for(told.kind))
        .member("text", told.text);
    if (told.missing) out.member("missing", *told.missing);
    if (told.missing_quantity) out.member("missing", format_quantity(*told.missing_quantity));
    out.end_object();
}

}  // namespace

std::string explanation_json(const Receipt& receipt,
                             const Purchase& purchase,
                             const Programme& programme) {
    Telling telling{
        .programme = programme, .lines = purchase.lines, .occurred_at = purchase.occurred_at};
    JsonWriter out;
    out.begin_object()
        .member("purchase", receipt.id)
        .member("txn", format_placed(PublicKind::Txn, receipt.txn.value, receipt.member))
        .member("member", format_public(PublicKind::Member, receipt.member))
        .member("occurred_at", purchase.occurred_at)
        .member("at", receipt.at)
        .member("total", purchase.total)
        .key("trace");
    write_trace(out, receipt.trace);
    out.key("explanation").begin_object();
    for (const std::string_view language : told_languages) {
        telling.language = language;
        out.key(language).begin_array();
        for (const Explained& told : explain(receipt, telling)) write_told(out, told);
        out.end_array();
    }
    out.end_object().key("not_earning").begin_object();
    for (const std::string_view language : told_languages) {
        telling.language = language;
        out.key(language).begin_array();
        for (const NotEarningLine& line : receipt.not_earning)
            out.begin_object()
                .member("line", line.line)
                .member("text", not_earning_text(line, telling))
                .end_object();
        out.end_array();
    }
    return std::move(out.end_object().end_object()).text();
}

}  // namespace vuelve
