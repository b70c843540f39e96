#include "app/preferences.h"

#include "app/audit.h"
#include "app/outbox.h"

namespace vuelve::app {

Result<PreferencesReading> read_preferences(Service& service,
                                            OpenProgramme& programme,
                                            HolderId member) {
    PreferencesReading reading{.account = TRY(read_member(service, programme, member)),
                               .unwanted = {}};
    reading.unwanted =
        programme.messages().unwanted(*service.database().snapshot(), reading.account.member.id);
    return reading;
}

Result<void> set_wanted_messages(Service& service,
                                 const Caller& by,
                                 HolderId member,
                                 const std::vector<WantedMessage>& changes) {
    if (changes.empty()) return {};
    OpenProgramme& programme = *service.programmes().find(by.programme);
    // Between two groups: the writer knows in memory how members can be written to.
    return service.engine().alone([&](Instant now) {
        auto tx = service.database().begin();
        std::vector<std::string> fields;
        for (const auto& [what, wanted] : changes) {
            programme.messages().want(*tx, member, what, wanted, now);
            fields.push_back((wanted ? "+" : "-") + std::string(message_kind(what.type).name) +
                             "/" + std::string(name_of(what.channel)));
        }
        programme.cache().contacts.erase(member);
        Outbox outbox(programme, *tx);
        programme.messages().drop_forbidden(*tx, member, DropReason::NoChannel,
                                            outbox.contact(member, now));
        record_deed(programme, *tx, by,
                    {.action = "member.messages_chosen",
                     .object = "member:" + format_public(PublicKind::Member, member),
                     .fields = std::move(fields)},
                    now);
        tx->commit();
        programme.cache().contacts.erase(member);
    });
}

}  // namespace vuelve::app
