#pragma once

#include <string>
#include <string_view>

#include "domain/document.h"

/// Attributes of members as they are kept, sealed, in a column of their own.
namespace vuelve {

/// `{"city":"Quito","children":2,"vegan":true}`; decimals keep their exact text.
std::string encode_attributes(const Attributes& attributes);
/// What encode_attributes wrote. Anything else gives no attributes.
Attributes decode_attributes(std::string_view text);

}  // namespace vuelve
