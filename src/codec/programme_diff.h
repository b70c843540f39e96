#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"
#include "domain/programme.h"
#include "domain/programme_warnings.h"

/// What changes from one document to the next, place by place, with a sentence for people in es, en
/// or pt.
namespace vuelve {

enum class ChangeKind : std::uint8_t { Added, Removed, Changed };
/// "added"
std::string_view name_of(ChangeKind kind);

struct DocumentChange {
    std::string pointer;  // into the new document; of what is removed, into the old one
    ChangeKind kind{};
    std::string before, after;  // JSON, "" = nothing there
    std::string text;           // "La regla martes-verde: multiplica por 3 en vez de por 2."
    std::string rule;           // id of the rule it is about, "" = of none
};

/// In the order of the new document's sections. Items are told apart by their codes, rules by id
/// and version; defaults that are written out are no change.
std::vector<DocumentChange> diff_programmes(const Programme& before,
                                            const Programme& after,
                                            std::string_view language);

/// A warning as a sentence.
std::string warning_text(const Warning& warning, std::string_view language);

}  // namespace vuelve
