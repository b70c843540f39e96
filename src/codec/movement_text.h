#pragma once

#include <span>
#include <string>
#include <string_view>

#include "codec/sentences.h"
#include "domain/decision.h"

namespace vuelve {

/// A row of a member's statement, as far as its sentence tells of it.
struct MovementTold {
    TxnKind kind{};
    std::string_view store;  // code, "" = none
    std::optional<Minor> amount{};
    std::string_view reason;  // "" = none
    std::span<const Entry> entries;
};
/// What happened, in plain words: "Compra de 15.71 USD en Laurel Centro. Ganaste 180 puntos y 1
/// estrella. Usaste 200 puntos." Credits of levels are left out.
std::string movement_text(const MovementTold& told, const Telling& telling);

}  // namespace vuelve
