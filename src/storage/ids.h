#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "storage/database.h"

/// Numbers we make ourselves, and the bucket each row lies in. Source: scale-out.md 1, S5.
namespace vuelve::storage {

inline constexpr int bucket_count = 16384;
/// How many programs may make ids beside each other.
inline constexpr int generator_count = 1024;

/// A tenant and over how many buckets (a power of two) its rows are spread.
struct Placement {
    std::int64_t tenant_id = 0;
    int spread = 1;
};

/// Bucket of a value that leads to a holder: a blind index, a key's hash, a code's hash. Fixed for
/// ever.
int bucket_of(const Placement& placement, BytesView value);
/// All of a tenant's, ascending.
std::vector<int> buckets_of(const Placement& placement);
/// Where the tenant's own rows lie: events, audit, feed places.
int base_bucket(const Placement& placement);
/// The bucket a holder's id carries.
inline int bucket_of(HolderId holder) {
    return static_cast<int>(holder.value & (bucket_count - 1));
}

/// Fresh ids of one process: ascending, never twice, whatever the clock does. Any thread.
///
/// Holder: 33 bits of seconds since 2020, 10 of generator, 6 of sequence, 14 of bucket. Others: 41
/// bits of milliseconds, 10 of generator, 12 of sequence. When a second's or millisecond's numbers
/// are used up, or the clock goes back, the numbers run ahead of it.
class FreshIds : public Fresh {
 public:
    /// `now` gives epoch milliseconds. `generator` below 1024 differs between processes on one
    /// database.
    explicit FreshIds(std::function<std::int64_t()> now, int generator = 0);

    std::int64_t next_id() override;
    HolderId next_holder(int bucket);
    /// 13 random symbols of Crockford's alphabet (65 bits) and one check symbol of the same.
    std::string voucher_code() override;

    /// Of several programs on one database each has another (storage/lease_store.h).
    void use_generator(int number) { generator_ = number; }
    /// Everything from now on is greater than these, which an earlier process gave out.
    void start_after(std::int64_t id, HolderId holder);

 private:
    std::function<std::int64_t()> now_;
    std::atomic<std::int64_t> generator_;
    std::atomic<std::int64_t> last_{-1};         // milliseconds and sequence, without generator
    std::atomic<std::int64_t> last_holder_{-1};  // seconds and sequence
};

/// Starts `ids` after what a tenant's rows hold: the clock may have been set back while the program
/// was down.
void resume_ids(FreshIds& ids, Reader& reader, const Placement& placement);

}  // namespace vuelve::storage
