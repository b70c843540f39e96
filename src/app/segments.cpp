#include "app/segments.h"

#include <algorithm>
#include <limits>
#include <set>

#include "app/facts.h"

namespace vuelve::app {
namespace {

using storage::MoveCause;
using storage::SegmentStore;
using SegmentChange = SegmentStore::Change;

/// Held under the write lock, so small.
constexpr int judged_each = 100, walked_each = 500;
constexpr HolderId nobody{0}, everybody{std::numeric_limits<std::int64_t>::max()};

/// Turns what was kept of one member into what is now.
void compare(HolderId member,
             const std::vector<std::string>& before,
             const std::vector<std::string>& after,
             TxnId txn,
             std::vector<SegmentChange>& changes) {
    const auto among = [](const std::vector<std::string>& list, const std::string& code) {
        return std::ranges::find(list, code) != list.end();
    };
    for (const std::string& code : before)
        if (!among(after, code)) changes.push_back({member, code, false, txn});
    for (const std::string& code : after)
        if (!among(before, code)) changes.push_back({member, code, true, txn});
}

using KeptOfAll = std::map<HolderId, std::vector<std::string>>;

/// Writes changes of a round and tells the writer, which holds members in memory.
class Round {
 public:
    Round(Service& service, OpenProgramme& programme, MoveCause cause)
        : service_(service),
          programme_(programme),
          snapshot_(programme.snapshot()),
          needs_(needs_of_segments(snapshot_->document())),
          cause_(cause),
          at_(service.now()) {}

    /// A page of members that transactions touched. False when there is no more.
    bool judge_due() {
        auto tx = service_.database().begin();
        const SegmentStore& store = programme_.segments();
        const auto due = store.due(*tx, judged_each);
        if (due.empty()) return false;
        std::vector<SegmentChange> changes;
        std::set<HolderId> judged;  // touched themselves and through their household: moved once
        for (const auto& one : due)
            for (HolderId member : store.people_of(*tx, one.holder)) {
                if (!judged.insert(member).second) continue;
                const auto facts = store.facts(*tx, *snapshot_, needs_, at_, member, member, 1);
                const auto after = facts.empty() ? std::vector<std::string>{}
                                                 : segments_of(*snapshot_, facts.front());
                judge(store.kept(*tx, member, member), member, after, one.txn, changes);
            }
        store.settle(*tx, due);
        write(*tx, changes);
        return std::ssize(due) == judged_each;
    }

    /// Everybody, a page at a time.
    void walk() {
        const SegmentStore& store = programme_.segments();
        if ((needs_.sources & bit(PathSource::Rfm)) != 0) {
            auto tx = service_.database().begin();
            store.score(*tx, snapshot_->zone().local_day(at_));
            tx->commit();
        }
        HolderId after = nobody;
        for (bool is_last = false; !is_last;) {
            auto tx = service_.database().begin();
            const auto page = store.facts(*tx, *snapshot_, needs_, at_, HolderId{after.value + 1},
                                          everybody, walked_each);
            is_last = std::ssize(page) < walked_each;
            const HolderId last = is_last ? everybody : page.back().member;
            auto kept = store.kept(*tx, HolderId{after.value + 1}, last);
            std::vector<SegmentChange> changes;
            for (const SegmentFacts& facts : page) {
                judge(kept, facts.member, segments_of(*snapshot_, facts), {}, changes);
                kept.erase(facts.member);
            }
            for (const auto& [gone, codes] : kept) judge(kept, gone, {}, {}, changes);
            write(*tx, changes);
            after = last;
        }
    }

 private:
    void judge(const KeptOfAll& kept,
               HolderId member,
               const std::vector<std::string>& after,
               TxnId txn,
               std::vector<SegmentChange>& changes) {
        auto before = kept.find(member);
        const std::size_t known = changes.size();
        compare(member, before == kept.end() ? std::vector<std::string>{} : before->second, after,
                txn, changes);
        if (changes.size() != known) news_.emplace_back(member, after);
    }

    void write(storage::Transaction& tx, const std::vector<SegmentChange>& changes) {
        programme_.segments().move(tx, changes, cause_, at_, service_.ids());
        tx.commit();
        programme_.tell_segments(std::exchange(news_, {}));
    }

    Service& service_;
    OpenProgramme& programme_;
    std::shared_ptr<const Programme> snapshot_;
    SegmentNeeds needs_;
    MoveCause cause_;
    Instant at_{};
    SegmentNews news_;
};

bool has_dynamic(const ProgrammeDocument& document) {
    return std::ranges::any_of(document.segments, &Segment::dynamic);
}

/// Why everybody is to be judged anew; nothing when nobody is.
std::optional<MoveCause> reason_to_walk(Service& service, const OpenProgramme& programme) {
    const auto snapshot = programme.snapshot();
    const auto last = programme.segments().last_walk(*service.database().snapshot());
    if (!last && !has_dynamic(snapshot->document())) return std::nullopt;
    if (!last || last->definitions != programme.segment_definitions())
        return MoveCause::Publication;
    const Zone& zone = snapshot->zone();
    const Instant midnight = zone.day_start(zone.local_day(service.now()));
    const bool is_new_day = last->midnight < midnight;
    return is_new_day && needs_of_segments(snapshot->document()).moves_with_time
               ? std::optional(MoveCause::Walk)
               : std::nullopt;
}

void walk_if_due(Service& service, OpenProgramme& programme) {
    const auto cause = reason_to_walk(service, programme);
    if (!cause) return;
    const auto snapshot = programme.snapshot();
    const Zone& zone = snapshot->zone();
    const SegmentStore::Walk walk{zone.day_start(zone.local_day(service.now())),
                                  programme.segment_definitions()};
    Round(service, programme, *cause).walk();
    auto tx = service.database().begin();
    programme.segments().set_walk(*tx, walk);
    tx->commit();
}

}  // namespace

std::vector<SegmentStore::Due> touched_by(std::span<const storage::FactStore::Followed> rows) {
    std::map<HolderId, TxnId> touched;
    for (const auto& [txn, action] : rows) {
        const auto note = [&](HolderId holder) {
            if (holder.value != 0) touched[holder] = txn.id;
        };
        const Effects& effects = txn.effects;
        note(txn.holder);
        if (effects.purchase) note(effects.purchase->member);
        for (const auto& row : effects.heads) note(row.holder);
        for (const auto& row : effects.entries) note(row.holder);
        for (const auto& row : effects.lots) note(row.holder);
        for (const auto& row : effects.tallies) note(row.holder);
        for (const auto& row : effects.vouchers) note(row.holder);
        for (const auto& row : effects.redemptions) note(row.holder);
        for (const auto& row : effects.places) note(row.holder), note(row.merged_into);
        for (const auto& row : effects.memberships)
            note(row.household), note(row.membership.member);
        for (const auto& row : effects.referrals) note(row.referee), note(row.referral.referrer);
        for (const auto& row : effects.subscriptions) note(row.holder);
        for (const Holder& row : effects.enrolled) note(row.id);
    }
    std::vector<SegmentStore::Due> due;
    due.reserve(touched.size());
    for (const auto& [holder, txn] : touched) due.push_back({holder, txn});
    return due;
}

void keep_segments(Service& service, OpenProgramme& programme) {
    if (service.is_read_only()) return;
    catch_up(service, programme);
    std::lock_guard one_at_a_time(programme.judging());
    walk_if_due(service, programme);
    Round round(service, programme, MoveCause::Txn);
    while (round.judge_due()) {
    }
}

void keep_all_segments(Service& service) {
    for (OpenProgramme* programme : service.programmes().all()) keep_segments(service, *programme);
}

KeptOfAll judge_everybody(Service& service, const OpenProgramme& programme) {
    const auto snapshot = programme.snapshot();
    KeptOfAll all;
    const auto facts = programme.segments().facts(
        *service.database().snapshot(), *snapshot, needs_of_segments(snapshot->document()),
        service.now(), nobody, everybody, std::numeric_limits<int>::max());
    for (const SegmentFacts& one : facts)
        if (auto codes = segments_of(*snapshot, one); !codes.empty())
            all.emplace(one.member, std::move(codes));
    return all;
}

std::vector<SegmentCount> count_segments(Service& service, OpenProgramme& programme) {
    keep_segments(service, programme);
    const auto snapshot = programme.snapshot();
    const auto reader = service.database().snapshot();
    const auto kept = programme.segments().counts(*reader);
    const auto told = programme.segments().static_counts(*reader);
    std::vector<SegmentCount> counts;
    for (const Segment& segment : snapshot->document().segments) {
        const auto& from = segment.dynamic ? kept : told;
        auto found = from.find(segment.code);
        counts.push_back({segment, found == from.end() ? 0 : found->second});
    }
    return counts;
}

}  // namespace vuelve::app
