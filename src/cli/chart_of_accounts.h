#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"

namespace vuelve::cli {

/// How a shop's accounting calls an account.
struct ChartAccount {
    std::string code, name;
};
/// By the word of our journal: "contract_liability".
using ChartOfAccounts = std::map<std::string, ChartAccount>;

/// Reads a mapping file: CSV with the columns account, code and name, one row for every account of
/// the journal. Errors: NotFound (no file), ValidationFailed with the line of every fault: a word
/// that is no account, one told twice or never, a missing code.   Source: domain.md 10.7.
Result<ChartOfAccounts> read_chart(const std::filesystem::path& file);

}  // namespace vuelve::cli
