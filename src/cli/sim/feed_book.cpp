#include "cli/sim/feed_book.h"

#include <fmt/format.h>

namespace vuelve::cli {

void FeedBook::audit(app::Service& service,
                     const app::OpenProgramme& programme,
                     const std::map<HolderId, Reading>& everybody) {
    constexpr int rows_each = 500;
    const auto snapshot = service.database().fan_out();
    for (;;) {
        const auto rows = programme.events().after(*snapshot, last_, rows_each);
        for (const storage::EventRow& row : rows) {
            checks_.hold("feed gapless", row.sequence == last_ + 1,
                         [&] { return fmt::format("{} after {}", row.sequence, last_); });
            last_ = row.sequence;
            const auto data = parse_json(row.body);
            checks_.hold("feed JSON", data.has_value(), [&] { return row.body; });
            balances_.hear(row.type, row.subject, *data);
        }
        if (rows.empty()) break;
    }
    for (const auto& [holder, reading] : everybody) {
        const auto difference = balances_.difference(*programme.snapshot(), reading.holder);
        checks_.hold("feed balances", !difference, [&] { return *difference; });
    }
}

}  // namespace vuelve::cli
