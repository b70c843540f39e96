#include "codec/case_request.h"

#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t note_max = 1000;
constexpr Word<bool> decision_words[] = {{"dismissed", false}, {"confirmed", true}};

}  // namespace

Result<DoubtBody> decode_doubt(const Json& json) {
    return decode_body<DoubtBody>(json, [](const Cursor& at, DoubtBody& out) {
        ObjectReader object(at);
        object.required("movement", out.movement, [](const Cursor& place, PlacedId& placed) {
            const auto* id = place.json.get_if<std::string>();
            const auto read = id ? parse_public(PublicKind::Txn, *id) : std::nullopt;
            if (!read) return place.fault("wrong-format", "expects a movement, txn_...");
            placed = *read;
        });
        object.required("text", out.text, text(1, note_max));
    });
}

Result<CaseDecision> decode_case_decision(const Json& json) {
    return decode_body<CaseDecision>(json, [](const Cursor& at, CaseDecision& out) {
        ObjectReader object(at);
        object.required("decision", out.is_confirmed, choice(decision_words));
        object.required("note", out.note, text(1, note_max));
        object.optional("suspend", out.suspends, truth);
        if (out.suspends && !out.is_confirmed)
            object.fault("suspend", "out-of-range", "only what is confirmed suspends a member");
    });
}

}  // namespace vuelve
