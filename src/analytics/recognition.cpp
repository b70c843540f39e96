#include "analytics/recognition.h"

namespace vuelve::analytics {
namespace {

struct PoolTotals {
    Minor deferred{};
    Units issued{}, redeemed{};
};

Result<Minor> recognised_to_date(const PoolTotals& pool, const PoolMonth& month) {
    if (month.outstanding.n == 0) return pool.deferred;
    const auto expected =
        TRY(round(Ratio(pool.issued.n) * (Ratio(1) - month.breakage_rate), Rounding::HalfUp));
    if (pool.redeemed.n <= 0) return Minor{0};
    // The rest is not expected ever: also where nothing at all was, which would divide by zero.
    if (pool.redeemed.n >= expected) return pool.deferred;
    return Minor{
        TRY(multiply_divide(pool.deferred.n, pool.redeemed.n, expected, Rounding::HalfUp))};
}

}  // namespace

Result<std::vector<RecognisedMonth>> recognition(std::span<const PoolMonth> months) {
    std::vector<RecognisedMonth> rows;
    PoolTotals pool;
    Minor before{};
    for (const PoolMonth& month : months) {
        pool.deferred += month.deferred;
        pool.issued += month.issued;
        pool.redeemed += month.redeemed;
        const Minor recognised = TRY(recognised_to_date(pool, month));
        rows.push_back({.month = month.month,
                        .recognised_to_date = recognised,
                        .revenue = recognised - before,
                        .liability = pool.deferred - recognised});
        before = recognised;
    }
    return rows;
}

}  // namespace vuelve::analytics
