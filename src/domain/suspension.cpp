#include "domain/suspension.h"

#include <algorithm>

namespace vuelve {

bool is_suspended(const Programme& programme, BrandId id, Instant at) {
    return std::ranges::any_of(programme.document().brands, [&](const Brand& brand) {
        return brand.id == id && (brand.suspended_from || brand.suspended_to) &&
               (!brand.suspended_from || *brand.suspended_from <= at) &&
               (!brand.suspended_to || at < *brand.suspended_to);
    });
}

Result<bool> check_partner(const Programme& programme, BrandId brand, Instant at) {
    if (is_suspended(programme, brand, at))
        return refuse(ErrorCode::NotInWindow, "the brand of this store is suspended");
    return true;
}

}  // namespace vuelve
