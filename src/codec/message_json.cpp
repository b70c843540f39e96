#include "codec/message_json.h"

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

}  // namespace vuelve
