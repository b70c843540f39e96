#include "codec/sentences_error.h"

#include <algorithm>
#include <array>
#include <vector>

#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

struct FigureSentence {
    ErrorCode code;
    std::size_t figures;
    std::string_view es, en, pt;
};

using enum ErrorCode;
// clang-format off
constexpr std::array figure_sentences{
    FigureSentence{TooOld, 1, "Se admiten operaciones de hasta {0} días atrás.",
                   "Operations of up to {0} days ago are accepted.",
                   "São aceitas operações de até {0} dias atrás."},
    FigureSentence{TenderMismatch, 2, "Los pagos suman {0} y la compra cuesta {1}.",
                   "The payments sum to {0} and the purchase costs {1}.",
                   "Os pagamentos somam {0} e a compra custa {1}."},
    FigureSentence{PointsValueMismatch, 3, "{0} valen {1}, y el pago dice {2}.",
                   "{0} are worth {1}, and the payment says {2}.",
                   "{0} valem {1}, e o pagamento diz {2}."},
    FigureSentence{NotMultipleOfStep, 2, "Pediste {0}, y se usan en múltiplos de {1}.",
                   "You asked for {0}, and they are used in multiples of {1}.",
                   "Você pediu {0}, e o uso é em múltiplos de {1}."},
    FigureSentence{BelowMinPoints, 2, "Pediste {0} y el mínimo es {1}.",
                   "You asked for {0} and the least is {1}.",
                   "Você pediu {0} e o mínimo é {1}."},
    FigureSentence{ExceedsMaxShare, 2, "Se pidió pagar {0} con puntos; en esta compra se puede hasta {1}.",
                   "{0} were to be paid with points; this purchase allows up to {1}.",
                   "Foi pedido pagar {0} com pontos; nesta compra são permitidos até {1}."},
    FigureSentence{InsufficientPoints, 2, "Pediste {0} y hay {1} disponibles.",
                   "You asked for {0} and {1} are available.",
                   "Você pediu {0} e há {1} disponíveis."},
    FigureSentence{ExceedsReservation, 2, "Se pidieron {0} y el apartado tiene {1}.",
                   "{0} were asked for and the reservation holds {1}.",
                   "Foram pedidos {0} e a reserva tem {1}."},
    FigureSentence{ReturnExceedsPurchase, 2, "La devolución pide {0}; de ese renglón se puede devolver: {1}.",
                   "The return asks for {0}; what can be returned of that line: {1}.",
                   "A devolução pede {0}; dessa linha pode ser devolvido: {1}."},
    FigureSentence{LimitReached, 1, "En este periodo se permite hasta {0}.",
                   "Up to {0} are allowed in this period.",
                   "Neste período são permitidos até {0}."},
    FigureSentence{MinPurchase, 2, "El cupón pide {0} en lo que participa; faltan {1}.",
                   "The voucher asks for {0} of what takes part; {1} are missing.",
                   "O cupom pede {0} no que participa; faltam {1}."},
};
// clang-format on

constexpr auto figure_codes = [] {
    std::array<ErrorCode, figure_sentences.size()> codes{};
    for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = figure_sentences[i].code;
    return codes;
}();

const FigureSentence* sentence_for(ErrorCode code) {
    const auto* found = std::ranges::find(figure_sentences, code, &FigureSentence::code);
    return found == figure_sentences.end() ? nullptr : found;
}

std::string figure_text(const Figure& figure, const Teller& teller) {
    switch (figure.kind) {
        case Figure::Kind::Points:
            return teller.units(Units{figure.value},
                                teller.programme().currency(CurrencyId{figure.currency}));
        case Figure::Kind::Money: return teller.money(Minor{figure.value});
        case Figure::Kind::Quantity: return teller.units_of(figure.value);
        case Figure::Kind::Count: return teller.number(figure.value, 0);
    }
    return {};
}

}  // namespace

std::string error_sentence(const Error& error,
                           const Programme& programme,
                           std::string_view language) {
    const FigureSentence* sentence = sentence_for(error.code);
    if (!sentence || error.figures.size() != sentence->figures) return {};
    const Teller teller(programme, language);
    std::array<std::string, 3> texts;
    for (std::size_t i = 0; i < error.figures.size(); ++i)
        texts[i] = figure_text(error.figures[i], teller);
    return fill(open_sentence(error.code, language), {texts[0], texts[1], texts[2]});
}

std::span<const ErrorCode> codes_with_figures() { return figure_codes; }

std::string_view open_sentence(ErrorCode code, std::string_view language) {
    const FigureSentence* sentence = sentence_for(code);
    if (!sentence) return {};
    return language == "en" ? sentence->en : language == "pt" ? sentence->pt : sentence->es;
}

}  // namespace vuelve
