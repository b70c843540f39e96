#pragma once

#include <string>
#include <string_view>

#include "domain/programme.h"
#include "domain/statement.h"

namespace vuelve {

/// A statement as a page to read, print or keep as PDF: A4, no script, nothing from outside, in the
/// programme's language. `ties`: whether the ledger still says the same.
std::string statement_page(const Statement& statement, const Programme& programme, bool ties);
/// What stands in its <style>: a policy allows it by its hash.
std::string_view statement_style();

}  // namespace vuelve
