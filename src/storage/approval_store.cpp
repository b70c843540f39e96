#include "storage/approval_store.h"

#include <array>

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

Approval approval_from(const Rows& rows) {
    return {.id = rows.integer(0),
            .action = std::string(rows.text(1)),
            .command = std::string(rows.text(2)),
            .asker = std::string(rows.text(3)),
            .decider = std::string(rows.text(4)),
            .state = rows.get<ApprovalState>(5),
            .due_at = rows.maybe<Instant>(6)};
}

}  // namespace

std::string_view name_of(ApprovalState state) {
    static constexpr std::array names{"", "waiting", "approved", "refused", "lapsed"};
    return names[static_cast<std::size_t>(state)];
}

void add_approval(Transaction& tx, const Placement& placement, const Approval& approval) {
    tx.exec(sql::insert_approval,
            {base_bucket(placement), placement.tenant_id, approval.id, approval.action,
             approval.command, approval.asker, approval.due_at});
}

std::optional<Approval> find_approval(Reader& reader, const Placement& placement, std::int64_t id) {
    Rows rows = reader.query(sql::one_approval, {base_bucket(placement), placement.tenant_id, id});
    return rows.next() ? std::optional(approval_from(rows)) : std::nullopt;
}

std::vector<Approval> waiting_approvals(Reader& reader,
                                        const Placement& placement,
                                        std::int64_t after,
                                        Instant now) {
    Rows rows = reader.query(sql::waiting_approvals,
                             {base_bucket(placement), placement.tenant_id, after, now});
    std::vector<Approval> approvals;
    while (rows.next()) approvals.push_back(approval_from(rows));
    return approvals;
}

bool decide_approval(Transaction& tx,
                     const Placement& placement,
                     std::int64_t id,
                     ApprovalState state,
                     std::string_view decider) {
    return tx.exec(sql::decide_approval,
                   {base_bucket(placement), placement.tenant_id, id, state, decider}) == 1;
}

}  // namespace vuelve::storage
