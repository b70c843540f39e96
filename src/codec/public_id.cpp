#include "codec/public_id.h"

#include <algorithm>

#include "base/ensure.h"
#include "codec/crockford.h"

namespace vuelve {
namespace {

constexpr std::size_t holder_symbols = 13;  // 65 bits for 63
constexpr std::size_t placed_symbols = 16;  // 80 bits for 63 + 14
constexpr int bucket_bits = 14;

std::string_view prefix(PublicKind kind) {
    switch (kind) {
        case PublicKind::Member: return "mbr_";
        case PublicKind::Household: return "hhd_";
        case PublicKind::Txn: return "txn_";
        case PublicKind::Reservation: return "rsv_";
        case PublicKind::Redemption: return "rdm_";
        case PublicKind::Voucher: return "vch_";
        case PublicKind::Event: return "evt_";
        case PublicKind::Job: return "job_";
        case PublicKind::Webhook: return "whk_";
    }
    broken("every public id has a prefix");
}

PublicText format(PublicKind kind, unsigned __int128 number, std::size_t length) {
    PublicText id;
    char* const symbols = std::ranges::copy(prefix(kind), id.bytes.begin()).out;
    symbols[length] = crockford::write(number, {symbols, length});
    id.size = prefix(kind).size() + length + 1;
    return id;
}

std::optional<unsigned __int128> parse(PublicKind kind, std::string_view text, std::size_t length) {
    std::string_view head = prefix(kind);
    if (text.size() != head.size() + length + 1 || !text.starts_with(head)) return std::nullopt;
    auto symbols = crockford::normalise(text.substr(head.size()));
    if (!symbols || symbols->size() != length + 1) return std::nullopt;
    char check = symbols->back();
    symbols->pop_back();
    if (crockford::check_symbol(*symbols) != check) return std::nullopt;
    return crockford::decode(*symbols);
}

}  // namespace

PublicText public_text(PublicKind kind, HolderId holder) {
    ensure(holder.value >= 0, "an id is not negative");
    return format(kind, static_cast<unsigned __int128>(holder.value), holder_symbols);
}

PublicText public_text(PublicKind kind, PlacedId placed) {
    ensure(placed.id >= 0 && placed.bucket >= 0 && placed.bucket >> bucket_bits == 0,
           "an id is not negative and a bucket has 14 bits");
    auto number = static_cast<unsigned __int128>(placed.id) << bucket_bits |
                  static_cast<unsigned>(placed.bucket);
    return format(kind, number, placed_symbols);
}

std::string format_public(PublicKind kind, HolderId holder) {
    return std::string(public_text(kind, holder).view());
}

std::string format_public(PublicKind kind, PlacedId placed) {
    return std::string(public_text(kind, placed).view());
}

std::optional<HolderId> parse_public_holder(PublicKind kind, std::string_view text) {
    auto number = parse(kind, text, holder_symbols);
    if (!number || *number >> 63 != 0) return std::nullopt;
    return HolderId{static_cast<std::int64_t>(*number)};
}

std::optional<PlacedId> parse_public(PublicKind kind, std::string_view text) {
    auto number = parse(kind, text, placed_symbols);
    if (!number || *number >> (63 + bucket_bits) != 0) return std::nullopt;
    return PlacedId{static_cast<std::int64_t>(*number >> bucket_bits),
                    static_cast<int>(*number & ((1U << bucket_bits) - 1))};
}

}  // namespace vuelve
