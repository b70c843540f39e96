#include "app/privacy_notices.h"

#include <algorithm>

namespace vuelve::app {
namespace {

/// What tells two versions of one text apart is their version alone.
auto place_of(const PrivacyText& text) {
    return std::tie(text.kind, text.purpose, text.country, text.language, text.version);
}

bool is_of(const PrivacyText& text, std::string_view purpose) {
    return text.kind == TextKind::Consent && text.purpose == purpose;
}

std::optional<Error> refuse_version(const std::vector<PrivacyText>& texts,
                                    const std::string& purpose,
                                    const std::string& version,
                                    std::string pointer) {
    const auto of_purpose = [&](const PrivacyText& text) { return is_of(text, purpose); };
    const auto is_it = [&](const PrivacyText& text) {
        return is_of(text, purpose) && text.version == version;
    };
    if (std::ranges::none_of(texts, of_purpose) || std::ranges::any_of(texts, is_it))
        return std::nullopt;
    return refuse_field(std::move(pointer), "unknown-reference",
                        "no text of consent to " + purpose + " has this version")
        .error();
}

}  // namespace

std::vector<PrivacyText> read_privacy_texts(Service& service, const OpenProgramme& programme) {
    return privacy_of(programme).texts(*service.database().snapshot());
}

std::optional<PrivacyText> notice_for(const std::vector<PrivacyText>& texts,
                                      std::string_view country,
                                      std::string_view language) {
    const PrivacyText* best = nullptr;
    const auto worth = [&](const PrivacyText& text) {
        return std::tuple(text.country == country, text.language == language, text.published_at);
    };
    for (const PrivacyText& text : texts)
        if (text.kind == TextKind::Notice && (!best || worth(text) >= worth(*best))) best = &text;
    return best ? std::optional(*best) : std::nullopt;
}

Result<bool> publish_privacy_text(Service& service, const Caller& by, PrivacyText text) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto privacy = privacy_of(programme);
    text.hash = storage::crypto::sha256(storage::crypto::bytes_of(text.body));
    text.published_at = service.now();
    text.author = by.actor;
    auto tx = service.database().begin();
    for (const PrivacyText& known : privacy.texts(*tx))
        if (place_of(known) == place_of(text)) {
            if (known.body == text.body) return false;
            return refuse(ErrorCode::InvalidState, "this version says something else");
        }
    privacy.add_text(*tx, text);
    record_deed(programme, *tx, by,
                {.action = "privacy.text_published",
                 .object = text.country + "/" + text.language + "/" + text.version,
                 .fields = {text.kind == TextKind::Notice ? "notice" : text.purpose}},
                text.published_at);
    tx->commit();
    return true;
}

std::optional<Error> refuse_unknown_text(const OpenProgramme& programme,
                                         storage::Reader& reader,
                                         const Ask& ask) {
    const auto* consent = std::get_if<SetConsent>(&ask.command.body);
    const bool enrols = std::holds_alternative<Enrol>(ask.command.body);
    if ((!consent || !consent->given) && (!enrols || ask.profile->consents.empty()))
        return std::nullopt;
    const auto texts = privacy_of(programme).texts(reader);
    if (texts.empty()) return std::nullopt;
    if (consent)
        return refuse_version(texts, consent->purpose, consent->text_version, "/text_version");
    for (std::size_t i = 0; i < ask.profile->consents.size(); ++i) {
        const ConsentRequest& one = ask.profile->consents[i];
        if (!one.given) continue;
        auto error = refuse_version(texts, one.purpose, one.text_version,
                                    "/consents/" + std::to_string(i) + "/text_version");
        if (error) return error;
    }
    return std::nullopt;
}

std::optional<storage::crypto::Hash> consent_hash(const OpenProgramme& programme,
                                                  storage::Reader& reader,
                                                  const storage::Consent& consent,
                                                  const std::string& member_language) {
    const PrivacyText* best = nullptr;
    const std::string country = programme.region();
    const std::string& language = consent.language.empty() ? member_language : consent.language;
    const auto texts = privacy_of(programme).texts(reader);
    const auto worth = [&](const PrivacyText& text) {
        return std::pair(text.language == language, text.country == country);
    };
    for (const PrivacyText& text : texts)
        if (is_of(text, consent.purpose) && text.version == consent.text_version &&
            (!best || worth(text) > worth(*best)))
            best = &text;
    return best ? std::optional(best->hash) : std::nullopt;
}

}  // namespace vuelve::app
