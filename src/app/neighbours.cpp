#include "app/neighbours.h"

#include <array>
#include <condition_variable>
#include <mutex>

#include "base/clock.h"
#include "storage/crypto.h"
#include "storage/lease_store.h"

namespace vuelve::app {
namespace {

constexpr std::string_view lead = "background";
constexpr std::int64_t lease_ms = 15'000;
constexpr std::int64_t renew_every_ms = 5'000;
constexpr std::chrono::seconds look_every{1};

std::string random_name() {
    std::array<std::uint8_t, 8> random;
    storage::crypto::fill_random(random);
    return storage::crypto::to_hex(random);
}

std::int64_t machine_ms() { return SystemClock().now_ms(); }

}  // namespace

Neighbours::Neighbours(storage::Database& database, storage::FreshIds& ids)
    : database_(database), ids_(ids), owner_(random_name()) {
    if (database_.is_shared()) renew();
}

Neighbours::~Neighbours() {
    listening_ = {};
    if (!database_.is_shared()) return;
    try {
        auto tx = database_.begin();
        storage::give_lease_back(*tx, lead, owner_);
        storage::give_lease_back(*tx, storage::generator_lease(generator_), owner_);
        tx->commit();
    } catch (const storage::StorageError&) {
        return;  // they are free in a quarter of a minute anyway
    }
}

/// A number that another took while this program was away is another's: from then on this one has
/// the next.
void Neighbours::renew() {
    const std::int64_t now = machine_ms(), until = now + lease_ms;
    auto tx = database_.begin();
    const bool is_first = leads_until_ms_ == 0;
    if (is_first ||
        !storage::take_lease(*tx, storage::generator_lease(generator_), owner_, now, until))
        generator_ = storage::take_generator(*tx, owner_, now, until);
    const bool is_lead = storage::take_lease(*tx, lead, owner_, now, until);
    tx->commit();
    ids_.use_generator(generator_);
    leads_until_ms_ = is_lead ? until : -1;
}

bool Neighbours::leads() const {
    return !database_.is_shared() || leads_until_ms_.load() > machine_ms();
}

void Neighbours::listen(std::function<void()> changed) {
    if (!database_.is_shared()) return;
    listening_ = std::jthread(
        [this, changed = std::move(changed)](const std::stop_token& stop) { run(stop, changed); });
}

void Neighbours::run(const std::stop_token& stop, const std::function<void()>& changed) {
    std::mutex guard;
    std::condition_variable_any wake;
    std::unique_lock lock(guard);
    std::int64_t renewed_ms = machine_ms();
    while (!wake.wait_for(lock, stop, look_every, [&] { return stop.stop_requested(); })) {
        if (stop.stop_requested()) return;
        try {
            if (const std::int64_t now = machine_ms(); now - renewed_ms >= renew_every_ms) {
                renew();
                renewed_ms = now;
            }
            if (database_.is_behind()) changed();
        } catch (const storage::StorageError&) {
            continue;  // the server is away: the next second asks again
        }
    }
}

}  // namespace vuelve::app
