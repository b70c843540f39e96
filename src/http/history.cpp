#include "http/history.h"

#include <array>
#include <ranges>

#include "app/reading.h"
#include "app/receipts.h"
#include "codec/answer_json_parts.h"
#include "codec/movement_text.h"
#include "http/me.h"
#include "http/member_pages.h"
#include "http/paging.h"
#include "http/receipt_pages.h"

namespace vuelve::http {
namespace {

void write_entry(JsonWriter& out, const Entry& entry, const Programme& programme) {
    out.begin_object()
        .member("type", name_of(entry.type))
        .member("currency", programme.symbols().code(entry.currency.value))
        .member("pending", entry.movement.pending)
        .member("available", entry.movement.available)
        .member("reserved", entry.movement.reserved)
        .member("debt", entry.movement.debt);
    write_code(out, "rule", entry.rule.value, programme);
    out.end_object();
}

void write_known(JsonWriter& out, std::string_view name, const std::string& text) {
    out.key(name);
    if (text.empty())
        out.null();
    else
        out.value(text);
}

/// Without its end; `telling` adds the sentence.
void write_statement_item(JsonWriter& out,
                          const app::StatementItem& item,
                          const Programme& programme,
                          std::string_view language,
                          const std::optional<Telling>& telling) {
    out.begin_object()
        .member("txn", format_public(PublicKind::Txn, item.txn))
        .member("kind", name_of(item.kind))
        .member("at", item.at)
        .member("occurred_at", item.occurred_at);
    write_code(out, "store", item.store.value, programme);
    const Store* store = programme.find_store(programme.symbols().code(item.store.value));
    write_known(out, "store_name",
                store ? std::string(text_in(store->name, language, store->code)) : "");
    write_known(out, "purchase", item.purchase);
    out.member("amount", item.amount);
    write_known(out, "reason", item.reason);
    out.key("entries").begin_array();
    // A statement reads newest first, but one transaction in the order in which it posted.
    for (auto entry = item.entries.rbegin(); entry != item.entries.rend(); ++entry)
        write_entry(out, *entry, programme);
    out.end_array().key("balances").begin_object();
    for (const auto& [currency, units] : item.balances)
        if (programme.currency(currency).kind != CurrencyKind::Status)
            out.member(programme.symbols().code(currency.value), units);
    out.end_object();
    if (!telling) return;
    out.member("text", movement_text({.kind = item.kind,
                                      .store = programme.symbols().code(item.store.value),
                                      .amount = item.amount,
                                      .reason = item.reason,
                                      .entries = item.entries},
                                     *telling));
}

std::string history_query(const Request& request, std::string_view name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

Result<std::vector<TxnKind>> kinds_asked(const Request& request) {
    constexpr std::array all{TxnKind::Purchase,   TxnKind::Return,     TxnKind::Void,
                             TxnKind::Redemption, TxnKind::Adjustment, TxnKind::Transfer,
                             TxnKind::Conversion, TxnKind::Expiry,     TxnKind::Reversal,
                             TxnKind::Enrolment,  TxnKind::Member,     TxnKind::Job};
    std::vector<TxnKind> kinds;
    const std::string asked = history_query(request, "kind");
    if (asked.empty()) return kinds;
    for (const auto part : std::views::split(std::string_view(asked), ',')) {
        const std::string_view word(part.begin(), part.end());
        const auto kind = std::ranges::find(all, word, [](TxnKind one) { return name_of(one); });
        if (kind == all.end())
            return refuse_field("/kind", "wrong-format", "kinds between commas: purchase,return");
        kinds.push_back(*kind);
    }
    return kinds;
}

/// The first day of a month such as 2026-03; nothing when it was not asked for.
Result<std::optional<Day>> month_asked(const Request& request, const std::string& name) {
    const std::string asked = history_query(request, name);
    if (asked.empty()) return std::nullopt;
    constexpr std::size_t month_size = 7;
    const auto first = asked.size() == month_size ? parse_day(asked + "-01") : std::nullopt;
    if (!first) return refuse_field("/" + name, "wrong-format", "a month is written 2026-03");
    return first;
}

/// `month`, or `from` and `to`, whole months of the programme, both included.
Result<app::StatementFilter> filter_asked(const Request& request, const Zone& zone) {
    app::StatementFilter filter{.kinds = TRY(kinds_asked(request))};
    const auto month = TRY(month_asked(request, "month"));
    const auto from = TRY(month_asked(request, "from"));
    const auto to = TRY(month_asked(request, "to"));
    if (month && (from || to))
        return refuse_field("/month", "out-of-range", "one month, or from and to");
    if (const auto first = month ? month : from) filter.from = zone.day_start(*first);
    if (const auto last = month ? month : to) filter.to = zone.day_start(add_months(*last, 1));
    if (filter.from && filter.to && *filter.to <= *filter.from)
        return refuse_field("/to", "out-of-range", "not before from");
    return filter;
}

Result<Response> history_page(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    EntryId before{std::numeric_limits<std::int64_t>::max()};
    if (!page.cursor.empty() && !read_whole(page.cursor, before.value)) return wrong_cursor();
    const HolderId id = TRY(member_in_path(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const auto filter = TRY(filter_asked(request, snapshot->zone()));
    const auto statement =
        TRY(app::read_statement(api.service, programme, id, before, page.limit, filter));
    std::optional<Telling> telling;
    if (history_query(request, "explain") == "text")
        telling.emplace(Telling{.programme = *snapshot, .language = language_of(request)});
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::StatementItem& item : statement.items) {
        write_statement_item(out, item, *snapshot, language_of(request), telling);
        out.end_object();
    }
    const bool more = statement.next.value != 0;
    return page_response(request, out, page.limit,
                         more ? std::to_string(statement.next.value) : "");
}

void write_why(JsonWriter& out, const app::ReceiptReading& reading, std::string_view language) {
    const Telling telling{.programme = *reading.programme,
                          .language = language,
                          .lines = reading.purchase.lines,
                          .occurred_at = reading.purchase.occurred_at};
    out.key("explanation").begin_array();
    for (const Explained& told : explain(*reading.receipt, telling)) {
        out.begin_object()
            .member("rule", told.rule)
            .member("counted", told.kind != Explained::Kind::Refused)
            .member("text", told.text);
        if (told.missing) out.member("missing", *told.missing);
        out.end_object();
    }
    out.end_array().key("not_earning").begin_array();
    for (const NotEarningLine& line : reading.receipt->not_earning)
        out.begin_object()
            .member("line", line.line)
            .member("text", not_earning_text(line, telling))
            .end_object();
    out.end_array();
}

}  // namespace

Handler list_history(Api& api) { return reading(api, history_page); }

Result<Response> show_own_movement(Api& api, const Request& request) {
    const HolderId id = TRY(own_member(request));
    const auto placed = parse_public(PublicKind::Txn, request.parameters.at("txn"));
    if (!placed) return refuse(ErrorCode::NotFound);
    app::OpenProgramme& programme = programme_of(api, request);
    const auto item = TRY(app::read_statement_item(api.service, programme, id, TxnId{placed->id}));
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    write_statement_item(out, item, *snapshot, language_of(request),
                         Telling{.programme = *snapshot, .language = language_of(request)});
    // What somebody else of the household bought is theirs to open.
    const auto receipt = item.purchase.empty()
                             ? Result<app::ReceiptReading>(refuse(ErrorCode::NotFound))
                             : app::read_receipt(api.service, programme, item.purchase);
    const auto account = TRY(app::read_member(api.service, programme, id));
    const bool is_own =
        receipt && item.kind == TxnKind::Purchase &&
        (receipt->receipt->member == id || receipt->receipt->member == account.member.id);
    if (is_own) {
        write_why(out, *receipt, language_of(request));
        const auto link =
            TRY(app::link_to_receipt(api.service, programme, item.purchase, api.service.now()));
        out.member("link", receipt_path(link.token)).member("link_expires_at", link.expires_at);
    }
    return json_response(200, std::move(out.end_object()).text());
}

}  // namespace vuelve::http
