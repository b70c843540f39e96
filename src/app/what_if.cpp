#include "app/what_if.h"

#include <algorithm>
#include <future>
#include <unordered_set>

#include "app/asks.h"
#include "app/facts.h"
#include "app/holders.h"
#include "app/publication.h"
#include "codec/purchase_json.h"

namespace vuelve::app {
namespace {

/// What both documents are given in one go: it is read once.
struct Page {
    struct Sold {
        RecordPurchase purchase;
        Instant at{};
    };
    std::vector<Sold> sales;
    std::vector<Holder> newcomers;  // of these sales, seen for the first time
};

/// Reads the sales of a period in their order, with the members they name.
class Past {
 public:
    Past(const OpenProgramme& programme, storage::Reader& reader, const WhatIfAsked& asked)
        : programme_(programme), reader_(reader), day_(asked.from), last_(asked.to) {}

    /// Empty after the last one.
    Result<Page> next(WhatIfReport& report) {
        constexpr std::int64_t page_max = 2'000;
        const auto rows = programme_.facts().recorded_sales(reader_, day_, after_, last_, page_max);
        Page page;
        page.sales.reserve(rows.size());
        std::vector<HolderId> unseen;
        for (const auto& row : rows) {
            RecordPurchase purchase = TRY(decode_recorded_purchase(row.document));
            complete_lines(programme_, purchase);
            purchase.member = row.member;
            purchase.occurred_at = row.occurred_at;
            report.sales += 1;
            report.lines += static_cast<std::int64_t>(purchase.lines.size());
            if (seen_.insert(row.member).second) unseen.push_back(row.member);
            // Days come in their order, what was sold on one nearly so: no clock goes back.
            at_ = std::max(at_, row.occurred_at);
            page.sales.push_back({std::move(purchase), at_});
        }
        if (!rows.empty()) std::tie(day_, after_) = std::pair(rows.back().day, rows.back().txn);
        report.members += static_cast<std::int64_t>(unseen.size());
        page.newcomers = read_with_households(unseen);
        return page;
    }

 private:
    std::vector<Holder> read_with_households(std::span<const HolderId> ids) {
        auto holders = read_holders(programme_, reader_, ids);
        std::vector<HolderId> households;
        for (const Holder& holder : holders)
            if (holder.household.value != 0 && seen_.insert(holder.household).second)
                households.push_back(holder.household);
        std::ranges::move(read_holders(programme_, reader_, households),
                          std::back_inserter(holders));
        return holders;
    }

    const OpenProgramme& programme_;
    storage::Reader& reader_;
    Day day_, last_;
    TxnId after_{};
    Instant at_{};
    std::unordered_set<HolderId> seen_;
};

void run(WhatIf& side, const Page& page) {
    for (const Holder& holder : page.newcomers) side.add(holder);
    for (const auto& [purchase, at] : page.sales) side.sell(purchase, at);
}

WhatIfSide side_of(const WhatIf& side, OpenProgramme::Prepared document) {
    return {std::move(document), side.totals(), side.levels()};
}

}  // namespace

Result<WhatIfReport> what_if(Service& service, OpenProgramme& programme, const WhatIfAsked& asked) {
    if (asked.to < asked.from)
        return refuse_field("/from", "out-of-range", "the first day lies after the last");
    ProgrammeDocument draft = TRY(read_programme(asked.document));
    catch_up(service, programme);
    const auto reader = service.database().fan_out();
    ProgrammeDocument in_force =
        TRY(read_programme(version_in_force(*reader, programme.key()).document));
    const Zone& zone = programme.snapshot()->zone();
    const Instant first = zone.day_start(asked.from), last = zone.day_start(asked.to + 1) + -1;
    auto now = programme.prepare(as_if_then(std::move(in_force), first, last), 0);
    auto then = programme.prepare(as_if_then(std::move(draft), first, last), 0);

    WhatIfReport report;
    WhatIf of_now(now.compiled), of_then(then.compiled);
    Past past(programme, *reader, asked);
    Page page = TRY(past.next(report));
    if (page.sales.empty()) return refuse(ErrorCode::NotFound, "nothing was sold in these days");
    while (!page.sales.empty()) {
        // One after the other in time, beside each other on the machine, while the next are read.
        auto left = std::async(std::launch::async, [&] { run(of_now, page); });
        auto right = std::async(std::launch::async, [&] { run(of_then, page); });
        const std::int64_t done = report.sales;
        auto next = past.next(report);
        left.get();
        right.get();
        if (asked.progress) asked.progress(done);
        page = TRY(std::move(next));
    }
    report.in_force = side_of(of_now, std::move(now));
    report.draft = side_of(of_then, std::move(then));
    return report;
}

}  // namespace vuelve::app
