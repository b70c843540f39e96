#include "http/routes.h"

#include "http/adjustments.h"
#include "http/member_pages.h"
#include "http/members.h"
#include "http/purchases.h"

namespace vuelve::http {

std::vector<Route> product_routes(Api& api) {
    using enum Method;
    // clang-format off
    std::vector<Route> routes{
        {Post, "/v1/quotes",                  "points.earn",   "createQuote",        command(api, ask_quote, tell_done)},
        {Post, "/v1/purchases",               "points.earn",   "createPurchase",     command(api, ask_purchase, tell_created)},
        {Post, "/v1/purchases/batch",         "points.earn",   "createPurchases",    record_batch(api), body_bytes_max, RunsOn::Worker},
        {Post, "/v1/purchases/{id}/returns",  "refunds.write", "createReturn",       command(api, ask_return, tell_created)},
        {Post, "/v1/purchases/{id}/void",     "refunds.write", "voidPurchase",       command(api, ask_void, tell_done)},
        {Post, "/v1/members",                 "members.write", "createMember",       command(api, ask_enrolment, tell_enrolled)},
        {Post, "/v1/members/lookup",          "members.read",  "lookupMember",       look_up_member(api)},
        {Get,  "/v1/members/{id}",            "members.read",  "getMember",          get_member(api)},
        {Get,  "/v1/members/{id}/balances",   "members.read",  "getMemberBalances",  get_balances(api)},
        {Get,  "/v1/members/{id}/lots",       "members.read",  "listMemberLots",     list_lots(api)},
        {Get,  "/v1/members/{id}/history",    "members.read",  "listMemberHistory",  list_history(api)},
        {Post, "/v1/members/{id}/suspend",    "members.write", "suspendMember",      command(api, ask_suspension, tell_member)},
        {Post, "/v1/members/{id}/reactivate", "members.write", "reactivateMember",   command(api, ask_reactivation, tell_member)},
        {Post, "/v1/adjustments",             "points.adjust", "createAdjustment",   command(api, ask_adjustment, tell_created)},
    };
    // clang-format on
    return routes;
}

}  // namespace vuelve::http
