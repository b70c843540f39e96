#include "app/member_search.h"

#include <algorithm>
#include <set>

#include "app/audit.h"
#include "codec/answer_json.h"
#include "domain/trait.h"

namespace vuelve::app {
namespace {

/// A name that more people have than this tells nobody apart.
constexpr int namesakes_looked_at = 200;

bool has_words(const std::string& name, const std::vector<std::string>& words) {
    return std::ranges::includes(name_words(name), words);
}

/// Who somebody is now: follows merges.
std::optional<storage::Member> present_member(const OpenProgramme& programme,
                                              storage::Reader& reader,
                                              HolderId id) {
    auto member = programme.members().load(reader, id);
    while (member && member->merged_into.value != 0)
        member = programme.members().load(reader, member->merged_into);
    const bool is_open =
        member && (member->state == MemberState::Active || member->state == MemberState::Suspended);
    return is_open ? std::move(member) : std::nullopt;
}

}  // namespace

Result<NamedMembers> find_members_by_name(Service& service,
                                          const Caller& by,
                                          const std::string& name) {
    const auto words = name_words(name);
    if (words.empty())
        return refuse_field("/name", "out-of-range", "a word of the name, of two letters or more");
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    NamedMembers found;
    {
        const auto reader = service.database().snapshot();
        std::set<HolderId> seen;
        for (const HolderId id :
             programme.members().find_named(*reader, words, namesakes_looked_at)) {
            auto member = present_member(programme, *reader, id);
            if (!member || !has_words(member->profile.name, words) ||
                !seen.insert(member->holder).second)
                continue;
            NamedMember one{.member = member->holder,
                            .name = short_name(member->profile.name),
                            .state = member->state,
                            .identities = {}};
            for (const auto& known : member->identities)
                if (known.state == storage::IdentityState::Active)
                    one.identities.push_back(known.identity);
            found.members.push_back(std::move(one));
        }
    }
    std::ranges::stable_sort(found.members, {}, &NamedMember::name);
    found.more = std::ssize(found.members) > members_shown;
    if (found.more) found.members.resize(members_shown);
    auto tx = service.database().begin();
    record_deed(programme, *tx, by, {.action = "members.searched"}, service.now());
    tx->commit();
    return found;
}

}  // namespace vuelve::app
