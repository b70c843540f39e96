#include "codec/purchase_json.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "codec/programme_words.h"
#include "codec/public_id.h"
#include "codec/request_format.h"
#include "codec/voucher_code.h"

namespace vuelve {
namespace {

constexpr WholeFormat money{0, ticket_amount_max};
constexpr int line_number_max = 1'000'000;

/// Gross of a line as domain.md 2.6 has it; nothing when it is beyond all tickets.
std::optional<std::int64_t> gross_of(const PurchaseLine& line) {
    if (line.gross) return line.gross->n;
    if (line.quantity % 1000 == 0) {
        // Whole pieces, as most lines are: nothing to round.
        std::int64_t exact = 0;
        if (__builtin_mul_overflow(line.unit_price->n, line.quantity / 1000, &exact) ||
            exact > ticket_amount_max)
            return std::nullopt;
        return exact;
    }
    auto gross = multiply_divide(line.unit_price->n, line.quantity, 1000, Rounding::HalfUp);
    if (!gross || *gross > ticket_amount_max) return std::nullopt;
    return *gross;
}

void decode_line(const Cursor& at, PurchaseLine& out) {
    std::size_t faults_before = at.faults.size();
    ObjectReader object(at);
    object.optional("line", out.line, whole(1, line_number_max));
    object.optional("sku", out.sku, text(0, 64));
    object.optional("category", out.category, text(0, 200));
    object.optional("brand", out.brand, text(0, 64));
    object.required("quantity", out.quantity, quantity);
    object.optional("unit_price", out.unit_price, money);
    object.optional("gross", out.gross, money);
    object.optional("discount", out.discount, money);
    object.optional("tax", out.tax, money);
    object.optional("attributes", out.attributes, attributes);
    if (!out.unit_price && !out.gross && !object.has("unit_price") && !object.has("gross")) {
        object.fault("unit_price", "required", "a line has unit_price or gross");
    }
    if (at.faults.size() != faults_before) return;
    auto gross = gross_of(out);
    if (!gross) {
        object.fault("unit_price", "out-of-range",
                     "price times quantity is more than " + std::to_string(ticket_amount_max));
    } else if (out.discount.n > *gross) {
        object.fault("discount", "out-of-range", "more than the line's " + std::to_string(*gross));
    } else if (out.tax.n > *gross - out.discount.n) {
        object.fault("tax", "out-of-range", "more than what the line costs");
    }
}

/// "rsv_..."
void decode_reservation(const Cursor& at, ReservationId& out) {
    std::string written;
    text(1, 64)(at, written);
    if (auto placed = parse_public(PublicKind::Reservation, written))
        out = ReservationId{placed->id};
    else
        at.faults.add(at.place.pointer(), "wrong-format", "not the id of a reservation");
}

void decode_points_discount(const Cursor& at, PointsDiscount& out) {
    ObjectReader object(at);
    object.required("currency", out.currency, code());
    object.required("points", out.points, whole(1, amount_max));
    object.required("amount", out.amount, money);
    object.nullable("reservation", out.reservation, decode_reservation);
}

/// A tender, and by what the terminal knows the card it was paid with: not the domain's to see.
struct TenderFormat {
    std::vector<std::string>& payment_tokens;
    void operator()(const Cursor& at, Tender& out) const {
        ObjectReader object(at);
        object.required("type", out.type, code(32));
        object.required("amount", out.amount, money);
        std::string token;
        object.nullable("payment_token", token, text(8, 200));
        if (!token.empty()) payment_tokens.push_back(std::move(token));
        if (out.type != "points" && out.type != "wallet") return;
        object.required("currency", out.currency, code());
        object.required("points", out.points, whole(1, amount_max));
        object.nullable("reservation", out.reservation, decode_reservation);
    }
};

/// One of a currency for each ticket.
template <class Payment, class Format>
void decode_payments(const Cursor& at, std::vector<Payment>& out, const Format& one) {
    list(one, 20)(at, out);
    std::set<std::string> currencies;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].currency.empty() || currencies.insert(out[i].currency).second) continue;
        Place payment{&at.place, std::nullopt, i};
        at.faults.add(Place{&payment, "currency", 0}.pointer(), "duplicate",
                      "one payment of a currency for each ticket");
    }
}

void decode_points_discounts(const Cursor& at, std::vector<PointsDiscount>& out) {
    decode_payments(at, out, decode_points_discount);
}

void decode_coupons(const Cursor& at, std::vector<std::string>& out) {
    list(text(1, 64), 20)(at, out);
    for (std::string& code : out) code = presented_code(code);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (std::find(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(i), out[i]) ==
            out.begin() + static_cast<std::ptrdiff_t>(i)) {
            continue;
        }
        at.faults.add(Place{&at.place, std::nullopt, i}.pointer(), "duplicate",
                      "a coupon is presented once");
    }
}

void decode_channel(const Cursor& at, std::string& out) {
    std::string_view channel = out;
    choice(words::channel)(at, channel);
    out = channel;
}

/// The sums a ticket may not contradict, once each of its amounts is good.
void check_totals(const ObjectReader& object, const RecordPurchase& purchase) {
    std::int64_t total = 0;  // at most 1000 lines of 10^13
    for (const auto& line : purchase.lines) {
        total += gross_of(line).value_or(0) - line.discount.n;
    }
    if (total > ticket_amount_max) {
        object.fault("lines", "out-of-range",
                     "the ticket is more than " + std::to_string(ticket_amount_max));
    } else if (purchase.basket_discount.n > total) {
        object.fault("basket_discount", "out-of-range",
                     "more than the lines' " + std::to_string(total));
    }
}

/// Of an invoice or a receipt: 1-64 characters, not spaces alone.
void printed_number(const Cursor& at, std::string& out) {
    text(1, 64)(at, out);
    if (!out.empty() && comparable_number(out).empty())
        at.fault("wrong-format", "a number has visible characters");
}

void decode_ticket(const Cursor& at, PurchaseKind kind, PurchaseRequest& out) {
    ObjectReader object(at);
    RecordPurchase& purchase = out.purchase;
    purchase.quote = kind == PurchaseKind::Quote;
    if (!purchase.quote) object.required("id", purchase.id, code());
    object.required("member", out.member, member_text());
    object.nullable("proof", out.proof, text(1, 200));
    object.optional("occurred_at", purchase.occurred_at, instant);
    object.nullable("store", purchase.store, code());
    object.optional("channel", purchase.channel, decode_channel);
    object.required("lines", purchase.lines, decode_ticket_lines);
    object.optional("basket_discount", purchase.basket_discount, money);
    object.optional("tenders", purchase.tenders, [&](const Cursor& list, auto& tenders) {
        decode_payments(list, tenders, TenderFormat{out.payment_tokens});
    });
    object.optional("discount_points", purchase.discount_points, decode_points_discounts);
    object.optional("coupons", purchase.coupons, decode_coupons);
    object.optional("attributes", purchase.attributes, attributes);
    object.optional("offline", purchase.offline, truth);
    object.nullable("fiscal_number", out.fiscal_number, printed_number);
    object.nullable("receipt", out.receipt, printed_number);
    if (at.faults.empty()) check_totals(object, purchase);
}

void decode_recorded_tender(const Cursor& at, Tender& out) {
    ObjectReader object(at);
    object.required("type", out.type, code(32));
    object.required("amount", out.amount, money);
    object.ignore_rest();
}

void decode_record(const Cursor& at, RecordPurchase& out) {
    ObjectReader object(at);
    object.required("id", out.id, code());
    object.optional("store", out.store, code());
    object.optional("channel", out.channel, decode_channel);
    object.required("lines", out.lines, decode_ticket_lines);
    object.optional("basket_discount", out.basket_discount, money);
    object.optional("tenders", out.tenders, list(decode_recorded_tender, 20));
    object.optional("attributes", out.attributes, attributes);
    object.optional("offline", out.offline, truth);
    object.ignore_rest();
}

void decode_return_line(const Cursor& at, ReturnLine& out) {
    ObjectReader object(at);
    object.required("line", out.line, whole(1, line_number_max));
    object.required("quantity", out.quantity, quantity);
}

void decode_return_lines(const Cursor& at, std::vector<ReturnLine>& out) {
    list(decode_return_line, ticket_lines_max, 1)(at, out);
    std::set<int> numbers;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].line == 0 || numbers.insert(out[i].line).second) continue;
        Place line{&at.place, std::nullopt, i};
        at.faults.add(Place{&line, "line", 0}.pointer(), "duplicate",
                      "each line is returned once in a return");
    }
}

/// The purchase that a return or void is about: the path's, or the body's; when both name one, the
/// same.
void decode_about(ObjectReader& object, std::string_view path, std::string& out) {
    if (path.empty()) return object.required("purchase", out, code());
    object.optional("purchase", out, code());
    if (!out.empty() && out != path) {
        object.fault("purchase", "wrong-format", "not the purchase of the path");
    }
    out = path;
}

}  // namespace

void decode_ticket_lines(const Cursor& at, std::vector<PurchaseLine>& out) {
    list(decode_line, ticket_lines_max)(at, out);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i].line == 0) out[i].line = static_cast<int>(i) + 1;
    if (std::ranges::adjacent_find(out, std::greater_equal{}, &PurchaseLine::line) == out.end())
        return;  // ascending, as they mostly are: none stands there twice
    std::set<int> numbers;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (numbers.insert(out[i].line).second) continue;
        Place line{&at.place, std::nullopt, i};
        at.faults.add(Place{&line, "line", 0}.pointer(), "duplicate",
                      "line " + std::to_string(out[i].line) + " was there already");
    }
}

Result<PurchaseRequest> decode_purchase(const Json& json, PurchaseKind kind) {
    return decode_body<PurchaseRequest>(
        json, [&](const Cursor& at, PurchaseRequest& out) { decode_ticket(at, kind, out); });
}

Result<RecordPurchase> decode_recorded_purchase(std::string_view document) {
    const Json record = TRY(parse_json(document));
    const auto* parts = record.get_if<Json::Array>();  // canonical.h: ["purchase", {...}]
    const auto* name = parts && parts->size() >= 2 ? parts->front().get_if<std::string>() : nullptr;
    if (!name || *name != "purchase")
        return refuse(ErrorCode::MalformedRequest, "not the record of a purchase");
    return decode_body<RecordPurchase>((*parts)[1], decode_record);
}

std::string comparable_number(std::string_view number) {
    std::string plain;
    for (char c : number)
        if (c != ' ') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return plain;
}

Result<PurchaseLookup> decode_purchase_lookup(const Json& json) {
    return decode_body<PurchaseLookup>(json, [](const Cursor& at, PurchaseLookup& out) {
        ObjectReader object(at);
        object.optional("fiscal", out.fiscal, printed_number);
        object.optional("receipt", out.receipt, printed_number);
        object.optional("store", out.store, code());
        object.optional("day", out.day, day);
        if (!at.faults.empty()) return;
        if (out.fiscal.empty() == out.receipt.empty())
            object.fault("fiscal", "required", "fiscal or receipt, one of them");
        if (!out.fiscal.empty() && (!out.store.empty() || out.day))
            object.fault(out.day ? "day" : "store", "unknown-field",
                         "an invoice's number is enough");
    });
}

Result<RecordReturn> decode_return(const Json& json, std::string_view purchase) {
    return decode_body<RecordReturn>(json, [&](const Cursor& at, RecordReturn& out) {
        ObjectReader object(at);
        object.required("id", out.id, code());
        decode_about(object, purchase, out.purchase);
        object.required("lines", out.lines, decode_return_lines);
        object.optional("occurred_at", out.occurred_at, instant);
    });
}

Result<VoidPurchase> decode_void(const Json& json, std::string_view purchase) {
    return decode_body<VoidPurchase>(json, [&](const Cursor& at, VoidPurchase& out) {
        ObjectReader object(at);
        object.optional("id", out.id, code());
        decode_about(object, purchase, out.purchase);
        object.optional("occurred_at", out.occurred_at, instant);
    });
}

}  // namespace vuelve
