#include "app/role_requests.h"

#include "app/audit.h"
#include "app/staff.h"
#include "app/tell_event.h"
#include "codec/json_writer.h"
#include "codec/request_format.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

constexpr std::int64_t role_waits_days = 30;

std::string told_of_role(std::int64_t id, std::string_view state = {}) {
    JsonWriter out;
    out.begin_object().member("approval", std::to_string(id)).member("action", role_action);
    if (!state.empty()) out.member("state", state);
    return std::move(out.end_object()).text();
}

}  // namespace

ApprovalId ask_for_role(Service& service,
                        OpenProgramme& programme,
                        storage::Transaction& tx,
                        const Caller& caller,
                        std::int64_t staff_id,
                        const std::string& role) {
    const Instant now = service.now();
    for (const storage::Approval& row :
         storage::waiting_approvals(tx, programme.placement(), 0, now)) {
        if (row.action != role_action || row.asker != caller.owner) continue;
        const RoleRequest known = read_role_request(row);
        if (known.staff_id == staff_id && known.role == role) return {row.id};
    }
    const std::int64_t id = service.ids().next_id();
    JsonWriter command;
    command.begin_object()
        .member("programme", programme.key().programme_id)
        .member("staff", std::to_string(staff_id))
        .member("role", role)
        .member("asked_ms", now.value)
        .end_object();
    storage::add_approval(tx, programme.placement(),
                          {.id = id,
                           .action = std::string(role_action),
                           .command = std::move(command).text(),
                           .asker = caller.owner,
                           .decider = {},
                           .due_at = now + role_waits_days * ms_per_day});
    tell_event(programme, tx, "approval.requested", HolderId{}, told_of_role(id), now);
    record_deed(programme, tx, caller,
                {.action = "staff.role-asked", .object = "staff:" + std::to_string(staff_id)}, now);
    return {id};
}

RoleRequest read_role_request(const storage::Approval& row) {
    const Json json = storage::or_corrupt(parse_json(row.command));
    return storage::or_corrupt(
        decode_body<RoleRequest>(json, [](const Cursor& at, RoleRequest& out) {
            constexpr std::size_t digits_max = 20;
            ObjectReader object(at);
            std::string staff;
            object.required("programme", out.programme, whole(1, amount_max));
            object.required("staff", staff, text(1, digits_max));
            object.required("role", out.role, code());
            object.required("asked_ms", out.asked_at.value, whole(0, amount_max));
            if (at.faults.empty()) out.staff_id = std::stoll(staff);
        }));
}

Result<void> decide_role(Service& service,
                         OpenProgramme& programme,
                         const Caller& caller,
                         const storage::Approval& row,
                         bool approve) {
    const RoleRequest asked = read_role_request(row);
    const Instant now = service.now();
    const auto state = approve ? storage::ApprovalState::Approved : storage::ApprovalState::Refused;
    auto tx = service.database().begin();
    if (!storage::decide_approval(*tx, programme.placement(), row.id, state, caller.owner))
        return refuse(ErrorCode::InvalidState);
    if (approve) TRY(grant_role(service, programme, *tx, caller, asked.staff_id, asked.role));
    tell_event(programme, *tx, "approval.decided", HolderId{},
               told_of_role(row.id, storage::name_of(state)), now);
    record_deed(programme, *tx, caller,
                {.action = approve ? "approval.granted" : "approval.refused",
                 .object = "approval:" + std::to_string(row.id)},
                now);
    tx->commit();
    service.programmes().bell().ring();
    return {};
}

}  // namespace vuelve::app
