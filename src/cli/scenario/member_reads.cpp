#include "cli/scenario/member_reads.h"

#include <algorithm>

#include "cli/scenario/answer.h"
#include "cli/scenario/http_answers.h"
#include "cli/scenario/make_json.h"
#include "cli/scenario/requests.h"
#include "codec/activities_json.h"
#include "domain/activities.h"
#include "domain/counting_fresh.h"

namespace vuelve::cli {
namespace {

constexpr std::initializer_list<std::string_view> reach_keys{
    "kind", "code", "earned", "goal", "missing", "deadline", "completed", "text", "actions"};

Json reach_of(const Programme& programme, const State& state, const Holder& member, Instant at) {
    CountingFresh unused;
    const Book book(programme, state, unused, at, TxnId{});
    const Activities activities = activities_of(book, member, programme.default_store());
    auto body = parse_json(activities_json(member.id, activities, programme, "es"));
    return told_reach(*body);
}

Json subscriptions_of(const Holder& member) {
    Json::Array rows;
    for (const SubscriptionPeriod& one : member.subscriptions)
        rows.push_back(subscription_json(one));
    ObjectMaker out;
    out.add("status", "ok").add("subscriptions", rows);
    return std::move(out).done();
}

}  // namespace

bool is_member_read(std::string_view op) { return op == "reach" || op == "subscriptions"; }

std::optional<Json> answer_member_read(const Programme& programme,
                                       const State& state,
                                       const Aliases& aliases,
                                       const GoldenStep& step) {
    if (!is_member_read(step.op)) return std::nullopt;
    const MemberRef ref = aliases.holder(text_in(step.arguments, "member"));
    const Holder* member = ref ? resolve(state, *ref) : nullptr;
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    return step.op == "reach" ? reach_of(programme, state, *member, step.at)
                              : subscriptions_of(*member);
}

Json told_reach(const Json& activities) {
    Json::Array rows;
    for (const Json& goal : items_at(activities, "reach")) {
        Json::Object row;
        for (std::string_view key : reach_keys)
            if (const Json* value = goal.find(key)) row.push_back({std::string(key), *value});
        rows.push_back(Json(std::move(row)));
    }
    ObjectMaker out;
    out.add("status", "ok").add("reach", rows);
    return std::move(out).done();
}

Json told_subscriptions(const Json& body) {
    Json::Array rows;
    for (const Json& plan : items_at(body, "plans"))
        for (const Json& one : items_at(plan, "subscriptions"))
            rows.push_back(pick(one, subscription_keys));
    std::ranges::stable_sort(rows, {}, [](const Json& row) { return text_at(row, "paid_from"); });
    ObjectMaker out;
    out.add("status", "ok").add("subscriptions", rows);
    return std::move(out).done();
}

}  // namespace vuelve::cli
