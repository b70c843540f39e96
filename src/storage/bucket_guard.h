#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

#include "storage/value.h"

/// What keeps a shop movable to many servers, held in debug builds: statements of the request path
/// name their bucket, and a transaction stays within few. Source: scale-out.md Q2, Q19, 5; which
/// statement is which is decided when the program is built (tools/bucket_guard.py).
namespace vuelve::storage {

class BucketGuard {
 public:
    enum class Door : std::uint8_t {
        Request,  ///< statements that go over all buckets are refused
        FanOut,   ///< they may pass
    };
    explicit BucketGuard(Door door = Door::Request) : door_(door) {}

    /// What a statement is about to do. Ends the process for what is not allowed: that is our own
    /// mistake.
    void see(std::string_view sql, Params params);
    void see(std::string_view sql, const Batch& batch);
    /// A transaction for so many commands: each may touch two buckets of holders, beside the key's
    /// and the tenant's own.
    void carry(std::size_t commands) {
        buckets_max_ = buckets_each + (buckets_each + 1) * commands;
    }
    /// A transaction of nobody's request: repair, a move, a walk over everything.
    void open() { door_ = Door::FanOut; }
    /// Ends the process when the transaction touched more than it may.
    void check() const;

 private:
    static constexpr std::size_t buckets_each = 2;

    Door door_;
    std::size_t buckets_max_ = buckets_each;
    std::set<std::int64_t> buckets_;
};

}  // namespace vuelve::storage
