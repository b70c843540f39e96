#include "app/notice_walk.h"

#include <algorithm>
#include <limits>
#include <set>

#include "domain/expiry.h"

namespace vuelve::app {
namespace {

constexpr int walked_each = 1000;
constexpr int all_of_them = std::numeric_limits<int>::max();

using Found = std::set<HolderId>;

void find_birthdays(const OpenProgramme& programme,
                    storage::Reader& reader,
                    Instant after,
                    Instant until,
                    Found& found) {
    const auto snapshot = programme.snapshot();
    if (!is_told(*snapshot, MessageType::Birthday)) return;
    for (HolderId last{};;) {
        const auto births = programme.members().births(reader, last, walked_each);
        for (const auto& birth : births) {
            Holder member{.id = birth.holder,
                          .enrolled_at = birth.enrolled_at,
                          .birth_date = birth.date,
                          .home_store = birth.home_store};
            member.head.state = birth.state;
            if (!timed_notices(*snapshot, member, nullptr, after, until).empty())
                found.insert(birth.holder);
        }
        if (births.size() < walked_each) return;
        last = births.back().holder;
    }
}

/// Who stayed away for so long, and whose level ends soon.
void find_visitors(const OpenProgramme& programme,
                   storage::Reader& reader,
                   Instant after,
                   Instant until,
                   Found& found) {
    const auto snapshot = programme.snapshot();
    for (HolderId last{};;) {
        const auto visitors = programme.messages().visitors(reader, last, walked_each);
        for (const auto& visitor : visitors) {
            Holder member{.id = visitor.member,
                          .enrolled_at = visitor.enrolled_at,
                          .home_store = visitor.home_store};
            for (std::int64_t day : visitor.days)
                member.tallies[{TallyKind::Visit, 0, day}] = {0, 1};
            if (nears_deadline(*snapshot, member, after, until) ||
                !timed_notices(*snapshot, member, nullptr, after, until).empty())
                found.insert(visitor.member);
        }
        if (visitors.size() < walked_each) return;
        last = visitors.back().member;
    }
}

void find_expiring(const OpenProgramme& programme,
                   storage::Reader& reader,
                   Instant after,
                   Instant until,
                   Found& found) {
    const auto snapshot = programme.snapshot();
    if (!is_told(*snapshot, MessageType::PointsExpiring)) return;
    const Zone& zone = snapshot->zone();
    for (const Day day : expiry_notice_days(*snapshot, after, until))
        for (int offset : snapshot->document().notifications.expiry_notices)
            for (HolderId holder :
                 programme.messages().holders_expiring(reader, end_of(zone, day + offset)))
                found.insert(holder);
}

}  // namespace

Hours hours_to_walk(const OpenProgramme& programme, storage::Reader& reader, Instant now) {
    const auto snapshot = programme.snapshot();
    const Instant earliest = now + -analytics::late_ms;
    Hours hours{.after = programme.ledger().job_place(reader, notice_walk).value_or(earliest),
                .hours = {}};
    hours.after = std::max(hours.after, earliest);
    for (Instant hour = next_notice_hour(*snapshot, hours.after); hour <= now;
         hour = next_notice_hour(*snapshot, hour))
        hours.hours.push_back(hour);
    return hours;
}

std::vector<HolderId> planned_by(const OpenProgramme& programme,
                                 storage::Reader& reader,
                                 Instant until) {
    return programme.messages().holders_planned(reader, until, all_of_them);
}

std::vector<HolderId> concerned(const OpenProgramme& programme,
                                storage::Reader& reader,
                                Instant after,
                                Instant until) {
    Found found;
    find_expiring(programme, reader, after, until, found);
    if (has_morning(*programme.snapshot(), after, until)) {
        find_birthdays(programme, reader, after, until, found);
        find_visitors(programme, reader, after, until, found);
    }
    for (HolderId planned : planned_by(programme, reader, until)) found.insert(planned);
    return {found.begin(), found.end()};
}

}  // namespace vuelve::app
