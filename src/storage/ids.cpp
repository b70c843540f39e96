#include "storage/ids.h"

#include <algorithm>
#include <array>

#include "base/ensure.h"
#include "codec/crockford.h"
#include "generated/sql.h"
#include "storage/crypto.h"
#include "storage/id_time.h"

namespace vuelve::storage {

namespace {

/// 2020-01-01T00:00Z: 41 bits of milliseconds then last until 2089.
constexpr std::int64_t epoch_ms = 1'577'836'800'000;
constexpr int generator_bits = 10;
constexpr int sequence_bits = 12;
constexpr int holder_sequence_bits = 6;
constexpr int bucket_bits = 14;
static_assert(generator_count == 1 << generator_bits);

constexpr std::size_t code_symbols = 13;

std::uint64_t mix(std::uint64_t number) {
    number ^= number >> 30;
    number *= 0xBF58476D1CE4E5B9ULL;
    number ^= number >> 27;
    number *= 0x94D049BB133111EBULL;
    return number ^ (number >> 31);
}

/// FNV-1a, then mixed so that the low bits depend on every byte.
std::uint64_t hash64(BytesView bytes) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3ULL;
    return mix(hash);
}

/// Takes the next number of a counter whose high bits are a time and whose low bits a sequence.
std::int64_t advance(std::atomic<std::int64_t>& last, std::int64_t first_of_now) {
    std::int64_t before = last.load(std::memory_order_relaxed);
    std::int64_t next = 0;
    do {
        next = std::max(first_of_now, before + 1);
    } while (!last.compare_exchange_weak(before, next, std::memory_order_relaxed));
    return next;
}

/// Puts the generator between time and sequence.
std::int64_t with_generator(std::int64_t counter, std::int64_t generator, int low_bits) {
    const std::int64_t sequence = counter & ((std::int64_t{1} << low_bits) - 1);
    return ((counter >> low_bits) << (generator_bits + low_bits)) | (generator << low_bits) |
           sequence;
}

/// What counter an id came from; the generator is dropped.
std::int64_t counter_of(std::int64_t id, int low_bits) {
    const std::int64_t sequence = id & ((std::int64_t{1} << low_bits) - 1);
    return ((id >> (generator_bits + low_bits)) << low_bits) | sequence;
}

void raise_to(std::atomic<std::int64_t>& last, std::int64_t least) {
    std::int64_t before = last.load();
    while (before < least && !last.compare_exchange_weak(before, least)) {
    }
}

}  // namespace

int bucket_of(const Placement& placement, BytesView value) {
    const auto spread = static_cast<std::uint64_t>(placement.spread);
    const std::uint64_t tenant = mix(static_cast<std::uint64_t>(placement.tenant_id));
    const std::uint64_t slot = (hash64(value) % spread) * (bucket_count / spread);
    return static_cast<int>((tenant + slot) & (bucket_count - 1));
}

int base_bucket(const Placement& placement) {
    return static_cast<int>(mix(static_cast<std::uint64_t>(placement.tenant_id)) &
                            (bucket_count - 1));
}

std::vector<int> buckets_of(const Placement& placement) {
    std::vector<int> buckets;
    buckets.reserve(static_cast<std::size_t>(placement.spread));
    const int step = bucket_count / placement.spread;
    for (int slot = 0; slot < placement.spread; ++slot) {
        buckets.push_back((base_bucket(placement) + slot * step) & (bucket_count - 1));
    }
    std::ranges::sort(buckets);
    return buckets;
}

FreshIds::FreshIds(std::function<std::int64_t()> now, int generator)
    : now_(std::move(now)), generator_(generator) {
    ensure(generator >= 0 && generator < generator_count, "a generator's number has ten bits");
}

std::int64_t FreshIds::next_id() {
    const std::int64_t now = std::max<std::int64_t>(0, now_() - epoch_ms);
    return with_generator(advance(last_, now << sequence_bits), generator_, sequence_bits);
}

HolderId FreshIds::next_holder(int bucket) {
    ensure(bucket >= 0 && bucket < bucket_count, "a bucket has fourteen bits");
    const std::int64_t now = std::max<std::int64_t>(0, now_() - epoch_ms) / 1000;
    const std::int64_t counter = advance(last_holder_, now << holder_sequence_bits);
    return HolderId{(with_generator(counter, generator_, holder_sequence_bits) << bucket_bits) |
                    bucket};
}

std::string FreshIds::voucher_code() {
    std::array<std::uint8_t, code_symbols> random;
    crypto::fill_random(random);
    std::string code;
    for (const std::uint8_t byte : random) code += crockford::alphabet[byte & 31U];
    code += crockford::check_symbol(code);
    return code;
}

void FreshIds::start_after(std::int64_t id, HolderId holder) {
    raise_to(last_, counter_of(id, sequence_bits));
    raise_to(last_holder_, counter_of(holder.value >> bucket_bits, holder_sequence_bits));
}

Instant made_at(std::int64_t id) {
    return Instant{(id >> (generator_bits + sequence_bits)) + epoch_ms};
}

std::int64_t least_id_at(Instant at) {
    std::int64_t least = 0, most = INT64_MAX;
    while (least < most) {
        const std::int64_t middle = least + (most - least) / 2;
        if (made_at(middle).value < at.value - ms_per_hour)
            least = middle + 1;
        else
            most = middle;
    }
    return least;
}

void resume_ids(FreshIds& ids, Reader& reader, const Placement& placement) {
    // Entries and lots of a transaction have later numbers than it: a second's worth is more than
    // one can hold.
    constexpr std::int64_t slack = std::int64_t{1000} << (generator_bits + sequence_bits);
    const int step = bucket_count / placement.spread;
    for (int slot = 0; slot < placement.spread; ++slot) {
        const int bucket = (base_bucket(placement) + slot * step) & (bucket_count - 1);
        auto rows = reader.query(sql::newest_ids, {bucket, placement.tenant_id});
        ensure(rows.next(), "an aggregate answers a row");
        const auto txn = rows.maybe<std::int64_t>(0);
        ids.start_after(txn ? *txn + slack : 0, HolderId{rows.maybe<std::int64_t>(1).value_or(0)});
    }
}

}  // namespace vuelve::storage
