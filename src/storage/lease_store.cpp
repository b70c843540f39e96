#include "storage/lease_store.h"

#include <set>

#include "generated/sql.h"
#include "storage/ids.h"

namespace vuelve::storage {
namespace {

constexpr int lease_bucket = 0;

}  // namespace

bool take_lease(Transaction& tx,
                std::string_view name,
                const std::string& owner,
                std::int64_t now_ms,
                std::int64_t until_ms) {
    return tx.exec(sql::take_lease, {lease_bucket, name, owner, until_ms, now_ms}) == 1;
}

void give_lease_back(Transaction& tx, std::string_view name, const std::string& owner) {
    tx.exec(sql::give_lease_back, {lease_bucket, name, owner});
}

std::string generator_lease(int number) { return "generator " + std::to_string(number); }

int take_generator(Transaction& tx,
                   const std::string& owner,
                   std::int64_t now_ms,
                   std::int64_t until_ms) {
    std::set<std::string> taken;
    {
        Rows rows = tx.query(sql::leases_taken, {lease_bucket, now_ms, owner});
        while (rows.next()) taken.emplace(rows.text(0));
    }
    for (int number = 0; number < generator_count; ++number) {
        if (taken.contains(generator_lease(number))) continue;
        if (take_lease(tx, generator_lease(number), owner, now_ms, until_ms)) return number;
    }
    throw StorageError(Trouble::Corrupt,
                       "too many programs on one database: every generator of "
                       "ids is taken");
}

}  // namespace vuelve::storage
