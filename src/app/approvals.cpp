#include "app/approvals.h"

#include <algorithm>

#include "app/audit.h"
#include "app/reading.h"
#include "app/role_requests.h"
#include "app/roles.h"
#include "app/settings.h"
#include "app/tell_event.h"
#include "codec/decoder.h"
#include "codec/json_writer.h"
#include "codec/request_format.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

constexpr std::int64_t waits_days = 30;
constexpr std::string_view adjust_action = "adjust";
constexpr std::string_view sealed_name = "approval";

/// What a row keeps of an adjustment, opened.
struct Kept {
    std::int64_t programme = 0;
    HolderId member{};
    Instant asked_at{};
    std::string actor;
    std::string sealed;  // hexadecimal
    // Inside the seal: a reason and an identity are personal, a key may be.
    std::string key;
    AdjustRequest request;
};

std::string secret_part(const AdjustRequest& request, const std::string& key) {
    JsonWriter out;
    out.begin_object()
        .member("key", key)
        .key("adjustment")
        .begin_object()
        .member("member", request.member)
        .member("currency", request.adjust.currency)
        .member("points", request.adjust.points)
        .member("reason", request.adjust.reason)
        .member("allow_debt", request.adjust.allow_debt)
        .end_object()
        .end_object();
    return std::move(out).text();
}

std::string write_kept(const OpenProgramme& programme, const Kept& kept, std::int64_t approval) {
    const auto sealed =
        programme.vault().seal_secret(sealed_name, approval, secret_part(kept.request, kept.key));
    JsonWriter out;
    out.begin_object()
        .member("programme", kept.programme)
        .member("member", std::to_string(kept.member.value))
        .member("asked_ms", kept.asked_at.value)
        .member("actor", kept.actor)
        .member("sealed_s", storage::crypto::to_hex(sealed))
        .end_object();
    return std::move(out).text();
}

std::int64_t number_in(const std::string& text) { return std::stoll(text); }

Kept read_open_part(const storage::Approval& row) {
    const Json json = storage::or_corrupt(parse_json(row.command));
    return storage::or_corrupt(decode_body<Kept>(json, [](const Cursor& at, Kept& out) {
        ObjectReader object(at);
        std::string member;
        object.required("programme", out.programme, whole(1, amount_max));
        object.required("member", member, text(1, 20));
        object.required("asked_ms", out.asked_at.value, whole(0, amount_max));
        object.required("actor", out.actor, text(0, 400));
        object.required("sealed_s", out.sealed, text(1, 100'000));
        if (at.faults.empty()) out.member = HolderId{number_in(member)};
    }));
}

void open_sealed(const OpenProgramme& programme, std::int64_t approval, Kept& kept) {
    const auto sealed = storage::crypto::from_hex(kept.sealed);
    if (!sealed)
        throw storage::StorageError(storage::Trouble::Corrupt, "an approval is not hexadecimal");
    const Json json = storage::or_corrupt(
        parse_json(programme.vault().open_secret(sealed_name, approval, *sealed)));
    const Json* key = json.find("key");
    const Json* adjustment = json.find("adjustment");
    if (!key || !adjustment)
        throw storage::StorageError(storage::Trouble::Corrupt, "an approval lacks its command");
    kept.key = *key->get_if<std::string>();
    kept.request = storage::or_corrupt(decode_adjust(*adjustment));
}

/// Nothing for what another programme of the tenant waits for.
std::optional<Kept> read_kept(const OpenProgramme& programme, const storage::Approval& row) {
    Kept kept = read_open_part(row);
    if (row.action != adjust_action || kept.programme != programme.key().programme_id)
        return std::nullopt;
    open_sealed(programme, row.id, kept);
    return kept;
}

bool needs_second(const Settings& settings, const Caller& caller, const Adjust& adjust) {
    const std::int64_t units = adjust.points.n < 0 ? -adjust.points.n : adjust.points.n;
    const auto is_above = [&](const std::map<std::string, std::int64_t>& limits) {
        const auto limit = limits.find(adjust.currency);
        return limit != limits.end() && units > limit->second;
    };
    return is_above(settings.adjust_approval_above) ||
           (caller.role == manager_role && is_above(settings.manager_adjust_above));
}

Result<HolderId> member_of(Service& service,
                           const OpenProgramme& programme,
                           const std::string& reference) {
    const auto parsed = parse_member_reference(reference, programme.region());
    const auto found = parsed ? find_member(service, programme, *parsed) : std::nullopt;
    if (!found || !programme.members().load(*service.database().snapshot(), *found))
        return refuse(ErrorCode::UnknownMember);
    return *found;
}

/// What the feed says of an approval; `state` once it is decided.
std::string told_of(ApprovalId id, std::string_view action, std::string_view state = {}) {
    JsonWriter out;
    out.begin_object().member("approval", std::to_string(id.value)).member("action", action);
    if (!state.empty()) out.member("state", state);
    return std::move(out.end_object()).text();
}

/// The id under which the same adjustment waits already; nothing when none does.
Result<std::optional<ApprovalId>> find_waiting(const OpenProgramme& programme,
                                               const std::vector<storage::Approval>& rows,
                                               const Caller& caller,
                                               const AdjustRequest& request,
                                               const std::string& key) {
    for (const storage::Approval& row : rows) {
        if (row.asker != caller.owner) continue;
        const auto kept = read_kept(programme, row);
        if (!kept || kept->key != key) continue;
        if (canonical_adjust(kept->request) != canonical_adjust(request))
            return refuse(ErrorCode::IdempotencyConflict);
        return ApprovalId{row.id};
    }
    return std::optional<ApprovalId>();
}

Result<void> decide_asked_role(Service& service,
                               OpenProgramme& programme,
                               const Caller& caller,
                               const storage::Approval& row,
                               bool approve) {
    if (read_role_request(row).programme != programme.key().programme_id)
        return refuse(ErrorCode::NotFound);
    if (row.state != storage::ApprovalState::Waiting || *row.due_at <= service.now())
        return refuse(ErrorCode::InvalidState);
    if (row.asker == caller.owner) return refuse(ErrorCode::SelfDealing);
    if (caller.role != admin_role) return refuse(ErrorCode::Forbidden, "admins decide on roles");
    return decide_role(service, programme, caller, row, approve);
}

}  // namespace

Result<std::variant<Ask, ApprovalId>> Approvals::admit(OpenProgramme& programme,
                                                       const Caller& caller,
                                                       AdjustRequest request,
                                                       const std::string& key) {
    using Admitted = std::variant<Ask, ApprovalId>;
    const bool is_small =
        !needs_second(read_settings(service_, programme.key()), caller, request.adjust);
    Ask ask = ask_adjust(programme, caller, request, key);
    // Accepted before, by a second person or before there was a limit: the engine answers again.
    if (is_small || programme.ledger().find(*service_.database().snapshot(), ask.command.key))
        return Admitted(std::move(ask));
    const HolderId member = TRY(member_of(service_, programme, request.member));
    if (std::ranges::find(ask.own_members, member) != ask.own_members.end())
        return Admitted(std::move(ask));  // refused by the engine, whatever a second person says

    const std::lock_guard lock(guard_);
    auto tx = service_.database().begin();
    const auto rows = storage::waiting_approvals(*tx, programme.placement(), 0, service_.now());
    if (auto known = TRY(find_waiting(programme, rows, caller, request, key)))
        return Admitted(*known);
    const ApprovalId id{service_.ids().next_id()};
    const Kept kept{.programme = programme.key().programme_id,
                    .member = member,
                    .asked_at = service_.now(),
                    .actor = caller.actor,
                    .sealed = {},
                    .key = key,
                    .request = std::move(request)};
    storage::add_approval(*tx, programme.placement(),
                          {.id = id.value,
                           .action = std::string(adjust_action),
                           .command = write_kept(programme, kept, id.value),
                           .asker = caller.owner,
                           .decider = {},
                           .due_at = service_.now() + waits_days * ms_per_day});
    tell_event(programme, *tx, "approval.requested", member, told_of(id, adjust_action),
               service_.now());
    tx->commit();
    service_.programmes().bell().ring();
    return Admitted(id);
}

std::vector<AskedApproval> Approvals::waiting(const OpenProgramme& programme,
                                              ApprovalId after,
                                              std::size_t limit) {
    auto reader = service_.database().snapshot();
    std::vector<AskedApproval> asked;
    for (const storage::Approval& row :
         storage::waiting_approvals(*reader, programme.placement(), after.value, service_.now())) {
        if (asked.size() == limit) break;
        if (row.action == role_action) {
            RoleRequest role = read_role_request(row);
            if (role.programme != programme.key().programme_id) continue;
            asked.push_back({.approval = {row.id},
                             .state = row.state,
                             .asker = row.asker,
                             .request = {},
                             .staff_id = role.staff_id,
                             .role = std::move(role.role),
                             .asked_at = role.asked_at,
                             .due_at = row.due_at});
            continue;
        }
        auto kept = read_kept(programme, row);
        if (!kept) continue;
        asked.push_back({.approval = {row.id},
                         .state = row.state,
                         .asker = row.asker,
                         .member = kept->member,
                         .request = std::move(kept->request),
                         .asked_at = kept->asked_at,
                         .due_at = row.due_at});
    }
    return asked;
}

Result<std::optional<Answer>> Approvals::decide(OpenProgramme& programme,
                                                const Caller& caller,
                                                ApprovalId id,
                                                bool approve) {
    using storage::ApprovalState;
    const std::lock_guard lock(guard_);
    const auto row =
        storage::find_approval(*service_.database().snapshot(), programme.placement(), id.value);
    if (row && row->action == role_action) {
        TRY(decide_asked_role(service_, programme, caller, *row, approve));
        return std::optional<Answer>();
    }
    const auto kept = row ? read_kept(programme, *row) : std::nullopt;
    if (!kept) return refuse(ErrorCode::NotFound);
    const bool is_open = row->state == ApprovalState::Waiting && *row->due_at > service_.now();
    if (!is_open) return refuse(ErrorCode::InvalidState);
    if (row->asker == caller.owner) return refuse(ErrorCode::SelfDealing);

    std::optional<Answer> answer;
    if (approve) {
        // The command first: its key makes it one, should the mark below be lost.
        const Caller both{.programme = caller.programme,
                          .owner = row->asker,
                          .actor = kept->actor + "+" + caller.actor,
                          .own_members = caller.own_members};
        answer = service_.engine().ask(ask_adjust(programme, both, kept->request, kept->key));
        if (answer->error) return std::unexpected(*answer->error);
    }
    auto tx = service_.database().begin();
    const auto state = approve ? ApprovalState::Approved : ApprovalState::Refused;
    storage::decide_approval(*tx, programme.placement(), id.value, state, caller.owner);
    tell_event(programme, *tx, "approval.decided", kept->member,
               told_of(id, row->action, storage::name_of(state)), service_.now());
    record_deed(programme, *tx, caller,
                {.action = approve ? "approval.granted" : "approval.refused",
                 .object = "approval:" + std::to_string(id.value)},
                service_.now());
    tx->commit();
    service_.programmes().bell().ring();
    return answer;
}

}  // namespace vuelve::app
