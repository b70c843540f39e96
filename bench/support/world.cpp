#include "support/world.h"

#include "base/ensure.h"
#include "codec/programme_json.h"
#include "codec/purchase_json.h"
#include "load/shop.h"

namespace vuelve::bench {

World::World(int campaigns, std::vector<HolderId> of, Fresh& fresh_values)
    : fresh(fresh_values), members(std::move(of)) {
    programme = Programme::compile(*decode_programme(programme_text(campaigns)), symbols);
    for (const HolderId id : members)
        state.holders.emplace(id, Holder{.id = id, .enrolled_at = Instant{0}});
}

World::World(std::shared_ptr<const Programme> in_force, std::vector<Holder> of, Fresh& fresh_values)
    : programme(std::move(in_force)), fresh(fresh_values) {
    for (Holder& holder : of) {
        members.push_back(holder.id);
        state.holders.emplace(holder.id, std::move(holder));
    }
}

World::Sale World::sale() {
    Sale made;
    std::string body;
    append_purchase(body, {.run = 1, .number = ++number});
    auto request = *decode_purchase(*parse_json(body));
    request.member.clear();
    made.document = canonical_purchase(request);
    request.purchase.member = members[number % members.size()];
    std::string key = request.purchase.id;
    made.command = {.body = std::move(request.purchase), .key = std::move(key), .actor = "bench"};
    return made;
}

Decision World::run(const Command& command) {
    Decision decision = decide(*programme, state, command, fresh, at);
    ensure(decision.outcome == Outcome::Ok,
           decision.error ? decision.error->message.c_str() : "a command is accepted");
    apply(state, decision);
    return decision;
}

void World::forget() {
    state.purchases.clear();
    state.earlier.clear();
    for (auto& [_, holder] : state.holders) holder.lots.clear();
}

std::vector<HolderId> members_in_a_row(std::int64_t count) {
    std::vector<HolderId> members;
    for (std::int64_t m = 0; m < count; ++m) members.push_back(HolderId{16384 + m});
    return members;
}

}  // namespace vuelve::bench
