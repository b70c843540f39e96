#pragma once

#include <optional>
#include <string>

#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/decision.h"
#include "domain/programme.h"

/// Referrals in answers: what became of one, and why.
namespace vuelve {

/// Why nobody gets anything, or that a person decides first; "" when there is nothing to say.
std::string referral_sentence(const Receipt& receipt, const Telling& telling);

/// One of a list: who came, by whom, and what it brought whoever recommended.
struct ReferralItem {
    HolderId referee{}, referrer{};
    Instant enrolled_at{};
    Referral referral;
    std::string purchase;          // that decided it or waits, "" = none
    std::optional<Award> bonus{};  // of the referrer
};
void write_referral_item(JsonWriter& out, const ReferralItem& item, const Programme& programme);

}  // namespace vuelve
