#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/calendar.h"

/// Everything that is kept of one person, as files for them. Source: security.md 7, case 31.
namespace vuelve {

/// Text that is JSON already.
struct OwnJson {
    std::string text;
};
using OwnValue = std::variant<std::monostate, std::int64_t, std::string, OwnJson>;
using OwnRecord = std::vector<std::pair<std::string, OwnValue>>;

struct OwnSection {
    std::string name;
    std::vector<OwnRecord> records;
};

struct OwnData {
    std::string member;  // "mbr_..."
    Instant made_at{};
    std::vector<OwnSection> sections;
};

/// One object; each section is a list of records.
std::string own_data_json(const OwnData& data);
/// One line for each value: section, record from 1, field, value. Nothing in it runs in a
/// spreadsheet.
std::string own_data_csv(const OwnData& data);

}  // namespace vuelve
