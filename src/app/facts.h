#pragma once

#include <stop_token>

#include "app/service.h"

/// What reports and segments read, kept behind the ledger (docs/adr/0020).
namespace vuelve::app {

/// Brings the facts up to the last committed transaction, a page and a transaction at a time. Every
/// reader of facts calls it first; with nothing new it costs two look-ups. Any thread. A service
/// that was opened to read leaves them as they are.
void catch_up(Service& service, OpenProgramme& programme);

/// The same for every programme, with the tills first: between two pages they have time to go on,
/// for twenty seconds at most. The round of the maintenance thread; ends early when it is to stop.
void catch_up_patiently(Service& service, const std::stop_token& stop);

}  // namespace vuelve::app
