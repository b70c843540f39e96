#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/document.h"

/// What somebody asks for, decoded and typed. Source: domain.md 15, contract.md 6.
namespace vuelve {

/// The member as a door resolved it: none = the reference names nobody of this programme.
using MemberRef = std::optional<HolderId>;

struct PurchaseLine {
    int line = 0;
    std::string sku, category, brand;
    std::int64_t quantity = 1000;  // thousandths
    std::optional<Minor> unit_price{}, gross{};
    Minor discount{0}, tax{0};
    Attributes attributes;
};

struct Tender {
    std::string type;
    std::string currency;  // points and wallet tenders
    Units points{};
    Minor amount{};
    std::string reservation;  // a reservation's name, "" = none
};

struct RecordPurchase {
    std::string id;  // "" for a quote
    MemberRef member;
    std::optional<Instant> occurred_at;
    std::string store;  // "" = the first
    std::string channel = "pos";
    std::vector<PurchaseLine> lines;
    Minor basket_discount{0};
    std::vector<Tender> tenders;
    std::vector<std::string> coupons;
    Attributes attributes;
    bool offline = false;
    bool quote = false;
};

struct ReturnLine {
    int line = 0;
    std::int64_t quantity = 0;  // thousandths
};
struct RecordReturn {
    std::string id, purchase;
    std::vector<ReturnLine> lines;
    std::optional<Instant> occurred_at;
};
struct VoidPurchase {
    std::string id, purchase;
    std::optional<Instant> occurred_at;
};

struct Enrol {
    HolderId
        holder{};  // chosen by the door: its bucket follows the first identity (scale-out.md 4)
    Instant enrolled_at{};
    std::optional<Day> birth_date;
    std::vector<std::string> segments;
    Attributes attributes;
    HolderId household{};
    std::string level;  // a level granted at the start, with its end
    std::optional<Instant> level_valid_until;
    struct Subscription {
        std::string plan;
        Instant from{}, to{};
    };
    std::vector<Subscription> subscriptions;
};

struct Adjust {
    MemberRef member;
    std::string currency;
    Units points{};
    std::string reason;
    bool allow_debt = false;
    std::optional<Day> last_day;  // opening balances keep their own (contract.md 1 rule 26)
};
struct Suspend {
    MemberRef member;
};
struct Reactivate {
    MemberRef member;
};

struct UseVoucher {
    std::string voucher;
    MemberRef member;
};

using CommandBody = std::variant<RecordPurchase,
                                 RecordReturn,
                                 VoidPurchase,
                                 Enrol,
                                 Adjust,
                                 Suspend,
                                 Reactivate,
                                 UseVoucher>;

/// 16 bytes of a keyed hash: of a command's key (its place in the table of keys) or of its
/// canonical content.
using Hash16 = std::array<std::uint8_t, 16>;

struct Command {
    CommandBody body;
    /// The idempotency key: the purchase's or return's own id, else "<owner>/<key>". "" only for
    /// quotes.
    std::string key;
    /// Hash of name and content as sent (contract.md 1 rule 1); the same for the same command by
    /// any door.
    Hash16 request_hash{};
    /// Who asks: "key:pos-centro", "import", "demo". Stored with the transaction.
    std::string actor;
};

}  // namespace vuelve
