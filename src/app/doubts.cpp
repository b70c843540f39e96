#include "app/audit.h"
#include "app/cases.h"
#include "app/reading.h"
#include "app/tell_event.h"
#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"

/// The part of Cases that members open themselves.
namespace vuelve::app {
namespace {

/// Movements a member may doubt in a day.
constexpr std::int64_t doubts_a_day = 5;

/// As the ledger has it: for whoever decides, without a second search.
std::string doubted_movement(const StatementItem& item, const Programme& programme) {
    JsonWriter out;
    out.begin_object()
        .member("movement", format_public(PublicKind::Txn, item.txn))
        .member("kind", name_of(item.kind))
        .member("at", item.at)
        .member("occurred_at", item.occurred_at);
    write_code(out, "store", item.store.value, programme);
    if (!item.purchase.empty()) out.member("purchase", item.purchase);
    if (item.amount) out.member("amount", *item.amount);
    out.key("entries").begin_array();
    for (const Entry& entry : item.entries) {
        out.begin_object()
            .member("entry", std::to_string(entry.id.value))
            .member("type", name_of(entry.type))
            .member("currency", programme.symbols().code(entry.currency.value))
            .member("pending", entry.movement.pending)
            .member("available", entry.movement.available)
            .member("reserved", entry.movement.reserved)
            .member("debt", entry.movement.debt);
        write_code(out, "rule", entry.rule.value, programme);
        out.end_object();
    }
    return std::move(out.end_array().end_object()).text();
}

}  // namespace

Result<FraudCase> Cases::doubt(OpenProgramme& programme,
                               const Caller& caller,
                               HolderId member,
                               TxnId movement,
                               const std::string& words) {
    const StatementItem item = TRY(read_statement_item(service_, programme, member, movement));
    const auto snapshot = programme.snapshot();
    const auto cases = store_of(programme);
    const Instant now = service_.now();
    const Day today = snapshot->zone().local_day(now);
    const std::string id = format_public(PublicKind::Member, member);
    const std::string subject = "movement:" + format_public(PublicKind::Txn, item.txn);

    const std::lock_guard lock(guard_);
    auto tx = service_.database().begin();
    FraudCase opened{.id = service_.ids().next_id(),
                     .kind = CaseKind::MemberDoubt,
                     .subject = subject,
                     .member = member,
                     .opened_at = now,
                     .last_at = now,
                     .details = doubted_movement(item, *snapshot)};
    opened.words_s =
        programme.members().seal_text(*tx, member, storage::sealed_doubt, opened.id, words);
    if (!cases.open(*tx, opened, today)) {
        const auto known = cases.open_one(*tx, CaseKind::MemberDoubt, subject, today);
        tx->commit();
        return *cases.find(*service_.database().snapshot(), *known);
    }
    if (cases.count(*tx, CaseKind::MemberDoubt, today.value, id, 1) > doubts_a_day)
        return refuse_with(ErrorCode::LimitReached, {{Figure::Kind::Count, doubts_a_day}});
    JsonWriter out;
    out.begin_object()
        .member("case", std::to_string(opened.id))
        .member("kind", storage::name_of(opened.kind))
        .end_object();
    const std::string told = std::move(out).text();
    tell_event(programme, *tx, "case.opened", member, told, now);
    record_deed(
        programme, *tx, caller,
        {.action = "case.opened", .object = "case:" + std::to_string(opened.id), .values = told},
        now);
    tx->commit();
    service_.programmes().bell().ring();
    return opened;
}

std::string Cases::words_of(const OpenProgramme& programme, const FraudCase& found) {
    if (!found.words_s) return {};
    return programme.members()
        .open_text(*service_.database().snapshot(), found.member, storage::sealed_doubt, found.id,
                   *found.words_s)
        .value_or("");
}

}  // namespace vuelve::app
