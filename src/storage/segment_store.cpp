#include "storage/segment_store.h"

#include <array>

#include "analytics/rfm.h"
#include "generated/sql.h"
#include "storage/text_list.h"

namespace vuelve::storage {

std::string_view name_of(MoveCause cause) {
    static constexpr std::array<std::string_view, 4> names{"", "txn", "walk", "publication"};
    return names[static_cast<std::size_t>(cause)];
}

std::map<HolderId, std::vector<std::string>> SegmentStore::kept(Reader& reader,
                                                                HolderId first,
                                                                HolderId last) const {
    std::map<HolderId, std::vector<std::string>> kept;
    Rows rows = reader.query(sql::kept_segments, {bucket(), placement_.tenant_id, first, last});
    while (rows.next()) kept[rows.get<HolderId>(0)].emplace_back(rows.text(1));
    return kept;
}

void SegmentStore::move(Transaction& tx,
                        std::span<const Change> changes,
                        MoveCause cause,
                        Instant at,
                        Fresh& fresh) const {
    const auto tenant = placement_.tenant_id;
    Batch entering(6), leaving(4), moves(10);
    for (const Change& change : changes) {
        const int place = bucket_of(change.member);
        if (change.entered)
            entering.add(place, tenant, change.member, change.segment, programme_id_, at);
        else
            leaving.add(place, tenant, change.member, change.segment);
        moves.add(bucket(), tenant, programme_id_, change.segment, fresh.next_id(), change.member,
                  change.entered, cause, change.txn, at);
    }
    tx.exec_batch(sql::leave_segment, leaving);
    tx.exec_batch(sql::enter_segment, entering);
    tx.exec_batch(sql::put_segment_move, moves);
}

std::map<std::string, std::int64_t> SegmentStore::counts(Reader& reader) const {
    std::map<std::string, std::int64_t> counts;
    Rows rows = reader.query(sql::segment_counts, {bucket(), placement_.tenant_id, programme_id_});
    while (rows.next()) counts[std::string(rows.text(0))] = rows.integer(1);
    return counts;
}

std::map<std::string, std::int64_t> SegmentStore::static_counts(Reader& reader) const {
    std::map<std::string, std::int64_t> counts;
    Rows rows =
        reader.query(sql::static_segment_counts, {bucket(), placement_.tenant_id, programme_id_});
    while (rows.next())
        for (const std::string& code : read_list(rows.text(0))) counts[code] += rows.integer(1);
    return counts;
}

std::vector<SegmentStore::Kept> SegmentStore::members(Reader& reader,
                                                      const Segment& segment,
                                                      HolderId after,
                                                      int limit) const {
    std::vector<Kept> members;
    if (segment.dynamic) {
        Rows rows = reader.query(
            sql::segment_members_after,
            {bucket(), placement_.tenant_id, programme_id_, segment.code, after, limit});
        while (rows.next()) members.push_back({rows.get<HolderId>(0), rows.get<Instant>(1)});
        return members;
    }
    Rows rows = reader.query(sql::static_members_after,
                             {bucket(), placement_.tenant_id, programme_id_, after});
    while (std::ssize(members) < limit && rows.next()) {
        const auto codes = read_list(rows.text(1));
        if (std::ranges::find(codes, segment.code) != codes.end())
            members.push_back({rows.get<HolderId>(0), std::nullopt});
    }
    return members;
}

std::vector<SegmentMove> SegmentStore::moves(Reader& reader,
                                             const std::string& segment,
                                             std::int64_t after,
                                             int limit) const {
    std::vector<SegmentMove> moves;
    Rows rows = reader.query(sql::segment_moves_after, {bucket(), placement_.tenant_id,
                                                        programme_id_, segment, after, limit});
    while (rows.next())
        moves.push_back({.id = rows.integer(0),
                         .member = rows.get<HolderId>(1),
                         .entered = rows.get<bool>(2),
                         .cause = rows.get<MoveCause>(3),
                         .txn = rows.get<TxnId>(4),
                         .at = rows.get<Instant>(5)});
    return moves;
}

void SegmentStore::note(Transaction& tx, std::span<const Due> touched) const {
    Batch due(5);
    for (const Due& one : touched)
        due.add(bucket(), placement_.tenant_id, programme_id_, one.holder, one.txn);
    tx.exec_batch(sql::put_segment_due, due);
}

std::vector<SegmentStore::Due> SegmentStore::due(Reader& reader, int limit) const {
    std::vector<Due> due;
    Rows rows =
        reader.query(sql::segments_due, {bucket(), placement_.tenant_id, programme_id_, limit});
    while (rows.next()) due.push_back({rows.get<HolderId>(0), rows.get<TxnId>(1)});
    return due;
}

void SegmentStore::settle(Transaction& tx, std::span<const Due> judged) const {
    Batch done(4);
    for (const Due& one : judged)
        done.add(bucket(), placement_.tenant_id, programme_id_, one.holder);
    tx.exec_batch(sql::delete_segment_due, done);
}

std::optional<SegmentStore::Walk> SegmentStore::last_walk(Reader& reader) const {
    Rows rows = reader.query(sql::segment_walk, {bucket(), placement_.tenant_id, programme_id_});
    if (!rows.next()) return std::nullopt;
    return Walk{rows.get<Instant>(0), std::string(rows.text(1))};
}

void SegmentStore::set_walk(Transaction& tx, const Walk& walk) const {
    tx.exec(sql::put_segment_walk,
            {bucket(), placement_.tenant_id, programme_id_, walk.midnight, walk.definitions});
}

std::vector<HolderId> SegmentStore::people_of(Reader& reader, HolderId holder) const {
    std::vector<HolderId> people;
    Rows rows =
        reader.query(sql::segment_household, {bucket_of(holder), placement_.tenant_id, holder});
    while (rows.next()) people.push_back(rows.get<HolderId>(0));
    if (people.empty()) people.push_back(holder);
    return people;
}

namespace {

struct Scored {
    std::vector<HolderId> members;
    std::vector<analytics::RfmScore> scores;
};

Scored score_members(Rows rows) {
    Scored scored;
    std::vector<analytics::RfmInput> inputs;
    while (rows.next()) {
        scored.members.push_back(rows.get<HolderId>(0));
        inputs.push_back({rows.get<Day>(1), rows.integer(2), rows.integer(3)});
    }
    scored.scores = analytics::rfm(inputs);
    return scored;
}

constexpr int rfm_days = 365;

}  // namespace

std::map<HolderId, RfmFacts> SegmentStore::scores(Reader& reader, Day as_of) const {
    const Scored scored =
        score_members(reader.query(sql::rfm_inputs, {bucket(), placement_.tenant_id, programme_id_,
                                                     as_of + -rfm_days, as_of}));
    std::map<HolderId, RfmFacts> scores;
    for (std::size_t i = 0; i < scored.members.size(); ++i) {
        const auto& score = scored.scores[i];
        scores[scored.members[i]] = {score.r, score.f, score.m,
                                     std::string(analytics::name_of(score.segment))};
    }
    return scores;
}

void SegmentStore::score(Transaction& tx, Day as_of) const {
    const auto tenant = placement_.tenant_id;
    const Scored scored = score_members(
        tx.query(sql::rfm_inputs, {bucket(), tenant, programme_id_, as_of + -rfm_days, as_of}));
    tx.exec(sql::clear_rfm, {bucket(), tenant, programme_id_});
    Batch rows(9);
    for (std::size_t i = 0; i < scored.members.size(); ++i) {
        const auto& score = scored.scores[i];
        rows.add(bucket_of(scored.members[i]), tenant, scored.members[i], programme_id_, as_of,
                 score.r, score.f, score.m, score.segment);
    }
    tx.exec_batch(sql::put_rfm, rows);
}

}  // namespace vuelve::storage
