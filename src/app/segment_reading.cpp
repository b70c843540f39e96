#include <algorithm>
#include <limits>
#include <set>

#include "app/facts.h"
#include "app/segments.h"

/// Pages of segments, and what one would hold that is not published yet.
namespace vuelve::app {
namespace {

constexpr std::size_t sample_max = 5;
constexpr int drafted_each = 10'000;  // members in memory at once
constexpr std::size_t year_window = 2;
static_assert(purchase_windows[year_window] == 365);

Result<Segment> find_segment(const OpenProgramme& programme, const std::string& code) {
    const auto snapshot = programme.snapshot();
    const auto& all = snapshot->document().segments;
    auto found = std::ranges::find(all, code, &Segment::code);
    if (found == all.end()) return refuse(ErrorCode::NotFound, "no such segment");
    return *found;
}

SegmentPerson person(const OpenProgramme& programme,
                     storage::Reader& reader,
                     HolderId id,
                     std::optional<Instant> since) {
    SegmentPerson shown{.member = id, .since = since};
    if (const auto member = programme.members().load(reader, id))
        shown.identities = member->masked_identities();
    return shown;
}

/// What units are worth as a means of payment; 0 for those that buy nothing.
Result<Minor> value_in(const Currency& currency, Units units) {
    if (currency.kind == CurrencyKind::Wallet && !currency.money_value) return Minor{units.n};
    if (currency.kind == CurrencyKind::Status || !currency.money_value) return Minor{0};
    return Minor{TRY(multiply_divide(units.n, currency.money_value->amount.n,
                                     currency.money_value->points.n, Rounding::Down))};
}

/// Adds members to a draft; what a household shares counts once.
class Drafting {
 public:
    Drafting(const Programme& programme, SegmentDraft& draft)
        : programme_(programme), draft_(draft) {}

    Result<void> add(const SegmentFacts& facts) {
        draft_.members += 1;
        if (!facts.sales.empty())
            draft_.spent += Minor{facts.sales.front().windows[year_window].amount};
        for (const BalanceFacts& held : facts.balances) {
            const Currency& currency = programme_.currency(held.currency);
            if (!counted_.insert({facts.account, held.currency}).second) continue;
            draft_.points_value += TRY(value_in(currency, held.available + held.pending));
        }
        return {};
    }

 private:
    const Programme& programme_;
    SegmentDraft& draft_;
    std::set<std::pair<HolderId, CurrencyId>> counted_;
};

}  // namespace

Result<SegmentPage> read_segment(Service& service,
                                 OpenProgramme& programme,
                                 const std::string& code,
                                 HolderId after,
                                 int limit) {
    const Segment segment = TRY(find_segment(programme, code));
    keep_segments(service, programme);
    const auto reader = service.database().fan_out();
    auto kept = programme.segments().members(*reader, segment, after, limit + 1);
    SegmentPage page{.people = {}, .is_last = std::ssize(kept) <= limit};
    if (!page.is_last) kept.pop_back();
    for (const auto& one : kept)
        page.people.push_back(person(programme, *reader, one.member, one.since));
    return page;
}

Result<std::vector<SegmentEvent>> read_moves(Service& service,
                                             OpenProgramme& programme,
                                             const std::string& code,
                                             std::int64_t after,
                                             int limit) {
    TRY(find_segment(programme, code));
    keep_segments(service, programme);
    std::vector<SegmentEvent> events;
    for (auto& move :
         programme.segments().moves(*service.database().fan_out(), code, after, limit)) {
        std::optional<PlacedId> txn;
        if (move.txn.value != 0)
            txn = PlacedId{move.txn.value, storage::base_bucket(programme.placement())};
        events.push_back({move, txn});
    }
    return events;
}

Result<SegmentDraft> draft_segment(Service& service,
                                   OpenProgramme& programme,
                                   const std::vector<Condition>& where) {
    const auto snapshot = programme.snapshot();
    if (auto faults = check_where(snapshot->document(), where, "/where"); !faults.empty())
        return std::unexpected(Error{
            ErrorCode::ValidationFailed, "the conditions cannot be used", {}, std::move(faults)});
    catch_up(service, programme);
    SegmentNeeds needs = needs_with_named(snapshot->document(), where);
    const bool asks_rfm = (needs.sources & bit(PathSource::Rfm)) != 0;
    needs.sources &= ~bit(PathSource::Rfm);
    needs.sources |= bit(PathSource::Sales) | bit(PathSource::Balances);
    const auto reader = service.database().fan_out();
    const Instant now = service.now();
    const auto scores = asks_rfm
                            ? programme.segments().scores(*reader, snapshot->zone().local_day(now))
                            : std::map<HolderId, RfmFacts>{};
    SegmentDraft draft;
    Drafting drafting(*snapshot, draft);
    std::vector<HolderId> sample;
    HolderId after{0};
    for (bool is_last = false; !is_last;) {
        auto page = programme.segments().facts(
            *reader, *snapshot, needs, now, HolderId{after.value + 1},
            HolderId{std::numeric_limits<std::int64_t>::max()}, drafted_each);
        is_last = std::ssize(page) < drafted_each;
        draft.of += std::ssize(page);
        for (SegmentFacts& facts : page) {
            after = facts.member;
            if (auto score = scores.find(facts.member); score != scores.end())
                facts.rfm = score->second;
            if (!belongs(*snapshot, where, facts)) continue;
            TRY(drafting.add(facts));
            if (sample.size() < sample_max) sample.push_back(facts.member);
        }
    }
    for (HolderId id : sample) draft.sample.push_back(person(programme, *reader, id, std::nullopt));
    return draft;
}

}  // namespace vuelve::app
