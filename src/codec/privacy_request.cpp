#include "codec/privacy_request.h"

#include <algorithm>
#include <array>

#include "codec/programme_words.h"
#include "codec/public_id.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t body_bytes_max = 200'000, words_max = 2000, members_max = 10'000;

constexpr Word<int> request_kinds[] = {{"access", 1},     {"rectify", 2},  {"erase", 3},
                                       {"object", 4},     {"restrict", 5}, {"block", 6},
                                       {"portability", 7}};
constexpr Word<int> request_states[] = {{"open", 1}, {"done", 2}, {"refused", 3}};
constexpr Word<int> switched_purposes[] = {{"marketing", 1}, {"profiling", 2}};
constexpr Word<bool> text_kinds[] = {{"notice", false}, {"consent", true}};
constexpr Word<int> told_words[] = {{"authority", 1}, {"persons", 2}};

/// Two capitals, or EU.
void decode_country(const Cursor& at, std::string& out) {
    const std::size_t before = at.faults.size();
    text(2, 2)(at, out);
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (at.faults.size() == before && !std::ranges::all_of(out, is_capital))
        at.fault("wrong-format", "a country's two letters, EC, or EU");
}

/// Words of more than one line.
struct LinesFormat {
    std::size_t most;
    void operator()(const Cursor& at, std::string& out) const {
        const auto* given = at.json.get_if<std::string>();
        if (!given) return at.fault("wrong-type", "expects text");
        if (given->empty()) return at.fault("out-of-range", "is empty");
        if (given->size() > most) return at.fault("too-long", "is too long");
        const auto is_control = [](char c) {
            return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
        };
        if (std::ranges::any_of(*given, is_control))
            return at.fault("wrong-format", "control characters other than line ends");
        out = *given;
    }
};

void decode_word(const Cursor& at, std::string& out) {
    std::string_view word;
    choice(words::language)(at, word);
    out = word;
}

void decode_member_id(const Cursor& at, std::string& out) {
    text(1, 40)(at, out);
    if (!out.empty() && !parse_public_holder(PublicKind::Member, out))
        at.fault("wrong-format", "a member's id, mbr_...");
}

std::string_view nth(const auto& words, int place) {
    for (const auto& word : words)
        if (word.value == place) return word.text;
    return {};
}

}  // namespace

Result<PrivacyTextBody> decode_privacy_text(const Json& json) {
    return decode_body<PrivacyTextBody>(json, [](const Cursor& at, PrivacyTextBody& out) {
        ObjectReader object(at);
        object.required("kind", out.is_consent, choice(text_kinds));
        object.nullable("purpose", out.purpose, code(32));
        object.required("country", out.country, decode_country);
        object.required("language", out.language, decode_word);
        object.required("version", out.version, text(1, 40));
        object.required("body", out.body, LinesFormat{body_bytes_max});
        if (out.is_consent && out.purpose.empty()) object.missing("purpose");
        if (!out.is_consent && !out.purpose.empty())
            object.fault("purpose", "out-of-range", "of texts of consent alone");
    });
}

Result<PrivacyRequestBody> decode_privacy_request(const Json& json) {
    return decode_body<PrivacyRequestBody>(json, [](const Cursor& at, PrivacyRequestBody& out) {
        ObjectReader object(at);
        object.required("member", out.member, decode_member_id);
        object.required("kind", out.kind, choice(request_kinds));
        int purpose = 0;
        const bool has_purpose = object.nullable("purpose", purpose, choice(switched_purposes));
        object.nullable("country", out.country, decode_country);
        object.nullable("note", out.note, LinesFormat{words_max});
        out.purpose = nth(switched_purposes, purpose);
        const std::string_view kind = privacy_request_kind(out.kind);
        const bool needs = kind == "object" || kind == "restrict";
        if (needs && !has_purpose) object.missing("purpose");
        if (!needs && has_purpose)
            object.fault("purpose", "out-of-range", "of object and restrict alone");
    });
}

std::string_view privacy_request_kind(int kind) { return nth(request_kinds, kind); }
std::string_view privacy_request_state(int state) { return nth(request_states, state); }

int parse_privacy_request_state(std::string_view word) {
    const auto found = std::ranges::find(request_states, word, &Word<int>::text);
    return found == std::end(request_states) ? 0 : found->value;
}

Result<PrivacyDecisionBody> decode_privacy_decision(const Json& json) {
    return decode_body<PrivacyDecisionBody>(json, [](const Cursor& at, PrivacyDecisionBody& out) {
        ObjectReader object(at);
        object.required("granted", out.granted, truth);
        object.required("answer", out.answer, LinesFormat{words_max});
    });
}

Result<RestrictionBody> decode_restriction(const Json& json) {
    return decode_body<RestrictionBody>(json, [](const Cursor& at, RestrictionBody& out) {
        ObjectReader object(at);
        object.required("purpose", out.purpose, choice(switched_purposes));
        object.required("restricted", out.restricted, truth);
        object.nullable("reason", out.reason, LinesFormat{words_max});
    });
}

std::string_view restricted_purpose(int purpose) {
    constexpr std::array<std::string_view, 4> names{"", "marketing", "profiling", "all"};
    return names.at(static_cast<std::size_t>(purpose));
}

std::string_view restriction_cause(int cause) {
    constexpr std::array<std::string_view, 4> names{"", "objection", "minor", "claim"};
    return names.at(static_cast<std::size_t>(cause));
}

std::string_view erasure_cause(int cause) {
    constexpr std::array<std::string_view, 5> names{"", "request", "own", "retention", "replay"};
    return names.at(static_cast<std::size_t>(cause));
}

Result<std::string> decode_privacy_reason(const Json& json) {
    return decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("reason", out, LinesFormat{words_max});
    });
}

Result<bool> decode_erasure_confirmation(const Json& json) {
    return decode_body<bool>(json, [](const Cursor& at, bool& later) {
        ObjectReader object(at);
        bool confirmed = false;
        object.required("confirm", confirmed, truth);
        if (object.has("confirm") && !confirmed)
            object.fault("confirm", "out-of-range", "only true erases");
        object.optional("later", later, truth);
    });
}

Result<IncidentBody> decode_incident(const Json& json) {
    return decode_body<IncidentBody>(json, [](const Cursor& at, IncidentBody& out) {
        ObjectReader object(at);
        object.required("known_at", out.known_at, instant);
        object.required("from", out.from, instant);
        object.required("until", out.until, instant);
        object.nullable("touched_by", out.touched_by, text(1, 100));
        object.optional("members", out.members, list(decode_member_id, members_max));
        object.required("countries", out.countries, list(decode_country, 50, 1));
        object.required("story", out.story, LinesFormat{words_max});
        if (out.until < out.from) object.fault("until", "out-of-range", "is before `from`");
    });
}

Result<IncidentNewsBody> decode_incident_news(const Json& json) {
    return decode_body<IncidentNewsBody>(json, [](const Cursor& at, IncidentNewsBody& out) {
        ObjectReader object(at);
        object.nullable("told", out, [](const Cursor& told, IncidentNewsBody& news) {
            ObjectReader who(told);
            int word = 0;
            who.required("country", news.told_country, decode_country);
            who.required("who", word, choice(told_words));
            news.told_who = nth(told_words, word);
        });
        object.nullable("story", out.story, LinesFormat{words_max});
        object.optional("closes", out.closes, truth);
    });
}

}  // namespace vuelve
