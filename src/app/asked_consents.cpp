#include "app/asked_consents.h"

#include <tuple>

#include "codec/terms.h"

namespace vuelve::app {
namespace {

/// Nothing when the shop has no text of this purpose.
const PrivacyText* best_text(const std::vector<PrivacyText>& texts,
                             std::string_view purpose,
                             std::string_view country,
                             std::string_view language) {
    const PrivacyText* best = nullptr;
    const auto worth = [&](const PrivacyText& text) {
        return std::tuple(text.country == country, text.language == language, text.published_at);
    };
    for (const PrivacyText& text : texts)
        if (text.kind == TextKind::Consent && text.purpose == purpose &&
            (!best || worth(text) >= worth(*best)))
            best = &text;
    return best;
}

}  // namespace

std::vector<AskedConsent> asked_consents(const std::vector<PrivacyText>& texts,
                                         std::string_view country,
                                         std::string_view language) {
    std::vector<AskedConsent> asked;
    for (const std::string_view purpose :
         {"marketing", "profiling", "third_party", "leaderboard"}) {
        AskedConsent one{.purpose = std::string(purpose),
                         .channel = purpose == "marketing" ? "all" : "",
                         .text = std::string(consent_text(purpose, language)),
                         .text_version = std::string(consent_text_version),
                         .language = std::string(language)};
        if (const PrivacyText* own = best_text(texts, purpose, country, language)) {
            one.text = own->body;
            one.text_version = own->version;
            one.language = own->language;
        }
        if (!one.text.empty()) asked.push_back(std::move(one));
    }
    return asked;
}

}  // namespace vuelve::app
