#include "app/surveys.h"

#include <algorithm>

#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "storage/history_store.h"
#include "storage/survey_store.h"

namespace vuelve::app {
namespace {

/// Who the member is by now.
std::optional<HolderId> survivor_of(const OpenProgramme& programme,
                                    storage::Reader& reader,
                                    HolderId id) {
    auto person = programme.members().load(reader, id);
    if (!person || person->kind != HolderKind::Member) return std::nullopt;
    if (person->merged_into.value != 0) return survivor_of(programme, reader, person->merged_into);
    return id;
}

AnswerItem item_of(const OpenProgramme& programme,
                   storage::Reader& reader,
                   storage::AnswerRow row) {
    const auto txn = [&](std::int64_t id) {
        return storage::load_summary(reader, programme.vault(), programme.placement(), row.holder,
                                     TxnId{id});
    };
    AnswerItem item{.answer = row.answer,
                    .given_by = row.holder,
                    .at = txn(row.answer.id.value).at,
                    .purchase = {},
                    .comment = {}};
    if (row.answer.purchase.value != 0) item.purchase = txn(row.answer.purchase.value).purchase;
    if (!row.comment_s.empty())
        item.comment = programme.members()
                           .open_text(reader, row.holder, storage::comment_field,
                                      row.answer.id.value, row.comment_s)
                           .value_or("");
    return item;
}

using analytics::Satisfaction;

void write_counts(JsonWriter& out, const Satisfaction& said) {
    out.key("ratings").begin_object().member("n", said.rated).member("mean", said.mean);
    out.key("counts").begin_object();
    for (std::size_t i = 0; i < said.ratings.size(); ++i)
        out.member(std::to_string(i + 1), said.ratings[i]);
    out.end_object().end_object();
    out.key("nps")
        .begin_object()
        .member("n", said.recommended())
        .member("nps", said.nps)
        .member("promoters", said.promoters)
        .member("passives", said.passives)
        .member("detractors", said.detractors)
        .end_object();
}

/// 202603 as "2026-03".
std::string answers_month(int month) {
    return format_day(day_of(month / 100, month % 100, 1)).substr(0, 7);
}

}  // namespace

Result<AnswersPage> read_answers(
    Service& service, const OpenProgramme& programme, HolderId id, AnswerId before, int limit) {
    auto reader = service.database().snapshot();
    const auto member = survivor_of(programme, *reader, id);
    if (!member) return refuse(ErrorCode::UnknownMember);
    std::vector<storage::AnswerRow> rows;
    for (HolderId one : storage::united_members(*reader, programme.placement(), *member))
        std::ranges::move(
            storage::answers_of(*reader, programme.placement(), one, before, limit + 1),
            std::back_inserter(rows));
    std::ranges::sort(rows, std::ranges::greater{},
                      [](const storage::AnswerRow& row) { return row.answer.id; });
    AnswersPage page{.items = {}, .next = {}, .member = *member};
    const auto most = static_cast<std::size_t>(limit);
    if (rows.size() > most) {
        rows.resize(most);
        page.next = rows.back().answer.id;
    }
    for (storage::AnswerRow& row : rows)
        page.items.push_back(item_of(programme, *reader, std::move(row)));
    return page;
}

Result<analytics::SatisfactionReport> read_satisfaction(Service& service,
                                                        const OpenProgramme& programme,
                                                        const SatisfactionAsked& asked) {
    if (asked.to < asked.from)
        return refuse_field("/to", "out-of-range", "a period ends after it begins");
    const auto snapshot = programme.snapshot();
    const Store* store = asked.store.empty() ? nullptr : snapshot->find_store(asked.store);
    if (!store && !asked.store.empty())
        return refuse_field("/store", "unknown-reference", "no such store");
    auto reader = service.database().snapshot();
    const auto programme_id = programme.key().programme_id;
    const auto merged = storage::merged_members(*reader, programme.placement(), programme_id);
    std::vector<analytics::AnswerFact> facts;
    for (const auto& [holder, answer, comment] : storage::answers_between(
             *reader, programme.placement(), programme_id, asked.from, asked.to)) {
        if (store && answer.store != store->id) continue;
        HolderId member = holder;
        for (auto next = merged.find(member); next != merged.end(); next = merged.find(member))
            member = next->second;
        facts.push_back({member, answer.day, answer.store, answer.rating, answer.nps});
    }
    return analytics::satisfaction_report(facts);
}

std::string satisfaction_json(const SatisfactionAsked& asked,
                              const analytics::SatisfactionReport& report,
                              const Programme& programme) {
    JsonWriter out;
    out.begin_object().member("from", asked.from).member("to", asked.to);
    write_counts(out, report.all);
    out.key("by_store").begin_array();
    for (const auto& [store, said] : report.by_store) {
        write_code(out.begin_object(), "store", store.value, programme);
        write_counts(out, said);
        out.end_object();
    }
    out.end_array().key("by_month").begin_array();
    for (const auto& [month, said] : report.by_month) {
        out.begin_object().member("month", answers_month(month));
        write_counts(out, said);
        out.end_object();
    }
    return std::move(out.end_array().end_object()).text();
}

}  // namespace vuelve::app
