#include "codec/member_json.h"

#include <algorithm>
#include <utility>

#include "codec/programme_words.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr Word<std::string_view> purpose_words[] = {{"marketing", "marketing"},
                                                    {"profiling", "profiling"},
                                                    {"third_party", "third_party"},
                                                    {"leaderboard", "leaderboard"}};
/// domain.md 12
constexpr Word<std::string_view> channel_words[] = {{"push", "push"},     {"email", "email"},
                                                    {"sms", "sms"},       {"whatsapp", "whatsapp"},
                                                    {"in_app", "in_app"}, {"all", "all"}};

/// A word of a list, kept as text.
template <std::size_t N>
auto word_text(const Word<std::string_view> (&known)[N]) {
    return [&known](const Cursor& at, std::string& out) {
        std::string_view word = out;
        choice(known)(at, word);
        out = word;
    };
}

void decode_consent(const Cursor& at, ConsentRequest& out) {
    ObjectReader object(at);
    object.required("purpose", out.purpose, word_text(purpose_words));
    if (out.purpose == "marketing") {
        object.required("channel", out.channel, word_text(channel_words));
    } else {
        object.nullable("channel", out.channel, word_text(channel_words));
    }
    object.required("given", out.given, truth);
    object.required("text_version", out.text_version, text(1, 40));
    object.nullable("source", out.source, code(32));
    object.nullable("language", out.language, word_text(words::language));
}

void decode_guardian(const Cursor& at, EnrolmentRequest& out) {
    ObjectReader object(at);
    object.required("name", out.guardian, text(1, 200));
    object.required("text_version", out.guardian_text, text(1, 40));
}

void decode_birth_date(const Cursor& at, Day& out) {
    Day date{};
    std::size_t before = at.faults.size();
    day(at, date);
    if (at.faults.size() != before) return;
    if (date < day_of(1900, 1, 1)) return at.fault("out-of-range", "expects 1900 or later");
    out = date;
}

void decode_identities(const Cursor& at, std::string_view region, std::vector<Identity>& out) {
    auto decode_one = [&](const Cursor& item, Identity& identity) {
        std::string reference;
        std::size_t before = item.faults.size();
        text(1, 320)(item, reference);
        if (item.faults.size() != before) return;
        if (auto parsed = parse_identity(reference, region)) {
            identity = std::move(*parsed);
        } else {
            item.fault("wrong-format", "expects phone:, email:, card: or external: and its value");
        }
    };
    list(decode_one, 10)(at, out);
    for (std::size_t i = 1; i < out.size(); ++i) {
        auto here = out.begin() + static_cast<std::ptrdiff_t>(i);
        if (out[i].value.empty() || std::find(out.begin(), here, out[i]) == here) continue;
        at.faults.add(Place{&at.place, std::nullopt, i}.pointer(), "duplicate",
                      "the same identity again");
    }
}

void decode_points_change(const Cursor& at, Units& out) {
    std::size_t before = at.faults.size();
    whole(-amount_max, amount_max)(at, out);
    if (out.n == 0 && at.faults.size() == before) {
        at.fault("out-of-range", "an adjustment is not 0");
    }
}

}  // namespace

Result<EnrolmentRequest> decode_enrolment(const Json& json, std::string_view region) {
    return decode_body<EnrolmentRequest>(json, [&](const Cursor& at, EnrolmentRequest& out) {
        ObjectReader object(at);
        object.nullable("name", out.name, text(1, 200));
        object.optional("identities", out.identities,
                        [&](const Cursor& list, std::vector<Identity>& identities) {
                            decode_identities(list, region, identities);
                        });
        object.optional("birth_date", out.birth_date, decode_birth_date);
        object.nullable("home_store", out.home_store, code());
        object.nullable("language", out.language, word_text(words::language));
        object.nullable("referral_code", out.referral_code, text(1, 40));
        object.nullable("attributes", out.attributes, attributes);
        object.optional("consents", out.consents, list(decode_consent, 50));
        object.nullable("device", out.device, text(8, 200));
        object.nullable("payment_token", out.payment_token, text(8, 200));
        object.optional("address", out.address, list(text(1, 200), 6));
        object.optional("of_age", out.of_age, truth);
        object.optional("guardian", out, decode_guardian);
    });
}

Result<CommandRequest> decode_consent_change(const Json& json, std::string member) {
    auto consent = TRY(decode_body<ConsentRequest>(json, decode_consent));
    CommandRequest request{.body = SetConsent{.member = {},
                                              .purpose = consent.purpose,
                                              .channel = consent.channel,
                                              .given = consent.given,
                                              .text_version = consent.text_version,
                                              .source = consent.source,
                                              .language = consent.language},
                           .text = CommandText("set_consent"),
                           .member = member};
    request.text.hide("member", member)
        .say("purpose", consent.purpose)
        .say("channel", consent.channel)
        .say("given", consent.given)
        .say("text_version", consent.text_version)
        .say("source", consent.source)
        .say("language", consent.language);
    return request;
}

Result<Lookup> decode_lookup(const Json& json, std::string_view region) {
    return decode_body<Lookup>(json, [&](const Cursor& at, Lookup& out) {
        ObjectReader object(at);
        constexpr std::size_t code_max = 20;
        object.nullable("code", out.code, text(1, code_max));
        std::erase(out.code, ' ');
        object.required("by", out.by, [&](const Cursor& by, MemberReference& found) {
            std::string reference;
            std::size_t before = by.faults.size();
            member_text()(by, reference);
            if (by.faults.size() != before) return;
            if (auto parsed = parse_member_reference(reference, region)) {
                found = std::move(*parsed);
            } else {
                by.fault("wrong-format",
                         "expects mbr_, phone:, email:, card:, external: or qr: and its value");
            }
        });
    });
}

Result<AdjustRequest> decode_adjust(const Json& json) {
    return decode_body<AdjustRequest>(json, [&](const Cursor& at, AdjustRequest& out) {
        ObjectReader object(at);
        object.required("member", out.member, member_text());
        object.required("currency", out.adjust.currency, code());
        object.required("points", out.adjust.points, decode_points_change);
        object.required("reason", out.adjust.reason, text(1, 500));
        object.optional("allow_debt", out.adjust.allow_debt, truth);
    });
}

}  // namespace vuelve
