#include "http/audit.h"

#include "app/audit.h"
#include "app/audit_queue.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_deed(JsonWriter& out, const storage::AuditRow& row) {
    out.begin_object()
        .member("sequence", row.sequence)
        .member("at", row.at)
        .member("actor", row.actor)
        .member("owner", row.owner)
        .member("action", row.action)
        .member("object", row.object)
        .member("outcome", row.outcome)
        .key("fields")
        .begin_array();
    for (const std::string& field : row.fields) out.value(field);
    out.end_array().key("told").raw(row.told).end_object();
}

}  // namespace

Result<Response> list_audit(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t before = TRY(number_cursor(page, INT64_MAX));
    const app::OpenProgramme& programme = programme_of(api, request);
    api.service.audit_queue().settle();
    const auto rows =
        programme.audit().before(*api.service.database().snapshot(), before, page.limit + 1);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    std::string next;
    for (int written = 0; const auto& row : rows) {
        if (written++ == page.limit) {
            next = std::to_string(rows[static_cast<std::size_t>(page.limit) - 1].sequence);
            break;
        }
        write_deed(out, row);
    }
    auto tx = api.service.database().begin();
    app::record_deed(programme, *tx, caller_of(request), {.action = "audit.read", .object = {}},
                     api.service.now());
    tx->commit();
    return page_response(request, out, page.limit, next);
}

}  // namespace vuelve::http
