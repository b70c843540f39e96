#include "app/retention.h"

#include "app/loader.h"
#include "app/outbox.h"
#include "app/privacy_requests.h"
#include "app/settings.h"

namespace vuelve::app {
namespace {

constexpr int page_members = 200;
constexpr std::string_view walked = "walked";

/// One programme's day of taking away.
class Sweep {
 public:
    Sweep(Service& service, OpenProgramme& programme, RetentionMode mode)
        : service_(service),
          programme_(programme),
          privacy_(privacy_of(programme)),
          is_dry_(mode == RetentionMode::Dry),
          now_(service.now()) {}

    Result<std::vector<RetentionRun>> run() {
        TRY(erase_who_announced_it());
        TRY(erase_who_did_not_come());
        TRY(tell_inactive());
        drop_what_is_over();
        if (!is_dry_) prove(std::string(walked), now_, 0);
        return std::move(runs_);
    }

 private:
    Result<void> erase_who_announced_it() {
        const auto due = announced_erasures_due(service_, programme_, page_members);
        if (!is_dry_)
            for (const std::int64_t id : due) {
                const auto request = find_request(service_, programme_, id);
                // As they asked for it, in their name.
                const Caller by{programme_.key(), request->actor, request->actor};
                TRY(decide_request(service_, by, id, true, ""));
            }
        prove("announced-erased", now_, std::ssize(due));
        return {};
    }

    Result<void> erase_who_did_not_come() {
        const Instant told_before = now_ + -days_to_come * ms_per_day;
        std::int64_t erased = 0, returned = 0;
        HolderId after{0};
        for (;;) {
            const auto page = privacy_.told(*service_.database().fan_out(), after, page_members);
            if (page.empty()) break;
            for (const auto& one : page) {
                after = one.member;
                const bool is_due = !one.came_back && one.told_at <= told_before;
                erased += is_due ? 1 : 0;
                returned += one.came_back ? 1 : 0;
                if (is_dry_) continue;
                if (is_due) TRY(erase(one.member));
                if (one.came_back) forget(one.member);
            }
        }
        if (erased > 0 && !is_dry_) service_.database().scrub();
        prove("inactive-erased", told_before, erased);
        prove("inactive-returned", now_, returned);
        return {};
    }

    Result<void> erase(HolderId member) {
        const Caller by{programme_.key(), std::string(retention_actor),
                        std::string(retention_actor)};
        auto erased = erase_one_of_many(service_, by, member);
        // Erased by a run that was stopped before it said so.
        if (!erased && erased.error().code == ErrorCode::InvalidState) {
            forget(member);
            return {};
        }
        return erased;
    }

    void forget(HolderId member) {
        auto tx = service_.database().begin();
        privacy_.forget_told(*tx, member);
        tx->commit();
    }

    Result<void> tell_inactive() {
        const Zone& zone = programme_.snapshot()->zone();
        const auto months = read_settings(service_, programme_.key()).inactive_months;
        const Instant since =
            zone.day_start(add_months(zone.local_day(now_), -static_cast<int>(months)));
        std::int64_t told = 0;
        HolderId after{0};
        for (;;) {
            const auto page =
                privacy_.inactive(*service_.database().fan_out(), after, since, page_members);
            if (page.empty()) break;
            after = page.back();
            told += std::ssize(page);
            if (!is_dry_) TRY(tell(page));
        }
        prove("inactive-told", since, told);
        return {};
    }

    /// Told and noted in one transaction, between two groups: the outbox knows members in memory.
    Result<void> tell(const std::vector<HolderId>& members) {
        return service_.engine().alone([&](Instant now) {
            auto tx = service_.database().begin();
            Loader loader(programme_, *tx);
            Outbox outbox(programme_, *tx);
            const Day gone = programme_.snapshot()->zone().local_day(now) + days_to_come;
            for (const HolderId member : members) {
                if (loader.load_holder(member))
                    outbox.tell({{.member = member,
                                  .type = MessageType::AccountInactive,
                                  .source = now.value,
                                  .due_at = now,
                                  .variables = {{"erased_from", format_day(gone)}}}},
                                now);
                privacy_.note_told(*tx, member, now);
            }
            outbox.append();
            tx->commit();
        });
    }

    void drop_what_is_over() {
        std::int64_t tombstones = privacy_.count_tombstones(*service_.database().fan_out(), now_);
        if (is_dry_) return prove("tombstones", now_, tombstones);
        std::int64_t restrictions = 0;
        {
            auto tx = service_.database().begin();
            tombstones = privacy_.drop_tombstones(*tx, now_);
            restrictions = privacy_.drop_over_restrictions(*tx, now_);
            tx->commit();
        }
        prove("tombstones", now_, tombstones);
        prove("restrictions", now_, restrictions);
    }

    void prove(std::string rule, Instant before, std::int64_t rows) {
        if (rows == 0 && rule != walked) return;
        const RetentionRun run{.id = is_dry_ ? 0 : service_.ids().next_id(),
                               .rule = std::move(rule),
                               .at = now_,
                               .before = before,
                               .rows = rows};
        runs_.push_back(run);
        if (is_dry_) return;
        auto tx = service_.database().begin();
        privacy_.add_run(*tx, run);
        tx->commit();
    }

    Service& service_;
    OpenProgramme& programme_;
    storage::PrivacyStore privacy_;
    bool is_dry_;
    Instant now_;
    std::vector<RetentionRun> runs_;
};

}  // namespace

Result<std::vector<RetentionRun>> keep_retention(Service& service,
                                                 OpenProgramme& programme,
                                                 RetentionMode mode) {
    return Sweep(service, programme, mode).run();
}

void keep_all_retention(Service& service) {
    if (service.is_read_only()) return;
    for (OpenProgramme* programme : service.programmes().all()) {
        const Zone& zone = programme->snapshot()->zone();
        const auto last = privacy_of(*programme).last_run(*service.database().fan_out(), walked);
        if (last && zone.local_day(*last) >= zone.local_day(service.now())) continue;
        // What cannot be written now is done at the next round.
        if (!keep_retention(service, *programme, RetentionMode::Real)) return;
    }
}

std::vector<RetentionRun> read_retention_runs(Service& service,
                                              const OpenProgramme& programme,
                                              std::int64_t after,
                                              int limit) {
    return privacy_of(programme).runs(*service.database().fan_out(), after, limit);
}

}  // namespace vuelve::app
