#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/calendar.h"
#include "domain/ids.h"
#include "storage/crypto.h"
#include "storage/database.h"
#include "storage/ids.h"

/// Tenants, programmes and the versions of their documents (contract.md 7, "configuration").
/// Written by people, seldom; everything here is loaded at start and kept in memory.
namespace vuelve::storage {

struct Tenant {
    std::int64_t tenant_id = 0;
    std::string code;
    std::string name;
    int spread = 1;
    int generation = 1;
    std::string settings = "{}";  // JSON
    Instant created_at{};
    Placement placement() const { return {tenant_id, spread}; }
};

/// Which programme a row belongs to.
struct ProgrammeKey {
    std::int64_t tenant_id = 0;
    std::int64_t programme_id = 0;
    friend auto operator<=>(const ProgrammeKey&, const ProgrammeKey&) = default;
};

struct ProgrammeRow {
    ProgrammeKey key;
    std::string code;
    int published_version = 0;  // 0 = none yet
};

/// Ids are the caller's: small and fixed (1, 2 ...) or fresh. Errors: Duplicate when id or code is
/// taken.
void add_tenant(Transaction& tx, const Tenant& tenant);
std::vector<Tenant> load_tenants(Reader& reader);
void set_tenant_settings(Transaction& tx, std::int64_t tenant_id, std::string_view settings);

/// Errors: Duplicate, or Constraint when the tenant does not exist.
void add_programme(Transaction& tx, const ProgrammeRow& programme);
std::vector<ProgrammeRow> load_programmes(Reader& reader);

enum class VersionState : std::uint8_t { Draft = 1, Published, Superseded };

/// What was said of a draft on its way; empty again whenever its document changes.
struct DraftSteps {
    std::optional<Bytes> reason{};  // sealed
    std::optional<Instant> submitted_at{};
    std::string submitter;
    std::optional<Instant> approved_at{};
    std::string approver;
    std::optional<Instant> rejected_at{};
    std::string rejecter;
    std::optional<Bytes> rejection{};     // why, sealed
    std::optional<Instant> publish_at{};  // planned
    std::string trouble;     // code of the error for which what was planned did not happen
    int rolled_back_to = 0;  // the version whose content this is; 0 = its author's own
};

struct ProgrammeVersion {
    int version = 0;
    VersionState state = VersionState::Draft;
    crypto::Hash content_hash{};  // SHA-256 of the document: its ETag
    std::string author;
    std::optional<Instant> published_at{};
    Instant created_at{};  // of the document as it is
    DraftSteps steps;
    bool opens = false;    // nothing had been posted when it was published: its rules always were
    std::string document;  // left empty by lists
};

/// Puts `document` into the draft; a new version when the newest one is no draft. Returns its
/// number.
int save_draft(Transaction& tx,
               const ProgrammeKey& programme,
               std::string_view document,
               std::string_view author,
               Instant at);
std::optional<ProgrammeVersion> load_draft(Reader& reader, const ProgrammeKey& programme);
void set_draft_steps(Transaction& tx,
                     const ProgrammeKey& programme,
                     int version,
                     const DraftSteps& steps);
void delete_draft(Transaction& tx, const ProgrammeKey& programme);
/// A draft that is published before the open one: that gets the number after its own, and its plan
/// is taken back. Returns the number of the new one.
int insert_draft(Transaction& tx,
                 const ProgrammeKey& programme,
                 std::string_view document,
                 std::string_view author,
                 Instant at);
/// Makes a draft the version in force; the one before is superseded.
/// Errors: NotFound; InvalidState when it is no draft.   Source: contract.md 1 rule 17.
Result<void> publish_version(Transaction& tx,
                             const ProgrammeKey& programme,
                             int version,
                             std::string_view approver,
                             Instant at,
                             bool opens = false);
std::optional<ProgrammeVersion> load_version(Reader& reader,
                                             const ProgrammeKey& programme,
                                             int version);
/// Newest first, without documents; those below `before`.
std::vector<ProgrammeVersion> programme_history(Reader& reader,
                                                const ProgrammeKey& programme,
                                                int before = std::numeric_limits<int>::max(),
                                                int limit = std::numeric_limits<int>::max());

/// Every code the programme ever used, under its number.
SymbolTable load_symbols(Reader& reader, const ProgrammeKey& programme);
/// Writes what `symbols` has and the table lacks; returns how many. To be committed with the first
/// row that uses one.
int append_symbols(Transaction& tx, const ProgrammeKey& programme, const SymbolTable& symbols);

}  // namespace vuelve::storage
