#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/asks.h"
#include "app/contact_hold.h"
#include "app/one_time_codes.h"

/// How members come to a session of their card and prove again who they are. Source: security.md 4,
/// docs/adr/0040.
namespace vuelve::app {

struct MemberSignIn {
    std::string request, code;
    std::string device;  // "phone", "tablet" ...: never a name
};
/// Opens a session that may do what is the member's own. `peer` is the address it comes from.
/// Errors: as use_code; Unauthenticated too for who is no member any more.
struct MemberSignedIn {
    OpenedSession opened;
    HolderId member{};
};
/// A wrong last try is told to the member by tell_locked(), after the answer: the work for known
/// and unknown is the same until then.
struct SignInVerdict {
    Result<MemberSignedIn> signed_in;
    OpenProgramme* programme = nullptr;
    std::optional<HolderId> locked{};
};
SignInVerdict sign_in(Service& service, const MemberSignIn& wanted, const std::string& peer);

/// Once a day at most: somebody tried codes that were wrong.
void tell_locked(Service& service, const OpenProgramme& programme, HolderId member);

/// A code for what needs a new proof, sent to the member's phone, else e-mail. Errors: NotFound
/// when the member has neither; as request_code.
Result<CodeTicket> request_own_code(Service& service,
                                    const OpenProgramme& programme,
                                    const Session& session,
                                    CodePurpose purpose);
/// The same for a till, asked for by whoever serves the member.
Result<CodeTicket> request_till_code(Service& service,
                                     const OpenProgramme& programme,
                                     HolderId member);
/// From now on the session has proved again who it is, for five minutes. Errors: as use_code.
Result<void> step_up(Service& service,
                     const OpenProgramme& programme,
                     const Session& session,
                     const std::string& request,
                     const std::string& code);

/// A code that staff show to a member who stands before them, as a QR. Told in the audit log.
Result<ShownCode> show_sign_in(Service& service,
                               const OpenProgramme& programme,
                               const Caller& by,
                               HolderId member);

/// The new phone or e-mail gets a code, which proves it. Errors: as request_code.
Result<CodeTicket> request_contact(Service& service,
                                   const OpenProgramme& programme,
                                   const Session& session,
                                   const Identity& wanted);
/// The new one that this code proves. Errors: as use_code.
Result<Identity> prove_contact(Service& service,
                               const OpenProgramme& programme,
                               const Session& session,
                               const std::string& request,
                               const std::string& code);
/// The command that makes it the member's, in place of the one of its kind, if there is one.
Ask ask_new_contact(const OpenProgramme& programme,
                    storage::Reader& reader,
                    const Caller& by,
                    HolderId member,
                    const Identity& wanted,
                    const std::string& key);

/// What waits to be sent to members and can be read by who passes it on: codes first.
struct CardMessage {
    std::string kind;  // "sign_in", "step_up" ..., "new_device" ...
    HolderId member{};
    MessageChannel channel{};
    Identity to;
    std::string language, code, undo;  // "" = not of this kind
    Instant created_at{}, expires_at{};
};
/// Told in the audit log: who reads a code can be the member.
std::vector<CardMessage> read_card_messages(Service& service,
                                            const OpenProgramme& programme,
                                            const Caller& by,
                                            int limit);

}  // namespace vuelve::app
