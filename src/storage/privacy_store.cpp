#include "storage/privacy_store.h"

#include <algorithm>

#include "generated/data_map.h"
#include "generated/sql.h"
#include "storage/id_time.h"
#include "storage/list_query.h"
#include "storage/text_list.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view note_field = "note", answer_field = "answer";
constexpr std::string_view guardian_field = "guardian";

}  // namespace

bool PrivacyStore::add_text(Transaction& tx, const PrivacyText& text) const {
    return tx.exec(sql::put_privacy_text, {placement_.tenant_id, programme_id_, text.kind,
                                           text.purpose, text.country, text.language, text.version,
                                           text.body, text.hash, text.published_at, text.author}) >
           0;
}

std::vector<PrivacyText> PrivacyStore::texts(Reader& reader) const {
    std::vector<PrivacyText> texts;
    auto rows = reader.query(sql::privacy_texts, {placement_.tenant_id, programme_id_});
    while (rows.next())
        texts.push_back({rows.get<TextKind>(0), std::string(rows.text(1)),
                         std::string(rows.text(2)), std::string(rows.text(3)),
                         std::string(rows.text(4)), std::string(rows.text(5)), rows.hash<32>(6),
                         rows.get<Instant>(7), std::string(rows.text(8))});
    return texts;
}

void PrivacyStore::add_request(Transaction& tx, const PrivacyRequestRow& request) const {
    const auto sealed = [&](std::string_view field, const std::string& words) {
        return words.empty() ? std::optional<Bytes>{}
                             : members_.seal_text(tx, request.member, field, request.id, words);
    };
    tx.exec(
        sql::add_privacy_request,
        {bucket(), placement_.tenant_id, request.id, programme_id_, request.member, request.kind,
         request.purpose, request.country, request.state, request.received_at, request.due_at,
         request.closed_at, request.actor, request.decider, sealed(note_field, request.note),
         sealed(answer_field, request.answer), request.erase_at});
}

PrivacyStore::SealedRequest PrivacyStore::request_from(const Rows& rows) {
    return {{.id = rows.integer(0),
             .member = rows.get<HolderId>(1),
             .kind = rows.get<RequestKind>(2),
             .purpose = std::string(rows.text(3)),
             .country = std::string(rows.text(4)),
             .state = rows.get<RequestState>(5),
             .received_at = rows.get<Instant>(6),
             .due_at = rows.get<Instant>(7),
             .closed_at = rows.maybe<Instant>(8),
             .actor = std::string(rows.text(9)),
             .decider = std::string(rows.text(10)),
             .erase_at = rows.maybe<Instant>(13)},
            rows.maybe<Bytes>(11),
            rows.maybe<Bytes>(12)};
}

PrivacyRequestRow PrivacyStore::opened(Reader& reader, SealedRequest sealed) const {
    PrivacyRequestRow& request = sealed.row;
    const auto open = [&](const std::optional<Bytes>& words, std::string_view field) {
        if (!words) return std::string();
        return members_.open_text(reader, request.member, field, request.id, *words).value_or("");
    };
    request.note = open(sealed.note, note_field);
    request.answer = open(sealed.answer, answer_field);
    return std::move(request);
}

std::optional<PrivacyRequestRow> PrivacyStore::find_request(Reader& reader, std::int64_t id) const {
    auto rows =
        reader.query(sql::one_privacy_request, {bucket(), placement_.tenant_id, programme_id_, id});
    if (!rows.next()) return std::nullopt;
    return opened(reader, request_from(rows));
}

std::vector<PrivacyRequestRow> PrivacyStore::requests(Reader& reader,
                                                      std::optional<RequestState> state,
                                                      std::int64_t after,
                                                      int limit) const {
    std::vector<SealedRequest> sealed;
    auto rows =
        reader.query(sql::privacy_requests_after, {bucket(), placement_.tenant_id, programme_id_,
                                                   state.value_or(RequestState{}), after, limit});
    while (rows.next()) sealed.push_back(request_from(rows));
    std::vector<PrivacyRequestRow> requests;
    for (SealedRequest& one : sealed) requests.push_back(opened(reader, std::move(one)));
    return requests;
}

std::optional<std::int64_t> PrivacyStore::announced_erasure(Reader& reader, HolderId member) const {
    auto rows = reader.query(sql::announced_erasure,
                             {bucket(), placement_.tenant_id, programme_id_, member});
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::vector<std::int64_t> PrivacyStore::announced_erasures_due(Reader& reader,
                                                               Instant now,
                                                               int limit) const {
    std::vector<std::int64_t> due;
    auto rows = reader.query(sql::announced_erasures_due,
                             {bucket(), placement_.tenant_id, programme_id_, now, limit});
    while (rows.next()) due.push_back(rows.integer(0));
    return due;
}

bool PrivacyStore::close_request(Transaction& tx, const PrivacyRequestRow& request) const {
    std::optional<Bytes> answer;
    if (!request.answer.empty())
        answer = members_.seal_text(tx, request.member, answer_field, request.id, request.answer);
    return tx.exec(sql::close_privacy_request,
                   {bucket(), placement_.tenant_id, request.id, request.state, request.closed_at,
                    request.decider, answer}) > 0;
}

void PrivacyStore::restrict(Transaction& tx, HolderId member, const Restriction& one) const {
    tx.exec(sql::put_restriction, {bucket_of(member), placement_.tenant_id, member, one.purpose,
                                   one.cause, programme_id_, one.since, one.until, one.actor});
}

bool PrivacyStore::lift(Transaction& tx,
                        HolderId member,
                        RestrictedPurpose purpose,
                        RestrictionCause cause) const {
    return tx.exec(sql::lift_restriction,
                   {bucket_of(member), placement_.tenant_id, member, purpose, cause}) > 0;
}

std::map<HolderId, std::vector<Restriction>> PrivacyStore::restrictions_of(
    Reader& reader, std::span<const HolderId> members, Instant now) const {
    std::map<HolderId, std::vector<Restriction>> all;
    query_holders(
        reader, {sql::restrictions_of_holder, sql::restrictions_of_holder_list},
        {placement_.tenant_id, now}, members, [&](const Rows& rows) {
            all[rows.get<HolderId>(5)].push_back(
                {rows.get<RestrictedPurpose>(0), rows.get<RestrictionCause>(1),
                 rows.get<Instant>(2), rows.maybe<Instant>(3), std::string(rows.text(4))});
        });
    return all;
}

std::vector<Restriction> PrivacyStore::restrictions(Reader& reader,
                                                    HolderId member,
                                                    Instant now) const {
    return std::move(restrictions_of(reader, std::span(&member, 1), now)[member]);
}

std::vector<HolderId> PrivacyStore::not_profiled(Reader& reader, Instant now) const {
    std::vector<HolderId> all;
    for (const int one : buckets_of(placement_)) {
        auto rows = reader.query(sql::restricted_profiling,
                                 {one, placement_.tenant_id, programme_id_, now});
        while (rows.next()) all.push_back(rows.get<HolderId>(0));
    }
    std::ranges::sort(all);
    return all;
}

std::int64_t PrivacyStore::drop_over_restrictions(Transaction& tx, Instant now) const {
    std::int64_t dropped = 0;
    for (const int one : buckets_of(placement_))
        dropped +=
            tx.exec(sql::drop_over_restrictions, {one, placement_.tenant_id, programme_id_, now});
    return dropped;
}

void PrivacyStore::put_age(Transaction& tx, HolderId member, const AgeProof& proof) const {
    std::optional<Bytes> guardian;
    if (!proof.guardian.empty())
        guardian = members_.seal_text(tx, member, guardian_field, proof.at.value, proof.guardian);
    tx.exec(sql::put_age_proof, {bucket_of(member), placement_.tenant_id, member, proof.of_age,
                                 guardian, proof.text_version, proof.actor, proof.at});
}

std::optional<AgeProof> PrivacyStore::age_of(Reader& reader, HolderId member) const {
    auto rows =
        reader.query(sql::age_proof_of_holder, {bucket_of(member), placement_.tenant_id, member});
    if (!rows.next()) return std::nullopt;
    AgeProof proof{.of_age = rows.get<bool>(0),
                   .guardian = {},
                   .text_version = std::string(rows.text(2)),
                   .actor = std::string(rows.text(3)),
                   .at = rows.get<Instant>(4)};
    if (const auto guardian = rows.maybe<Bytes>(1))
        proof.guardian =
            members_.open_text(reader, member, guardian_field, proof.at.value, *guardian)
                .value_or("");
    return proof;
}

std::vector<HolderId> PrivacyStore::merged_into(Reader& reader, HolderId member) const {
    std::vector<HolderId> all, open{member};
    while (!open.empty()) {
        const HolderId survivor = open.back();
        open.pop_back();
        for (const int one : buckets_of(placement_)) {
            auto rows =
                reader.query(sql::merged_into_holder, {one, placement_.tenant_id, survivor});
            while (rows.next()) {
                all.push_back(rows.get<HolderId>(1));
                open.push_back(all.back());
            }
        }
    }
    return all;
}

std::vector<int> PrivacyStore::buckets(HolderId member, int lies) const {
    switch (static_cast<sql::Lies>(lies)) {
        case sql::Lies::Own: return {bucket_of(member)};
        case sql::Lies::Base: return {bucket()};
        case sql::Lies::Anywhere: break;
    }
    const auto all = buckets_of(placement_);
    return {all.begin(), all.end()};
}

std::int64_t PrivacyStore::erase_rows(Transaction& tx, HolderId member) const {
    std::int64_t gone = 0;
    for (const auto& table : sql::erased_tables)
        for (const int one : buckets(member, static_cast<int>(table.lies)))
            gone += tx.exec(*table.statement, {one, placement_.tenant_id, member});
    return gone;
}

void PrivacyStore::add_erasure(Transaction& tx, const Erasure& erasure) const {
    tx.exec(sql::put_erasure, {bucket_of(erasure.member), placement_.tenant_id, erasure.member,
                               programme_id_, erasure.at, erasure.cause, erasure.actor});
}

std::vector<Erasure> PrivacyStore::erasures(Reader& reader, HolderId after, int limit) const {
    std::vector<Erasure> all;
    for (const int one : buckets_of(placement_)) {
        auto rows = reader.query(sql::erasures_after,
                                 {one, placement_.tenant_id, programme_id_, after, limit});
        while (rows.next())
            all.push_back({rows.get<HolderId>(0), rows.get<Instant>(1), rows.get<ErasureCause>(2),
                           std::string(rows.text(3))});
    }
    std::ranges::sort(all, {}, &Erasure::member);
    if (std::ssize(all) > limit) all.resize(static_cast<std::size_t>(limit));
    return all;
}

void PrivacyStore::drop_ended_files(Transaction& tx) const {
    tx.exec(sql::ended_job_files, {bucket(), placement_.tenant_id, programme_id_});
}

std::vector<HolderId> PrivacyStore::inactive(Reader& reader,
                                             HolderId after,
                                             Instant since,
                                             int limit) const {
    std::vector<HolderId> all;
    for (const int one : buckets_of(placement_)) {
        auto rows =
            reader.query(sql::inactive_members, {one, placement_.tenant_id, programme_id_, after,
                                                 since, least_id_at(since), bucket(), limit});
        while (rows.next()) all.push_back(rows.get<HolderId>(0));
    }
    std::ranges::sort(all);
    if (std::ssize(all) > limit) all.resize(static_cast<std::size_t>(limit));
    return all;
}

void PrivacyStore::note_told(Transaction& tx, HolderId member, Instant at) const {
    tx.exec(sql::put_inactive,
            {bucket_of(member), placement_.tenant_id, member, programme_id_, at});
}

std::vector<InactiveMember> PrivacyStore::told(Reader& reader, HolderId after, int limit) const {
    std::vector<InactiveMember> all;
    for (const int one : buckets_of(placement_)) {
        auto rows = reader.query(
            sql::told_inactive, {one, placement_.tenant_id, programme_id_, after, bucket(), limit});
        while (rows.next())
            all.push_back({rows.get<HolderId>(0), rows.get<Instant>(1), rows.get<bool>(2)});
    }
    std::ranges::sort(all, {}, &InactiveMember::member);
    if (std::ssize(all) > limit) all.resize(static_cast<std::size_t>(limit));
    return all;
}

void PrivacyStore::forget_told(Transaction& tx, HolderId member) const {
    tx.exec(sql::drop_inactive, {bucket_of(member), placement_.tenant_id, member});
}

std::int64_t PrivacyStore::count_tombstones(Reader& reader, Instant now) const {
    std::int64_t count = 0;
    for (const int one : buckets_of(placement_)) {
        auto rows =
            reader.query(sql::count_tombstones, {one, placement_.tenant_id, programme_id_, now});
        if (rows.next()) count += rows.integer(0);
    }
    return count;
}

std::int64_t PrivacyStore::drop_tombstones(Transaction& tx, Instant now) const {
    std::int64_t dropped = 0;
    for (const int one : buckets_of(placement_))
        dropped += tx.exec(sql::drop_tombstones, {one, placement_.tenant_id, programme_id_, now});
    return dropped;
}

void PrivacyStore::add_run(Transaction& tx, const RetentionRun& run) const {
    tx.exec(sql::add_retention_run, {bucket(), placement_.tenant_id, programme_id_, run.id,
                                     run.rule, run.at, run.before, run.rows});
}

std::vector<RetentionRun> PrivacyStore::runs(Reader& reader, std::int64_t after, int limit) const {
    std::vector<RetentionRun> all;
    auto rows = reader.query(sql::retention_runs_after,
                             {bucket(), placement_.tenant_id, programme_id_, after, limit});
    while (rows.next())
        all.push_back({rows.integer(0), std::string(rows.text(1)), rows.get<Instant>(2),
                       rows.get<Instant>(3), rows.integer(4)});
    return all;
}

std::optional<Instant> PrivacyStore::last_run(Reader& reader, std::string_view rule) const {
    auto rows = reader.query(sql::last_retention_run,
                             {bucket(), placement_.tenant_id, programme_id_, rule});
    if (!rows.next()) return std::nullopt;
    return rows.maybe<Instant>(0);
}

void PrivacyStore::add_incident(Transaction& tx, const Incident& incident) const {
    tx.exec(sql::add_incident,
            {bucket(), placement_.tenant_id, incident.id, programme_id_, incident.known_at,
             incident.from, incident.until, incident.touched_by, write_list(incident.members),
             write_list(incident.countries), incident.affected,
             vault_.seal_secret("incident", incident.id, incident.story), incident.actor,
             incident.opened_at});
}

void PrivacyStore::save_incident(Transaction& tx, const Incident& incident) const {
    tx.exec(sql::save_incident,
            {bucket(), placement_.tenant_id, incident.id, incident.is_closed ? 2 : 1, incident.told,
             incident.affected, vault_.seal_secret("incident", incident.id, incident.story),
             incident.closed_at});
}

Incident PrivacyStore::incident_from(const Rows& rows) const {
    return {.id = rows.integer(0),
            .is_closed = rows.integer(1) == 2,
            .known_at = rows.get<Instant>(2),
            .from = rows.get<Instant>(3),
            .until = rows.get<Instant>(4),
            .touched_by = std::string(rows.text(5)),
            .members = read_list(rows.text(6)),
            .countries = read_list(rows.text(7)),
            .told = std::string(rows.text(8)),
            .affected = rows.integer(9),
            .story = vault_.open_secret("incident", rows.integer(0), rows.bytes(10)),
            .actor = std::string(rows.text(11)),
            .opened_at = rows.get<Instant>(12),
            .closed_at = rows.maybe<Instant>(13)};
}

std::optional<Incident> PrivacyStore::find_incident(Reader& reader, std::int64_t id) const {
    auto rows =
        reader.query(sql::one_incident, {bucket(), placement_.tenant_id, programme_id_, id});
    if (!rows.next()) return std::nullopt;
    return incident_from(rows);
}

std::vector<Incident> PrivacyStore::incidents(Reader& reader, std::int64_t after, int limit) const {
    std::vector<Incident> all;
    auto rows = reader.query(sql::incidents_after,
                             {bucket(), placement_.tenant_id, programme_id_, after, limit});
    while (rows.next()) all.push_back(incident_from(rows));
    return all;
}

std::vector<HolderId> PrivacyStore::touched(Reader& reader, const Incident& incident) const {
    std::vector<HolderId> all;
    for (const int one : buckets_of(placement_)) {
        auto rows = reader.query(sql::holders_touched, {one, placement_.tenant_id, programme_id_,
                                                        least_id_at(incident.from), incident.from,
                                                        incident.until, incident.touched_by});
        while (rows.next()) all.push_back(rows.get<HolderId>(0));
    }
    std::ranges::sort(all);
    return all;
}

std::vector<std::string> PrivacyStore::objects_touched(Reader& reader,
                                                       const Incident& incident) const {
    std::vector<std::string> all;
    auto rows =
        reader.query(sql::objects_touched, {bucket(), placement_.tenant_id, programme_id_,
                                            incident.from, incident.until, incident.touched_by});
    while (rows.next()) all.emplace_back(rows.text(0));
    return all;
}

std::vector<HolderId> PrivacyStore::everybody(Reader& reader) const {
    std::vector<HolderId> all;
    for (const int one : buckets_of(placement_)) {
        auto rows =
            reader.query(sql::holders_of_programme, {one, placement_.tenant_id, programme_id_});
        while (rows.next()) all.push_back(rows.get<HolderId>(0));
    }
    return all;
}

}  // namespace vuelve::storage
