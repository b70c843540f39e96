#include "app/shift.h"

#include <algorithm>
#include <set>

#include "app/staff.h"
#include "codec/answer_json.h"
#include "storage/history_store.h"

namespace vuelve::app {
namespace {

using storage::CounterRow;

void add_row(CounterSums& sums, const CounterRow& row, const Programme& programme) {
    if (row.kind == TxnKind::Return) ++sums.returns;
    if (row.kind == TxnKind::Void) ++sums.voids;
    if (row.kind != TxnKind::Purchase) return;
    ++sums.sales;
    sums.amount += row.amount;
    for (const AwardLine& award : row.receipt->effects)
        if (programme.currency(award.currency).kind != CurrencyKind::Status)
            sums.given[award.currency] += award.points;
    for (const SpentLine& spent : row.receipt->spent) sums.taken[spent.currency] += spent.points;
}

std::map<std::string, std::string> names_of_staff(Service& service,
                                                  const OpenProgramme& programme) {
    std::map<std::string, std::string> names;
    for (const Staff& staff :
         staff_store(programme).list(*service.database().snapshot(), programme.key().programme_id))
        names["staff:" + std::to_string(staff.staff_id)] = short_name(staff.name);
    return names;
}

}  // namespace

ShiftReading read_shift(Service& service,
                        const OpenProgramme& programme,
                        Instant since,
                        const std::vector<std::string>& stores,
                        const std::string& actor) {
    const auto snapshot = programme.snapshot();
    const auto reader = service.database().snapshot();
    std::map<std::string, CounterSums> by_actor;
    std::map<std::string, std::set<HolderId>> served;
    std::set<HolderId> all_served;
    ShiftReading reading;
    for (const CounterRow& row :
         storage::counter_rows(*reader, programme.vault(), programme.placement(),
                               programme.key().programme_id, since)) {
        const std::string& store = snapshot->symbols().code(row.store.value);
        const bool is_here = stores.empty() || std::ranges::find(stores, store) != stores.end();
        if (!is_here || (!actor.empty() && row.actor != actor)) continue;
        add_row(by_actor[row.actor], row, *snapshot);
        add_row(reading.total, row, *snapshot);
        if (row.kind != TxnKind::Purchase || row.member.value == 0) continue;
        served[row.actor].insert(row.member);
        all_served.insert(row.member);
    }
    reading.total.members = std::ssize(all_served);
    const auto names = names_of_staff(service, programme);
    for (auto& [who, sums] : by_actor) {
        sums.members = std::ssize(served[who]);
        const auto name = names.find(who);
        reading.lines.push_back({who, name == names.end() ? "" : name->second, std::move(sums)});
    }
    std::ranges::stable_sort(reading.lines, std::ranges::greater{},
                             [](const ShiftLine& line) { return line.sums.sales; });
    return reading;
}

}  // namespace vuelve::app
