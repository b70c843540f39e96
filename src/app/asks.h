#pragma once

#include <string>

#include "app/programmes.h"
#include "codec/command_request.h"
#include "codec/member_json.h"
#include "codec/purchase_json.h"

/// From decoded bodies to commands for the engine: key, hash, record. Every door uses these, so the
/// same purchase is one by any of them (contract.md 1 rule 1).
namespace vuelve::app {

/// Who asks. `owner` scopes idempotency keys and outlives a rotated API key; `actor` is kept with
/// the transaction.
struct Caller {
    ProgrammeKey programme{};
    std::string owner;
    std::string actor;
    std::string peer{};                      // address it came from, "" = this machine
    std::vector<std::string> own_members{};  // "mbr_...": cards of the staff who ask
    std::string role{};                      // of staff who are signed in; "" for everybody else
};

/// Cards of who asks.
std::vector<HolderId> own_members(const Caller& caller);

/// Lines without a category or brand take the catalogue's (rule 29).
void complete_lines(const OpenProgramme& programme, RecordPurchase& purchase);

/// The purchase's own id is the key. Lines without a category take the catalogue's, after hashing.
Ask ask_purchase(const OpenProgramme& programme, const Caller& caller, PurchaseRequest request);
Ask ask_quote(const OpenProgramme& programme, const Caller& caller, PurchaseRequest request);
Ask ask_return(const OpenProgramme& programme, const Caller& caller, RecordReturn command);

/// These move value without an id of their own: `key` is the Idempotency-Key.
Ask ask_void(const OpenProgramme& programme,
             const Caller& caller,
             VoidPurchase command,
             const std::string& key);
Ask ask_adjust(const OpenProgramme& programme,
               const Caller& caller,
               AdjustRequest request,
               const std::string& key);
Ask ask_enrol(const OpenProgramme& programme,
              const Caller& caller,
              EnrolmentRequest request,
              Instant enrolled_at,
              const std::string& key);
Ask ask_suspend(const OpenProgramme& programme,
                const Caller& caller,
                const std::string& member,
                const std::string& key);
Ask ask_reactivate(const OpenProgramme& programme,
                   const Caller& caller,
                   const std::string& member,
                   const std::string& key);

/// Every other command, from its decoded body. `key` is not looked at where the request brings its
/// own.
Ask ask_command(const OpenProgramme& programme,
                const Caller& caller,
                CommandRequest request,
                const std::string& key);

}  // namespace vuelve::app
