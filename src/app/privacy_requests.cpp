#include "app/privacy_requests.h"

#include <algorithm>
#include <array>

#include "app/erasure.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

/// Days by law. Source: security.md 7.
struct LegalClock {
    std::string_view country;
    int access, change;
    bool in_business_days;
};
constexpr std::array clocks{
    LegalClock{"AR", 10, 5, false},  LegalClock{"BR", 15, 15, false},
    LegalClock{"CL", 30, 30, false}, LegalClock{"CO", 10, 15, true},
    LegalClock{"EC", 15, 15, false}, LegalClock{"EU", 30, 30, false},
    LegalClock{"MX", 20, 20, false}, LegalClock{"PE", 20, 10, true},
};
constexpr LegalClock strictest{"", 10, 5, false};

constexpr std::array eu_countries{
    std::string_view("AT"), std::string_view("BE"), std::string_view("DE"), std::string_view("ES"),
    std::string_view("FR"), std::string_view("IE"), std::string_view("IT"), std::string_view("NL"),
    std::string_view("PL"), std::string_view("PT")};

const LegalClock& clock_of(std::string_view country) {
    if (std::ranges::find(eu_countries, country) != eu_countries.end()) country = "EU";
    const auto found = std::ranges::find(clocks, country, &LegalClock::country);
    return found == clocks.end() ? strictest : *found;
}

bool only_reads(RequestKind kind) {
    return kind == RequestKind::Access || kind == RequestKind::Portability;
}

std::optional<RestrictedPurpose> purpose_of(const PrivacyRequestRow& request) {
    if (request.kind != RequestKind::Object && request.kind != RequestKind::Restrict)
        return std::nullopt;
    return request.purpose == "marketing" ? RestrictedPurpose::Marketing
                                          : RestrictedPurpose::Profiling;
}

/// What a granted request changes; access and rectification are done by their own routes.
Result<void> fulfil(Service& service,
                    const Caller& by,
                    const PrivacyRequestRow& request,
                    const std::string& reason) {
    if (request.kind == RequestKind::Erase) {
        auto erased = erase_member(service, by, request.member);
        // Erased before this was written down: done all the same.
        if (!erased && erased.error().code != ErrorCode::InvalidState) return erased;
    }
    if (const auto purpose = purpose_of(request))
        return set_restriction(service, by, request.member, *purpose, RestrictionCause::Objection,
                               true, reason);
    return {};
}

void record_request(const OpenProgramme& programme,
                    storage::Transaction& tx,
                    const Caller& by,
                    const PrivacyRequestRow& request,
                    std::string action,
                    const std::string& reason,
                    Instant at) {
    record_deed(programme, tx, by,
                {.action = std::move(action),
                 .object = "member:" + format_public(PublicKind::Member, request.member),
                 .reason = reason,
                 .fields = {"request:" + std::to_string(request.id)}},
                at);
}

}  // namespace

Day add_business_days(Day day, int days) {
    constexpr int saturday = 5;
    while (days > 0) {
        day = day + 1;
        if (weekday(day) < saturday) --days;
    }
    return day;
}

Instant legal_due(const Zone& zone,
                  std::string_view country,
                  RequestKind kind,
                  Instant received_at) {
    const LegalClock& law = clock_of(country);
    const int days = only_reads(kind) ? law.access : law.change;
    // Argentina counts business days for changes, calendar days for access.
    const bool business = law.in_business_days || (law.change == 5 && !only_reads(kind));
    const Day received = zone.local_day(received_at);
    const Day last = business ? add_business_days(received, days) : received + days;
    return zone.day_start(last + 1);
}

Instant promised_by(const Zone& zone, const PrivacyRequestRow& request) {
    const Instant promised =
        only_reads(request.kind)
            ? request.received_at + ms_per_day
            : zone.day_start(add_business_days(zone.local_day(request.received_at), 2) + 1);
    return std::min(promised, request.due_at);
}

Result<PrivacyRequestRow> open_request(Service& service,
                                       const Caller& by,
                                       const PrivacyRequestAsked& asked) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto known = programme.members().load(*service.database().snapshot(), asked.member);
    if (!known || known->kind != HolderKind::Member) return refuse(ErrorCode::UnknownMember);
    if (known->state == MemberState::Anonymised || known->state == MemberState::Merged)
        return refuse(ErrorCode::InvalidState);
    if (asked.kind == RequestKind::Block)
        TRY(set_restriction(service, by, asked.member, RestrictedPurpose::All,
                            RestrictionCause::Claim, true, asked.note));
    const Instant now = service.now();
    const std::string country = asked.country.empty() ? programme.region() : asked.country;
    const Zone& zone = programme.snapshot()->zone();
    const Instant due_at = legal_due(zone, country, asked.kind, now);
    PrivacyRequestRow request{.id = service.ids().next_id(),
                              .member = asked.member,
                              .kind = asked.kind,
                              .purpose = asked.purpose,
                              .country = country,
                              .received_at = now,
                              .due_at = due_at,
                              .actor = by.actor,
                              .note = asked.note};
    if (asked.is_announced)
        request.erase_at = std::min(zone.day_start(zone.local_day(now) + days_to_call_off + 1),
                                    zone.day_start(zone.local_day(due_at + -1)));
    auto tx = service.database().begin();
    privacy_of(programme).add_request(*tx, request);
    record_request(programme, *tx, by, request, "privacy.requested", asked.note, now);
    tx->commit();
    return request;
}

Result<PrivacyRequestRow> decide_request(
    Service& service, const Caller& by, std::int64_t id, bool granted, const std::string& answer) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto privacy = privacy_of(programme);
    auto request = privacy.find_request(*service.database().snapshot(), id);
    if (!request) return refuse(ErrorCode::NotFound);
    if (request->state != RequestState::Open)
        return refuse(ErrorCode::InvalidState, "it was decided before");
    if (request->kind == RequestKind::Block) {
        auto lifted = set_restriction(service, by, request->member, RestrictedPurpose::All,
                                      RestrictionCause::Claim, false, answer);
        if (!lifted && lifted.error().code != ErrorCode::InvalidState)
            return std::unexpected(lifted.error());
    } else if (granted) {
        TRY(fulfil(service, by, *request, answer));
    }
    request->state = granted ? RequestState::Done : RequestState::Refused;
    request->closed_at = service.now();
    request->decider = by.actor;
    request->answer = answer;
    auto tx = service.database().begin();
    if (!privacy.close_request(*tx, *request))
        return refuse(ErrorCode::InvalidState, "it was decided before");
    record_request(programme, *tx, by, *request, granted ? "privacy.done" : "privacy.refused",
                   answer, *request->closed_at);
    tx->commit();
    // As it is kept: of somebody erased the words are gone.
    return *privacy.find_request(*service.database().snapshot(), id);
}

std::optional<PrivacyRequestRow> find_announced_erasure(Service& service,
                                                        const OpenProgramme& programme,
                                                        HolderId member) {
    const auto reader = service.database().snapshot();
    const auto privacy = privacy_of(programme);
    const auto id = privacy.announced_erasure(*reader, member);
    return id ? privacy.find_request(*reader, *id) : std::nullopt;
}

Result<PrivacyRequestRow> call_off_erasure(Service& service, const Caller& by, HolderId member) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto privacy = privacy_of(programme);
    auto request = find_announced_erasure(service, programme, member);
    if (!request) return refuse(ErrorCode::InvalidState, "no erasure is announced");
    request->state = RequestState::Refused;
    request->closed_at = service.now();
    request->decider = by.actor;
    auto tx = service.database().begin();
    if (!privacy.close_request(*tx, *request))
        return refuse(ErrorCode::InvalidState, "it was called off or done before");
    record_request(programme, *tx, by, *request, "privacy.called_off", "", *request->closed_at);
    tx->commit();
    return *std::move(request);
}

std::vector<std::int64_t> announced_erasures_due(Service& service,
                                                 const OpenProgramme& programme,
                                                 int limit) {
    return privacy_of(programme).announced_erasures_due(*service.database().fan_out(),
                                                        service.now(), limit);
}

std::optional<PrivacyRequestRow> find_request(Service& service,
                                              const OpenProgramme& programme,
                                              std::int64_t id) {
    return privacy_of(programme).find_request(*service.database().snapshot(), id);
}

std::vector<PrivacyRequestRow> read_requests(Service& service,
                                             const OpenProgramme& programme,
                                             std::optional<RequestState> state,
                                             std::int64_t after,
                                             int limit) {
    return privacy_of(programme).requests(*service.database().snapshot(), state, after, limit);
}

}  // namespace vuelve::app
