#include "app/joining.h"

#include "app/audit.h"
#include "app/settings.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

/// Under this name: whoever joins is nobody yet.
constexpr std::string_view join_owner = "card";

struct ProvedContact {
    HolderId member{};  // 0 = nobody has it
    std::optional<Identity> contact;
};

/// Whose contact the code proves. A wrong try counts. Errors: as use_join_code.
Result<ProvedContact> prove_join(Service& service,
                                 const OpenProgramme& programme,
                                 const JoinWanted& wanted,
                                 const Caller& by) {
    auto tx = service.database().begin();
    const CodeVerdict verdict =
        use_join_code(programme, *tx, wanted.request, wanted.code, service.now());
    if (!verdict.used)
        record_deed(programme, *tx, by,
                    {.action = "member.sign_in", .object = "", .outcome = "refused"},
                    service.now());
    const auto contact =
        verdict.used ? contact_of_code(programme, *tx, *verdict.used) : std::nullopt;
    tx->commit();
    if (!verdict.used) return std::unexpected(verdict.used.error());
    if (verdict.used->holder.value == 0 && !contact) return refuse(ErrorCode::Unauthenticated);
    return ProvedContact{verdict.used->holder, contact};
}

Result<Joined> sign_in_joined(Service& service,
                              const OpenProgramme& programme,
                              const ProvedContact& proved,
                              const JoinWanted& wanted,
                              const std::string& peer,
                              std::optional<Answer> enrolment = {}) {
    auto tx = service.database().begin();
    auto done = TRY(sign_in_member(service, programme, *tx, proved.member, wanted.device, peer,
                                   proved.contact));
    tx->commit();
    return Joined{std::move(done), std::move(enrolment)};
}

/// Who declares no age is not taken: a till asks, a page has to (security.md 7, minors).
Result<void> check_age_told(const Settings& settings, const EnrolmentRequest& profile) {
    if (settings.minimum_age == 0 || profile.of_age || profile.birth_date) return {};
    return refuse_field("/of_age", "required", "whoever joins says that they are old enough");
}

Result<void> check_profile(const OpenProgramme& programme,
                           const EnrolmentRequest& profile,
                           Instant now) {
    const auto snapshot = programme.snapshot();
    if (!profile.home_store.empty() && !snapshot->find_store(profile.home_store))
        return refuse_field("/home_store", "unknown-reference", "no store has this code");
    if (profile.birth_date && *profile.birth_date > snapshot->zone().local_day(now))
        return refuse_field("/birth_date", "out-of-range", "the day of birth lies in the future");
    return {};
}

}  // namespace

Result<Joined> join(Service& service, JoinWanted wanted, const std::string& peer) {
    OpenProgramme* programme = programme_of_request(service, wanted.request);
    if (!programme) return refuse(ErrorCode::Unauthenticated);
    const Settings settings = read_settings(service, programme->key());
    // Before the code is looked at: what is wrong here is put right without a new one.
    TRY(check_age_told(settings, wanted.profile));
    TRY(check_profile(*programme, wanted.profile, service.now()));
    const Caller by{.programme = programme->key(),
                    .owner = std::string(join_owner),
                    .actor = std::string(join_owner),
                    .peer = peer};
    const ProvedContact proved = TRY(prove_join(service, *programme, wanted, by));
    if (proved.member.value != 0) return sign_in_joined(service, *programme, proved, wanted, peer);
    if (!settings.self_join) return refuse(ErrorCode::Forbidden);

    EnrolmentRequest profile = wanted.profile;
    profile.identities = {*proved.contact};
    if (!wanted.came_by.empty()) profile.attributes["came_by"] = wanted.came_by;
    for (ConsentRequest& consent : profile.consents)
        if (consent.source.empty()) consent.source = join_owner;
    const std::string key = storage::crypto::to_hex(hash_of_request(wanted.request));
    Ask ask = ask_enrol(*programme, by, std::move(profile), service.now(), key);
    Answer answer = service.engine().ask(std::move(ask));
    if (!answer.error) {
        const ProvedContact own{answer.receipt->member, proved.contact};
        return sign_in_joined(service, *programme, own, wanted, peer, std::move(answer));
    }
    // Enrolled in the meantime, at a till: the code proves that it is they.
    const auto owner = programme->members().find(*service.database().snapshot(), *proved.contact);
    if (answer.error->code != ErrorCode::IdentityTaken || !owner)
        return std::unexpected(*answer.error);
    return sign_in_joined(service, *programme, {*owner, proved.contact}, wanted, peer);
}

}  // namespace vuelve::app
