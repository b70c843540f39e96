#include "codec/inbox_words.h"

#include <array>
#include <cstddef>

namespace vuelve {
namespace {

// clang-format off
constexpr std::array<InboxWords, 19> inbox_table{{
    {MessageType::PurchaseThanks, "history",
     {"Gracias por tu compra", "Ganaste {points_earned} en {store}.", "Tu compra quedó anotada."},
     {"Thank you for your purchase", "You earned {points_earned} at {store}.", "Your purchase is on your card."},
     {"Agradecemos sua compra", "Você ganhou {points_earned} em {store}.", "Sua compra está no seu cartão."}},
    {MessageType::StarsProgress, "home",
     {"Tu tarjeta avanza", "Llevas {stars_earned} de {stars_total}. Te faltan {stars_missing} para {prize}.", "Ganaste en tu tarjeta."},
     {"Your card moves on", "You have {stars_earned} of {stars_total}. {stars_missing} to go for {prize}.", "You earned on your card."},
     {"Seu cartão avança", "Você tem {stars_earned} de {stars_total}. Faltam {stars_missing} para {prize}.", "Você ganhou no seu cartão."}},
    {MessageType::PrizeReached, "voucher",
     {"Tienes un premio", "Ganaste {prize}. Úsalo hasta el {valid_to}.", "Ganaste un premio. Míralo en tu tarjeta."},
     {"You have a prize", "You won {prize}. Use it by {valid_to}.", "You won a prize. See it on your card."},
     {"Você tem um prêmio", "Você ganhou {prize}. Use até {valid_to}.", "Você ganhou um prêmio. Veja no seu cartão."}},
    {MessageType::RedeemInvitation, "voucher",
     {"Tu premio te espera", "Te quedan {days_left} días para usar {prize}.", "Tienes un premio sin usar."},
     {"Your prize is waiting", "You have {days_left} days left to use {prize}.", "You have a prize you did not use."},
     {"Seu prêmio espera você", "Você tem {days_left} dias para usar {prize}.", "Você tem um prêmio sem usar."}},
    {MessageType::RateInvitation, "survey",
     {"¿Cómo te fue?", "Cuéntanos de tu visita a {store} del {date}.", "Cuéntanos de tu última visita."},
     {"How was it?", "Tell us about your visit to {store} on {date}.", "Tell us about your last visit."},
     {"Como foi?", "Conte sobre sua visita a {store} em {date}.", "Conte sobre sua última visita."}},
    {MessageType::PointsExpiring, "balance",
     {"Usa tus puntos a tiempo", "{points} vencen el {last_day}.", "Una parte de tu saldo está por vencer."},
     {"Use your points in time", "{points} end on {last_day}.", "A part of your balance ends soon."},
     {"Use seus pontos a tempo", "{points} vencem em {last_day}.", "Uma parte do seu saldo vence em breve."}},
    {MessageType::TierUp, "level",
     {"Subiste de nivel", "Ya estás en {level}, hasta el {valid_until}.", "Mira tus beneficios nuevos."},
     {"You moved up a level", "You are in {level} now, until {valid_until}.", "See your new benefits."},
     {"Você subiu de nível", "Você está em {level}, até {valid_until}.", "Veja seus novos benefícios."}},
    {MessageType::TierDown, "level",
     {"Tu nivel cambió", "Ahora estás en {level}.", "Mira qué te falta para volver a subir."},
     {"Your level has changed", "You are in {level} now.", "See what is missing to move up again."},
     {"Seu nível mudou", "Agora você está em {level}.", "Veja o que falta para subir de novo."}},
    {MessageType::TierNear, "level",
     {"Te falta poco para subir", "Llega a {level} antes del {deadline}.", "Estás cerca del próximo nivel."},
     {"Almost at the next level", "Reach {level} by {deadline}.", "You are close to the next level."},
     {"Falta pouco para subir", "Chegue a {level} até {deadline}.", "Você está perto do próximo nível."}},
    {MessageType::Birthday, "home",
     {"Feliz cumpleaños", "Tu regalo: {gift}.", "Que tengas un gran día."},
     {"Happy birthday", "Your gift: {gift}.", "Have a wonderful day."},
     {"Feliz aniversário", "Seu presente: {gift}.", "Tenha um ótimo dia."}},
    {MessageType::WinBack, "balance",
     {"Tu saldo te espera", "Hace {days} días que no vienes. Tienes {balance}.", "Hace tiempo que no vienes."},
     {"Your balance is waiting", "You were here {days} days ago. You have {balance}.", "It has been a while."},
     {"Seu saldo espera você", "Faz {days} dias que você não vem. Você tem {balance}.", "Faz tempo que você não vem."}},
    {MessageType::PointsPendingReleased, "balance",
     {"Ya puedes usarlos", "{points} ya están disponibles.", "Lo que estaba pendiente ya está disponible."},
     {"Ready to use", "{points} can be used now.", "What was pending can be used now."},
     {"Já pode usar", "{points} já podem ser usados.", "O que estava pendente já pode ser usado."}},
    {MessageType::RedemptionConfirmed, "history",
     {"Canjeaste un premio", "{prize}, por {points}.", "Tu canje quedó anotado."},
     {"You redeemed a prize", "{prize}, for {points}.", "Your prize is on your card."},
     {"Você resgatou um prêmio", "{prize}, por {points}.", "Seu resgate está no seu cartão."}},
    {MessageType::ReturnProcessed, "history",
     {"Tu devolución quedó lista", "Te devolvimos {money}. Se descontaron {reversed}.", "Mira el detalle en tus movimientos."},
     {"Your return is done", "We gave back {money}. {reversed} were taken off.", "See the details in your movements."},
     {"Sua devolução foi feita", "Devolvemos {money}. Foram descontados {reversed}.", "Veja os detalhes nos movimentos."}},
    {MessageType::DebtCreated, "balance",
     {"Tu saldo quedó en contra", "Debes {points}. Se descuentan de lo próximo que ganes.", "Se descuenta de lo próximo que ganes."},
     {"Your balance is below zero", "You owe {points}. They come off what you earn next.", "It comes off what you earn next."},
     {"Seu saldo ficou negativo", "Você deve {points}. Desconta do que você ganhar.", "Desconta do que você ganhar."}},
    {MessageType::Welcome, "home",
     {"Te damos la bienvenida", "Tu tarjeta está lista. Muéstrala en cada compra.", "Tu tarjeta está lista. Muéstrala en cada compra."},
     {"Welcome", "Your card is ready. Show it with each purchase.", "Your card is ready. Show it with each purchase."},
     {"Boas-vindas", "Seu cartão está pronto. Mostre em cada compra.", "Seu cartão está pronto. Mostre em cada compra."}},
    {MessageType::ReferralRewarded, "invite",
     {"Tu invitación dio resultado", "Ganaste {points}.", "Ganaste por invitar."},
     {"Your invitation worked", "You earned {points}.", "You earned by inviting."},
     {"Seu convite deu certo", "Você ganhou {points}.", "Você ganhou por convidar."}},
    {MessageType::AccountClosed, "privacy",
     {"Tu tarjeta se cerró", "Ya no acumula ni se puede usar.", "Ya no acumula ni se puede usar."},
     {"Your card was closed", "It earns nothing any more and cannot be used.", "It earns nothing any more and cannot be used."},
     {"Seu cartão foi encerrado", "Não acumula mais e não pode ser usado.", "Não acumula mais e não pode ser usado."}},
    {MessageType::AccountInactive, "privacy",
     {"Hace mucho que no vienes", "Si no vuelves antes del {erased_from}, borraremos tus datos.", "Si no vuelves en 30 días, borraremos tus datos."},
     {"It has been a long time", "If you are not back by {erased_from}, we erase your data.", "If you are not back within 30 days, we erase your data."},
     {"Faz muito tempo", "Se você não voltar até {erased_from}, apagaremos seus dados.", "Se você não voltar em 30 dias, apagaremos seus dados."}},
}};
// clang-format on

constexpr bool inbox_is_in_enum_order() {
    for (std::size_t i = 0; i < inbox_table.size(); ++i)
        if (static_cast<std::size_t>(inbox_table[i].type) != i + 1) return false;
    return true;
}
static_assert(inbox_is_in_enum_order(), "each type has its words, in the order of the enum");

}  // namespace

const InboxWords& inbox_words(MessageType type) {
    return inbox_table[static_cast<std::size_t>(type) - 1];
}

}  // namespace vuelve
