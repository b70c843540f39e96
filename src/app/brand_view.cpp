#include "app/brand_view.h"

namespace vuelve::app {
namespace {

storage::BrandView view_of(const OpenProgramme& programme, BrandId brand) {
    return {programme.vault(), programme.placement(), programme.key().programme_id, brand};
}

}  // namespace

std::vector<BrandMember> read_brand_members(
    Service& service, const OpenProgramme& programme, BrandId brand, HolderId after, int limit) {
    auto reader = service.database().snapshot();
    std::vector<BrandMember> members;
    for (HolderId id : view_of(programme, brand).members(*reader, after, limit))
        if (auto person = programme.members().load(*reader, id);
            person &&
            (person->state == MemberState::Active || person->state == MemberState::Suspended))
            members.push_back({id, person->state, person->profile.name, person->enrolled_at});
    return members;
}

Result<BrandMemberReading> read_brand_member(Service& service,
                                             OpenProgramme& programme,
                                             BrandId brand,
                                             HolderId member,
                                             TxnId before,
                                             int limit) {
    BrandMemberReading reading{TRY(read_member(service, programme, member)), {}};
    const Holder& holder = reading.member.member;
    const storage::BrandView view = view_of(programme, brand);
    auto reader = service.database().snapshot();
    if (!view.sees(*reader, holder.id)) return refuse(ErrorCode::UnknownMember);
    reading.visits = view.visits(*reader, holder.id, holder.head.households, before, limit);
    return reading;
}

}  // namespace vuelve::app
