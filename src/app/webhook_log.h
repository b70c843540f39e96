#pragma once

#include "app/webhooks.h"

/// What became of each event for a webhook, and once more. Source: docs/adr/0033.
namespace vuelve::app {

inline constexpr int replay_max = 10'000;  // events of one request

struct LoggedDelivery {
    storage::Delivery delivery;
    std::vector<storage::DeliveryTry> tries;  // the newest first, the last few
};

/// Before a sequence (exclusive), the newest event first. Errors: NotFound.
Result<std::vector<LoggedDelivery>> read_deliveries(Service& service,
                                                    const OpenProgramme& programme,
                                                    std::int64_t webhook,
                                                    std::int64_t before,
                                                    std::optional<storage::DeliveryState> state,
                                                    int limit);

/// Puts events to be delivered again, now, under their old ids. How many. A period is that of the
/// tries, as far back as the log goes; events named by id go out whatever they are.
/// Errors: NotFound; ValidationFailed for an id that is no event of the programme, or more than
/// replay_max.
Result<std::int64_t> replay(Service& service,
                            Webhooks& webhooks,
                            const OpenProgramme& programme,
                            std::int64_t webhook,
                            const ReplayRequest& request);

}  // namespace vuelve::app
