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

/// A message about a member's own card: a code, or news for their safety. `kind` is "join",
/// "sign_in", "step_up", "contact", "till", "new_device", "contact_changed" or "wrong_codes";
/// `language` "es", "en", "pt", else es.
struct CardMessageParts {
    std::string_view kind, language;
    std::string_view code, undo;  // the token of an undo link; "" = none
};
std::string card_message_text(const CardMessageParts& parts);

}  // namespace vuelve
