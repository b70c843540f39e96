#pragma once

#include "app/service.h"

/// What reports and segments read, kept behind the ledger (docs/adr/0020).
namespace vuelve::app {

/// Brings the facts up to the last committed transaction, a page and a transaction at a time. Every
/// reader of facts calls it first; with nothing new it costs two look-ups. Any thread. A service
/// that was opened to read leaves them as they are.
void catch_up(Service& service, OpenProgramme& programme);

/// catch_up() for every programme: the round of the maintenance thread.
void catch_up_all(Service& service);

}  // namespace vuelve::app
