#include "codec/receipt_page_words.h"

namespace vuelve {
namespace {

constexpr ReceiptWords receipt_in_spanish{
    .title = "Tus puntos de esta compra",
    .nothing_earned = "Esta compra no dio puntos",
    .purchase = "Tu compra",
    .total = "Total",
    .with_points = "Con {0}",
    .with_discount = "Descuento por {0}",
    .paid = "Pagado",
    .why = "Por qué {0}",
    .sum = "Total",
    .last_day = "Valen hasta el {0}",
    .last_day_of_one = "Vale hasta el {0}",
    .pending = "Pendientes",
    .granted = "Además",
    .not_applied = "Lo que no sumó",
    .returned = "Devoluciones desde entonces",
    .returned_money = "Se devolvieron {0} de esta compra",
    .voided = "Esta compra fue anulada: sus puntos se retiraron.",
    .taken_back = "Se retiraron {0}",
    .balance = "Tu saldo después de esta compra",
    .also_pending = "{0} pendientes",
    .reserved = "{0} apartados",
    .debt = "Debes {0}",
    .line_returned = "devuelto: {0}",
    .link_until = "Este enlace abre hasta el {0}.",
    .receipt_number = "Compra {0}",
    .article = "Artículo",
    .missing_title = "Este enlace ya no abre",
    .missing_text =
        "Puede que haya vencido o que esté incompleto. Pide uno nuevo en la tienda donde "
        "compraste.",
    .wait_title = "Espera un momento",
    .wait_text = "Esta página se abrió muchas veces seguidas. Vuelve a intentarlo en un minuto.",
};

constexpr ReceiptWords receipt_in_english{
    .title = "Your points for this purchase",
    .nothing_earned = "This purchase gave no points",
    .purchase = "Your purchase",
    .total = "Total",
    .with_points = "With {0}",
    .with_discount = "Discount for {0}",
    .paid = "Paid",
    .why = "Why {0}",
    .sum = "Total",
    .last_day = "Good until {0}",
    .last_day_of_one = "Good until {0}",
    .pending = "Pending",
    .granted = "Also",
    .not_applied = "What did not count",
    .returned = "Returned since",
    .returned_money = "{0} of this purchase were returned",
    .voided = "This purchase was cancelled: its points were taken back.",
    .taken_back = "{0} were taken back",
    .balance = "Your balance after this purchase",
    .also_pending = "{0} pending",
    .reserved = "{0} on hold",
    .debt = "You owe {0}",
    .line_returned = "returned: {0}",
    .link_until = "This link opens until {0}.",
    .receipt_number = "Purchase {0}",
    .article = "Item",
    .missing_title = "This link does not open any more",
    .missing_text =
        "It may be past its last day, or incomplete. Ask for a new one at the store where you "
        "bought.",
    .wait_title = "Wait a moment",
    .wait_text = "This page was opened many times in a row. Try again in a minute.",
};

constexpr ReceiptWords receipt_in_portuguese{
    .title = "Seus pontos desta compra",
    .nothing_earned = "Esta compra não deu pontos",
    .purchase = "Sua compra",
    .total = "Total",
    .with_points = "Com {0}",
    .with_discount = "Desconto por {0}",
    .paid = "Pago",
    .why = "Por que {0}",
    .sum = "Total",
    .last_day = "Valem até {0}",
    .last_day_of_one = "Vale até {0}",
    .pending = "Pendentes",
    .granted = "Além disso",
    .not_applied = "O que não contou",
    .returned = "Devoluções desde então",
    .returned_money = "Foram devolvidos {0} desta compra",
    .voided = "Esta compra foi cancelada: seus pontos foram retirados.",
    .taken_back = "Foram retirados {0}",
    .balance = "Seu saldo depois desta compra",
    .also_pending = "{0} pendentes",
    .reserved = "{0} reservados",
    .debt = "Você deve {0}",
    .line_returned = "devolvido: {0}",
    .link_until = "Este link abre até {0}.",
    .receipt_number = "Compra {0}",
    .article = "Item",
    .missing_title = "Este link já não abre",
    .missing_text =
        "Talvez tenha vencido ou esteja incompleto. Peça um novo na loja onde você comprou.",
    .wait_title = "Espere um momento",
    .wait_text = "Esta página foi aberta muitas vezes seguidas. Tente de novo em um minuto.",
};

}  // namespace

const ReceiptWords& receipt_words(std::string_view language) {
    if (language == "en") return receipt_in_english;
    return language == "pt" ? receipt_in_portuguese : receipt_in_spanish;
}

}  // namespace vuelve
