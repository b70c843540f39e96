#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/identity.h"
#include "domain/decision.h"
#include "domain/programme.h"

/// The bodies of the API's answers, keys as printed in contract.md 6. All give JSON text, ready to
/// send or to stand inside another answer (JsonWriter::raw).
namespace vuelve {

struct AnswerOptions {
    std::string_view language = "es";
    bool explain = false;            // `?explain=text`: adds every `text`
    std::string_view member_name{};  // as it may be printed (short_name), "" = nobody
    /// Lines of the recorded purchase: amounts and categories in sentences.
    std::span<const RecordedLine> lines{};
    std::optional<Instant> occurred_at{};  // of the recorded purchase
    std::string link{};                    // to its public page, "" = not asked for
    Instant link_expires_at{};
    /// The member's vouchers: what an issued one is good for.
    std::span<const Voucher> vouchers{};
};

/// Answer to an accepted command. A replay is answered with the first receipt.
std::string answer_json(const Receipt& receipt,
                        const Programme& programme,
                        const AnswerOptions& options = {});

/// What became of a referral: "open", "rejected:SELF_REFERRAL"; "" when the command was about none.
std::string referral_text(const Receipt& receipt);

/// Personal parts of a member object, opened by the caller.
struct MemberProfile {
    std::string name;                  // in full; printed short
    std::vector<Identity> identities;  // printed masked
    std::string referral_code;         // "" = none
    std::string referral;              // referral_text() of the enrolment, "" = not to be told
    bool referral_in_review = false;
    std::string referral_reason{};  // as a sentence, "" = nothing to say
    std::string alias, language;    // "" = not told
    /// That the member is there, for who looked them up; "" = no proof.
    std::string proof{};
    std::optional<Instant> proof_expires_at{};
};

/// `GET /v1/members/{id}`, and the answer to an enrolment.
std::string member_json(const Holder& member,
                        const MemberProfile& profile,
                        std::span<const BalanceLine> balances,
                        const std::optional<TierPreview>& tier,
                        const Programme& programme,
                        std::string_view language);

/// `/balances`: `{"balances": {...}}`.
std::string balances_json(std::span<const BalanceLine> balances, const Programme& programme);
/// `/lots`: items with their state.
std::string lots_json(std::span<const Lot> lots, const Programme& programme);

/// An entry and the id of the purchase it belongs to, "" = none.
struct HistoryItem {
    Entry entry;
    std::string purchase;
};
/// `/history`: entries with their lines in the words of domain.md 1.10. `next` is the cursor of the
/// following page, "" = the last page.
std::string history_json(std::span<const HistoryItem> items,
                         HolderKind holder,
                         const Programme& programme,
                         std::string_view next);

/// "Ana Torres" -> "Ana T.": what a till may show and print.
std::string short_name(std::string_view name);
/// "active"
std::string_view name_of(MemberState state);

}  // namespace vuelve
