#include "app/incidents.h"

#include <algorithm>
#include <array>

#include "app/privacy_requests.h"
#include "codec/json.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

constexpr std::string_view authority = "authority", persons = "persons";

/// How long after it is known. Source: security.md 7; docs/adr/0045 for Ecuador and Chile.
struct IncidentLaw {
    std::string_view country, who;
    int hours, business_days;
};
constexpr std::array laws{
    IncidentLaw{"BR", authority, 0, 3},  IncidentLaw{"BR", persons, 0, 3},
    IncidentLaw{"CL", authority, 0, 0},  IncidentLaw{"CL", persons, 0, 0},
    IncidentLaw{"CO", authority, 0, 15}, IncidentLaw{"EC", authority, 0, 5},
    IncidentLaw{"EC", persons, 0, 3},    IncidentLaw{"EU", authority, 72, 0},
    IncidentLaw{"EU", persons, 72, 0},   IncidentLaw{"MX", persons, 0, 0},
};

Instant due_at(const Zone& zone, const IncidentLaw& law, Instant known_at) {
    if (law.business_days == 0) return known_at + law.hours * ms_per_hour;
    return zone.day_start(add_business_days(zone.local_day(known_at), law.business_days) + 1);
}

std::string told_key(std::string_view country, std::string_view who) {
    return std::string(country) + "/" + std::string(who);
}

std::optional<Instant> told_at(const Json& told, const std::string& key) {
    const Json* found = told.find(key);
    const auto* ms = found ? found->get_if<std::int64_t>() : nullptr;
    return ms ? std::optional(Instant{*ms}) : std::nullopt;
}

/// "member:mbr_..." of the audit log; nothing for what is no member.
std::optional<HolderId> member_of(std::string_view object) {
    constexpr std::string_view prefix = "member:";
    if (object.starts_with(prefix)) object.remove_prefix(prefix.size());
    return parse_public_holder(PublicKind::Member, object);
}

/// What is told of it is told by another, a line each.
std::string added(const std::string& story, const Caller& by, Instant at, const std::string& more) {
    if (more.empty()) return story;
    return story + (story.empty() ? "" : "\n") + format_instant(at) + " " + by.actor + ": " + more;
}

void record_incident(const OpenProgramme& programme,
                     storage::Transaction& tx,
                     const Caller& by,
                     const Incident& incident,
                     std::string action,
                     std::vector<std::string> fields,
                     Instant at) {
    record_deed(programme, tx, by,
                {.action = std::move(action),
                 .object = "incident:" + std::to_string(incident.id),
                 .fields = std::move(fields)},
                at);
}

}  // namespace

std::vector<IncidentClock> clocks_of(const Zone& zone, const Incident& incident) {
    const Json told = storage::or_corrupt(parse_json(incident.told));
    std::vector<IncidentClock> clocks;
    for (const std::string& country : incident.countries)
        for (const IncidentLaw& law : laws)
            if (law.country == country)
                clocks.push_back({country, law.who, due_at(zone, law, incident.known_at),
                                  told_at(told, told_key(country, law.who))});
    std::ranges::stable_sort(clocks, {}, &IncidentClock::due_at);
    return clocks;
}

Incident open_incident(Service& service, const Caller& by, const IncidentReport& report) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const Instant now = service.now();
    Incident incident{.id = service.ids().next_id(),
                      .known_at = report.known_at,
                      .from = report.from,
                      .until = report.until,
                      .touched_by = report.touched_by,
                      .members = report.members,
                      .countries = report.countries,
                      .story = added({}, by, now, report.story),
                      .actor = by.actor,
                      .opened_at = now};
    incident.affected = std::ssize(affected_by(service, programme, incident));
    auto tx = service.database().begin();
    privacy_of(programme).add_incident(*tx, incident);
    record_incident(programme, *tx, by, incident, "incident.opened", {}, now);
    tx->commit();
    return incident;
}

Result<Incident> follow_incident(Service& service,
                                 const Caller& by,
                                 std::int64_t id,
                                 const IncidentNews& news) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto privacy = privacy_of(programme);
    const Zone& zone = programme.snapshot()->zone();
    auto tx = service.database().begin();
    auto incident = privacy.find_incident(*tx, id);
    if (!incident) return refuse(ErrorCode::NotFound);
    if (incident->is_closed) return refuse(ErrorCode::InvalidState, "it is closed");
    const Instant now = service.now();
    std::vector<std::string> fields;
    if (!news.told_country.empty()) {
        JsonWriter told;
        told.begin_object();
        bool is_known = false;
        for (const IncidentClock& clock : clocks_of(zone, *incident)) {
            const bool is_it = clock.country == news.told_country && clock.who == news.told_who;
            is_known |= is_it;
            const auto at = clock.told_at ? clock.told_at
                            : is_it       ? std::optional(now)
                                          : std::nullopt;
            if (at) told.member(told_key(clock.country, clock.who), at->value);
        }
        if (!is_known)
            return refuse_field("/told", "unknown-reference",
                                "no law of this incident's countries asks to tell them");
        incident->told = std::move(told.end_object()).text();
        fields.push_back(told_key(news.told_country, news.told_who));
    }
    incident->story = added(incident->story, by, now, news.story);
    if (news.closes) {
        incident->is_closed = true;
        incident->closed_at = now;
    }
    privacy.save_incident(*tx, *incident);
    record_incident(programme, *tx, by, *incident,
                    news.closes ? "incident.closed" : "incident.followed", std::move(fields), now);
    tx->commit();
    return *std::move(incident);
}

std::optional<Incident> find_incident(Service& service,
                                      const OpenProgramme& programme,
                                      std::int64_t id) {
    return privacy_of(programme).find_incident(*service.database().snapshot(), id);
}

std::vector<Incident> read_incidents(Service& service,
                                     const OpenProgramme& programme,
                                     std::int64_t after,
                                     int limit) {
    return privacy_of(programme).incidents(*service.database().snapshot(), after, limit);
}

std::vector<HolderId> affected_by(Service& service,
                                  const OpenProgramme& programme,
                                  const Incident& incident) {
    const auto privacy = privacy_of(programme);
    const auto reader = service.database().snapshot();
    if (incident.touched_by == storage::everybody_touched) return privacy.everybody(*reader);
    std::vector<HolderId> all = privacy.touched(*reader, incident);
    for (const std::string& object : privacy.objects_touched(*reader, incident))
        if (const auto member = member_of(object)) all.push_back(*member);
    for (const std::string& named : incident.members)
        if (const auto member = parse_public_holder(PublicKind::Member, named))
            all.push_back(*member);
    std::ranges::sort(all);
    const auto twice = std::ranges::unique(all);
    all.erase(twice.begin(), twice.end());
    return all;
}

}  // namespace vuelve::app
