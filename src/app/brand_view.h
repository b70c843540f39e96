#pragma once

#include "app/reading.h"
#include "storage/brand_view.h"

/// Members of a coalition as one of its brands sees them: whoever came to its stores or lets third
/// parties know. The balance is shared; what was bought elsewhere is not told. Source: domain.md
/// 9.1.
namespace vuelve::app {

struct BrandMember {
    HolderId id{};
    MemberState state{};
    std::string name;  // whole
    Instant enrolled_at{};
};
/// At most `limit` after `after`.
std::vector<BrandMember> read_brand_members(
    Service& service, const OpenProgramme& programme, BrandId brand, HolderId after, int limit);

struct BrandMemberReading {
    MemberReading member;
    std::vector<storage::BrandView::Visit> visits;  // newest first
};
/// At most `limit` visits before `before`. Errors: UnknownMember, also for a member whom the brand
/// does not see.
Result<BrandMemberReading> read_brand_member(Service& service,
                                             OpenProgramme& programme,
                                             BrandId brand,
                                             HolderId member,
                                             TxnId before,
                                             int limit);

}  // namespace vuelve::app
