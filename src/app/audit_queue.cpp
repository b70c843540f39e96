#include "app/audit_queue.h"

#include <algorithm>
#include <chrono>

#include "app/audit.h"
#include "app/cases.h"
#include "codec/json_writer.h"
#include "storage/api_key_store.h"

namespace vuelve::app {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds settle_time = 1s, retry_time = 200ms, unlisted_time = 5s;
/// What comes together is written together.
constexpr auto gather_time = 20ms;

}  // namespace

AuditQueue::AuditQueue(Service& service) : service_(service), thread_([this] { run(); }) {}

AuditQueue::~AuditQueue() {
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void AuditQueue::hand_over(Item item, const ProgrammeKey& programme) {
    {
        const std::lock_guard lock(guard_);
        if (waiting_.size() >= waiting_max) {
            ++dropped_[programme];
            return;
        }
        waiting_.push_back(std::move(item));
    }
    wake_.notify_one();
}

void AuditQueue::refused(Refusal refusal) {
    const ProgrammeKey programme = refusal.by.programme;
    hand_over(std::move(refusal), programme);
}

void AuditQueue::suspect(const ProgrammeKey& programme, Suspicion found) {
    hand_over(std::pair(programme, std::make_shared<Suspicion>(std::move(found))), programme);
}

void AuditQueue::settle() {
    std::unique_lock lock(guard_);
    idle_.wait_for(lock, settle_time, [&] { return waiting_.empty() && !writing_; });
}

void AuditQueue::run() {
    for (;;) {
        std::deque<Item> items;
        {
            std::unique_lock lock(guard_);
            wake_.wait_for(lock, unlisted_time, [&] { return stopping_ || !waiting_.empty(); });
            if (stopping_ && waiting_.empty()) break;
            writing_ = true;
            wake_.wait_for(lock, gather_time, [&] { return stopping_; });
            items.swap(waiting_);
            for (const auto& [programme, count] : dropped_) {
                if (programme.tenant_id == 0) continue;  // whose they were was never looked up
                Minute& minute = minutes_[programme.tenant_id];
                minute.programme = programme;
                minute.unlisted += count;
            }
            dropped_.clear();
        }
        bool is_written = false;
        const auto before = minutes_;
        try {
            write(items);
            is_written = true;
        } catch (const storage::StorageError&) {
            minutes_ = before;
        }
        std::unique_lock lock(guard_);
        if (!is_written && !stopping_) {
            // A full disk or a busy one: later, in front of what came since.
            std::ranges::move(waiting_, std::back_inserter(items));
            waiting_ = std::move(items);
            wake_.wait_for(lock, retry_time, [&] { return stopping_; });
        }
        writing_ = false;
        if (waiting_.empty()) idle_.notify_all();
    }
    try {
        auto tx = service_.database().begin();
        tell_unlisted(*tx, true);
        tx->commit();
    } catch (const storage::StorageError&) {
        minutes_.clear();  // nobody is left who could write it
    }
}

void AuditQueue::write(const std::deque<Item>& items) {
    const auto is_due = [&](const auto& minute) { return minute.second.unlisted > 0; };
    if (items.empty() && std::ranges::none_of(minutes_, is_due)) return;
    auto tx = service_.database().begin();
    bool has_told = false;
    for (const Item& item : items) {
        if (const auto* refusal = std::get_if<Refusal>(&item)) {
            write_refusal(*tx, *refusal);
            continue;
        }
        const auto& [key, found] = std::get<1>(item);
        if (OpenProgramme* programme = service_.programmes().find(key))
            has_told |= note_suspicion(service_, *programme, *tx, *found, service_.now());
    }
    tell_unlisted(*tx, false);
    tx->commit();
    if (has_told) service_.programmes().bell().ring();
}

void AuditQueue::write_refusal(storage::Transaction& tx, const Refusal& refusal) {
    Caller by = refusal.by;
    if (!refusal.key_id.empty()) {
        const auto key = storage::find_api_key(tx, refusal.key_id);
        if (!key) return;  // of nobody we know
        by.programme = key->programme;
        by.owner = key->owner;
        by.actor = "key:" + key->key_id;
    }
    const OpenProgramme* programme = service_.programmes().find(by.programme);
    if (!programme) return;
    const std::int64_t now = service_.now().value / ms_per_minute;
    Minute& minute = minutes_[by.programme.tenant_id];
    minute.programme = by.programme;
    if (minute.number != now && minute.unlisted == 0)
        minute = {.number = now, .programme = by.programme};
    if (minute.listed >= listed_max) {
        ++minute.unlisted;
        return;
    }
    ++minute.listed;
    record_deed(*programme, tx, by,
                {.action = "request.refused",
                 .object = "operation:" + refusal.operation,
                 .outcome = "refused",
                 .reason = refusal.code},
                service_.now());
}

void AuditQueue::tell_unlisted(storage::Transaction& tx, bool all) {
    const std::int64_t now = service_.now().value / ms_per_minute;
    for (auto& [tenant, minute] : minutes_) {
        if (minute.unlisted == 0 || (!all && minute.number == now)) continue;
        const OpenProgramme* programme = service_.programmes().find(minute.programme);
        if (!programme) continue;
        JsonWriter values;
        values.begin_object().member("not_listed", minute.unlisted).end_object();
        const Caller program{.programme = minute.programme, .owner = "vuelve", .actor = "vuelve"};
        record_deed(*programme, tx, program,
                    {.action = "requests.refused",
                     .object = {},
                     .outcome = "refused",
                     .values = std::move(values).text()},
                    service_.now());
        minute = {.number = now, .programme = minute.programme};
    }
}

}  // namespace vuelve::app
