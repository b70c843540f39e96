#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/member_store.h"

/// Whose data it is: texts people agreed to, what they asked for, what is not done with their data,
/// who is gone, what time took away, what went wrong. Source: security.md 5, 7.
namespace vuelve::storage {

enum class TextKind : std::uint8_t { Notice = 1, Consent };
/// A text as it was read. Once kept, a version never changes.
struct PrivacyText {
    TextKind kind{};
    std::string purpose;  // of a consent
    std::string country, language, version, body;
    crypto::Hash hash{};  // SHA-256 of body
    Instant published_at{};
    std::string author;
};

enum class RequestKind : std::uint8_t {
    Access = 1,
    Rectify,
    Erase,
    Object,
    Restrict,
    Block,
    Portability
};
enum class RequestState : std::uint8_t { Open = 1, Done, Refused };
struct PrivacyRequestRow {
    std::int64_t id = 0;
    HolderId member{};
    RequestKind kind{};
    std::string purpose, country;
    RequestState state = RequestState::Open;
    Instant received_at{}, due_at{};
    std::optional<Instant> closed_at{};
    std::string actor, decider;
    std::string note, answer;  // "" also once the member was erased
    /// Of an erasure its member may call off until then.
    std::optional<Instant> erase_at{};
};

enum class RestrictedPurpose : std::uint8_t { Marketing = 1, Profiling, All };
enum class RestrictionCause : std::uint8_t { Objection = 1, Minor, Claim };
struct Restriction {
    RestrictedPurpose purpose{};
    RestrictionCause cause{};
    Instant since{};
    std::optional<Instant> until{};
    std::string actor;
};

/// What stands for a birth date that was not told, and who agreed for a child.
struct AgeProof {
    bool of_age = false;
    std::string guardian;  // "" = nobody
    std::string text_version, actor;
    Instant at{};
};

enum class ErasureCause : std::uint8_t { Request = 1, Own, Retention, Replay };
struct Erasure {
    HolderId member{};
    Instant at{};
    ErasureCause cause{};
    std::string actor;
};

struct RetentionRun {
    std::int64_t id = 0;
    std::string rule;
    Instant at{}, before{};
    std::int64_t rows = 0;
};

struct InactiveMember {
    HolderId member{};
    Instant told_at{};
    bool came_back = false;
};

/// Touched by everybody's: for a stolen file.
inline constexpr std::string_view everybody_touched = "*";

struct Incident {
    std::int64_t id = 0;
    bool is_closed = false;
    Instant known_at{}, from{}, until{};
    std::string touched_by;            // "key:...", "" = anybody, everybody_touched = all members
    std::vector<std::string> members;  // more of them, public ids
    std::vector<std::string> countries;
    std::string told = "{}";  // who was told when, JSON
    std::int64_t affected = 0;
    std::string story;  // people's own words, JSON
    std::string actor;
    Instant opened_at{};
    std::optional<Instant> closed_at{};
};

/// A value of somebody's own data as it lies in its row.
struct OwnCell {
    std::string_view name, show;  // of db/data-map.toml
    std::variant<std::monostate, std::int64_t, std::string, Bytes> value{};
};
struct OwnRows {
    std::string_view section;
    std::vector<std::vector<OwnCell>> rows;
};

/// The sections of somebody's own data, each with its fields and how they are shown.
struct OwnSectionFields {
    std::string_view section;
    std::vector<std::pair<std::string_view, std::string_view>> fields;
};
std::vector<OwnSectionFields> own_map();

/// Of one programme. Without state of its own: any thread that has its own reader.
class PrivacyStore {
 public:
    PrivacyStore(const MemberStore& members,
                 const Vault& vault,
                 const Placement& placement,
                 std::int64_t programme_id)
        : members_(members), vault_(vault), placement_(placement), programme_id_(programme_id) {}

    /// False when this version is there already.
    bool add_text(Transaction& tx, const PrivacyText& text) const;
    /// By kind, purpose, country and language, oldest first.
    std::vector<PrivacyText> texts(Reader& reader) const;

    void add_request(Transaction& tx, const PrivacyRequestRow& request) const;
    std::optional<PrivacyRequestRow> find_request(Reader& reader, std::int64_t id) const;
    std::vector<PrivacyRequestRow> requests(Reader& reader,
                                            std::optional<RequestState> state,
                                            std::int64_t after,
                                            int limit) const;
    /// The erasure a member announced; nothing once it was called off or done.
    std::optional<std::int64_t> announced_erasure(Reader& reader, HolderId member) const;
    std::vector<std::int64_t> announced_erasures_due(Reader& reader, Instant now, int limit) const;
    /// False when it was closed before.
    bool close_request(Transaction& tx, const PrivacyRequestRow& request) const;

    void restrict(Transaction& tx, HolderId member, const Restriction& restriction) const;
    bool lift(Transaction& tx, HolderId member, RestrictedPurpose, RestrictionCause) const;
    /// Those that count at `now`.
    std::vector<Restriction> restrictions(Reader& reader, HolderId member, Instant now) const;
    /// The same of many; of those only who have some.
    std::map<HolderId, std::vector<Restriction>> restrictions_of(Reader& reader,
                                                                 std::span<const HolderId> members,
                                                                 Instant now) const;
    /// Everybody whose data is not used to tell what kind of customer they are, in the order of
    /// their ids.
    std::vector<HolderId> not_profiled(Reader& reader, Instant now) const;
    std::int64_t drop_over_restrictions(Transaction& tx, Instant now) const;

    void put_age(Transaction& tx, HolderId member, const AgeProof& proof) const;
    std::optional<AgeProof> age_of(Reader& reader, HolderId member) const;

    /// Everybody whose number leads to `member`.
    std::vector<HolderId> merged_into(Reader& reader, HolderId member) const;
    /// What db/data-map.toml says goes with a person; gives the rows. The person themselves:
    /// MemberStore::erase, before.
    std::int64_t erase_rows(Transaction& tx, HolderId member) const;
    void add_erasure(Transaction& tx, const Erasure& erasure) const;
    std::vector<Erasure> erasures(Reader& reader, HolderId after, int limit) const;
    /// Files of imports and exports that ended: who is erased may stand in any.
    void drop_ended_files(Transaction& tx) const;

    /// Members who did nothing themselves since `since` and were not told yet.
    std::vector<HolderId> inactive(Reader& reader, HolderId after, Instant since, int limit) const;
    void note_told(Transaction& tx, HolderId member, Instant at) const;
    std::vector<InactiveMember> told(Reader& reader, HolderId after, int limit) const;
    void forget_told(Transaction& tx, HolderId member) const;
    std::int64_t count_tombstones(Reader& reader, Instant now) const;
    std::int64_t drop_tombstones(Transaction& tx, Instant now) const;
    void add_run(Transaction& tx, const RetentionRun& run) const;
    std::vector<RetentionRun> runs(Reader& reader, std::int64_t after, int limit) const;
    std::optional<Instant> last_run(Reader& reader, std::string_view rule) const;

    void add_incident(Transaction& tx, const Incident& incident) const;
    /// State, who was told, how many are affected, story, end.
    void save_incident(Transaction& tx, const Incident& incident) const;
    std::optional<Incident> find_incident(Reader& reader, std::int64_t id) const;
    std::vector<Incident> incidents(Reader& reader, std::int64_t after, int limit) const;
    /// Whose transactions it wrote, in the order of ids, erased ones too.
    std::vector<HolderId> touched(Reader& reader, const Incident& incident) const;
    /// What it did beside: the objects of the audit log's rows.
    std::vector<std::string> objects_touched(Reader& reader, const Incident& incident) const;
    std::vector<HolderId> everybody(Reader& reader) const;

    /// One holder's rows of every table that has any, as db/data-map.toml tells.
    std::vector<OwnRows> own_rows(Reader& reader, HolderId member) const;

 private:
    int bucket() const { return base_bucket(placement_); }
    struct SealedRequest {
        PrivacyRequestRow row;
        std::optional<Bytes> note, answer;
    };
    static SealedRequest request_from(const Rows& rows);
    PrivacyRequestRow opened(Reader& reader, SealedRequest sealed) const;
    void open_texts(Reader& reader, HolderId member, std::vector<OwnCell>& cells) const;
    Incident incident_from(const Rows& rows) const;
    std::vector<int> buckets(HolderId member, int lies) const;

    const MemberStore& members_;
    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
