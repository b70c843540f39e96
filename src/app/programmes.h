#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/engine.h"
#include "app/fresh_facts.h"
#include "storage/audit_store.h"
#include "storage/entitlement_store.h"
#include "storage/event_store.h"
#include "storage/fact_store.h"
#include "storage/ledger_store.h"
#include "storage/member_store.h"
#include "storage/message_store.h"
#include "storage/product_store.h"
#include "storage/segment_store.h"

/// The programmes that are open: their snapshot in force, their keys, their stores.
namespace vuelve::app {

/// Members whose kept segments changed, with those they are in now.
using SegmentNews = std::vector<std::pair<HolderId, std::vector<std::string>>>;

/// One programme of one tenant. Everything but the snapshot, the catalogue and the state is fixed
/// once it is open.
class OpenProgramme {
 public:
    OpenProgramme(ProgrammeKey key, const storage::Tenant& tenant, const storage::KeyRing& ring);

    ProgrammeKey key() const { return key_; }
    const std::string& tenant_code() const { return tenant_code_; }
    const storage::Vault& vault() const { return vault_; }
    const storage::LedgerStore& ledger() const { return ledger_; }
    const storage::EntitlementStore& entitlements() const { return entitlements_; }
    const storage::MemberStore& members() const { return members_; }
    const storage::MessageStore& messages() const { return messages_; }
    const storage::EventStore& events() const { return events_; }
    const storage::FactStore& facts() const { return facts_; }
    const storage::SegmentStore& segments() const { return segments_; }
    const storage::AuditStore& audit() const { return audit_; }
    storage::Placement placement() const { return placement_; }
    /// Country whose national phone numbers are understood.
    std::string region() const;

    /// The snapshot in force; swapped as a whole.
    std::shared_ptr<const Programme> snapshot() const;
    /// Number of the version whose document that is.
    int version() const;
    /// A document compiled, with the codes that it numbers anew; not in force yet.
    struct Prepared {
        std::unique_ptr<SymbolTable> symbols;
        std::shared_ptr<const Programme> compiled;
        std::string segment_definitions;
        int version = 0;
    };
    Prepared prepare(ProgrammeDocument document, int version) const;
    void adopt(Prepared prepared);
    void put_in_force(ProgrammeDocument document, int version = 1) {
        adopt(prepare(std::move(document), version));
    }
    /// When a draft comes into force by itself, if one does. Any thread may ask; the writer sets.
    std::optional<Instant> planned() const;
    void plan(std::optional<Instant> at);
    /// Codes numbered so far, with those the next commit must write.
    const SymbolTable& symbols() const { return *tables_.back(); }
    void load_symbols(SymbolTable table);

    using Catalogue = std::unordered_map<std::string, storage::Product>;
    std::shared_ptr<const Catalogue> catalogue() const;
    void set_catalogue(Catalogue catalogue);

    /// The writer's own: holders in memory and what waits for its purchase. No other thread looks
    /// at it.
    struct Cache {
        State state;
        bool has_parked = false;          // state.parked is loaded
        bool knows_closed = false;        // state.closed_until is loaded
        std::set<ResourceKey> looked_up;  // resources that are in the state, or untouched
        /// How members in memory can be written to.
        std::unordered_map<HolderId, analytics::Contact> contacts;
    };
    Cache& cache() { return cache_; }
    /// Held by whoever writes facts behind the ledger.
    std::mutex& following() { return following_; }
    /// What the writer committed, on its way to the facts.
    FreshFacts& fresh_facts() { return fresh_facts_; }
    /// Held by whoever judges who is in which segment.
    std::mutex& judging() { return judging_; }

    /// Tells apart two versions of the segments.
    std::string segment_definitions() const;
    /// For the writer, which has members in memory. Any thread.
    void tell_segments(SegmentNews news);
    /// Gives the members in memory what was told since. The writer alone.
    void hear_segments();

 private:
    ProgrammeKey key_;
    std::string tenant_code_;
    storage::Placement placement_;
    storage::Vault vault_;
    storage::LedgerStore ledger_;
    storage::EntitlementStore entitlements_;
    storage::MemberStore members_;
    storage::MessageStore messages_;
    storage::EventStore events_;
    storage::FactStore facts_;
    storage::SegmentStore segments_;
    storage::AuditStore audit_;
    std::mutex following_, judging_;
    FreshFacts fresh_facts_;
    SegmentNews news_;                 // under guard_
    std::string segment_definitions_;  // likewise
    mutable std::mutex guard_;
    std::vector<std::unique_ptr<SymbolTable>>
        tables_;  // one per snapshot: an older one may still be answering
    std::shared_ptr<const Programme> snapshot_;
    int version_ = 0;
    std::atomic<std::int64_t> planned_ms_{INT64_MAX};
    std::shared_ptr<const Catalogue> catalogue_ = std::make_shared<Catalogue>();
    Cache cache_;
};

/// Tells listeners of the feed that there is more of it, so that they need not read in vain. Any
/// thread.
class EventBell {
 public:
    void ring() { rung_.fetch_add(1); }
    /// Changes with every ring.
    std::uint64_t rung() const { return rung_.load(); }

 private:
    std::atomic<std::uint64_t> rung_{0};
};

/// All of them. Any thread.
class Programmes {
 public:
    Programmes(storage::Database& database, storage::KeyRing ring)
        : database_(database), ring_(std::move(ring)) {}

    /// Opens every published programme of the database, as it is in force now.
    void load(Instant now);
    /// What another program published or opened since, with its catalogue. Under the write lock.
    void refresh(storage::Reader& reader, Instant now);
    /// A new tenant with one programme, its document in force at once.
    /// Errors: ValidationFailed with every fault; IdentityTaken when the tenant's code is in use.
    Result<ProgrammeKey> create(const std::string& tenant_code,
                                const std::string& tenant_name,
                                const std::string& document,
                                const std::string& author,
                                Instant at);

    OpenProgramme* find(const ProgrammeKey& key);
    /// The only programme, or the one of this code; nothing when that is not one.
    std::optional<ProgrammeKey> find_code(const std::string& code);
    std::vector<OpenProgramme*> all();

    storage::Database& database() { return database_; }
    /// Rung after every commit that added events.
    EventBell& bell() { return bell_; }

 private:
    OpenProgramme& open(const ProgrammeKey& key, const storage::Tenant& tenant);
    void read(storage::Reader& reader, OpenProgramme& programme, int version, Instant now);
    void read_catalogue(storage::Reader& reader, OpenProgramme& programme);

    storage::Database& database_;
    storage::KeyRing ring_;
    EventBell bell_;
    std::mutex guard_;
    std::map<ProgrammeKey, std::unique_ptr<OpenProgramme>> open_;
    /// How often each catalogue had changed when it was read. The writer's, once it runs.
    std::map<ProgrammeKey, std::int64_t> catalogue_changes_;
};

/// The document, decoded and checked. Errors: ValidationFailed with every fault and its pointer.
Result<ProgrammeDocument> read_programme(const std::string& document);

}  // namespace vuelve::app
