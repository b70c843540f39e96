#pragma once

#include <vector>

#include "app/programmes.h"

/// Who is to be given something for their birthday. Birth dates are sealed, so no index can tell: a
/// walk opens them one by one, once after each midnight of the programme's zones. Internal to the
/// writer.
namespace vuelve::app {

/// The midnight up to which everybody's gifts are settled already is kept under this name.
inline constexpr std::string_view gift_walk = "birthday_gifts";

/// The midnight that a walk at `now` would settle; nothing when there is nothing to do: no gifts in
/// the programme, or this midnight was walked before.
std::optional<Instant> midnight_to_walk(const OpenProgramme& programme,
                                        storage::Reader& reader,
                                        Instant now);

struct GiftPage {
    std::vector<HolderId> due;
    HolderId last{};  // seen: where the next page begins
    bool is_last = false;
};
/// Looks at the next members after `after`.
GiftPage gifts_due(const OpenProgramme& programme,
                   storage::Reader& reader,
                   HolderId after,
                   Instant now);

}  // namespace vuelve::app
