#include "codec/movement_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

struct InThree {
    std::string_view es, en, pt;
    constexpr std::string_view in(std::string_view language) const {
        return language == "en" ? en : language == "pt" ? pt : es;
    }
};

// clang-format off
/// In the order of TxnKind. {0} money, {1} store.
constexpr std::array<InThree, 12> leads{{
    {"Compra de {0} en {1}.", "Purchase of {0} at {1}.", "Compra de {0} em {1}."},
    {"Devolución en {1}.", "Return at {1}.", "Devolução em {1}."},
    {"Compra anulada.", "Purchase cancelled.", "Compra anulada."},
    {"Canje de un premio.", "A prize redeemed.", "Resgate de um prêmio."},
    {"Ajuste de la tienda.", "Adjusted by the shop.", "Ajuste da loja."},
    {"Entre dos tarjetas.", "Between two cards.", "Entre dois cartões."},
    {"Cambio de una cosa por otra.", "Exchanged one for another.", "Troca de um por outro."},
    {"Vencimiento.", "Expiry.", "Vencimento."},
    {"Corrección.", "Correction.", "Correção."},
    {"Te diste de alta.", "You joined.", "Você entrou no programa."},
    {"Cambio en tu tarjeta.", "A change on your card.", "Mudança no seu cartão."},
    {"Llegó su fecha.", "Its date came.", "Chegou a data."},
}};

/// What became of units. {0} the units.
enum class Became : std::uint8_t {
    Earned, EarnedLater, Released, TakenBack, Used, Held, FreedAgain, GivenBack, Ended, Restored,
    Given, Taken, Received, Sent, Fee, Got, Exchanged, Donated, Repaid, Forgiven, Lost, Moved
};
constexpr std::array<InThree, 22> becomes{{
    {"Ganaste {0}.", "You earned {0}.", "Você ganhou {0}."},
    {"Ganaste {0}, por ahora pendientes.", "You earned {0}, pending for now.", "Você ganhou {0}, pendentes por enquanto."},
    {"Ya puedes usar {0}.", "You can use {0} now.", "Você já pode usar {0}."},
    {"Se descontaron {0}.", "{0} were taken back.", "Foram descontados {0}."},
    {"Usaste {0}.", "You used {0}.", "Você usou {0}."},
    {"Apartaste {0}.", "You set {0} aside.", "Você reservou {0}."},
    {"Volvieron {0} que estaban apartados.", "{0} that were set aside came back.", "Voltaram {0} que estavam reservados."},
    {"Te devolvimos {0}.", "We gave {0} back to you.", "Devolvemos {0} a você."},
    {"Vencieron {0}.", "{0} ended.", "Venceram {0}."},
    {"Recuperaste {0}.", "You got {0} back.", "Você recuperou {0}."},
    {"La tienda te dio {0}.", "The shop gave you {0}.", "A loja deu {0} a você."},
    {"La tienda descontó {0}.", "The shop took {0} off.", "A loja descontou {0}."},
    {"Recibiste {0}.", "You received {0}.", "Você recebeu {0}."},
    {"Diste {0}.", "You gave {0}.", "Você deu {0}."},
    {"Costó {0}.", "It cost {0}.", "Custou {0}."},
    {"Recibiste {0} a cambio.", "You got {0} in exchange.", "Você recebeu {0} em troca."},
    {"Cambiaste {0}.", "You exchanged {0}.", "Você trocou {0}."},
    {"Donaste {0}.", "You donated {0}.", "Você doou {0}."},
    {"{0} pagaron lo que debías.", "{0} paid what you owed.", "{0} pagaram o que você devia."},
    {"Ya no debes {0}.", "You no longer owe {0}.", "Você não deve mais {0}."},
    {"Perdiste {0}.", "You lost {0}.", "Você perdeu {0}."},
    {"Pasaron {0} de una cuenta a otra.", "{0} moved from one account to another.", "Passaram {0} de uma conta para outra."},
}};
constexpr InThree because{"Motivo: {0}.", "Reason: {0}.", "Motivo: {0}."};
// clang-format on

std::int64_t net_of(const Movement& moved) {
    return moved.pending.n + moved.available.n + moved.reserved.n + moved.debt.n;
}

Became became(const Entry& entry) {
    const bool gains = net_of(entry.movement) > 0;
    switch (entry.type) {
        case EntryType::Earn:
            return entry.movement.pending.n > 0 ? Became::EarnedLater : Became::Earned;
        case EntryType::Release: return Became::Released;
        case EntryType::EarnReversal: return Became::TakenBack;
        case EntryType::Redeem:
        case EntryType::Capture: return Became::Used;
        case EntryType::Reserve: return Became::Held;
        case EntryType::ReserveRelease: return Became::FreedAgain;
        case EntryType::RedeemRefund: return Became::GivenBack;
        case EntryType::Expire: return Became::Ended;
        case EntryType::Reinstate: return Became::Restored;
        case EntryType::Adjust: return gains ? Became::Given : Became::Taken;
        case EntryType::Transfer: return gains ? Became::Received : Became::Sent;
        case EntryType::TransferFee: return Became::Fee;
        case EntryType::Convert: return gains ? Became::Got : Became::Exchanged;
        case EntryType::Donate: return Became::Donated;
        case EntryType::DebtRepay: return Became::Repaid;
        case EntryType::WriteOff: return Became::Forgiven;
        case EntryType::Forfeit: return Became::Lost;
        case EntryType::Merge: return Became::Moved;
    }
    return Became::Moved;
}

/// How many units an entry is about, whichever of the accounts they went between.
std::int64_t size_of(const Entry& entry) {
    const Movement& moved = entry.movement;
    std::int64_t most = 0;
    for (const Units units : {moved.pending, moved.available, moved.reserved, moved.debt})
        most = std::max(most, units.n < 0 ? -units.n : units.n);
    const std::int64_t net = net_of(moved);
    return net == 0 ? most : std::max(net, -net);
}

}  // namespace

std::string movement_text(const MovementTold& told, const Telling& telling) {
    const Teller teller(telling.programme, telling.language);
    const auto phrase = [&](const InThree& words) { return words.in(telling.language); };
    const Store* store = telling.programme.find_store(told.store);
    std::string text = fill(phrase(leads[static_cast<std::size_t>(told.kind) - 1]),
                            {told.amount ? teller.money(*told.amount) : std::string(),
                             store ? teller.text(store->name, told.store) : told.store});

    std::map<Became, std::map<CurrencyId, std::int64_t>> moved;
    for (const Entry& entry : told.entries)
        if (telling.programme.currency(entry.currency).kind != CurrencyKind::Status)
            moved[became(entry)][entry.currency] += size_of(entry);
    for (const auto& [what, by_currency] : moved) {
        std::vector<std::string> parts;
        for (const auto& [currency, units] : by_currency)
            parts.push_back(teller.units(Units{units}, telling.programme.currency(currency)));
        text += ' ' + fill(phrase(becomes[std::to_underlying(what)]),
                           {teller.list(parts, teller.phrases().and_word)});
    }
    if (!told.reason.empty()) text += ' ' + fill(phrase(because), {told.reason});
    return text;
}

}  // namespace vuelve
