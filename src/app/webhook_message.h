#pragma once

#include <string>

#include "app/programmes.h"
#include "notify/http_sender.h"
#include "storage/webhook_store.h"

/// What is posted to a receiver. Source: docs/adr/0033.
namespace vuelve::app {

/// As every post goes out.
notify::SenderOptions webhook_sender(const notify::PrivateTargets& listed);

/// Signed as of this moment: a receiver refuses what is older than five minutes.
notify::HttpPost webhook_post(const storage::Webhook& webhook,
                              Instant now,
                              const std::string& id,
                              std::string body);

/// The event as CloudEvents, under its own id.
notify::HttpPost webhook_post(const OpenProgramme& programme,
                              const storage::Webhook& webhook,
                              Instant now,
                              const storage::EventRow& event);

}  // namespace vuelve::app
