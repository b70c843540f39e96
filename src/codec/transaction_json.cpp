#include "codec/transaction_json.h"

#include <charconv>

#include "codec/json_text.h"
#include "codec/json_writer.h"
#include "codec/transaction_json_fields.h"

namespace vuelve {
namespace packed {

bool Writer::number(std::int64_t value) {
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    return value == 0;
}

bool Writer::near(std::int64_t value, std::int64_t from) {
    // "None" has a text of its own: it lies far from every row.
    if (value != 0) return number(distance(value, from));
    out_ += "null";
    return false;
}

bool Writer::text(const std::string& value) {
    // A record has a hundred of them and more: a writer for each would ask for memory twice.
    const std::size_t at = out_.size();
    out_.resize(at + value.size() + 2, '"');
    if (!json_text::copy_plain(value, out_.data() + at + 1)) {
        out_.resize(at);
        out_ += JsonWriter().value(value).text();
    }
    return value.empty();
}

bool Writer::text(const Hash16& hash) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string digits;
    if (hash != Hash16{})
        for (std::uint8_t byte : hash) (digits += hex[byte >> 4]) += hex[byte & 15];
    return text(digits);
}

bool Writer::text(ErrorCode code) { return text(std::string(literal(code))); }

std::int64_t Reader::number(const Json* json) {
    if (!json) return 0;
    if (const auto* whole = json->get_if<std::int64_t>()) return *whole;
    intact_ = false;
    return 0;
}

std::int64_t Reader::near(const Json* json, std::int64_t from) {
    if (json && json->is_null()) return 0;
    return at_distance(number(json), from);
}

void Reader::text(const Json* json, std::string& value) {
    value.clear();
    if (!json) return;
    if (const auto* text = json->get_if<std::string>())
        value = *text;
    else
        intact_ = false;
}

void Reader::text(const Json* json, Hash16& hash) {
    std::string digits;
    text(json, digits);
    hash = {};
    if (digits.empty()) return;
    intact_ &= digits.size() == 2 * hash.size();
    for (std::size_t i = 0; intact_ && i < hash.size(); ++i) {
        const char* from = digits.data() + 2 * i;
        intact_ &= std::from_chars(from, from + 2, hash[i], 16).ptr == from + 2;
    }
}

void Reader::text(const Json* json, ErrorCode& code) {
    std::string name;
    text(json, name);
    if (auto known = parse_error_code(name))
        code = *known;
    else
        intact_ = false;
}

namespace {

constexpr std::int64_t format = 1;

/// Rows of jobs may be long; they come from our own database, so only runaways are stopped.
constexpr JsonLimits stored_limits{
    .size_max = std::size_t{256} << 20, .depth_max = 32, .values_max = 50'000'000};

std::unexpected<Error> broken_text(const char* what) {
    return refuse(ErrorCode::InternalError, std::string("the stored ") + what + " is not readable");
}

/// A value as a text of its own.
template <class T>
std::string encode(const T& value, Base base = {}, const CodeSeal& seal = {}) {
    Writer writer(base, seal);
    writer.row(value);
    return std::move(writer).text();
}

/// False when `json` is no such value.
template <class T>
bool read(const Json& json, T& value, Base base = {}, const CodeSeal& seal = {}) {
    Reader reader(base, seal);
    reader.row(json, value);
    return reader.intact();
}

template <class T>
Result<T> decode(std::string_view text, const char* what, Base base = {}) {
    auto json = parse_json(text, stored_limits);
    T value{};
    if (!json || !read(*json, value, base)) return broken_text(what);
    return value;
}

/// All of a head that its row has no columns for.
struct HeadState {
    Head head;
};
template <class A, Like<HeadState> T>
void fields(A& a, T& state) {
    a(state.head.state, state.head.purchases, state.head.tier, state.head.households,
      state.head.was_known);
}

/// What reservations and redemptions have no columns for.
struct ReservationRest {
    Reservation reservation;
};
template <class A, Like<ReservationRest> T>
void fields(A& a, T& rest) {
    a(rest.reservation.member, rest.reservation.uses);
}
struct RedemptionRest {
    Redemption redemption;
};
template <class A, Like<RedemptionRest> T>
void fields(A& a, T& rest) {
    auto& taken = rest.redemption;
    a(taken.account, taken.recipient, taken.currency, taken.brand, taken.at, taken.took_stock,
      taken.took_store_stock, taken.limit, taken.uses);
}

}  // namespace
}  // namespace packed

std::string encode_result(const Transaction& transaction, const CodeSeal& seal) {
    packed::Base base{transaction.holder.value, transaction.id.value, transaction.at.value};
    std::string text = '[' + std::to_string(packed::format) + ',' + packed::encode(base) + ',';
    text += transaction.receipt ? packed::encode(*transaction.receipt, base) : "null";
    return text + ',' + packed::encode(transaction.effects, base, seal) + ']';
}

Result<StoredResult> decode_result(std::string_view text, const CodeSeal& seal) {
    auto json = parse_json(text, packed::stored_limits);
    const auto* parts = json ? json->get_if<Json::Array>() : nullptr;
    if (!parts || parts->size() != 4) return packed::broken_text("result");
    const auto* format = (*parts)[0].get_if<std::int64_t>();
    packed::Base base;
    if (!format || *format != packed::format || !packed::read((*parts)[1], base))
        return packed::broken_text("result");
    StoredResult result;
    if (const Json& stored = (*parts)[2]; !stored.is_null()) {
        auto receipt = std::make_shared<Receipt>();
        if (!packed::read(stored, *receipt, base)) return packed::broken_text("result");
        result.receipt = std::move(receipt);
    }
    if (!packed::read((*parts)[3], result.effects, base, seal))
        return packed::broken_text("result");
    return result;
}

std::string encode_head(const Head& head) { return packed::encode(packed::HeadState{head}); }

Result<Head> decode_head(std::string_view text) {
    return TRY(packed::decode<packed::HeadState>(text, "head")).head;
}

std::string encode_parked(const Parked& parked) { return packed::encode(parked); }

Result<Parked> decode_parked(std::string_view text) {
    return packed::decode<Parked>(text, "parked return");
}

std::string encode_reservation_detail(const Reservation& reservation) {
    return packed::encode(packed::ReservationRest{reservation}, {.id = reservation.id.value});
}

Result<Reservation> decode_reservation_detail(std::string_view text, ReservationId id) {
    auto rest = TRY(packed::decode<packed::ReservationRest>(text, "reservation", {.id = id.value}));
    rest.reservation.id = id;
    return std::move(rest.reservation);
}

std::string encode_redemption_detail(const Redemption& redemption) {
    return packed::encode(packed::RedemptionRest{redemption}, {.id = redemption.id.value});
}

Result<Redemption> decode_redemption_detail(std::string_view text, RedemptionId id) {
    auto rest = TRY(packed::decode<packed::RedemptionRest>(text, "redemption", {.id = id.value}));
    rest.redemption.id = id;
    return std::move(rest.redemption);
}

}  // namespace vuelve
