#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/privacy_notices.h"

namespace vuelve::app {

/// What whoever joins is asked, each apart and none ticked.
struct AskedConsent {
    std::string purpose, channel;  // as a consent names them; "" = no channel
    std::string text, text_version, language;
};
/// The shop's own texts for the country, in the language where there is one; for marketing and
/// profiling ours where the shop has none. Source: docs/adr/0044, 0050.
std::vector<AskedConsent> asked_consents(const std::vector<PrivacyText>& texts,
                                         std::string_view country,
                                         std::string_view language);

}  // namespace vuelve::app
