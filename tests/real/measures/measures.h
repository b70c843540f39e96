#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "codec/json.h"

/// Measures of src/analytics over real data, in the shape of their known answers.
namespace vuelve::real {

/// The file is not the one the answers are of.
struct UnusableFile {
    std::string what;
};

/// A field of the present row, by the name of its column.
using Field = std::function<std::string_view(std::string_view column)>;
/// Every row of a CSV file, packed or not. Throws UnusableFile.
void for_each_row(const std::filesystem::path& file, const std::function<void(const Field&)>& take);

/// A decimal as a whole number of 10^-places. Throws UnusableFile.
std::int64_t scaled(std::string_view decimal, int places);

/// RFM of Online Retail as of 2011-07-01: members, segments, scores, and the checksum of all of
/// them. Throws UnusableFile.
Json rfm_of_retail(const std::filesystem::path& file);
/// Effects of Hillstrom's e-mails on visits, conversions and spend. Throws UnusableFile.
Json uplift_of_hillstrom(const std::filesystem::path& file);
/// BG/NBD and Gamma-Gamma of CDNOW, with the places their authors print. Throws UnusableFile.
Json lifetime_of_cdnow(const std::filesystem::path& file);

}  // namespace vuelve::real
