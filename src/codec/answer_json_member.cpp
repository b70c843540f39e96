#include <algorithm>
#include <array>

#include "codec/answer_json.h"
#include "codec/answer_json_parts.h"
#include "codec/public_id.h"

namespace vuelve {
namespace {

/// Signed units of every account an entry moves, in the order of domain.md 1.10.
void write_lines(JsonWriter& out, const Entry& entry, HolderKind kind, const Programme& programme) {
    std::string holder = kind == HolderKind::Household ? "household:" : "member:";
    auto line = [&](const std::string& account, Units units) {
        if (units.n != 0) out.member(account, units);
    };
    out.begin_object();
    line(holder + "pending", entry.movement.pending);
    line(holder + "available", entry.movement.available);
    line(holder + "reserved", entry.movement.reserved);
    line(holder + "debt", entry.movement.debt);
    line("written_off", entry.movement.written_off);
    std::string contra(name_of(entry.contra));
    if (entry.contra == Contra::Issued || entry.contra == Contra::Redeemed)
        contra += ':' + programme.symbols().code(entry.contra_brand.value);
    line(contra, entry.contra_units);
    out.end_object();
}

/// First letter of a UTF-8 text, whole.
std::string_view first_letter(std::string_view text) {
    std::size_t size = text.empty() ? 0 : 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
    return text.substr(0, size);
}

void write_told(JsonWriter& out, std::string_view name, std::string_view text) {
    if (!text.empty()) out.member(name, text);
}

}  // namespace

std::string_view name_of(MemberState state) {
    static constexpr std::array names{"", "active", "suspended", "closed", "merged", "anonymised"};
    return names[static_cast<std::size_t>(state)];
}

std::string short_name(std::string_view name) {
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    auto first = name.find(' ');
    if (first == std::string_view::npos) return std::string(name);
    std::string_view rest = name.substr(first);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    std::string text(name.substr(0, first));
    if (!rest.empty()) ((text += ' ') += first_letter(rest)) += '.';
    return text;
}

std::string member_json(const Holder& member,
                        const MemberProfile& profile,
                        std::span<const BalanceLine> balances,
                        const std::optional<TierPreview>& tier,
                        const Programme& programme,
                        std::string_view language) {
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, member.id))
        .member("state", name_of(member.head.state))
        .member("name", short_name(profile.name))
        .key("identities")
        .begin_array();
    for (const Identity& identity : profile.identities)
        out.begin_object()
            .member("kind", word(identity.kind))
            .member("masked", mask(identity))
            .end_object();
    out.end_array();
    write_told(out, "alias", profile.alias);
    write_told(out, "language", profile.language);
    write_told(out, "home_store", programme.symbols().code(member.home_store.value));
    if (!member.segments.empty()) {
        out.key("segments").begin_array();
        for (const std::string& code : member.segments) out.value(code);
        out.end_array();
    }
    out.member("enrolled_at", member.enrolled_at).key("household");
    if (member.household.value == 0)
        out.null();
    else
        out.value(format_public(PublicKind::Household, member.household));
    out.key("tier");
    write_tier(out, tier, programme, language);
    out.key("balances");
    write_balances(out, balances, programme);
    out.key("referral_code");
    if (profile.referral_code.empty())
        out.null();
    else
        out.value(profile.referral_code);
    if (!profile.referral.empty()) out.member("referral", profile.referral);
    if (profile.referral_in_review) out.member("referral_in_review", true);
    if (!profile.referral_reason.empty()) out.member("referral_reason", profile.referral_reason);
    if (!profile.proof.empty())
        out.member("proof", profile.proof).member("proof_expires_at", profile.proof_expires_at);
    return std::move(out.end_object()).text();
}

std::string balances_json(std::span<const BalanceLine> balances, const Programme& programme) {
    JsonWriter out;
    out.begin_object().key("balances");
    write_balances(out, balances, programme);
    return std::move(out.end_object()).text();
}

std::string lots_json(std::span<const Lot> lots, const Programme& programme) {
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const Lot& lot : lots) {
        out.begin_object();
        // As text: a browser's numbers end at 53 bits.
        out.member("id", std::to_string(lot.id.value))
            .member("currency", programme.symbols().code(lot.currency.value))
            .member("original", lot.original)
            .member("remaining", lot.remaining)
            .member("reserved", lot.reserved)
            .member("state", name_of(state_of(lot)))
            .member("earned_at", lot.earned_at)
            .member("available_at", lot.available_at)
            .member("expires_at", lot.expires_at)
            .key("last_day");
        if (lot.expires_at)
            out.value(programme.zone().local_day(*lot.expires_at + -1));
        else
            out.null();
        write_code(out, "rule", lot.rule.value, programme);
        write_code(out, "brand", lot.brand.value, programme);
        out.end_object();
    }
    return std::move(out.end_array().key("next").null().end_object()).text();
}

std::string history_json(std::span<const HistoryItem> items,
                         HolderKind holder,
                         const Programme& programme,
                         std::string_view next) {
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const HistoryItem& item : items) {
        const Entry& entry = item.entry;
        out.begin_object()
            .member("id", std::to_string(entry.id.value))
            .member("type", name_of(entry.type))
            .member("currency", programme.symbols().code(entry.currency.value))
            .member("posted_at", entry.posted_at)
            .key("lines");
        write_lines(out, entry, holder, programme);
        write_code(out, "rule", entry.rule.value, programme);
        if (!item.purchase.empty()) out.member("purchase", item.purchase);
        out.end_object();
    }
    out.end_array().key("next");
    if (next.empty())
        out.null();
    else
        out.value(next);
    return std::move(out.end_object()).text();
}

}  // namespace vuelve
