#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"

/// What a tenant sets beside its programmes. Kept as JSON of the same shape (contract.md 7,
/// `tenant`).
namespace vuelve {

enum class FourEyes : std::uint8_t { Auto, On, Off };

struct Settings {
    /// By currency: an adjustment of more units, given or taken, waits for a second person. None =
    /// no limit.
    std::map<std::string, std::int64_t> adjust_approval_above;
    /// The same for managers alone, who have a limit of their own.
    std::map<std::string, std::int64_t> manager_adjust_above{};
    /// Does a second person look at a programme before it is published? Auto: while two or more
    /// hold that right (contract.md 1 rule 10).
    FourEyes four_eyes = FourEyes::Auto;
    /// Groups of stores, by which staff may be narrowed.
    std::map<std::string, std::vector<std::string>> regions{};
    /// What a member may spend in a day without proof of being there, minor units (contract.md 1
    /// rule 9).
    std::int64_t spend_without_proof_max = 0;
    /// One-time codes sent in a day, at most: what a flood of them may cost (security.md 3, case
    /// 3).
    std::int64_t codes_per_day = 2000;
    /// Beginnings of the numbers that codes are sent to ("+593"); empty = any.
    std::vector<std::string> code_prefixes{};
    /// More than these open a case (security.md 3, case 11).
    std::int64_t cashier_sales_per_hour = 120;
    std::int64_t card_sales_per_day = 10;
    /// A member who does nothing for so long is told, and then erased. Source: security.md 7.
    std::int64_t inactive_months = 24;
    std::int64_t minimum_age = 18;
    /// May somebody become a member with nothing but a code to their phone or e-mail?
    bool self_join = true;
    /// Money value that one till may let be spent without the line in a day, minor units
    /// (contract.md 1 rule 20); none = as far as each member's own bound goes.
    std::optional<std::int64_t> offline_spend_per_till_day_max{};
};

/// `{adjust_approval_above: {PTS: 1000}, four_eyes: "on"}`; every member may be left out.
Result<Settings> decode_settings(const Json& json);
/// The same from a tenant's row, which keeps other things beside them.
Result<Settings> read_stored_settings(const Json& stored);
std::string settings_json(const Settings& settings);

}  // namespace vuelve
