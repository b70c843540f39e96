#include "app/webhook_log.h"

#include "codec/public_id.h"

namespace vuelve::app {
namespace {

constexpr int tries_shown = 10;

std::unexpected<Error> no_event(std::size_t index) {
    return refuse_field("/events/" + std::to_string(index), "unknown-reference",
                        "no event of this programme has this id");
}

Result<std::vector<std::int64_t>> named_events(storage::Reader& reader,
                                               const OpenProgramme& programme,
                                               const std::vector<std::string>& ids) {
    std::vector<std::int64_t> sequences;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto placed = parse_public(PublicKind::Event, ids[i]);
        if (!placed || placed->id < 1 ||
            placed->bucket != storage::base_bucket(programme.placement()))
            return no_event(i);
        const auto rows = programme.events().after(reader, placed->id - 1, 1);
        if (rows.empty() || rows.front().sequence != placed->id ||
            rows.front().programme_id != programme.key().programme_id)
            return no_event(i);
        sequences.push_back(placed->id);
    }
    return sequences;
}

Result<std::vector<std::int64_t>> tried_events(storage::Reader& reader,
                                               const OpenProgramme& programme,
                                               std::int64_t webhook,
                                               Instant from,
                                               Instant to) {
    auto sequences =
        webhooks_of(programme).tried_between(reader, webhook, from, to, replay_max + 1);
    if (std::ssize(sequences) > replay_max)
        return refuse_field("/to", "too-many", "at most 10,000 events at once");
    return sequences;
}

}  // namespace

Result<std::vector<LoggedDelivery>> read_deliveries(Service& service,
                                                    const OpenProgramme& programme,
                                                    std::int64_t webhook,
                                                    std::int64_t before,
                                                    std::optional<storage::DeliveryState> state,
                                                    int limit) {
    const auto store = webhooks_of(programme);
    auto reader = service.database().snapshot();
    if (!store.find(*reader, webhook)) return refuse(ErrorCode::NotFound);
    std::vector<LoggedDelivery> log;
    for (storage::Delivery& delivery : store.page(*reader, webhook, before, state, limit)) {
        auto tries = store.tries(*reader, webhook, delivery.sequence, tries_shown);
        log.push_back({std::move(delivery), std::move(tries)});
    }
    return log;
}

Result<std::int64_t> replay(Service& service,
                            Webhooks& webhooks,
                            const OpenProgramme& programme,
                            std::int64_t id,
                            const ReplayRequest& request) {
    const auto store = webhooks_of(programme);
    const Instant now = service.now();
    auto tx = service.database().begin();
    if (!store.find(*tx, id)) return refuse(ErrorCode::NotFound);
    std::int64_t count = 0;
    if (request.dead) {
        count = store.replay_dead(*tx, id, now);
    } else {
        const auto sequences =
            request.events.empty()
                ? TRY(tried_events(*tx, programme, id, *request.from, *request.to))
                : TRY(named_events(*tx, programme, request.events));
        std::vector<storage::Delivery> again;
        for (const std::int64_t sequence : sequences)
            again.push_back({.sequence = sequence, .next_at = now});
        store.put(*tx, id, again);
        count = std::ssize(again);
    }
    tx->commit();
    webhooks.changed().ring();
    return count;
}

}  // namespace vuelve::app
