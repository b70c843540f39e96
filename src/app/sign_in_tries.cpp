#include "app/sign_in_tries.h"

#include <algorithm>

namespace vuelve::app {
namespace {

struct TryRule {
    int free;               // so many may be wrong
    std::int64_t first_ms;  // then one waits so long, twice as long after each further one
    std::int64_t longest_ms;
};

TryRule rule_of(std::string_view kind) {
    if (kind == "pin")  // six, then the password or a day
        return {.free = 5, .first_ms = ms_per_day, .longest_ms = ms_per_day};
    constexpr std::int64_t first_ms = 30 * ms_per_second;
    if (kind == "address") return {.free = 20, .first_ms = first_ms, .longest_ms = ms_per_hour};
    return {.free = 5, .first_ms = first_ms, .longest_ms = 15 * ms_per_minute};
}

std::int64_t wait_after(const TryRule& rule, int failures) {
    std::int64_t wait = failures > rule.free ? rule.first_ms : 0;
    for (int more = rule.free + 1; more < failures && wait < rule.longest_ms; ++more) wait *= 2;
    return std::min(wait, rule.longest_ms);
}

}  // namespace

std::optional<int> begin_try(Service& service,
                             const OpenProgramme& programme,
                             const TrySubject& subject) {
    const Instant now = service.now();
    const storage::StaffStore store = staff_store(programme);
    auto tx = service.database().begin();
    store.forget_tries_before(*tx, now + -ms_per_day);
    storage::SignInTries tries = store.tries(*tx, subject.kind, subject.subject);
    if (now < tries.locked_until)
        return static_cast<int>((tries.locked_until.value - now.value) / ms_per_second + 1);
    ++tries.failures;
    tries.failed_at = now;
    tries.locked_until = now + wait_after(rule_of(subject.kind), tries.failures);
    store.put_tries(*tx, subject.kind, subject.subject, tries);
    tx->commit();
    return std::nullopt;
}

void forget_tries(const OpenProgramme& programme, storage::Transaction& tx, const TrySubject& of) {
    staff_store(programme).forget_tries(tx, of.kind, of.subject);
}

void take_back_try(const OpenProgramme& programme, storage::Transaction& tx, const TrySubject& of) {
    const storage::StaffStore store = staff_store(programme);
    storage::SignInTries tries = store.tries(tx, of.kind, of.subject);
    if (tries.failures <= 1) return store.forget_tries(tx, of.kind, of.subject);
    --tries.failures;
    tries.locked_until = tries.failed_at + wait_after(rule_of(of.kind), tries.failures);
    store.put_tries(tx, of.kind, of.subject, tries);
}

}  // namespace vuelve::app
