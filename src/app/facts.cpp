#include "app/facts.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/fraud_watch.h"
#include "app/segments.h"

namespace vuelve::app {
namespace {

UnitCost costs_of(std::shared_ptr<const OpenProgramme::Catalogue> catalogue) {
    return [catalogue = std::move(catalogue)](const std::string& sku) -> std::optional<Minor> {
        auto found = catalogue->find(sku);
        if (found == catalogue->end() || !found->second.unit_cost) return std::nullopt;
        return Minor{*found->second.unit_cost};
    };
}

struct NextPage {
    TxnId after{};
    storage::FactStore::Page page;
};

/// Read beside the tills: they wait for whoever holds the write lock.
NextPage read_next(Service& service, OpenProgramme& programme) {
    const storage::FactStore& facts = programme.facts();
    const auto reader = service.database().fan_out();
    const TxnId after = facts.place(*reader);
    if (auto fresh = programme.fresh_facts().take(after)) return {after, std::move(*fresh)};
    return {after, facts.read_page(*reader, after)};
}

using Steady = std::chrono::steady_clock;

struct Step {
    bool is_more = false;
    Steady::duration held{};  // how long tills were kept waiting
};

/// The next page.
Step follow_page(Service& service, OpenProgramme& programme) {
    const storage::FactStore& facts = programme.facts();
    const auto [after, page] = read_next(service, programme);
    if (page.rows.empty()) return {};
    auto tx = service.database().begin();
    const auto begun = Steady::now();
    if (facts.place(*tx) != after) return {.is_more = true};  // another program followed meanwhile
    facts.apply(*tx, page.rows, costs_of(programme.catalogue()));
    const bool has_told = watch_sales(service, programme, *tx, page.rows);
    if (std::ranges::any_of(programme.snapshot()->document().segments, &Segment::dynamic))
        programme.segments().note(*tx, touched_by(page.rows));
    facts.set_place(*tx, page.last);
    tx->commit();
    if (has_told) service.programmes().bell().ring();
    return {.is_more = !page.is_last, .held = Steady::now() - begun};
}

/// For each time it held up the tills they have twice that time without it.
constexpr int rests = 2;
/// Who is behind for longer than this follows without rests: the round has other work to do.
constexpr std::chrono::seconds patience{20};

}  // namespace

void catch_up(Service& service, OpenProgramme& programme) {
    if (service.is_read_only()) return;
    std::lock_guard one_at_a_time(programme.following());
    if (!programme.facts().is_behind(*service.database().fan_out())) return;
    while (follow_page(service, programme).is_more) {
    }
}

void catch_up_patiently(Service& service, const std::stop_token& stop) {
    if (service.is_read_only()) return;
    const auto until = Steady::now() + patience;
    for (OpenProgramme* programme : service.programmes().all()) {
        Step step{.is_more = true};
        while (step.is_more && !stop.stop_requested()) {
            if (Steady::now() < until) std::this_thread::sleep_for(rests * step.held);
            // Whoever reads facts meanwhile does the rest at once.
            std::lock_guard one_at_a_time(programme->following());
            step = follow_page(service, *programme);
        }
    }
}

}  // namespace vuelve::app
