#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/notice.h"

/// What a message says, as its row keeps it and every door shows it.
namespace vuelve {

/// `{"prize":"CAFE","voucher":"vch_...","days_left":20}`; a voucher lies in its member's bucket.
std::string encode_variables(const Notice& notice);
/// Back again, for one that is looked at once more; the voucher among them too. Errors:
/// InternalError.
Result<void> decode_variables(std::string_view json, Notice& notice);

/// Why a member does not get a message, in one Spanish sentence; "" for one that is not dropped.
std::string_view reason_sentence(DropReason reason);

}  // namespace vuelve
