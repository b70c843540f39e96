#pragma once

#include <optional>
#include <vector>

#include "app/programmes.h"

/// Whom the calendar concerns: points that end, birthdays, missed visits, levels almost reached.
/// Asked after each hour at which something may be told, so that nobody is told twice or forgotten
/// however often the program stops. Internal to the writer.
namespace vuelve::app {

/// The hour up to which everybody was told is kept under this name.
inline constexpr std::string_view notice_walk = "notices";

/// Hours up to `now` that were not walked yet, ascending; of a longer pause only the last days.
struct Hours {
    Instant after{};
    std::vector<Instant> hours;
};
Hours hours_to_walk(const OpenProgramme& programme, storage::Reader& reader, Instant now);

/// Members and households for whom something planned is due by `until`.
std::vector<HolderId> planned_by(const OpenProgramme& programme,
                                 storage::Reader& reader,
                                 Instant until);
/// The same, and everybody to whom the calendar says something in (after, until].
std::vector<HolderId> concerned(const OpenProgramme& programme,
                                storage::Reader& reader,
                                Instant after,
                                Instant until);

}  // namespace vuelve::app
