#pragma once

#include <optional>

#include "domain/book.h"

/// The gift of the programme's section `birthday`, once a calendar year. Source:
/// domain.md 6.8, 8.5; docs/adr says what the programme leaves open.
namespace vuelve {

/// The counter of the latest calendar year that was settled.
inline constexpr TallyKey gift_year{TallyKind::BirthdayGift, 0, 0};

/// The zone of the member's home store; the programme's for who has none.
const Zone& home_zone(const Programme& programme, const Holder& member);

/// When the member's next gift is due: 00:00 of the celebrated birthday in the zone of the home
/// store (the programme's, when the member has none), after the last year that was settled, after
/// enrolment and not before the section's `from`. Nothing for whoever gets none: no birth date, not
/// a member, closed, merged.
std::optional<Instant> next_gift_due(const Programme& programme, const Holder& member);

/// Settles the year of book.at(), the due instant: whoever is suspended or not eligible then gets
/// nothing, and the year has passed.
void grant_birthday_gift(Book& book, HolderId member);

/// The latest instant up to `until` at which a day began anywhere in the programme: no gift falls
/// due between two of them.
Instant last_midnight(const Programme& programme, Instant until);

}  // namespace vuelve
