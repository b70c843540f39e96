#pragma once

#include <optional>
#include <vector>

#include "app/activities.h"
#include "app/entitlements.h"
#include "app/visits.h"

/// Everything that the first page of the card shows, in one reading. Source: ux/README.md 8.
namespace vuelve::app {

struct HomeReading {
    MemberReading account;
    std::optional<Activities> activities;  // none while suspended; points into account.programme
    std::vector<storage::VoucherRow> vouchers;  // that can be used now, the first to end first
    std::optional<Visit> visit;                 // that waits to be rated
    std::int64_t unread = 0;
    std::optional<Instant> erased_from{};  // who announced their erasure may call it off until then
};
/// Judged for the member's own store, else the first. Errors: UnknownMember.
Result<HomeReading> read_home(Service& service, OpenProgramme& programme, HolderId member);

/// The store that a member's pages are about: their own while the programme has it, "" = the first.
std::string home_store_of(const MemberReading& account);

}  // namespace vuelve::app
