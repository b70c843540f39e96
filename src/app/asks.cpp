#include "app/asks.h"

#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "codec/voucher_code.h"
#include "storage/purchase_keys.h"

namespace vuelve::app {

std::vector<HolderId> own_members(const Caller& caller) {
    std::vector<HolderId> own;
    for (const std::string& member : caller.own_members)
        if (const auto id = parse_public_holder(PublicKind::Member, member)) own.push_back(*id);
    return own;
}

namespace {

Ask make_ask(const OpenProgramme& programme,
             const Caller& caller,
             CommandBody body,
             std::string key,
             const std::string& canonical) {
    return {.programme = caller.programme,
            .command = {.body = std::move(body),
                        .key = std::move(key),
                        .request_hash = programme.vault().request_hash(canonical),
                        .actor = caller.actor},
            .own_members = own_members(caller)};
}

std::string owned_key(const Caller& caller, const std::string& key) {
    return caller.owner + "/" + key;
}

/// The command for the record: as hashed, but the member is the resolved id of the row.
std::string record_of(PurchaseRequest request) {
    request.member.clear();
    request.payment_tokens.clear();
    request.fiscal_number.clear();
    request.receipt.clear();
    return canonical_purchase(request);
}

Ask member_command(const OpenProgramme& programme,
                   const Caller& caller,
                   CommandBody body,
                   const std::string& name,
                   const std::string& member,
                   const std::string& key) {
    JsonWriter canonical;
    canonical.begin_object().member("command", name).member("member", member).end_object();
    Ask ask =
        make_ask(programme, caller, std::move(body), owned_key(caller, key), canonical.text());
    ask.member = member;
    JsonWriter document;
    document.begin_object().member("command", name).end_object();
    ask.document = document.text();
    return ask;
}

}  // namespace

void complete_lines(const OpenProgramme& programme, RecordPurchase& purchase) {
    auto catalogue = programme.catalogue();
    for (PurchaseLine& line : purchase.lines) {
        if (line.sku.empty() || (!line.category.empty() && !line.brand.empty())) continue;
        auto found = catalogue->find(line.sku);
        if (found == catalogue->end()) continue;
        if (line.category.empty()) line.category = found->second.category;
        if (line.brand.empty()) line.brand = found->second.brand;
    }
}

Ask ask_purchase(const OpenProgramme& programme, const Caller& caller, PurchaseRequest request) {
    std::string canonical = canonical_purchase(request);
    const storage::PurchaseKeys keys(programme.vault(), request.fiscal_number, request.receipt);
    std::string document = keys.add_to(record_of(request));
    complete_lines(programme, request.purchase);
    std::string key = request.purchase.id;
    std::vector<std::string> tokens = std::move(request.payment_tokens);
    Ask ask = make_ask(programme, caller, std::move(request.purchase), std::move(key), canonical);
    ask.member = std::move(request.member);
    ask.payment_tokens = std::move(tokens);
    ask.fiscal = keys.fiscal;
    ask.document = std::move(document);
    return ask;
}

Ask ask_quote(const OpenProgramme& programme, const Caller& caller, PurchaseRequest request) {
    request.purchase.quote = true;
    complete_lines(programme, request.purchase);
    Ask ask{.programme = caller.programme,
            .command = {.body = std::move(request.purchase), .key = "", .actor = caller.actor}};
    ask.member = std::move(request.member);
    ask.payment_tokens = std::move(request.payment_tokens);
    return ask;
}

Ask ask_return(const OpenProgramme& programme, const Caller& caller, RecordReturn command) {
    std::string canonical = canonical_return(command);
    std::string key = command.id;
    Ask ask = make_ask(programme, caller, std::move(command), std::move(key), canonical);
    ask.document = std::move(canonical);
    return ask;
}

Ask ask_void(const OpenProgramme& programme,
             const Caller& caller,
             VoidPurchase command,
             const std::string& key) {
    std::string canonical = canonical_void(command);
    if (command.id.empty()) command.id = key;
    Ask ask = make_ask(programme, caller, std::move(command), owned_key(caller, key), canonical);
    ask.document = std::move(canonical);
    return ask;
}

Ask ask_adjust(const OpenProgramme& programme,
               const Caller& caller,
               AdjustRequest request,
               const std::string& key) {
    std::string canonical = canonical_adjust(request);
    std::string member = request.member, reason = request.adjust.reason;
    JsonWriter document;
    document.begin_object()
        .member("command", "adjust")
        .member("currency", request.adjust.currency)
        .member("points", request.adjust.points);
    document.member("allow_debt", request.adjust.allow_debt);
    if (!request.adjust.brand.empty()) document.member("brand", request.adjust.brand);
    if (request.adjust.earned_at) document.member("earned_at", *request.adjust.earned_at);
    if (request.adjust.of_lot) document.member("lot", std::to_string(request.adjust.of_lot->value));
    document.end_object();
    Ask ask =
        make_ask(programme, caller, std::move(request.adjust), owned_key(caller, key), canonical);
    ask.member = std::move(member);
    ask.document = document.text();
    ask.reason = std::move(reason);
    return ask;
}

Ask ask_enrol(const OpenProgramme& programme,
              const Caller& caller,
              EnrolmentRequest request,
              Instant enrolled_at,
              const std::string& key) {
    std::string canonical = canonical_enrolment(request);
    Enrol command{.enrolled_at = enrolled_at,
                  .birth_date = request.birth_date,
                  .segments = {},
                  .attributes = std::move(request.attributes),
                  .level = {},
                  .level_valid_until = {},
                  .subscriptions = {},
                  .home_store = request.home_store};
    Ask ask = make_ask(programme, caller, std::move(command), owned_key(caller, key), canonical);
    ask.profile = std::make_shared<Profile>(Profile{
        std::move(request.name), std::move(request.identities), std::move(request.consents),
        std::move(request.home_store), std::move(request.language), std::move(request.device),
        std::move(request.payment_token), std::move(request.address), request.of_age,
        std::move(request.guardian), std::move(request.guardian_text)});
    ask.referral_code = presented_code(request.referral_code);
    ask.document = R"({"command":"enrol"})";
    return ask;
}

Ask ask_suspend(const OpenProgramme& programme,
                const Caller& caller,
                const std::string& member,
                const std::string& key) {
    return member_command(programme, caller, Suspend{}, "suspend", member, key);
}

Ask ask_reactivate(const OpenProgramme& programme,
                   const Caller& caller,
                   const std::string& member,
                   const std::string& key) {
    return member_command(programme, caller, Reactivate{}, "reactivate", member, key);
}

Ask ask_command(const OpenProgramme& programme,
                const Caller& caller,
                CommandRequest request,
                const std::string& key) {
    Ask ask = make_ask(programme, caller, std::move(request.body),
                       request.key.empty() ? owned_key(caller, key) : request.key,
                       request.text.canonical());
    ask.member = std::move(request.member);
    ask.other = std::move(request.other);
    ask.household = std::move(request.household);
    ask.codes = std::move(request.codes);
    if (!request.identities.empty())
        ask.profile = std::make_shared<Profile>(
            Profile{.name = {}, .identities = std::move(request.identities), .consents = {}});
    ask.profile_change = std::move(request.profile);
    ask.document = request.text.document();
    ask.reason = std::move(request.reason);
    ask.comment = std::move(request.comment);
    return ask;
}

}  // namespace vuelve::app
