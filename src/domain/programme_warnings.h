#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/document.h"

/// What may be published and yet is probably not meant.
namespace vuelve {

enum class WarningType : std::uint8_t {
    RoundsUp,       // small tickets earn more than one large one, and no daily cap holds it
    Ended,          // the rule is over
    Contradiction,  // two conditions of the rule exclude each other
    Excluded,       // it asks for goods that earn nothing
    NothingToGive,  // a limit or budget of 0, or everybody is in the control group
    BudgetWithoutEnd,
    UnknownCategory,  // no article of the catalogue is in it
    UnknownSku,
};
/// "rounds-up"
std::string_view name_of(WarningType type);

struct Warning {
    std::string pointer;
    WarningType type{};
    std::string subject;  // id of the rule, code of the currency
    std::string value{};  // the category or sku
};

/// What the catalogue has; empty = none is kept, and nothing is said about goods.
struct Goods {
    std::set<std::string, std::less<>> skus, categories;
};

/// In the order of the document. Source: security.md case 19, domain.md 3.
std::vector<Warning> warnings_of(const ProgrammeDocument& document, const Goods& goods, Instant at);

}  // namespace vuelve
