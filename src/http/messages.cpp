#include "http/messages.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace vuelve::http {
namespace {

struct Text {
    std::string_view es, en, pt;

    constexpr std::string_view in(Language language) const {
        return language == Language::En ? en : language == Language::Pt ? pt : es;
    }
};

struct Message {
    ErrorCode code;
    Text title;
    Text detail;
};

using enum ErrorCode;
// clang-format off
constexpr std::array messages{
    Message{UnknownMember, {"Socio no encontrado", "Member not found", "Participante não encontrado"},
            {"No hay ningún socio con ese identificador en este programa.",
             "No member of this programme has that identifier.",
             "Nenhum participante deste programa tem esse identificador."}},
    Message{UnknownReward, {"Premio no encontrado", "Reward not found", "Prêmio não encontrado"},
            {"El catálogo de este programa no tiene ese premio.",
             "The catalogue of this programme has no such reward.",
             "O catálogo deste programa não tem esse prêmio."}},
    Message{UnknownLine, {"Renglón desconocido", "Unknown line", "Linha desconhecida"},
            {"La compra no tiene ese renglón.", "The purchase has no such line.", "A compra não tem essa linha."}},
    Message{MemberNotActive, {"El socio no está activo", "Member is not active", "O participante não está ativo"},
            {"La cuenta está suspendida, cerrada o fusionada con otra.",
             "The account is suspended, closed or merged into another.",
             "A conta está suspensa, encerrada ou unificada com outra."}},
    Message{IdentityTaken, {"Identificador ya registrado", "Identifier already taken", "Identificador já cadastrado"},
            {"El teléfono, correo, tarjeta o número externo ya pertenece a un socio.",
             "The phone, e-mail, card or external number already belongs to a member.",
             "O telefone, e-mail, cartão ou número externo já pertence a um participante."}},
    Message{SameMember, {"Es el mismo socio", "Same member", "É o mesmo participante"},
            {"La operación necesita dos socios distintos.", "The operation needs two different members.",
             "A operação precisa de dois participantes diferentes."}},
    Message{FutureDated, {"Fecha en el futuro", "Date in the future", "Data no futuro"},
            {"La fecha de la operación es posterior a la hora actual.",
             "The operation is dated later than the present time.",
             "A data da operação é posterior à hora atual."}},
    Message{TooOld, {"Fecha demasiado antigua", "Date too far back", "Data antiga demais"},
            {"La operación es anterior a lo que este programa o esta credencial permite registrar.",
             "The operation is older than this programme or this credential allows.",
             "A operação é mais antiga do que este programa ou esta credencial permite registrar."}},
    Message{BeforeEnrolment, {"Anterior a la afiliación", "Before enrolment", "Anterior à adesão"},
            {"La compra ocurrió antes de que el socio se afiliara.",
             "The purchase took place before the member enrolled.",
             "A compra aconteceu antes da adesão do participante."}},
    Message{EmptyBasket, {"Compra vacía", "Empty basket", "Compra vazia"},
            {"La compra no tiene renglones con importe.", "The purchase has no lines with an amount.",
             "A compra não tem linhas com valor."}},
    Message{TenderMismatch, {"Los pagos no cuadran", "Payments do not add up", "Os pagamentos não fecham"},
            {"La suma de los pagos no es igual al total de la compra.",
             "The payments do not sum to the total of the purchase.",
             "A soma dos pagamentos não é igual ao total da compra."}},
    Message{PointsValueMismatch, {"El valor de los puntos no coincide", "Value of the points does not match",
                                  "O valor dos pontos não confere"},
            {"El importe pagado con puntos no es el valor de esos puntos en el programa.",
             "The amount paid with points is not what those points are worth in the programme.",
             "O valor pago com pontos não é o que esses pontos valem no programa."}},
    Message{NotMultipleOfStep, {"Cantidad de puntos no permitida", "Points not a multiple of the step",
                                "Quantidade de pontos não permitida"},
            {"Los puntos se usan en múltiplos del paso que fija el programa.",
             "Points are spent in multiples of the step the programme sets.",
             "Os pontos são usados em múltiplos do passo definido pelo programa."}},
    Message{BelowMinPoints, {"Por debajo del mínimo de puntos", "Below the minimum of points",
                             "Abaixo do mínimo de pontos"},
            {"El programa pide un mínimo de puntos para pagar con ellos.",
             "The programme asks for a minimum of points to pay with them.",
             "O programa exige um mínimo de pontos para pagar com eles."}},
    Message{ExceedsMaxShare, {"Demasiados puntos para esta compra", "Too many points for this purchase",
                              "Pontos demais para esta compra"},
            {"El programa limita la parte de la compra que se puede pagar con puntos.",
             "The programme limits the part of a purchase that points can pay.",
             "O programa limita a parte da compra que pode ser paga com pontos."}},
    Message{InsufficientPoints, {"No alcanzan los puntos", "Not enough points", "Pontos insuficientes"},
            {"Los puntos disponibles no alcanzan para esta operación.",
             "The available points do not cover this operation.",
             "Os pontos disponíveis não cobrem esta operação."}},
    Message{ReservationClosed, {"El apartado ya se cerró", "Reservation is closed", "A reserva já foi encerrada"},
            {"El apartado ya fue cobrado, cancelado o venció.",
             "The reservation was captured, cancelled or has timed out.",
             "A reserva já foi capturada, cancelada ou expirou."}},
    Message{ExceedsReservation, {"Más de lo apartado", "More than was reserved", "Mais do que foi reservado"},
            {"Se pidieron más puntos de los que el apartado tiene.",
             "More points were asked for than the reservation holds.",
             "Foram pedidos mais pontos do que a reserva contém."}},
    Message{IdempotencyConflict, {"La misma clave con otro contenido", "Same key, other content",
                                  "A mesma chave com outro conteúdo"},
            {"Este identificador ya se usó para una operación distinta.",
             "This identifier was already used for a different operation.",
             "Este identificador já foi usado para uma operação diferente."}},
    Message{ReturnExceedsPurchase, {"La devolución supera la compra", "Return exceeds the purchase",
                                    "A devolução excede a compra"},
            {"Se devuelve más de lo que queda de la compra.", "More is returned than is left of the purchase.",
             "Está sendo devolvido mais do que resta da compra."}},
    Message{HasReturns, {"La compra tiene devoluciones", "Purchase has returns", "A compra tem devoluções"},
            {"Una compra con devoluciones ya no se puede anular.", "A purchase with returns can no longer be voided.",
             "Uma compra com devoluções não pode mais ser cancelada."}},
    Message{AlreadyVoided, {"La compra ya fue anulada", "Purchase already voided", "A compra já foi cancelada"},
            {"Esta compra ya se anuló antes.", "This purchase was voided before.",
             "Esta compra já foi cancelada antes."}},
    Message{NotInWindow, {"Premio fuera de fecha", "Reward not on offer now", "Prêmio fora do período"},
            {"El premio no se ofrece en este momento.", "The reward is not on offer at this time.",
             "O prêmio não está disponível neste momento."}},
    Message{NotEligible, {"El socio no cumple los requisitos", "Member is not eligible",
                          "O participante não cumpre os requisitos"},
            {"El nivel, el segmento u otra condición no lo permite.",
             "The member's level, segment or another condition does not allow it.",
             "O nível, o segmento ou outra condição não permite."}},
    Message{LimitReached, {"Límite alcanzado", "Limit reached", "Limite atingido"},
            {"El socio ya usó todas las veces que se permiten en este periodo.",
             "The member has used every time that this period allows.",
             "O participante já usou todas as vezes permitidas neste período."}},
    Message{OutOfStock, {"Sin existencias", "Out of stock", "Sem estoque"},
            {"No quedan unidades de este premio.", "None of this reward is left.",
             "Não restam unidades deste prêmio."}},
    Message{InvalidState, {"El estado actual no lo permite", "Not possible in the present state",
                           "O estado atual não permite"},
            {"Lo que se pide no es posible en el estado en que está.",
             "What was asked is not possible in the state the thing is in.",
             "O que foi pedido não é possível no estado em que se encontra."}},
    Message{VoucherUsed, {"Cupón ya usado", "Voucher already used", "Cupom já usado"},
            {"Este código ya se usó.", "This code has been used.", "Este código já foi usado."}},
    Message{VoucherExpired, {"Cupón vencido", "Voucher expired", "Cupom vencido"},
            {"La vigencia de este código terminó.", "This code is past its last day.",
             "A validade deste código terminou."}},
    Message{VoucherCancelled, {"Cupón cancelado", "Voucher cancelled", "Cupom cancelado"},
            {"Este código fue cancelado.", "This code was cancelled.", "Este código foi cancelado."}},
    Message{WrongMember, {"El cupón es de otro socio", "Voucher of another member",
                          "O cupom é de outro participante"},
            {"Este código fue entregado a otro socio.", "This code was issued to another member.",
             "Este código foi entregue a outro participante."}},
    Message{NotStackable, {"Cupones no combinables", "Vouchers do not combine", "Cupons não cumulativos"},
            {"Uno de los cupones no se puede usar junto con los demás.",
             "One of the vouchers cannot be used together with the others.",
             "Um dos cupons não pode ser usado junto com os demais."}},
    Message{NotApplicable, {"El cupón no aplica", "Voucher does not apply", "O cupom não se aplica"},
            {"Ningún producto de la compra participa en este cupón.",
             "No line of the purchase takes part in this voucher.",
             "Nenhum produto da compra participa deste cupom."}},
    Message{MinPurchase, {"Compra por debajo del mínimo", "Purchase below the minimum", "Compra abaixo do mínimo"},
            {"El cupón pide una compra mínima que no se alcanza.",
             "The voucher asks for a minimum purchase that is not reached.",
             "O cupom exige uma compra mínima que não foi atingida."}},
    Message{NothingToReinstate, {"Nada que reactivar", "Nothing to reinstate", "Nada para reativar"},
            {"No hay puntos vencidos que se puedan reactivar.", "There are no expired points to reinstate.",
             "Não há pontos vencidos que possam ser reativados."}},
    Message{NotTransferable, {"No se puede traspasar", "Not transferable", "Não transferível"},
            {"Esta moneda de puntos no permite ese traspaso o conversión.",
             "This points currency does not allow that transfer or conversion.",
             "Esta moeda de pontos não permite essa transferência ou conversão."}},
    Message{SelfReferral, {"Referido no válido", "Referral not valid", "Indicação inválida"},
            {"Nadie puede recomendarse a sí mismo.", "Nobody can refer themselves.",
             "Ninguém pode indicar a si mesmo."}},
    Message{RetroactiveRule, {"Regla con fecha pasada", "Rule dated in the past", "Regra com data passada"},
            {"Una regla publicada no puede cambiar lo que ya ocurrió.",
             "A published rule cannot change what has already happened.",
             "Uma regra publicada não pode mudar o que já aconteceu."}},
    Message{InvalidRule, {"Regla no válida", "Invalid rule", "Regra inválida"},
            {"El documento del programa tiene una regla que no se puede aplicar.",
             "The programme document has a rule that cannot be applied.",
             "O documento do programa tem uma regra que não pode ser aplicada."}},
    Message{ExpiryInPast, {"Vencimiento en el pasado", "Expiry in the past", "Vencimento no passado"},
            {"La fecha de vencimiento ya pasó.", "The expiry date has already passed.",
             "A data de vencimento já passou."}},
    Message{Overflow, {"Cantidad fuera de rango", "Amount out of range", "Quantidade fora do intervalo"},
            {"La operación supera la cantidad más grande que se puede registrar.",
             "The operation exceeds the largest amount that can be recorded.",
             "A operação excede a maior quantidade que pode ser registrada."}},
    Message{MalformedRequest, {"Solicitud mal formada", "Malformed request", "Requisição malformada"},
            {"La solicitud no es HTTP o JSON bien formado.", "The request is not well-formed HTTP or JSON.",
             "A requisição não é HTTP ou JSON bem formado."}},
    Message{IdempotencyKeyRequired, {"Falta la clave de idempotencia", "Idempotency key required",
                                     "Falta a chave de idempotência"},
            {"Envía el encabezado Idempotency-Key con 1 a 255 caracteres ASCII visibles.",
             "Send the header Idempotency-Key with 1 to 255 visible ASCII characters.",
             "Envie o cabeçalho Idempotency-Key com 1 a 255 caracteres ASCII visíveis."}},
    Message{Unauthenticated, {"Credencial requerida", "Authentication required", "Autenticação necessária"},
            {"Falta la credencial o no es válida.", "The credential is missing or not valid.",
             "A credencial está ausente ou não é válida."}},
    Message{TokenExpired, {"Código vencido", "Token expired", "Código expirado"},
            {"El código o la sesión ya venció; pide uno nuevo.", "The token or session has expired; ask for a new one.",
             "O código ou a sessão expirou; peça um novo."}},
    Message{TokenReplayed, {"Código ya usado", "Token already used", "Código já utilizado"},
            {"Este código se acepta una sola vez; pide uno nuevo.",
             "This token is accepted only once; ask for a new one.",
             "Este código é aceito uma única vez; peça um novo."}},
    Message{InsufficientScope, {"Permiso insuficiente", "Insufficient scope", "Permissão insuficiente"},
            {"La credencial no tiene el permiso que esta operación pide.",
             "The credential lacks the scope this operation asks for.",
             "A credencial não tem a permissão que esta operação exige."}},
    Message{Forbidden, {"Operación no permitida", "Not allowed", "Operação não permitida"},
            {"El rol, la sucursal o la dirección de la credencial no lo permite.",
             "The role, store or address of the credential does not allow it.",
             "O perfil, a loja ou o endereço da credencial não permite."}},
    Message{SelfDealing, {"No en la cuenta propia", "Not on one's own account", "Não na própria conta"},
            {"El personal no puede operar sobre su propia tarjeta.", "Staff cannot act on their own card.",
             "A equipe não pode operar no próprio cartão."}},
    Message{StepUpRequired, {"Se necesita confirmar la identidad", "Confirmation of identity needed",
                             "É preciso confirmar a identidade"},
            {"Pide al socio su código QR o un código de un solo uso y envía la prueba que se obtiene.",
             "Ask the member for a QR or one-time code and send the proof it gives.",
             "Peça ao participante o código QR ou um código de uso único e envie a prova obtida."}},
    Message{ApprovalRequired, {"Se necesita aprobación", "Approval required", "Aprovação necessária"},
            {"Otra persona con permiso tiene que aprobar esta operación.",
             "A second person with the right must approve this operation.",
             "Outra pessoa com permissão precisa aprovar esta operação."}},
    Message{Csrf, {"Origen no reconocido", "Origin not recognised", "Origem não reconhecida"},
            {"La solicitud no viene de una página de este servicio.",
             "The request does not come from a page of this service.",
             "A requisição não vem de uma página deste serviço."}},
    Message{NotFound, {"No encontrado", "Not found", "Não encontrado"},
            {"Lo que se pide no existe o no es visible con esta credencial.",
             "What was asked for does not exist or cannot be seen with this credential.",
             "O que foi pedido não existe ou não é visível com esta credencial."}},
    Message{MethodNotAllowed, {"Método no permitido", "Method not allowed", "Método não permitido"},
            {"Esta dirección no acepta ese método; el encabezado Allow dice cuáles.",
             "This address does not accept that method; the header Allow lists those it does.",
             "Este endereço não aceita esse método; o cabeçalho Allow diz quais."}},
    Message{NotAcceptable, {"Formato no disponible", "Format not available", "Formato não disponível"},
            {"No hay respuesta en ninguno de los formatos pedidos.",
             "There is no answer in any of the formats asked for.",
             "Não há resposta em nenhum dos formatos pedidos."}},
    Message{RequestTimeout, {"Tiempo agotado", "Request timed out", "Tempo esgotado"},
            {"La solicitud tardó demasiado en llegar.", "The request took too long to arrive.",
             "A requisição demorou demais para chegar."}},
    Message{PreconditionFailed, {"El documento cambió", "Document has changed", "O documento mudou"},
            {"Otra persona lo cambió; vuelve a leerlo y repite.",
             "Somebody else changed it; read it again and repeat.",
             "Outra pessoa o alterou; leia-o novamente e repita."}},
    Message{BodyTooLarge, {"Cuerpo demasiado grande", "Body too large", "Corpo grande demais"},
            {"El cuerpo supera el tamaño que esta operación acepta.",
             "The body exceeds the size this operation accepts.",
             "O corpo excede o tamanho que esta operação aceita."}},
    Message{UriTooLong, {"Dirección demasiado larga", "URI too long", "Endereço longo demais"},
            {"La dirección supera 8 KiB.", "The address exceeds 8 KiB.", "O endereço excede 8 KiB."}},
    Message{UnsupportedMediaType, {"Tipo de contenido no aceptado", "Unsupported media type",
                                   "Tipo de conteúdo não aceito"},
            {"Envía application/json sin comprimir.", "Send application/json, not compressed.",
             "Envie application/json sem compressão."}},
    Message{HeadersTooLarge, {"Encabezados demasiado grandes", "Headers too large", "Cabeçalhos grandes demais"},
            {"Los encabezados superan 16 KiB.", "The headers exceed 16 KiB.", "Os cabeçalhos excedem 16 KiB."}},
    Message{ValidationFailed, {"Datos no válidos", "Validation failed", "Dados inválidos"},
            {"Corrige los campos señalados en errors.", "Correct the fields named in errors.",
             "Corrija os campos indicados em errors."}},
    Message{UnsafeUrl, {"Dirección no segura", "Unsafe URL", "Endereço não seguro"},
            {"El destino debe ser https y una dirección pública.", "The target must be https and a public address.",
             "O destino deve ser https e um endereço público."}},
    Message{PreconditionRequired, {"Falta If-Match", "If-Match required", "Falta If-Match"},
            {"Envía If-Match con el ETag del documento que leíste.",
             "Send If-Match with the ETag of the document you read.",
             "Envie If-Match com o ETag do documento que você leu."}},
    Message{RateLimited, {"Demasiadas solicitudes", "Too many requests", "Requisições demais"},
            {"Espera lo que dice Retry-After y repite.", "Wait as long as Retry-After says and repeat.",
             "Espere o tempo indicado em Retry-After e repita."}},
    Message{InternalError, {"Error interno", "Internal error", "Erro interno"},
            {"Algo falló de nuestro lado; al reportarlo, indica el valor de instance.",
             "Something failed on our side; when reporting it, give the value of instance.",
             "Algo falhou do nosso lado; ao relatar, informe o valor de instance."}},
    Message{OutcomeUnknown, {"Resultado desconocido", "Outcome unknown", "Resultado desconhecido"},
            {"Repite con el mismo identificador para saber qué ocurrió; nada se duplica.",
             "Repeat with the same identifier to learn what happened; nothing is doubled.",
             "Repita com o mesmo identificador para saber o que aconteceu; nada é duplicado."}},
    Message{StorageFull, {"Almacenamiento lleno", "Storage is full", "Armazenamento cheio"},
            {"No hay espacio para registrar la operación; nada cambió. Repite más tarde.",
             "There is no room to record the operation; nothing changed. Repeat later.",
             "Não há espaço para registrar a operação; nada mudou. Repita mais tarde."}},
    Message{Overloaded, {"Servicio saturado", "Overloaded", "Serviço sobrecarregado"},
            {"Hay demasiadas solicitudes a la vez; nada cambió. Repite en un momento.",
             "Too many requests at once; nothing changed. Repeat in a moment.",
             "Há requisições demais ao mesmo tempo; nada mudou. Repita em instantes."}},
    Message{Starting, {"El servicio está arrancando", "Service is starting", "O serviço está iniciando"},
            {"Todavía no está listo; repite en un momento.", "It is not ready yet; repeat in a moment.",
             "Ainda não está pronto; repita em instantes."}},
};

struct FaultText {
    std::string_view code;
    Text detail;
};
constexpr std::array faults{
    FaultText{"required", {"Falta este campo.", "This field is required.", "Este campo é obrigatório."}},
    FaultText{"unknown-field", {"Este campo no existe.", "There is no such field.", "Este campo não existe."}},
    FaultText{"wrong-type", {"El tipo del valor no es el esperado.", "The value has the wrong type.",
                             "O valor tem o tipo errado."}},
    FaultText{"wrong-format", {"El formato del valor no es válido.", "The value has the wrong format.",
                               "O valor tem o formato errado."}},
    FaultText{"out-of-range", {"El valor está fuera de rango.", "The value is out of range.",
                               "O valor está fora do intervalo."}},
    FaultText{"too-long", {"El texto es demasiado largo.", "The text is too long.", "O texto é longo demais."}},
    FaultText{"too-many", {"Hay demasiados elementos.", "There are too many items.", "Há itens demais."}},
    FaultText{"duplicate", {"El valor está repetido.", "The value is repeated.", "O valor está repetido."}},
    FaultText{"unknown-reference", {"El programa no tiene configurado este código.",
                                    "The programme has no such code configured.",
                                    "O programa não tem este código configurado."}},
    FaultText{"currency-mismatch", {"La moneda no es la del programa.", "The currency is not the programme's.",
                                    "A moeda não é a do programa."}},
    FaultText{"in-use", {"Hay miembros que todavía lo tienen.", "Members still have it.",
                         "Há membros que ainda o têm."}},
    FaultText{"INVALID_RULE", {"La regla se contradice.", "The rule contradicts itself.",
                               "A regra se contradiz."}},
    FaultText{"RETROACTIVE_RULE", {"No puede cambiar lo que ya pasó: empieza al publicarse o después.",
                                   "It cannot change what is past: it begins when it is published, or later.",
                                   "Não pode mudar o que já passou: começa ao publicar ou depois."}},
    FaultText{"EXPIRY_IN_PAST", {"Ese día de vencimiento ya pasó.", "That day of expiry is over.",
                                 "Esse dia de validade já passou."}},
};
// clang-format on

constexpr bool messages_are_in_enum_order() {
    for (std::size_t i = 0; i < messages.size(); ++i)
        if (std::to_underlying(messages[i].code) != i) return false;
    return messages.size() == std::to_underlying(Starting) + 1U;
}
static_assert(messages_are_in_enum_order(), "each code has its message, in the order of the enum");

constexpr auto fault_names = [] {
    std::array<std::string_view, faults.size()> names;
    for (std::size_t i = 0; i < faults.size(); ++i) names[i] = faults[i].code;
    return names;
}();

/// Thousandths of "q=0.8"; 1000 without, 0 when it is no weight.
int weight(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    int value = 0;
    int scale = 1000;
    for (const char c : parameters.substr(at + 2)) {
        if (c == '.') continue;
        if (c < '0' || c > '9' || scale == 0) break;
        value += (c - '0') * scale;
        scale /= 10;
    }
    return std::min(value, 1000);
}

}  // namespace

std::string_view tag(Language language) { return Text{"es", "en", "pt"}.in(language); }

Language choose_language(std::string_view accepted) {
    Language best = Language::Es;
    int best_weight = 0;
    while (!accepted.empty()) {
        const std::size_t comma = accepted.find(',');
        std::string_view range = accepted.substr(0, comma);
        accepted = comma == std::string_view::npos ? "" : accepted.substr(comma + 1);
        range.remove_prefix(std::min(range.find_first_not_of(" \t"), range.size()));
        const std::string_view parameters =
            range.contains(';') ? range.substr(range.find(';')) : std::string_view{};
        for (const Language language : languages) {
            const std::string_view rest = range.substr(std::min<std::size_t>(2, range.size()));
            const bool ours = range.size() >= 2 && (range[0] | 0x20) == tag(language)[0] &&
                              (range[1] | 0x20) == tag(language)[1] &&
                              (rest.empty() || rest[0] == '-' || rest[0] == ';' || rest[0] == ' ');
            if (!ours || weight(parameters) <= best_weight) continue;
            best = language;
            best_weight = weight(parameters);
        }
    }
    return best;
}

std::string_view title(ErrorCode code, Language language) {
    return messages[std::to_underlying(code)].title.in(language);
}

std::string_view detail(ErrorCode code, Language language) {
    return messages[std::to_underlying(code)].detail.in(language);
}

std::string_view fault_detail(std::string_view fault_code, Language language) {
    for (const FaultText& fault : faults)
        if (fault.code == fault_code) return fault.detail.in(language);
    return {};
}

std::span<const std::string_view> fault_codes() { return fault_names; }

}  // namespace vuelve::http
