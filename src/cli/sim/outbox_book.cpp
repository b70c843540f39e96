#include "cli/sim/outbox_book.h"

#include <fmt/format.h>

#include <algorithm>

namespace vuelve::cli {
namespace {

using storage::MessageRow;

bool is_open_row(const MessageRow& row) {
    return row.state == MessageState::Waiting || row.state == MessageState::Planned;
}

std::string row_text(HolderId member, const MessageRow& row) {
    return fmt::format("{} about {}/{} to holder {}", message_kind(row.key.type).name,
                       row.key.source, row.key.part, member.value);
}

/// What was given, not only said: a parked void that came along takes the purchase back.
bool is_standing(const Receipt& receipt) {
    return std::ranges::none_of(receipt.applied, [](const Receipt& applied) {
        return applied.command == "void" && applied.outcome == Outcome::Ok;
    });
}

}  // namespace

void OutboxBook::check(const Evidence& evidence) {
    for (const Witnessed& one : evidence.commands)
        if (one.is_done()) note(one);
    if (!evidence.is_whole) return;
    for (const auto& [member, reading] : evidence.readings) {
        check_thanks(member, reading);
        check_rows(member, reading);
        check_advertising(member, reading);
    }
    sold_.clear();
}

void OutboxBook::note(const Witnessed& one) {
    const Receipt& receipt = *one.receipt;
    if (const auto* consent = std::get_if<SetConsent>(&one.body);
        consent && consent->purpose == "marketing")
        allowed_[receipt.member][consent->channel] = consent->given;
    if (one.order.op == "purchase") {
        purchases_[receipt.id] = receipt.txn;
        sold_[receipt.member][receipt.txn] = is_standing(receipt);
        if (!is_standing(receipt)) voided_.insert(receipt.txn);
    }
    // One that only parked, or is told so once more, voided nothing.
    if (receipt.command == "void" && receipt.outcome == Outcome::Ok)
        if (auto sale = purchases_.find(receipt.purchase); sale != purchases_.end())
            voided_.insert(sale->second);
}

void OutboxBook::check_thanks(HolderId member, const Reading& reading) {
    std::map<TxnId, int> thanks;
    for (const MessageRow& row : reading.messages)
        if (row.key.type == MessageType::PurchaseThanks) ++thanks[TxnId{row.key.source}];
    for (const auto& [sale, is_due] : sold_[member])
        checks_.hold("I27 once", thanks[sale] == (is_due ? 1 : 0), [&] {
            return fmt::format("sale {} of holder {} has {} messages of thanks", sale.value,
                               member.value, thanks[sale]);
        });
}

void OutboxBook::check_rows(HolderId member, const Reading& reading) {
    auto& seen = seen_[member];
    std::size_t known = 0;
    for (const MessageRow& row : reading.messages) {
        checks_.hold("I27 void", !is_open_row(row) || !voided_.contains(row.cause),
                     [&] { return row_text(member, row) + " waits, and its purchase is void"; });
        auto before = seen.find(row.key);
        if (before != seen.end()) {
            ++known;
            const Seen& was = before->second;
            const bool is_same = was.state == row.state && was.at == row.at;
            const bool may_change =
                was.state == MessageState::Planned ||
                (was.state == MessageState::Waiting && row.state == MessageState::Suppressed);
            checks_.hold("I27 once", is_same || may_change, [&] {
                return fmt::format("{} was {} and is {}", row_text(member, row), name_of(was.state),
                                   name_of(row.state));
            });
        }
        seen[row.key] = {row.state, row.at};
    }
    checks_.hold("I27 once", seen.size() == reading.messages.size(), [&] {
        return fmt::format("holder {} had {} messages, of which {} are left", member.value,
                           seen.size(), known);
    });
}

void OutboxBook::check_advertising(HolderId member, const Reading& reading) {
    std::map<Day, int> days, weeks;
    for (const MessageRow& row : reading.messages) {
        const bool is_marketing =
            message_kind(row.key.type).message_class == MessageClass::Marketing;
        if (!is_marketing || row.state != MessageState::Waiting) continue;
        auto& allowed = allowed_[member];
        const bool suppressed = allowed.contains("all") && !allowed["all"];
        const std::string channel(name_of(*row.channel));
        checks_.hold("I27", allowed.contains(channel) && allowed[channel] && !suppressed, [&] {
            return row_text(member, row) + " waits, and the member did not allow " + channel;
        });
        const bool fits = ++days[row.day] <= policy_.cap_per_day &&
                          ++weeks[week_start(row.day)] <= policy_.cap_per_week;
        checks_.hold("I27 caps", fits, [&] {
            return row_text(member, row) + " is one too many around " + format_day(row.day);
        });
    }
}

}  // namespace vuelve::cli
