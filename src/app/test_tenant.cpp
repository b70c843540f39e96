#include "app/test_tenant.h"

#include <algorithm>
#include <map>

#include "codec/programme_json.h"
#include "codec/public_id.h"
#include "codec/request_format.h"

namespace vuelve::app {
namespace {

void decode_subscription(const Cursor& at, Enrol::Subscription& out) {
    ObjectReader object(at);
    object.required("plan", out.plan, code());
    object.required("from", out.from, instant);
    object.required("to", out.to, instant);
}

Result<std::string> document_of(const Json& config) {
    auto document = decode_programme(config, DocumentKind::Golden);
    if (document) return encode_programme(*document);
    Error error{ErrorCode::ValidationFailed, "the config has faults", {}, document.error()};
    for (Fault& fault : error.faults) fault.pointer.insert(0, "/config");
    return std::unexpected(std::move(error));
}

}  // namespace

void decode_case_person(ObjectReader& object, CaseMember& out) {
    object.optional("birth_date", out.enrol.birth_date, day);
    object.optional("segments", out.enrol.segments, list(code()));
    object.optional("attributes", out.enrol.attributes, attributes);
    object.optional("identities", out.identities, list(text(1, 320)));
    object.optional("referred_by", out.referred_by, code());
    object.optional("device", out.device, text(8, 200));
    object.optional("payment_token", out.payment_token, text(8, 200));
    object.optional("address", out.address, list(text(1, 200), 6));
    object.optional("household", out.household, code());
    object.optional("home_store", out.enrol.home_store, code());
    object.optional("level", out.enrol.level, code());
    object.optional("valid_until", out.enrol.level_valid_until, instant);
    object.optional("subscriptions", out.enrol.subscriptions, list(decode_subscription));
}

void decode_case_member(const Cursor& at, CaseMember& out) {
    ObjectReader object(at);
    object.required("id", out.alias, code());
    object.required("enrolled_at", out.enrol.enrolled_at, instant);
    decode_case_person(object, out);
}

Result<Ask> ask_case_member(const OpenProgramme& programme,
                            const Caller& caller,
                            const CaseMember& member,
                            const std::string& key,
                            HolderId household) {
    EnrolmentRequest request;
    request.birth_date = member.enrol.birth_date;
    request.attributes = member.enrol.attributes;
    request.home_store = member.enrol.home_store;
    request.referral_code = member.referral_code;
    request.device = member.device;
    request.payment_token = member.payment_token;
    request.address = member.address;
    std::vector<std::string> references = member.identities;
    references.insert(references.begin(), "external:" + member.alias);
    for (const std::string& reference : references) {
        auto identity = parse_identity(reference, programme.region());
        if (!identity) return refuse_field("/members", "wrong-format", reference);
        request.identities.push_back(std::move(*identity));
    }
    Ask ask = ask_enrol(programme, caller, std::move(request), member.enrol.enrolled_at, key);
    auto& enrol = std::get<Enrol>(ask.command.body);
    enrol.segments = member.enrol.segments;
    enrol.level = member.enrol.level;
    enrol.level_valid_until = member.enrol.level_valid_until;
    enrol.subscriptions = member.enrol.subscriptions;
    ask.at = member.enrol.enrolled_at;
    if (household.value != 0)
        ask.household = format_public(PublicKind::Household, household);
    else if (!member.household.empty())
        ask.household = new_household;
    return ask;
}

Settings golden_settings() {
    Settings settings;
    settings.spend_without_proof_max = amount_max;
    return settings;
}

Result<TestTenant> create_test_tenant(Service& service,
                                      const std::string& code,
                                      const Json& config,
                                      std::vector<CaseMember> members,
                                      const Settings& settings) {
    const std::string document = TRY(document_of(config));
    TestTenant tenant;
    tenant.programme =
        TRY(service.programmes().create(code, code, document, "test", service.now()));
    const OpenProgramme& programme = *service.programmes().find(tenant.programme);
    {
        auto tx = service.database().begin();
        storage::set_tenant_settings(*tx, tenant.programme.tenant_id, settings_json(settings));
        tx->commit();
    }
    const Caller caller{.programme = tenant.programme, .owner = "test", .actor = "test"};

    // Jobs that fall due at one instant go by member id, and ids are given in this order.
    std::ranges::stable_sort(members, {}, &CaseMember::alias);
    std::map<std::string, HolderId> households;
    for (const CaseMember& member : members) {
        HolderId& household = households[member.household];
        Ask ask = TRY(ask_case_member(programme, caller, member, member.alias, household));
        const Answer answer = service.engine().ask(std::move(ask));
        if (answer.error) return std::unexpected(*answer.error);
        const HolderId id = answer.receipt->member;
        tenant.members.emplace_back(member.alias, id);
        if (member.household.empty() || household.value != 0) continue;
        household = programme.members().load(*service.database().snapshot(), id)->household;
        tenant.households.emplace_back(member.household, household);
    }
    return tenant;
}

}  // namespace vuelve::app
