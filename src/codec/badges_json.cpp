#include "codec/badges_json.h"

#include <algorithm>
#include <array>
#include <vector>

#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "codec/sentences_teller.h"
#include "domain/versions.h"

namespace vuelve {
namespace {

/// How a challenge is read aloud; {0} its name, {1} the goal, {2} {3} first and last day.
struct BadgeWords {
    std::string_view challenge, birthday, club;
    std::array<std::string_view, 6> goals;  // by Challenge::Metric, {0} the goal
    std::array<std::string_view, 6> goals_of_one;
};

const BadgeWords& badge_words(std::string_view language) {
    static const BadgeWords es{
        .challenge = "Reto {0}: {1}, del {2} al {3}.",
        .birthday = "En tu cumpleaños.",
        .club = "Club {0}: alcanzar juntos la meta, del {1} al {2}.",
        .goals = {"{0} compras", "{0} en compras", "{0} unidades", "compras en {0} días",
                  "compras en {0} tiendas", "{0} semanas seguidas con compras"},
        .goals_of_one = {"una compra", "", "", "un día con compras", "una tienda",
                         "una semana con compras"}};
    static const BadgeWords en{
        .challenge = "Challenge {0}: {1}, from {2} to {3}.",
        .birthday = "On your birthday.",
        .club = "Club {0}: reach the goal together, from {1} to {2}.",
        .goals = {"{0} purchases", "{0} in purchases", "{0} units", "purchases on {0} days",
                  "purchases in {0} stores", "{0} weeks in a row with purchases"},
        .goals_of_one = {"one purchase", "", "", "one day with purchases", "one store",
                         "one week with purchases"}};
    static const BadgeWords pt{
        .challenge = "Desafio {0}: {1}, de {2} a {3}.",
        .birthday = "No seu aniversário.",
        .club = "Clube {0}: alcançar a meta juntos, de {1} a {2}.",
        .goals = {"{0} compras", "{0} em compras", "{0} unidades", "compras em {0} dias",
                  "compras em {0} lojas", "{0} semanas seguidas com compras"},
        .goals_of_one = {"uma compra", "", "", "um dia com compras", "uma loja",
                         "uma semana com compras"}};
    return language == "en" ? en : language == "pt" ? pt : es;
}

std::string goal_text(const Challenge& challenge, const Teller& teller, const BadgeWords& words) {
    const auto metric = static_cast<std::size_t>(challenge.metric);
    if (challenge.goal == 1 && !words.goals_of_one[metric].empty())
        return std::string(words.goals_of_one[metric]);
    const std::string goal =
        challenge.metric == Challenge::Metric::Spend      ? teller.money(Minor{challenge.goal})
        : challenge.metric == Challenge::Metric::Quantity ? teller.quantity(challenge.goal)
                                                          : teller.number(challenge.goal, 0);
    return fill(words.goals[metric], {goal});
}

bool gives_badge(const Rule& rule, std::string_view badge) {
    return std::ranges::any_of(rule.effects, [&](const Effect& effect) {
        return effect.type == EffectType::Badge && effect.code == badge;
    });
}

template <class Given>
bool rewards_with(const Given& given, std::string_view badge) {
    return given.reward == EffectType::Badge && given.reward_code == badge;
}

void write_badge(JsonWriter& out,
                 const HeldBadge& held,
                 const Teller& teller,
                 std::string_view language) {
    const Programme& programme = teller.programme();
    out.begin_object().member("badge", held.code).member("name", teller.badge_name(held.code));
    const auto& badges = programme.document().badges;
    const auto shown = std::ranges::find(badges, held.code, &Badge::code);
    const auto text_or_null = [&](std::string_view name, const std::string& text) {
        out.key(name);
        if (text.empty())
            out.null();
        else
            out.value(text);
    };
    text_or_null("image", shown == badges.end() ? "" : shown->image);
    text_or_null("criteria", badge_criteria(held.code, programme, language));
    out.member("issued_at", held.at).key("issued_on");
    if (held.at)
        out.value(programme.zone().local_day(*held.at));
    else
        out.null();
    out.key("evidence");
    if (held.txn.value == 0) {
        out.null();
    } else {
        out.begin_object().member("txn",
                                  format_placed(PublicKind::Txn, held.txn.value, held.holder));
        text_or_null("purchase", held.purchase);
        out.end_object();
    }
    out.end_object();
}

}  // namespace

std::string badge_criteria(std::string_view badge,
                           const Programme& programme,
                           std::string_view language) {
    const Teller teller(programme, language);
    const BadgeWords& words = badge_words(language);
    const ProgrammeDocument& document = programme.document();
    const auto day = [&](Instant at) { return teller.date(programme.zone().local_day(at)); };
    std::vector<std::string> ways;
    for (const Rule& rule : programme.rules())
        if (rule.state != RuleState::Ended && !is_former(rule) && gives_badge(rule, badge))
            ways.push_back(describe_rule(rule, programme, language));
    for (const Challenge& challenge : document.challenges)
        if (rewards_with(challenge, badge))
            ways.push_back(fill(words.challenge, {teller.text(challenge.name, challenge.code),
                                                  goal_text(challenge, teller, words),
                                                  day(challenge.from), day(challenge.to + -1)}));
    for (const Club& club : document.clubs)
        if (rewards_with(club, badge))
            ways.push_back(fill(words.club, {teller.text(club.name, club.code), day(club.from),
                                             day(club.to + -1)}));
    if (document.birthday && rewards_with(*document.birthday, badge))
        ways.emplace_back(words.birthday);
    std::string text;
    for (const std::string& way : ways) text += (text.empty() ? "" : " ") + way;
    return text;
}

std::string badges_json(HolderId member,
                        std::span<const HeldBadge> badges,
                        const Programme& programme,
                        std::string_view language) {
    const Teller teller(programme, language);
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, member))
        .key("items")
        .begin_array();
    for (const HeldBadge& held : badges) write_badge(out, held, teller, language);
    return std::move(out.end_array().key("next").null().end_object()).text();
}

}  // namespace vuelve
