#include "codec/message_json.h"

#include <algorithm>
#include <array>

#include "codec/json.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"

namespace vuelve {
namespace {

constexpr std::string_view voucher_name = "voucher";
constexpr std::int64_t bucket_mask = 16383;

struct VariableWriter {
    JsonWriter& out;
    void operator()(std::int64_t number) const { out.value(number); }
    void operator()(const std::string& text) const { out.value(text); }
    void operator()(const NoticeAmounts& amounts) const {
        out.begin_object();
        for (const auto& [code, units] : amounts) out.member(code, units);
        out.end_object();
    }
};

struct CardSentence {
    std::string_view kind, es, en, pt;
};

/// {} is the code, or the link that takes a change back.
constexpr std::array<CardSentence, 8> card_sentences{{
    {"join",
     "Tu código para tener tu tarjeta es {}. Vence en 5 minutos. Si no lo pediste, no hagas nada.",
     "Your code to get your card is {}. It ends in 5 minutes. If you did not ask for it, do "
     "nothing.",
     "Seu código para ter seu cartão é {}. Vence em 5 minutos. Se você não pediu, não faça nada."},
    {"sign_in",
     "Su código para entrar es {}. Vence en 5 minutos. No se lo dé a nadie: la tienda nunca lo "
     "pide.",
     "Your code to sign in is {}. It ends in 5 minutes. Give it to nobody: the shop never asks for "
     "it.",
     "Seu código para entrar é {}. Vence em 5 minutos. Não o dê a ninguém: a loja nunca o pede."},
    {"step_up", "Su código para confirmar es {}. Vence en 5 minutos. No se lo dé a nadie.",
     "Your code to confirm is {}. It ends in 5 minutes. Give it to nobody.",
     "Seu código para confirmar é {}. Vence em 5 minutos. Não o dê a ninguém."},
    {"contact", "Su código para confirmar este contacto es {}. Vence en 5 minutos.",
     "Your code to confirm this contact is {}. It ends in 5 minutes.",
     "Seu código para confirmar este contato é {}. Vence em 5 minutos."},
    {"till",
     "Su código para usar sus puntos en la caja es {}. Dígaselo solo a quien le atiende; vence en "
     "5 "
     "minutos.",
     "Your code to use your points at the till is {}. Tell it only to who serves you; it ends in 5 "
     "minutes.",
     "Seu código para usar seus pontos no caixa é {}. Diga-o só a quem o atende; vence em 5 "
     "minutos."},
    {"new_device",
     "Alguien entró en su tarjeta desde otro dispositivo. Si no fue usted, entre y cierre esa "
     "sesión.",
     "Somebody signed in to your card on another device. If it was not you, sign in and end that "
     "session.",
     "Alguém entrou no seu cartão por outro dispositivo. Se não foi você, entre e encerre essa "
     "sessão."},
    {"contact_changed",
     "El teléfono o el correo de su tarjeta cambió. Durante 24 horas no se gastan sus puntos. Si "
     "no "
     "fue usted, deshaga el cambio: {}",
     "The phone or e-mail of your card has changed. For 24 hours your points cannot be spent. If "
     "it "
     "was not you, undo it: {}",
     "O telefone ou o e-mail do seu cartão mudou. Por 24 horas seus pontos não são gastos. Se não "
     "foi você, desfaça a mudança: {}"},
    {"wrong_codes",
     "Alguien probó códigos equivocados para entrar en su tarjeta. No dé sus códigos a nadie.",
     "Somebody tried wrong codes to sign in to your card. Give your codes to nobody.",
     "Alguém tentou códigos errados para entrar no seu cartão. Não dê seus códigos a ninguém."},
}};

std::unexpected<Error> unreadable() {
    return refuse(ErrorCode::InternalError, "variables of a message are not readable");
}

}  // namespace

std::string encode_variables(const Notice& notice) {
    JsonWriter out;
    out.begin_object();
    for (const NoticeVariable& variable : notice.variables) {
        out.key(variable.name);
        std::visit(VariableWriter{out}, variable.value);
    }
    if (notice.voucher.value != 0)
        out.member(voucher_name,
                   format_public(PublicKind::Voucher,
                                 PlacedId{notice.voucher.value,
                                          static_cast<int>(notice.member.value & bucket_mask)}));
    return std::move(out.end_object()).text();
}

Result<void> decode_variables(std::string_view json, Notice& notice) {
    const auto parsed = parse_json(json);
    const auto* members = parsed ? parsed->get_if<Json::Object>() : nullptr;
    if (!members) return unreadable();
    for (const JsonMember& member : *members) {
        if (const auto* number = member.value.get_if<std::int64_t>()) {
            notice.variables.push_back({member.name, *number});
        } else if (const auto* text = member.value.get_if<std::string>()) {
            if (member.name != voucher_name) {
                notice.variables.push_back({member.name, *text});
                continue;
            }
            const auto placed = parse_public(PublicKind::Voucher, *text);
            if (!placed) return unreadable();
            notice.voucher = VoucherId{placed->id};
        } else if (const auto* amounts = member.value.get_if<Json::Object>()) {
            NoticeAmounts units;
            for (const JsonMember& one : *amounts) {
                const auto* amount = one.value.get_if<std::int64_t>();
                if (!amount) return unreadable();
                units.emplace_back(one.name, *amount);
            }
            notice.variables.push_back({member.name, std::move(units)});
        } else {
            return unreadable();
        }
    }
    return {};
}

std::string_view reason_sentence(DropReason reason) {
    static constexpr std::array<std::string_view, 10> sentences{
        "No quiere recibir publicidad, o su cuenta está suspendida.",
        "No tiene un medio de contacto por el que se envíe este mensaje.",
        "No dio su consentimiento para recibir publicidad por este medio.",
        "Ese día ya tiene el máximo de mensajes de publicidad.",
        "Esa semana ya tiene el máximo de mensajes de publicidad.",
        "La compra se anuló antes de enviar el mensaje.",
        "El premio ya se usó, se canceló o venció.",
        "Ya no es socio: se dio de baja o su cuenta se unió a otra.",
        "Ya se le invitó a calificar en los últimos 30 días.",
        "Pasaron más de tres días sin que se pudiera decidir el envío.",
    };
    return sentences[static_cast<std::size_t>(reason)];
}

std::string card_message_text(const CardMessageParts& parts) {
    const auto* sentence = std::ranges::find(card_sentences, parts.kind, &CardSentence::kind);
    if (sentence == card_sentences.end()) return {};
    std::string text(parts.language == "en"   ? sentence->en
                     : parts.language == "pt" ? sentence->pt
                                              : sentence->es);
    const std::string filled =
        parts.undo.empty() ? std::string(parts.code) : "/card#undo=" + std::string(parts.undo);
    if (const std::size_t place = text.find("{}"); place != std::string::npos)
        text.replace(place, 2, filled);
    return text;
}

}  // namespace vuelve
