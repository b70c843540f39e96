#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/decision.h"
#include "domain/message_type.h"
#include "domain/programme.h"

/// Which message is due to whom and when: by what a command did, and by the calendar. Whether it
/// goes out at all is decided elsewhere (analytics/outbox.h). Pure. Source: domain.md 12; docs/adr
/// says what the text leaves open.
namespace vuelve {

/// Units or money by currency.
using NoticeAmounts = std::vector<std::pair<std::string, std::int64_t>>;
/// What a message says: numbers, codes, days as text. Never anything personal: names are filled in
/// where it is sent.
struct NoticeVariable {
    std::string name;
    std::variant<std::int64_t, std::string, NoticeAmounts> value;
    friend bool operator==(const NoticeVariable&, const NoticeVariable&) = default;
};

struct Notice {
    HolderId member{};
    MessageType type{};
    std::int64_t source = 0;  // what it is about: with member, type and part told only once
    std::int32_t part = 0;    // which of several about it
    Instant due_at{};
    TxnId cause{};             // the purchase whose void ends it; 0 = none
    VoucherId voucher{};       // that it is about; shown by its id
    bool looks_again = false;  // decided when it is due, and not before
    std::vector<NoticeVariable> variables{};
};

/// What a decision makes due, in the order of the table and of the members. `before` is the state
/// it was decided in. Nothing for quotes, rejections, voids, and what only parks.
std::vector<Notice> notices_of(const Programme& programme,
                               const State& before,
                               const Decision& decision);

/// The purchase that a decision made void: what waits because of it is dropped. 0 = none.
struct VoidedCause {
    HolderId member{};
    TxnId purchase{};
};
std::optional<VoidedCause> voided_by(const Decision& decision);
/// Members who are none any more after a decision: closed or merged.
std::vector<HolderId> left_by(const Decision& decision);

/// What the calendar makes due for a member in (after, until]: points that end, a level almost
/// reached, the birthday, a visit missed. `shared` is the member's household, if any.
std::vector<Notice> timed_notices(const Programme& programme,
                                  const Holder& member,
                                  const Holder* shared,
                                  Instant after,
                                  Instant until);
/// True when timed_notices judges in (after, until] whether the member's next level is near: only
/// then it needs the member's metric.
bool nears_deadline(const Programme& programme, const Holder& member, Instant after, Instant until);
/// The next instant after `at` at which timed_notices may have something for anybody: nine and ten
/// o'clock in each zone of the programme.
Instant next_notice_hour(const Programme& programme, Instant at);

/// Local days of the programme whose hour of notices about points that end, ten o'clock, falls into
/// (after, until].
std::vector<Day> expiry_notice_days(const Programme& programme, Instant after, Instant until);
/// True when it becomes nine o'clock in a zone of the programme in (after, until]: the hour of all
/// other notices of the calendar.
bool has_morning(const Programme& programme, Instant after, Instant until);

/// Why a notice that was planned is not sent now that it is due; nothing when its cause still
/// stands. What it says is brought up to date.
std::optional<DropReason> look_again(const Programme& programme,
                                     const Holder& member,
                                     Notice& notice);

/// Types that the programme switched off are not told.
bool is_told(const Programme& programme, MessageType type);
/// By due instant, then in the order of the table, then by member.
void sort_notices(std::vector<Notice>& notices);

}  // namespace vuelve
