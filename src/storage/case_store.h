#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar.h"
#include "domain/ids.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// What looks like fraud and waits for a person, and the counts that tell it. Source: security.md
/// 3, docs/adr/0042.
namespace vuelve::storage {

/// Stored as numbers: their order is part of the schema.
enum class CaseKind : std::uint8_t {
    SelfDealing = 1,  // staff at their own card
    CashierVelocity,  // more sales in an hour than a person rings up
    CardVelocity,     // more purchases of a card in a day than a person makes
    ReceiptClaimed,   // a receipt sent again for another member
    ExcessRefunds,    // again and again more taken back than was bought
    ReferralRing,     // who is recommended is who recommended, around a circle
    WelcomeAgain,     // somebody who was enrolled before
    CodeGuessing,     // codes or cards looked up by guess
    HistoryChanged,   // what was signed is not what the database holds
    OfflineConflict,  // what a till sold without the line could not be entered
    MemberDoubt,      // a member says that a movement is not right
};
/// "self_dealing"
std::string_view name_of(CaseKind kind);

enum class CaseState : std::uint8_t { Open = 1, Dismissed, Confirmed };
/// "open"
std::string_view name_of(CaseState state);

struct FraudCase {
    std::int64_t id = 0;
    CaseKind kind{};
    std::string subject;  // "staff:7", "mbr_...", "tenant"
    HolderId member{};    // 0 = none
    std::int64_t times = 1;
    Instant opened_at{}, last_at{};
    std::string details;  // JSON, nothing personal
    CaseState state = CaseState::Open;
    std::string decider{};  // "" = nobody yet
    std::optional<Instant> decided_at{};
    std::string note{};
    /// The member's own, sealed with their key for the field sealed_doubt of this row.
    std::optional<Bytes> words_s{};
};
inline constexpr std::string_view sealed_doubt = "doubt";

/// One programme's cases. Without state of its own: any thread that has its own reader.
class CaseStore {
 public:
    /// `vault` outlives the store.
    CaseStore(const Vault& vault, Placement placement, std::int64_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    /// False when one of this kind, subject and day is open: that one counts. `found.id` is fresh.
    bool open(Transaction& tx, const FraudCase& found, Day day) const;
    std::optional<FraudCase> find(Reader& reader, std::int64_t id) const;
    /// The open one of a kind, subject and day.
    std::optional<std::int64_t> open_one(Reader& reader,
                                         CaseKind kind,
                                         std::string_view subject,
                                         Day day) const;
    /// Newest first, those before `id`; at most `limit`.
    std::vector<FraudCase> before(Reader& reader,
                                  CaseState state,
                                  std::int64_t id,
                                  int limit) const;
    /// False when it was decided before.
    bool decide(Transaction& tx,
                std::int64_t id,
                CaseState state,
                std::string_view decider,
                Instant at,
                std::string_view note) const;

    /// Adds to a count of a span and gives what it is then.
    std::int64_t count(Transaction& tx,
                       CaseKind kind,
                       std::int64_t span,
                       std::string_view subject,
                       std::int64_t more) const;
    void forget_counts(Transaction& tx, CaseKind kind, std::int64_t before_span) const;

 private:
    FraudCase read(const Rows& rows) const;

    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
