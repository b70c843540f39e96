#pragma once

#include "app/audit.h"
#include "app/restrictions.h"

/// Notices and texts of consent, by country and language: what people read is kept as it was, and a
/// consent names the text by its hash. Source: security.md 7; docs/adr/0044.
namespace vuelve::app {

using storage::PrivacyText;
using storage::TextKind;

/// All versions, oldest first within each place.
std::vector<PrivacyText> read_privacy_texts(Service& service, const OpenProgramme& programme);
/// The newest of a country and language, or of the country in any; of another country when it has
/// none. Nothing when there is no notice at all.
std::optional<PrivacyText> notice_for(const std::vector<PrivacyText>& texts,
                                      std::string_view country,
                                      std::string_view language);
/// False when the same text was there already. Errors: InvalidState: this version says something
/// else.
Result<bool> publish_privacy_text(Service& service, const Caller& by, PrivacyText text);

/// Once a purpose has texts, a consent must name one of them. Errors: ValidationFailed.
std::optional<Error> refuse_unknown_text(const OpenProgramme& programme,
                                         storage::Reader& reader,
                                         const Ask& ask);
/// Of the text that was read; nothing when the shop keeps its texts elsewhere.
std::optional<storage::crypto::Hash> consent_hash(const OpenProgramme& programme,
                                                  storage::Reader& reader,
                                                  const storage::Consent& consent,
                                                  const std::string& member_language);

}  // namespace vuelve::app
