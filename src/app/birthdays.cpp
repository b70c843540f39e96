#include "app/birthdays.h"

#include "domain/birthday.h"

namespace vuelve::app {
namespace {

constexpr int members_each = 1000;

bool is_due(const Programme& programme, const Holder& member, Instant now) {
    const auto due = next_gift_due(programme, member);
    return due && *due <= now;
}

}  // namespace

std::optional<Instant> midnight_to_walk(const OpenProgramme& programme,
                                        storage::Reader& reader,
                                        Instant now) {
    const auto snapshot = programme.snapshot();
    if (!snapshot->document().birthday) return std::nullopt;
    const Instant midnight = last_midnight(*snapshot, now);
    const auto walked = programme.ledger().job_place(reader, gift_walk);
    return walked && *walked >= midnight ? std::nullopt : std::optional(midnight);
}

GiftPage gifts_due(const OpenProgramme& programme,
                   storage::Reader& reader,
                   HolderId after,
                   Instant now) {
    const auto snapshot = programme.snapshot();
    const auto births = programme.members().births(reader, after, members_each);
    GiftPage page{.due = {}, .last = after, .is_last = births.size() < members_each};
    for (const auto& birth : births) {
        page.last = birth.holder;
        Holder member{.id = birth.holder,
                      .enrolled_at = birth.enrolled_at,
                      .birth_date = birth.date,
                      .segments = {},
                      .attributes = {},
                      .home_store = birth.home_store,
                      .birth_date_changed_at = birth.changed_at};
        member.head.state = birth.state;
        if (!is_due(*snapshot, member, now)) continue;
        if (auto settled = programme.ledger().find_tally(reader, birth.holder, gift_year))
            member.tallies[gift_year] = *settled;
        if (is_due(*snapshot, member, now)) page.due.push_back(birth.holder);
    }
    return page;
}

}  // namespace vuelve::app
