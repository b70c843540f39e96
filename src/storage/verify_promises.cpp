#include "storage/verify_promises.h"

#include "codec/transaction_json.h"
#include "generated/sql.h"

namespace vuelve::storage {
namespace {

Units taken_of(const std::vector<LotUse>& uses) {
    Units taken{};
    for (const LotUse& use : uses) taken += use.units;
    return taken;
}

Units given_back(const std::vector<LotUse>& uses) {
    Units back{};
    for (const LotUse& use : uses) back += use.refunded;
    return back;
}

void check_reservations(Reader& reader, Verified& found) {
    Rows rows = reader.query(sql::all_reservations);
    while (rows.next()) {
        const auto id = rows.get<ReservationId>(0);
        const auto state = rows.get<ReservationState>(1);
        const std::string where = "reservation " + std::to_string(id.value);
        auto kept = decode_reservation_detail(rows.text(4), id);
        if (!kept) {
            found.add("rows", where, "its detail is not readable");
            continue;
        }
        const Units held = taken_of(kept->uses) - given_back(kept->uses);
        // What was captured has left its lots and stays written here as taken.
        const Units said = state == ReservationState::Active     ? rows.get<Units>(2)
                           : state == ReservationState::Captured ? rows.get<Units>(3)
                                                                 : Units{0};
        if (held != said)
            found.add("I17", where,
                      "it is " + std::string(name_of(state)) + " and took " +
                          std::to_string(held.n) + " units of lots, not " + std::to_string(said.n));
        if (state != ReservationState::Captured && rows.integer(3) != 0)
            found.add("I17", where,
                      "it is " + std::string(name_of(state)) + " with " +
                          std::to_string(rows.integer(3)) + " units captured");
    }
}

void check_redemptions(Reader& reader, Verified& found) {
    Rows rows = reader.query(sql::all_redemptions);
    while (rows.next()) {
        const auto id = rows.get<RedemptionId>(0);
        const auto state = rows.get<RedemptionState>(1);
        const auto points = rows.get<Units>(2);
        const std::string where = "redemption " + std::to_string(id.value);
        auto kept = decode_redemption_detail(rows.text(3), id);
        if (!kept) {
            found.add("rows", where, "its detail is not readable");
            continue;
        }
        const Units back = state == RedemptionState::Refunded ? points : Units{0};
        if (taken_of(kept->uses) != points || given_back(kept->uses) != back)
            found.add("I16", where,
                      "it is " + std::string(name_of(state)) + " for " + std::to_string(points.n) +
                          ", took " + std::to_string(taken_of(kept->uses).n) +
                          " units of lots and gave back " +
                          std::to_string(given_back(kept->uses).n));
    }
}

void check_states(Reader& reader, Verified& found) {
    Rows rows = reader.query(sql::verify_states);
    while (rows.next()) {
        auto head = decode_head(rows.text(2));
        const std::string where = "holder " + std::to_string(rows.integer(0));
        if (!head)
            found.add("rows", where, "its head is not readable");
        else if (head->state != rows.get<MemberState>(1))
            found.add("rows", where,
                      "its row says state " + std::to_string(rows.integer(1)) + ", its head " +
                          std::to_string(static_cast<int>(head->state)));
    }
}

}  // namespace

void verify_promises(Reader& reader, Verified& found) {
    check_reservations(reader, found);
    check_redemptions(reader, found);
    check_states(reader, found);
}

}  // namespace vuelve::storage
