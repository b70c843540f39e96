#include <algorithm>

#include "codec/answer_json_parts.h"

namespace vuelve {
namespace {

constexpr std::int64_t bucket_mask = (1 << 14) - 1;

/// The other party, in the word of the command.
void write_other(JsonWriter& out, const Receipt& receipt) {
    if (receipt.other.value == 0) return;
    const std::string_view command = receipt.command;
    const bool is_household = command.ends_with("_household");
    const std::string_view name = is_household                   ? "household"
                                  : command == "transfer"        ? "to"
                                  : command == "merge"           ? "duplicate"
                                  : command == "decide_referral" ? "referrer"
                                                                 : "recipient";
    out.member(name, format_public(is_household ? PublicKind::Household : PublicKind::Member,
                                   receipt.other));
}

void write_moved(JsonWriter& out, const Receipt& receipt, const Programme& programme) {
    const auto code = [&](CurrencyId id) { return programme.symbols().code(id.value); };
    const bool is_conversion = receipt.to_currency.value != 0;
    if (receipt.currency.value != 0) {
        out.member(is_conversion ? JsonName("from") : "currency", code(receipt.currency));
        if (receipt.command == "extend")
            out.member("extended_lots", receipt.extended_lots);
        else
            out.member("points", receipt.points);
    }
    if (is_conversion)
        out.member("to", code(receipt.to_currency)).member("converted", receipt.converted);
    if (receipt.command == "transfer") out.member("fee", receipt.fee);
}

/// The one voucher a redemption issued or a command was about.
void write_own_voucher(JsonWriter& out,
                       const Receipt& receipt,
                       const Programme& programme,
                       std::span<const Voucher> vouchers) {
    if (receipt.vouchers.size() != 1) return;
    const VoucherId id = receipt.vouchers.front();
    out.key("voucher");
    auto known = std::ranges::find(vouchers, id, &Voucher::id);
    if (known != vouchers.end()) {
        Voucher shown = *known;
        // As it was then: a replay tells what the first answer told.
        if (receipt.voucher_state) shown.state = *receipt.voucher_state;
        write_voucher(out, shown, receipt.member, programme);
        return;
    }
    out.begin_object().member("id", format_placed(PublicKind::Voucher, id.value, receipt.member));
    if (receipt.voucher_state) out.member("state", name_of(*receipt.voucher_state));
    out.end_object();
}

}  // namespace

PublicText placed_text(PublicKind kind, std::int64_t id, HolderId holder) {
    return public_text(kind, PlacedId{id, static_cast<int>(holder.value & bucket_mask)});
}

std::string format_placed(PublicKind kind, std::int64_t id, HolderId holder) {
    return std::string(placed_text(kind, id, holder).view());
}

void write_trace(JsonWriter& out, std::span<const Trace> trace) {
    out.begin_object();
    for (const Trace& one : trace) out.member_of(one.rule, name_of(one.reason), one.detail);
    out.end_object();
}

void write_shares(JsonWriter& out, std::span<const std::int64_t> shares) {
    out.begin_array();
    for (const std::int64_t share : shares) out.value(share);
    out.end_array();
}

void write_discounts(JsonWriter& out,
                     std::span<const DiscountLine> discounts,
                     const Programme& programme) {
    out.begin_array();
    for (const DiscountLine& discount : discounts) {
        const bool by_rule = discount.rule.value != 0;
        out.begin_object()
            .member(by_rule ? JsonName("rule") : "coupon",
                    programme.symbols().code(by_rule ? discount.rule.value : discount.coupon.value))
            .member("amount", discount.amount);
        write_shares(out.key("lines"), discount.lines);
        out.end_object();
    }
    out.end_array();
}

void write_voucher(JsonWriter& out,
                   const Voucher& voucher,
                   HolderId holder,
                   const Programme& programme) {
    write_voucher_fields(out.begin_object(), voucher, holder, programme);
    out.end_object();
}

void write_voucher_fields(JsonWriter& out,
                          const Voucher& voucher,
                          HolderId holder,
                          const Programme& programme) {
    std::optional<Instant> end;
    if (voucher.valid_until != voucher_without_end) end = voucher.valid_until;
    std::optional<Day> last_day;
    if (end) last_day = programme.zone().local_day(*end + -1);
    out.member("id", format_placed(PublicKind::Voucher, voucher.id.value, holder))
        .member("state", name_of(voucher.state));
    write_code(out, "coupon", voucher.coupon.value, programme);
    write_code(out, "reward", voucher.reward.value, programme);
    if (!voucher.code.empty()) out.member("code", voucher.code);
    out.member("uses_left", voucher.uses_left)
        .member("valid_from", voucher.valid_from)
        .member("valid_to", last_day)
        .member("expires_at", end);
}

void write_particulars(JsonWriter& out,
                       const Receipt& receipt,
                       const Programme& programme,
                       std::span<const Voucher> vouchers) {
    write_other(out, receipt);
    if (receipt.reservation.value != 0)
        out.member("reservation", format_placed(PublicKind::Reservation, receipt.reservation.value,
                                                receipt.member));
    if (receipt.redemption.value != 0)
        out.member("redemption",
                   format_placed(PublicKind::Redemption, receipt.redemption.value, receipt.member));
    if (receipt.reservation_state) out.member("state", name_of(*receipt.reservation_state));
    if (receipt.redemption_state) out.member("state", name_of(*receipt.redemption_state));
    if (receipt.reward.value != 0) write_code(out, "reward", receipt.reward.value, programme);
    write_moved(out, receipt, programme);
    if (receipt.redemption.value != 0) out.member("money", receipt.money);
    const bool sells = receipt.command == "purchase" || receipt.command == "quote";
    if (!sells) write_own_voucher(out, receipt, programme, vouchers);
    if (receipt.due_at || receipt.redemption.value != 0) out.member("due_at", receipt.due_at);
    if (receipt.stock_left) out.member("left", *receipt.stock_left);
}

}  // namespace vuelve
