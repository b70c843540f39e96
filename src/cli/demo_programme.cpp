#include "cli/demo_programme.h"

namespace vuelve::cli {

// clang-format off
const std::string_view demo_programme = R"laurel({"schema": "vuelve-programme/1",
 "programme": {"code": "LAUREL", "name": {"es": "Club Laurel"}, "language": "es", "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2},
  "earn_basis": "net_incl_tax", "non_earning_tenders": ["points"], "excluded_categories": ["tabaco", "servicios"], "excluded_skus": [],
  "multiplier_stacking": "additive", "groups": {"promo": {"mode": "best"}}, "max_backdate_days": 30, "retro_claim_days": 1, "park_days": 30,
  "refund_order": "proportional", "settlement": "pooled"},
 "brands": [{"code": "LAUREL", "name": {"es": "Abarrotes Laurel"}}],
 "stores": [{"code": "CENTRO", "brand": "LAUREL", "name": {"es": "Laurel Centro"}}, {"code": "NORTE", "brand": "LAUREL"},
  {"code": "WEB", "brand": "LAUREL", "time_zone": "America/Guayaquil"}],
 "currencies": [
  {"code": "PTS", "kind": "points", "name": {"es": "puntos"}, "scale": 0, "rounding": "down", "rounding_scope": "basket", "pending_days": 0,
   "expiry": {"type": "fixed_term", "months": 12}, "expiry_from": "earn", "shortfall": "debt", "money_value": {"points": 100, "amount": 20},
   "redeem": {"min_points": 100, "step": 100, "max_share": "50", "mode": "tender"}, "daily_cap": 20000, "refund_min_days": 7,
   "transfer": {"min": 100, "fee_percent": "0", "max_per_month": 5000}, "breakage_rate": "0.15", "cost_per_point": "0.16"},
  {"code": "STARS", "kind": "stamps", "name": {"es": "estrellas"}, "expiry": {"type": "period_end", "period": "year", "months": 0}},
  {"code": "STATUS", "kind": "status", "name": {"es": "créditos de nivel"}}],
 "campaigns": [{"code": "MARTES_VERDE", "name": {"es": "Martes verde"}, "owner": "mercadeo", "control_percent": "10", "cost": 12000}],
 "rules": [
  {"id": "base", "version": 1, "name": {"es": "10 puntos por dólar"}, "effects": [{"type": "earn_base", "currency": "PTS", "points": "10", "per": 100}]},
  {"id": "creditos", "effects": [{"type": "earn_base", "currency": "STATUS", "points": "1", "per": 100}]},
  {"id": "martes-verde", "campaign": "MARTES_VERDE", "name": {"es": "Doble en frutas y verduras los martes"}, "priority": 10, "group": "promo",
   "effective_from": "2026-03-01T00:00:00-05:00", "effective_to": "2026-07-01T00:00:00-05:00",
   "conditions": [{"type": "time_window", "days": ["tue"]}, {"type": "category", "under": "frescos"}],
   "effects": [{"type": "multiply", "currency": "PTS", "factor": "2"}],
   "limits": [{"metric": "points", "value": 500, "period": "week"}], "budget": {"points": 200000}, "partial": true, "funding": "sale"},
  {"id": "estrella", "name": {"es": "Una estrella por visita de 10 dólares"}, "conditions": [{"type": "min_amount", "value": 1000}],
   "effects": [{"type": "bonus", "currency": "STARS", "points": 1, "on_return": "revoke_if_unmet"}], "limits": [{"metric": "count", "value": 1, "period": "day"}]},
  {"id": "bienvenida", "name": {"es": "Regalo de bienvenida"}, "conditions": [{"type": "first_purchase"}], "pending_days": 7, "funding": "marketing",
   "effects": [{"type": "bonus", "currency": "PTS", "points": 200}]},
  {"id": "cumple", "name": {"es": "Mes de tu cumpleaños"}, "conditions": [{"type": "birthday", "mode": "month"}], "expiry": {"type": "fixed_term", "days": 60}, "funding": "marketing",
   "effects": [{"type": "bonus", "currency": "PTS", "points": 300, "on_return": "keep"}], "limits": [{"metric": "count", "value": 1, "period": "year"}]},
  {"id": "vuelve-cafe", "name": {"es": "Cupón de café por compras de 30 dólares"}, "conditions": [{"type": "min_amount", "value": 3000}],
   "effects": [{"type": "coupon", "coupon": "CAFE15"}], "limits": [{"metric": "count", "value": 1, "period": "month"}]}],
 "tiers": {"metric": "status", "currency": "STATUS", "window": "calendar_year", "downgrade": "one_down", "on_return": "keep", "factor_currency": "PTS",
  "levels": [{"code": "VECINO", "name": {"es": "Vecino"}, "threshold": 0},
   {"code": "PLATA", "name": {"es": "Plata"}, "threshold": 300, "factor": "1.25", "benefits": ["free_shipping"]},
   {"code": "ORO", "name": {"es": "Oro"}, "threshold": 900, "factor": "1.5", "reward_discount": "10", "benefits": ["free_shipping", "early_access"]}]},
 "rewards": [
  {"code": "CAFE", "name": {"es": "Café de 250 g"}, "type": "free_product", "cost": {"currency": "PTS", "points": 1500}, "stock": 200, "fulfilment": "voucher",
   "voucher": {"valid_days": 30, "coupon": "CAFE_GRATIS"}, "limit": {"count": 2, "period": "month"}},
  {"code": "BOLSA", "name": {"es": "Bolsa reutilizable"}, "type": "product", "cost": {"currency": "PTS", "points": 400}, "store_stock": {"CENTRO": 40, "NORTE": 25}, "fulfilment": "pickup"},
  {"code": "CENA_ORO", "name": {"es": "Canasta navideña"}, "type": "product", "cost": {"currency": "PTS", "points": 6000}, "stock": 50, "fulfilment": "pickup",
   "eligibility": [{"type": "tier", "in": ["ORO"]}], "window": {"from": "2026-12-01T00:00:00-05:00", "to": "2027-01-01T00:00:00-05:00"}},
  {"code": "ARBOLES", "name": {"es": "Planta un árbol"}, "type": "donation", "cost": {"currency": "PTS", "points": 100}}],
 "coupons": [
  {"code": "CAFE15", "name": {"es": "15 % en café"}, "kind": "percent", "value": "15", "applies_to": [{"type": "category", "under": "abarrotes/cafe"}], "max_discount": 300,
   "valid_days": 30, "uses": 1, "stackable": true},
  {"code": "CAFE_GRATIS", "kind": "free_product", "value": "CAFE-250", "valid_days": 30, "uses": 1, "stackable": true},
  {"code": "AHORRO5", "name": {"es": "5 dólares en tu compra de 50"}, "kind": "fixed", "value": 500, "min_purchase": 5000, "valid_to": "2026-06-30", "uses": null, "per_member": 1, "public": true}],
 "stamp_cards": [{"code": "ESTRELLAS", "name": {"es": "Tarjeta de estrellas"}, "currency": "STARS", "goal": 10, "reward": "CAFE", "voucher_valid_days": 30, "auto_issue": true}],
 "challenges": [{"code": "SEMANAS4", "name": {"es": "Cuatro semanas seguidas"}, "from": "2026-01-01T00:00:00-05:00", "to": "2027-01-01T00:00:00-05:00", "metric": "streak_weeks", "goal": 4,
   "conditions": [], "reward": {"type": "bonus", "currency": "PTS", "points": 150}, "repeatable": true, "opt_in": false}],
 "referral": {"referrer": {"currency": "PTS", "points": 500}, "referee": {"currency": "PTS", "points": 300}, "min_amount": 1500, "within_days": 30, "hold_days": 14,
  "limit": {"count": 10, "period": "year"}},
 "notifications": {"expiry_notices": [30, 7, 1], "quiet": {"from": "21:00", "to": "09:00"}, "cap": {"per_day": 1, "per_week": 3}}}
)laurel";
// clang-format on

}  // namespace vuelve::cli
