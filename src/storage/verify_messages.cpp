#include "storage/verify_messages.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "analytics/outbox.h"
#include "codec/programme_json.h"
#include "generated/sql.h"
#include "storage/config_store.h"

namespace vuelve::storage {
namespace {

using analytics::Contact;
using analytics::SendCap;
using ProgrammePlace = std::pair<std::int64_t, std::int64_t>;  // tenant, programme

/// The widest that any version of a programme allowed: what was decided under one stays decided.
std::map<ProgrammePlace, SendCap> caps_of(Reader& reader) {
    std::map<ProgrammePlace, SendCap> caps;
    for (const ProgrammeRow& programme : load_programmes(reader)) {
        SendCap widest{.per_day = 0, .per_week = 0};
        for (const ProgrammeVersion& version : programme_history(reader, programme.key)) {
            if (version.state == VersionState::Draft) continue;
            auto stored = load_version(reader, programme.key, version.version);
            auto document = decode_programme(stored->document);
            if (!document) continue;  // said where the status currencies are read
            widest.per_day = std::max(widest.per_day, document->notifications.cap_per_day);
            widest.per_week = std::max(widest.per_week, document->notifications.cap_per_week);
        }
        caps[{programme.key.tenant_id, programme.key.programme_id}] = widest;
    }
    return caps;
}

struct ToldRow {
    std::int64_t bucket = 0;
    ProgrammePlace programme;
    HolderId member{};
    MessageType type{};
    MessageState state{};
    MessageChannel channel{};
    Instant at{};
    Day day{};
};

/// One member's advertising at a time.
class OutboxWalk {
 public:
    OutboxWalk(Reader& reader, Verified& found)
        : reader_(reader), found_(found), caps_(caps_of(reader)) {}

    void run() {
        std::vector<ToldRow> all;
        Rows rows = reader_.query(sql::verify_messages);
        while (rows.next()) {
            const auto type = rows.get<MessageType>(4);
            if (message_kind(type).message_class != MessageClass::Marketing) continue;
            const ToldRow row{.bucket = rows.integer(0),
                              .programme = {rows.integer(1), rows.integer(3)},
                              .member = rows.get<HolderId>(2),
                              .type = type,
                              .state = rows.get<MessageState>(5),
                              .channel = rows.get<MessageChannel>(6),
                              .at = rows.get<Instant>(7),
                              .day = rows.get<Day>(8)};
            if (!all.empty() && all.back().member != row.member) check_member(all);
            all.push_back(row);
        }
        if (!all.empty()) check_member(all);
    }

 private:
    void check_member(std::vector<ToldRow>& told) {
        check_consents(told);
        check_caps(told);
        told.clear();
    }

    /// What waits is judged by the last word, what went out by the last one before.
    void check_consents(const std::vector<ToldRow>& told) {
        for (const ToldRow& row : told) {
            Contact contact;
            Rows rows = reader_.query(sql::consents_of_holder,
                                      {row.bucket, row.programme.first, row.member});
            while (rows.next())
                if (row.state == MessageState::Waiting || rows.get<Instant>(6) <= row.at)
                    contact.allow(rows.text(0), rows.text(1), rows.get<bool>(2));
            if (analytics::is_forbidden(contact, row.type, row.channel))
                found_.add("I27", where(row),
                           "the member did not allow " + std::string(name_of(row.channel)));
        }
    }

    void check_caps(const std::vector<ToldRow>& told) {
        const SendCap cap = caps_[told.front().programme];
        std::map<Day, int> days, weeks;
        for (const ToldRow& row : told) {
            if (++days[row.day] == cap.per_day + 1)
                found_.add("I27", where(row), "more than a day allows");
            if (++weeks[week_start(row.day)] == cap.per_week + 1)
                found_.add("I27", where(row), "more than a week allows");
        }
    }

    static std::string where(const ToldRow& row) {
        return "holder " + std::to_string(row.member.value) + ", " +
               std::string(message_kind(row.type).name) + " of " + format_day(row.day);
    }

    Reader& reader_;
    Verified& found_;
    std::map<ProgrammePlace, SendCap> caps_;
};

}  // namespace

void verify_messages(Reader& reader, Verified& found) { OutboxWalk(reader, found).run(); }

}  // namespace vuelve::storage
