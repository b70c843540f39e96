#include "codec/json_writer.h"
#include "codec/member_json.h"
#include "codec/programme_parts.h"
#include "codec/purchase_json.h"

/// The canonical texts of commands. Members are written in the order of their names by hand, so
/// that the busiest path builds no tree; tests hold each text against canonical(parse(text)).
namespace vuelve {
namespace {

/// The name stands before the object: two commands of different names are never the same.
JsonWriter begin(std::string_view name) {
    JsonWriter out;
    out.begin_array().value(name).begin_object();
    return out;
}

std::string end(JsonWriter& out) {
    out.end_object().end_array();
    return std::move(out).text();
}

void write_attributes(const Attributes& attributes, JsonWriter& out) {
    out.key("attributes").begin_object();
    for (const auto& [name, value] : attributes) {
        out.key(name);
        encode_attribute(value, out);
    }
    out.end_object();
}

void write_line(const PurchaseLine& line, JsonWriter& out) {
    out.begin_object();
    write_attributes(line.attributes, out);
    out.member("brand", line.brand).member("category", line.category);
    out.member("discount", line.discount);
    encode_some("gross", line.gross, out);
    out.member("line", line.line).member("quantity", format_quantity(line.quantity));
    out.member("sku", line.sku).member("tax", line.tax);
    encode_some("unit_price", line.unit_price, out);
    out.end_object();
}

/// The same for every spelling of an id.
std::string reservation_text(ReservationId reservation) {
    return reservation.value == 0 ? "" : std::to_string(reservation.value);
}

void write_points_discount(const PointsDiscount& discount, JsonWriter& out) {
    out.begin_object().member("amount", discount.amount).member("currency", discount.currency);
    out.member("points", discount.points);
    out.member("reservation", reservation_text(discount.reservation)).end_object();
}

void write_tender(const Tender& tender, JsonWriter& out) {
    out.begin_object().member("amount", tender.amount);
    if (!tender.currency.empty()) {
        out.member("currency", tender.currency).member("points", tender.points);
        out.member("reservation", reservation_text(tender.reservation));
    }
    out.member("type", tender.type).end_object();
}

}  // namespace

std::string canonical_purchase(const PurchaseRequest& request) {
    const RecordPurchase& purchase = request.purchase;
    JsonWriter out = begin("purchase");
    write_attributes(purchase.attributes, out);
    out.member("basket_discount", purchase.basket_discount).member("channel", purchase.channel);
    encode_list("coupons", purchase.coupons, out);
    // Left out when empty, so that purchases hashed before it existed are still the same.
    if (!purchase.discount_points.empty()) {
        out.key("discount_points").begin_array();
        for (const auto& discount : purchase.discount_points) write_points_discount(discount, out);
        out.end_array();
    }
    if (!request.fiscal_number.empty()) out.member("fiscal_number", request.fiscal_number);
    out.member("id", purchase.id).key("lines").begin_array();
    for (const auto& line : purchase.lines) write_line(line, out);
    out.end_array().member("member", request.member);
    encode_some("occurred_at", purchase.occurred_at, out);
    out.member("offline", purchase.offline);
    if (!request.payment_tokens.empty()) encode_list("payment_tokens", request.payment_tokens, out);
    if (!request.receipt.empty()) out.member("receipt", request.receipt);
    encode_some("store", purchase.store, out);
    out.key("tenders").begin_array();
    for (const auto& tender : purchase.tenders) write_tender(tender, out);
    out.end_array();
    return end(out);
}

std::string canonical_return(const RecordReturn& command) {
    JsonWriter out = begin("return");
    out.member("id", command.id).key("lines").begin_array();
    for (const auto& line : command.lines) {
        out.begin_object().member("line", line.line);
        out.member("quantity", format_quantity(line.quantity)).end_object();
    }
    out.end_array();
    encode_some("occurred_at", command.occurred_at, out);
    out.member("purchase", command.purchase);
    return end(out);
}

std::string canonical_void(const VoidPurchase& command) {
    JsonWriter out = begin("void");
    encode_some("id", command.id, out);
    encode_some("occurred_at", command.occurred_at, out);
    out.member("purchase", command.purchase);
    return end(out);
}

std::string canonical_adjust(const AdjustRequest& request) {
    const Adjust& adjust = request.adjust;
    JsonWriter out = begin("adjust");
    out.member("allow_debt", adjust.allow_debt);
    // What came later is left out when empty: adjustments hashed before are still the same.
    if (!adjust.brand.empty()) out.member("brand", adjust.brand);
    out.member("currency", adjust.currency);
    encode_some("earned_at", adjust.earned_at, out);
    if (adjust.of_lot) out.member("lot", std::to_string(adjust.of_lot->value));
    out.member("member", request.member).member("points", adjust.points);
    out.member("reason", adjust.reason);
    return end(out);
}

std::string canonical_enrolment(const EnrolmentRequest& request) {
    JsonWriter out = begin("enrol");
    // What came later is left out when empty: enrolments hashed before are still the same.
    if (!request.address.empty()) encode_list("address", request.address, out);
    write_attributes(request.attributes, out);
    encode_some("birth_date", request.birth_date, out);
    out.key("consents").begin_array();
    for (const auto& consent : request.consents) {
        out.begin_object().member("channel", consent.channel).member("given", consent.given);
        if (!consent.language.empty()) out.member("language", consent.language);
        out.member("purpose", consent.purpose).member("source", consent.source);
        out.member("text_version", consent.text_version).end_object();
    }
    out.end_array();
    encode_some("device", request.device, out);
    if (!request.guardian.empty())
        out.member("guardian", request.guardian).member("guardian_text", request.guardian_text);
    out.member("home_store", request.home_store).key("identities").begin_array();
    for (const auto& identity : request.identities) out.value(format_identity(identity));
    out.end_array().member("language", request.language).member("name", request.name);
    encode_some("of_age", request.of_age, out);
    encode_some("payment_token", request.payment_token, out);
    out.member("referral_code", request.referral_code);
    return end(out);
}

std::string canonical_command(std::string_view name, const Json& body) {
    Json::Object kept;
    if (const auto* members = body.get_if<Json::Object>()) {
        for (const auto& member : *members) {
            if (member.name != "proof" && !member.value.is_null()) kept.push_back(member);
        }
    }
    JsonWriter out;
    out.begin_array().value(name).raw(canonical(Json(Json::Value(std::move(kept))))).end_array();
    return std::move(out).text();
}

}  // namespace vuelve
