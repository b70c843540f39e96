#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/state.h"

/// What a voucher's row keeps beside its columns. Source: contract.md 7 (voucher), domain.md 4.3
/// d, 4.8.
namespace vuelve {

/// The purchases that granted and used it, the redemption that issued it, and the lots a stamp card
/// paid it with. No code, no personal data.
std::string encode_voucher_detail(const Voucher& voucher);
/// A voucher with those parts filled. Errors: InternalError when the text is not one of its own.
Result<Voucher> decode_voucher_detail(std::string_view text);

}  // namespace vuelve
