#pragma once

#include <string>
#include <vector>

#include "app/asks.h"
#include "storage/audit_store.h"

/// The audit log: everything people and integrations do beside value, told in the transaction in
/// which it is done. Purchases and other value operations are their own record (`txn`). Source:
/// security.md 6.
namespace vuelve::app {

/// What somebody did.
struct Deed {
    std::string action;  // "key.created"
    std::string object;  // "key:5f0c9a7be21d4836", "" = the programme
    std::string outcome = "done";
    std::string reason{};               // in the words of who did it; sealed
    std::vector<std::string> fields{};  // names of what changed
    std::string values{};               // of those, JSON; sealed
};

/// Written when the transaction commits.
void record_deed(const OpenProgramme& programme,
                 storage::Transaction& tx,
                 const Caller& by,
                 const Deed& deed,
                 Instant at);

}  // namespace vuelve::app
