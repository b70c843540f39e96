#pragma once

#include "app/audit.h"
#include "app/restrictions.h"

/// What people ask for about their data, and until when the law of their country wants it done.
/// Source: security.md 7; docs/adr/0044.
namespace vuelve::app {

using storage::PrivacyRequestRow;
using storage::RequestKind;
using storage::RequestState;

/// Monday to Friday; holidays are not known, so that a clock never runs later than the law's.
Day add_business_days(Day day, int days);
/// The end of the last day on which it is in time: calendar or business days by country ("EC"); of
/// one we do not know, the strictest of those we do.
Instant legal_due(const Zone& zone,
                  std::string_view country,
                  RequestKind kind,
                  Instant received_at);
/// What we promise ourselves: access within a day, anything else within two business days, and
/// never later than the law.
Instant promised_by(const Zone& zone, const PrivacyRequestRow& request);

struct PrivacyRequestAsked {
    HolderId member{};
    RequestKind kind{};
    std::string purpose;  // of object and restrict: marketing, profiling
    std::string country;  // "" = the programme's
    std::string note;
    /// Of an erasure: not now, but when the days for calling it off are over.
    bool is_announced = false;
};
/// A claim (Block) blocks the member's data at once, until it is decided. Errors: UnknownMember,
/// InvalidState (erased or merged).
Result<PrivacyRequestRow> open_request(Service& service,
                                       const Caller& by,
                                       const PrivacyRequestAsked& asked);
/// Does what was asked for, or refuses it with a reason. Errors: NotFound, InvalidState (decided
/// before), and those of what it does.
Result<PrivacyRequestRow> decide_request(
    Service& service, const Caller& by, std::int64_t id, bool granted, const std::string& answer);

/// Who announces their erasure has so many days to call it off, and fewer where the law wants it
/// done before.
inline constexpr int days_to_call_off = 30;
/// The erasure a member announced; nothing once it was called off or done.
std::optional<PrivacyRequestRow> find_announced_erasure(Service& service,
                                                        const OpenProgramme& programme,
                                                        HolderId member);
/// Errors: InvalidState when none is announced.
Result<PrivacyRequestRow> call_off_erasure(Service& service, const Caller& by, HolderId member);
/// Of those whose days are over by now, at most `limit`; gives their requests.
std::vector<std::int64_t> announced_erasures_due(Service& service,
                                                 const OpenProgramme& programme,
                                                 int limit);

std::optional<PrivacyRequestRow> find_request(Service& service,
                                              const OpenProgramme& programme,
                                              std::int64_t id);
std::vector<PrivacyRequestRow> read_requests(Service& service,
                                             const OpenProgramme& programme,
                                             std::optional<RequestState> state,
                                             std::int64_t after,
                                             int limit);

}  // namespace vuelve::app
