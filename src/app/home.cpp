#include "app/home.h"

#include <algorithm>

#include "app/inbox.h"
#include "app/privacy_requests.h"

namespace vuelve::app {
namespace {

std::vector<storage::VoucherRow> open_vouchers(Service& service,
                                               OpenProgramme& programme,
                                               HolderId member) {
    auto rows = read_vouchers(service, programme, member);
    if (!rows) return {};
    std::erase_if(*rows, [&](const storage::VoucherRow& row) {
        const bool open =
            row.voucher.state == VoucherState::Issued || row.voucher.state == VoucherState::Locked;
        return !open || row.voucher.valid_until <= service.now();
    });
    std::ranges::sort(*rows, {}, [](const storage::VoucherRow& row) {
        return std::pair(row.voucher.valid_until, row.voucher.id);
    });
    return *std::move(rows);
}

}  // namespace

std::string home_store_of(const MemberReading& account) {
    const Programme& programme = *account.programme;
    const std::string code = programme.symbols().code(account.member.home_store.value);
    return programme.find_store(code) ? code : std::string();
}

Result<HomeReading> read_home(Service& service, OpenProgramme& programme, HolderId id) {
    HomeReading home{.account = TRY(read_member(service, programme, id))};
    const HolderId member = home.account.member.id;
    home.vouchers = open_vouchers(service, programme, member);
    home.unread = read_inbox(service, programme, member).unread();
    if (const auto announced = find_announced_erasure(service, programme, member))
        home.erased_from = announced->erase_at;
    if (home.account.member.head.state != MemberState::Active) return home;
    home.activities =
        TRY(activities_of_reading(service, programme, home.account, home_store_of(home.account)));
    auto visits = visits_to_rate(service, programme, member, 1);
    if (!visits.empty()) home.visit = std::move(visits.front());
    return home;
}

}  // namespace vuelve::app
