#include "app/import_dry.h"

#include <algorithm>

#include "app/reading.h"
#include "domain/expiry.h"

namespace vuelve::app {

storage::Reader& DryRun::reader() {
    if (!reader_ || ++reads_ > reads_max) {
        reader_.reset();
        reader_ = service_.database().fan_out();
        reads_ = 0;
    }
    return *reader_;
}

Result<bool> DryRun::is_known(const Ask& ask) {
    const Hash16& content = ask.command.request_hash;
    const auto above = keys_.find(ask.command.key);
    const auto before =
        above == keys_.end() ? programme_.ledger().find(reader(), ask.command.key) : std::nullopt;
    if (above == keys_.end() && !before) {
        keys_.emplace(ask.command.key, content);
        return false;
    }
    const Hash16& first = before ? before->earlier.request_hash : above->second;
    if (first != content) return refuse(ErrorCode::IdempotencyConflict);
    return true;
}

bool DryRun::has_member(const std::string& reference) {
    const auto member = parse_member_reference(reference, programme_.region());
    if (!member) return false;
    if (const auto* identity = std::get_if<Identity>(&*member))
        if (enrolled_.contains(format_identity(*identity))) return true;
    const auto known = met_.find(reference);
    if (known != met_.end()) return known->second;
    return met_[reference] = find_member(service_, programme_, *member).has_value();
}

Result<bool> DryRun::enrol(const std::vector<Identity>& identities) {
    for (const Identity& identity : identities)
        if (has_member(format_identity(identity))) return refuse(ErrorCode::IdentityTaken);
    for (const Identity& identity : identities) enrolled_.insert(format_identity(identity));
    return true;
}

Result<bool> DryRun::check_opening(const Adjust& adjust) const {
    const auto snapshot = programme_.snapshot();
    if (!snapshot->find_currency(adjust.currency))
        return refuse_field("/currency", "unknown-reference",
                            "no currency has the code " + adjust.currency);
    const auto& brands = snapshot->document().brands;
    if (!adjust.brand.empty() &&
        std::ranges::find(brands, adjust.brand, &Brand::code) == brands.end())
        return refuse_field("/brand", "unknown-reference", "no brand has the code " + adjust.brand);
    if (adjust.last_day && end_of(snapshot->zone(), *adjust.last_day) <= service_.now())
        return refuse(ErrorCode::ExpiryInPast);
    return true;
}

}  // namespace vuelve::app
