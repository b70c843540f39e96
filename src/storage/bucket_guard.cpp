#include "storage/bucket_guard.h"

#if __has_feature(address_sanitizer)
#include <unordered_map>

#include "base/ensure.h"
#include "generated/bucket_use.h"
#endif

namespace vuelve::storage {

#if !__has_feature(address_sanitizer)

void BucketGuard::see(std::string_view, Params) {}
void BucketGuard::see(std::string_view, const Batch&) {}
void BucketGuard::check() const {}

#else

namespace {

/// Nothing for a statement that is not of db/queries: those of tests and of the engines themselves.
const sql::BucketUse* use_of(std::string_view statement) {
    static const auto uses = [] {
        std::unordered_map<std::string_view, const sql::BucketUse*> map;
        for (const auto& use : sql::bucket_uses) map.emplace(use.statement, &use);
        return map;
    }();
    const auto found = uses.find(statement);
    return found == uses.end() ? nullptr : found->second;
}

}  // namespace

void BucketGuard::see(std::string_view sql, Params params) {
    const sql::BucketUse* use = use_of(sql);
    if (!use) return;
    ensure(!use->fans_out || door_ == Door::FanOut,
           "a statement over all buckets goes through Database::fan_out (scale-out.md Q19)");
    for (const std::int8_t argument : use->arguments) {
        if (argument < 0) return;
        const Value& value = params.list()[static_cast<std::size_t>(argument)].value;
        if (const auto* bucket = std::get_if<std::int64_t>(&value)) buckets_.insert(*bucket);
    }
}

void BucketGuard::see(std::string_view sql, const Batch& batch) {
    const sql::BucketUse* use = use_of(sql);
    if (!use) return;
    ensure(!use->fans_out || door_ == Door::FanOut, "a batch names its buckets");
    for (const std::int8_t argument : use->arguments) {
        if (argument < 0) return;
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            const Value value = batch.value(row, static_cast<std::size_t>(argument));
            if (const auto* bucket = std::get_if<std::int64_t>(&value)) buckets_.insert(*bucket);
        }
    }
}

void BucketGuard::check() const {
    ensure(door_ == Door::FanOut || buckets_.size() <= buckets_max_,
           "a transaction stays within two buckets for each command (scale-out.md 4)");
}

#endif

}  // namespace vuelve::storage
