#pragma once

#include "app/erasure.h"

/// What is kept no longer than it may be: done once a day, stopped and begun again at any point,
/// with a row of proof for whatever went. Source: security.md 7; docs/adr/0045.
namespace vuelve::app {

using storage::RetentionRun;

/// Who was told that they will be erased has so long to come.
inline constexpr int days_to_come = 30;

enum class RetentionMode : std::uint8_t { Dry, Real };
/// One programme now; gives what was done, or would be, by rule: `announced-erased`,
/// `inactive-told`, `inactive-returned`, `inactive-erased`, `tombstones`, `restrictions`.
Result<std::vector<RetentionRun>> keep_retention(Service& service,
                                                 OpenProgramme& programme,
                                                 RetentionMode mode);
/// Every programme whose last time was on an earlier day. The background walk's.
void keep_all_retention(Service& service);

std::vector<RetentionRun> read_retention_runs(Service& service,
                                              const OpenProgramme& programme,
                                              std::int64_t after,
                                              int limit);

}  // namespace vuelve::app
