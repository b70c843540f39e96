#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/programme.h"

/// The terms of a programme, made from what is in force: nobody writes them, so they cannot tell
/// anything else than what the engine does. Source: ux/README.md 8 (Join); docs/adr/0050.
namespace vuelve {

struct TermsSection {
    std::string id;  // earn gifts value expiry levels stamps rewards challenges plans referral
                     // returns
    std::string title;
    std::vector<std::string> sentences;
};
/// As they stand at `now`; sections without a sentence are left out.
std::vector<TermsSection> terms_of(const Programme& programme,
                                   std::string_view language,
                                   Instant now);

/// A level, and what it gives in sentences; "" = nothing that can be told.
struct LevelGift {
    std::string code, name, gives;
};
/// From the lowest to the highest.
std::vector<LevelGift> level_gifts(const Programme& programme, std::string_view language);

/// What somebody gets for joining, in one sentence; "" = nothing. `invited` = by a member.
std::string joining_gift(const Programme& programme,
                         std::string_view language,
                         Instant now,
                         bool invited);

/// What a purpose asks of people, where the shop has published no text of its own; "" for a purpose
/// that is not asked by itself.
std::string_view consent_text(std::string_view purpose, std::string_view language);
/// Names these texts in consents.
inline constexpr std::string_view consent_text_version = "vuelve-1";

}  // namespace vuelve
