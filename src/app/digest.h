#pragma once

#include <string>

#include "app/service.h"

/// What a tenant's history was at an instant, signed, to be kept where nobody who can change the
/// database can change it too: it shows a lost tail, a rolled-back file, an edited row. Source:
/// security.md 2, 6.
namespace vuelve::app {

/// One line of JSON: heads of all chains, audit head, newest event, public key, signature.
std::string make_digest(Service& service, const OpenProgramme& programme);

/// Whether the database still holds the history a digest was made of, and it only grew since.
/// Errors: MalformedRequest when it is none or its signature is not of this key ring; InvalidState
/// (the message says what differs).
Result<void> check_digest(Service& service,
                          const OpenProgramme& programme,
                          const std::string& digest);

}  // namespace vuelve::app
