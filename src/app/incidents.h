#pragma once

#include "app/audit.h"
#include "app/restrictions.h"

/// Data that came where it does not belong: since when it is known, who has to be told by when, and
/// whom it concerns. Source: security.md 7; docs/adr/0045.
namespace vuelve::app {

using storage::Incident;

/// Whom the law of a country wants told, by when.
struct IncidentClock {
    std::string country;
    std::string_view who;  // "authority", "persons"
    Instant due_at{};
    std::optional<Instant> told_at{};
};
std::vector<IncidentClock> clocks_of(const Zone& zone, const Incident& incident);

struct IncidentReport {
    Instant known_at{}, from{}, until{};
    std::string touched_by;
    std::vector<std::string> members, countries;
    std::string story;
};
/// The affected are counted at once.
Incident open_incident(Service& service, const Caller& by, const IncidentReport& report);

struct IncidentNews {
    std::string told_country, told_who;  // "" = nobody was told
    std::string story;                   // added to what is known, "" = nothing
    bool closes = false;
};
/// Errors: NotFound; InvalidState (closed); ValidationFailed (nobody is to be told there).
Result<Incident> follow_incident(Service& service,
                                 const Caller& by,
                                 std::int64_t id,
                                 const IncidentNews& news);

std::optional<Incident> find_incident(Service& service,
                                      const OpenProgramme& programme,
                                      std::int64_t id);
std::vector<Incident> read_incidents(Service& service,
                                     const OpenProgramme& programme,
                                     std::int64_t after,
                                     int limit);
/// Everybody whom it concerns, in the order of their numbers: whose transactions were written, who
/// was looked at by what the audit log records, and who was named.
std::vector<HolderId> affected_by(Service& service,
                                  const OpenProgramme& programme,
                                  const Incident& incident);

}  // namespace vuelve::app
