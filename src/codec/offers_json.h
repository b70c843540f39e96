#pragma once

#include <string>

#include "codec/json_writer.h"
#include "codec/sentences.h"

/// The offers of a quote: coupons for this basket, prizes in reach. Source: docs/adr/0036.
namespace vuelve {

/// `"coupons": [{"coupon", "name", "voucher", "usable", "amount", "lines", "reason", "missing",
/// "expires_at"}], "rewards": [{"reward", "name", "currency", "cost", "money", "affordable",
/// "missing", "reason"}]` as members of the open object; each with its `text` where it is
/// explained.
void write_offers(JsonWriter& out, const Receipt& receipt, const Telling& telling, bool explain);

/// "15 % en café: te faltan 12.00 USD en lácteos."
std::string offer_text(const CouponOffer& offer, const Telling& telling);
/// "Taza: te faltan 64 puntos."
std::string offer_text(const RewardOffer& offer, const Telling& telling);

}  // namespace vuelve
