#include "app/facts.h"

#include <algorithm>

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

/// The next page. False when there is nothing after it.
bool follow_page(Service& service, OpenProgramme& programme) {
    const storage::FactStore& facts = programme.facts();
    const auto [after, page] = read_next(service, programme);
    if (page.rows.empty()) return false;
    auto tx = service.database().begin();
    if (facts.place(*tx) != after) return true;  // another program followed meanwhile
    facts.apply(*tx, page.rows, costs_of(programme.catalogue()));
    const bool has_told = watch_sales(service, programme, *tx, page.rows);
    if (std::ranges::any_of(programme.snapshot()->document().segments, &Segment::dynamic))
        programme.segments().note(*tx, touched_by(page.rows));
    facts.set_place(*tx, page.last);
    tx->commit();
    if (has_told) service.programmes().bell().ring();
    return !page.is_last;
}

}  // namespace

void catch_up(Service& service, OpenProgramme& programme) {
    if (service.is_read_only()) return;
    std::lock_guard one_at_a_time(programme.following());
    if (!programme.facts().is_behind(*service.database().fan_out())) return;
    while (follow_page(service, programme)) {
    }
}

void catch_up_all(Service& service) {
    for (OpenProgramme* programme : service.programmes().all()) catch_up(service, *programme);
}

}  // namespace vuelve::app
