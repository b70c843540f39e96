#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "notify/address_guard.h"

/// What a webhook's URL may be. Names are not resolved here: the address they lead to is judged
/// when it is connected to (http_sender.h), each time. Source: security.md 3 case 34.
namespace vuelve::notify {

inline constexpr std::size_t target_url_max = 2048;

/// The URL as it will be used, its host in lower case.
/// Errors: UnsafeUrl, the message says what would be right (English): no https URL, user or
/// fragment in it, another port than 443 or 8443, an address that is not public or spelt oddly, a
/// name that is not public. A listed target may also be http, with its address written out.
Result<std::string> read_target_url(std::string_view url, const PrivateTargets& listed);

}  // namespace vuelve::notify
