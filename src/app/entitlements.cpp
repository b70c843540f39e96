#include "app/entitlements.h"

#include <algorithm>

#include "app/holders.h"
#include "domain/decide.h"
#include "domain/reward.h"

namespace vuelve::app {
namespace {

/// What `read` finds, read again after the jobs of its holder when one of them is due by `due_of`.
template <class Read, class Due>
auto settled(Service& service, OpenProgramme& programme, Read read, Due due_of) {
    auto found = read(*service.database().snapshot());
    if (!found) return found;
    const std::optional<Instant> due = due_of(*found);
    if (!due || *due > service.now()) return found;
    service.engine().settle(programme.key(), found->holder);
    return read(*service.database().snapshot());
}

std::optional<Instant> due_of(const Redemption& redemption) {
    return redemption.state == RedemptionState::Confirmed ? redemption.due_at : std::nullopt;
}

std::optional<Instant> due_of(const Voucher& voucher) {
    if (voucher.state == VoucherState::Locked && voucher.locked_until)
        return std::min(*voucher.locked_until, voucher.valid_until);
    return voucher.state == VoucherState::Issued ? std::optional(voucher.valid_until)
                                                 : std::nullopt;
}

RedemptionReading with_voucher(const OpenProgramme& programme,
                               storage::Reader& reader,
                               storage::RedemptionRow row) {
    RedemptionReading reading{
        .holder = row.holder, .redemption = std::move(row.redemption), .voucher = {}};
    if (reading.redemption.voucher.value != 0)
        reading.voucher = programme.entitlements().voucher(reader, reading.redemption.voucher);
    return reading;
}

std::optional<std::int64_t> find_left(const OpenProgramme& programme,
                                      storage::Reader& reader,
                                      const ResourceKey& key) {
    auto known = programme.ledger().find_resource(reader, key);
    return known ? std::optional(known->left) : std::nullopt;
}

/// The holder after everything due now has run.
std::optional<Holder> settled_holder(Service& service, OpenProgramme& programme, HolderId id) {
    auto holder = read_holder(programme, *service.database().snapshot(), id);
    if (!holder) return std::nullopt;
    const auto due = next_due(*programme.snapshot(), *holder);
    if (!due || *due > service.now()) return holder;
    service.engine().settle(programme.key(), id);
    return read_holder(programme, *service.database().snapshot(), id);
}

}  // namespace

Result<storage::ReservationRow> read_reservation(Service& service,
                                                 OpenProgramme& programme,
                                                 ReservationId id) {
    auto found = settled(
        service, programme,
        [&](storage::Reader& reader) { return programme.entitlements().reservation(reader, id); },
        [](const storage::ReservationRow& row) {
            return row.reservation.state == ReservationState::Active
                       ? std::optional(row.reservation.due_at)
                       : std::nullopt;
        });
    if (!found) return refuse(ErrorCode::NotFound);
    return std::move(*found);
}

Result<RedemptionReading> read_redemption(Service& service,
                                          OpenProgramme& programme,
                                          RedemptionId id) {
    auto found = settled(
        service, programme,
        [&](storage::Reader& reader) { return programme.entitlements().redemption(reader, id); },
        [](const storage::RedemptionRow& row) { return due_of(row.redemption); });
    if (!found) return refuse(ErrorCode::NotFound);
    return with_voucher(programme, *service.database().snapshot(), std::move(*found));
}

std::vector<RedemptionReading> read_redemptions(Service& service,
                                                OpenProgramme& programme,
                                                RedemptionState state,
                                                RedemptionId after,
                                                int limit,
                                                bool by_hand) {
    const auto read = [&] {
        auto reader = service.database().snapshot();
        return programme.entitlements().redemptions_in(*reader, state, after, limit, by_hand);
    };
    auto rows = read();
    bool ran = false;
    for (const auto& row : rows) {
        const auto due = due_of(row.redemption);
        if (!due || *due > service.now()) continue;
        service.engine().settle(programme.key(), row.holder);
        ran = true;
    }
    if (ran) rows = read();
    auto reader = service.database().snapshot();
    std::vector<RedemptionReading> readings;
    for (auto& row : rows) readings.push_back(with_voucher(programme, *reader, std::move(row)));
    return readings;
}

Result<storage::VoucherRow> read_voucher(Service& service,
                                         OpenProgramme& programme,
                                         const std::string& code) {
    auto found = settled(
        service, programme,
        [&](storage::Reader& reader) {
            return programme.entitlements().voucher_of_code(reader, code);
        },
        [](const storage::VoucherRow& row) { return due_of(row.voucher); });
    if (!found) return refuse(ErrorCode::NotFound);
    return std::move(*found);
}

Result<std::vector<storage::VoucherRow>> read_vouchers(Service& service,
                                                       OpenProgramme& programme,
                                                       HolderId member) {
    const auto holder = settled_holder(service, programme, member);
    if (!holder || holder->kind != HolderKind::Member) return refuse(ErrorCode::UnknownMember);
    if (holder->merged_into.value != 0)
        return read_vouchers(service, programme, holder->merged_into);
    auto reader = service.database().snapshot();
    return programme.entitlements().voucher_rows_of(*reader, member);
}

HeldVoucher read_held_voucher(Service& service,
                              const OpenProgramme& programme,
                              storage::VoucherRow row) {
    HeldVoucher held{.row = std::move(row)};
    const Voucher& voucher = held.row.voucher;
    if (voucher.redemption.value == 0) return held;
    const auto taken =
        programme.entitlements().redemption(*service.database().snapshot(), voucher.redemption);
    // Who was given a prize did not take it.
    if (!taken || taken->holder != held.row.holder) return held;
    held.redemption = voucher.redemption;
    held.is_cancellable = can_be_taken_back(*programme.snapshot(), taken->redemption, &voucher);
    return held;
}

StockReading read_stock(Service& service, const OpenProgramme& programme, const Reward& reward) {
    auto reader = service.database().snapshot();
    const int ref = reward.id.value;
    StockReading reading{.left = find_left(programme, *reader, {ResourceKind::RewardStock, ref, 0}),
                         .left_in_store = {}};
    if (!reading.left) reading.left = reward.stock;
    // Out of codes is out of stock.
    if (auto codes = find_left(programme, *reader, {ResourceKind::RewardCodes, ref, 0}))
        reading.left = std::min(reading.left.value_or(*codes), *codes);
    for (const Store& store : programme.snapshot()->document().stores) {
        const auto start = reward.store_stock.find(store.code);
        auto left =
            find_left(programme, *reader, {ResourceKind::RewardStoreStock, ref, store.id.value});
        if (!left && start != reward.store_stock.end()) left = start->second;
        if (left) reading.left_in_store[store.code] = *left;
    }
    return reading;
}

Result<HouseholdReading> read_household(Service& service, OpenProgramme& programme, HolderId id) {
    const auto holder = settled_holder(service, programme, id);
    if (!holder || holder->kind != HolderKind::Household) return refuse(ErrorCode::NotFound);
    auto reader = service.database().snapshot();
    HouseholdReading reading{.household = id,
                             .members = programme.entitlements().members_of(*reader, id),
                             .balances = {},
                             .programme = programme.snapshot()};
    for (const Wallet& wallet : holder->wallets)
        reading.balances.push_back(
            {wallet.currency, wallet.pending, wallet.available, wallet.reserved, wallet.debt});
    return reading;
}

std::vector<storage::ParkedRow> read_parked(Service& service,
                                            const OpenProgramme& programme,
                                            ParkedState state,
                                            const std::optional<Hash16>& after,
                                            int limit) {
    return programme.entitlements().parked_in(*service.database().snapshot(), state, after, limit);
}

}  // namespace vuelve::app
