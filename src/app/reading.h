#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/service.h"
#include "codec/answer_json.h"
#include "codec/public_id.h"
#include "domain/prolong.h"

/// What doors may see of a member without a command: profile, balances, lots, history. A read first
/// runs what is due, so that it shows what the next command would find.
namespace vuelve::app {

struct MemberReading {
    Holder member;  // the survivor, when a merged id was asked for
    MemberProfile profile;
    std::vector<BalanceLine> balances;  // of every currency in which there is or was something
    std::optional<TierPreview> tier;
    std::vector<Lot> lots;  // with something left, in the order in which they are spent
    std::shared_ptr<const Programme> programme;
};

/// Points of a member of a household are the household's, here as in every answer.
/// Errors: UnknownMember.
Result<MemberReading> read_member(Service& service, OpenProgramme& programme, HolderId id);

/// Whom a reference names; nothing when nobody. QR tokens name nobody yet.
std::optional<HolderId> find_member(Service& service,
                                    const OpenProgramme& programme,
                                    const MemberReference& reference);

/// What would be announced on a local day about units that end, `offsets` days before their last
/// one, in that order; of the member's own and of what its household shares.
struct NoticesReading {
    HolderId member{};  // the survivor, when a merged id was asked for
    std::vector<ExpiryNotice> notices;
    std::shared_ptr<const Programme> programme;
};
/// Errors: UnknownMember.
Result<NoticesReading> read_notices(Service& service,
                                    OpenProgramme& programme,
                                    HolderId id,
                                    Day date,
                                    std::span<const int> offsets);

/// What the sentences and the ticket of an answer draw on beyond its receipt.
struct ReceiptFacts {
    std::string member_name;          // as it may be printed, "" = nobody
    std::vector<RecordedLine> lines;  // of the recorded purchase
    std::optional<Instant> occurred_at{};
    std::vector<Voucher> vouchers;  // the member's, and those of who was given one
};
ReceiptFacts read_facts(Service& service, const OpenProgramme& programme, const Receipt& receipt);

/// A transaction as a statement shows it, with the entries it posted for the member.
struct StatementItem {
    PlacedId txn{};
    TxnKind kind{};
    Instant at{};
    Instant occurred_at{};
    StoreId store{};       // 0 = none
    std::string purchase;  // "" = none
    std::optional<Minor> amount{};
    std::string reason;  // "" = none
    std::vector<Entry> entries;
    /// What was left of each currency it moved, as the balance is shown: of the member, and of the
    /// household they are in now.
    std::map<CurrencyId, Units> balances{};
};
struct StatementPage {
    std::vector<StatementItem> items;  // newest first
    EntryId next{};                    // where the next page begins (exclusive); 0 = there is none
};
/// Which of them are asked for.
struct StatementFilter {
    std::vector<TxnKind> kinds{};  // none = all
    std::optional<Instant> from{}, to{};

    bool wants(TxnKind kind) const { return kinds.empty() || std::ranges::count(kinds, kind) > 0; }
};
/// At most `limit` transactions before `before`. Errors: UnknownMember.
Result<StatementPage> read_statement(Service& service,
                                     OpenProgramme& programme,
                                     HolderId id,
                                     EntryId before,
                                     int limit,
                                     const StatementFilter& filter = {});
/// One of them. Errors: UnknownMember; NotFound when it moved nothing of the member's.
Result<StatementItem> read_statement_item(Service& service,
                                          OpenProgramme& programme,
                                          HolderId id,
                                          TxnId txn);

}  // namespace vuelve::app
