#pragma once

#include "http/api.h"

/// What a card needs before anybody has signed in: names, colours, terms, what joining asks. Open,
/// counted by address, nothing of a person behind it. Source: docs/adr/0050.
namespace vuelve::http {

/// GET /v1/card
LaterHandler card_route(Api& api);
/// GET /card/manifest.webmanifest: what a phone needs to install the card.
LaterHandler card_manifest_route(Api& api);
/// GET /card/icons/{file}
LaterHandler card_icon_route(Api& api);

}  // namespace vuelve::http
