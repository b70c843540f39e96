#pragma once

#include "app/programmes.h"

/// Members and households between their tables and the domain's Holder.
namespace vuelve::app {

/// Profile, balances, open lots, counters. Nothing when there is no such holder.
std::optional<Holder> read_holder(const OpenProgramme& programme,
                                  storage::Reader& reader,
                                  HolderId id);
/// The same of those among `ids` who exist, in no order, in few statements.
std::vector<Holder> read_holders(const OpenProgramme& programme,
                                 storage::Reader& reader,
                                 std::span<const HolderId> ids);

/// Bucket of a new member: that of its first identity (scale-out.md 4).
int bucket_for(const OpenProgramme& programme, const Profile& profile);
storage::NewMember new_member(const OpenProgramme& programme,
                              const Enrol& command,
                              const Profile& profile,
                              const std::string& actor,
                              Instant at);
/// The head on which rows without a member are chained, into the state.
void load_job_chain(OpenProgramme& programme, storage::Reader& reader);

/// The document with `reason_s` added: free text of people is never kept in clear (contract.md 7).
std::string with_sealed_reason(const storage::Vault& vault,
                               TxnId txn,
                               std::string document,
                               const std::string& reason);

/// The document with `comment_s` added: what a member wrote is sealed with the member's own key, so
/// that it is gone when the member is erased.
std::string with_sealed_comment(const OpenProgramme& programme,
                                storage::Reader& reader,
                                const vuelve::Transaction& done,
                                std::string document,
                                const std::string& comment);

}  // namespace vuelve::app
