#include "codec/programme_diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "codec/programme_diff_words.h"
#include "codec/programme_json.h"
#include "codec/sentences.h"
#include "codec/sentences_phrases.h"

namespace vuelve {
namespace {

bool is_object(const Json& json) { return json.get_if<Json::Object>() != nullptr; }

std::string text_member(const Json& item, std::string_view name) {
    const Json* found = item.find(name);
    const auto* text = found ? found->get_if<std::string>() : nullptr;
    return text ? *text : "";
}

/// By what an item of a list is told apart; "" = by its place.
std::string key_of(const Json& item) {
    if (!is_object(item)) return "";
    for (const char* name : {"code", "id"})
        if (std::string key = text_member(item, name); !key.empty()) {
            if (const Json* version = item.find("version")) key += "@" + canonical(*version);
            return key;
        }
    if (const std::string from = text_member(item, "from"), to = text_member(item, "to");
        !from.empty() && !to.empty() && item.find("from_units"))
        return from + "-" + to;
    return "";
}

bool has_keys(const Json::Array& items) {
    return std::ranges::all_of(items, [](const Json& item) { return !key_of(item).empty(); });
}

class Differ {
 public:
    Differ(const Programme& before, const Programme& after, std::string_view language)
        : before_(before), after_(after), language_(language) {}

    std::vector<DocumentChange> run() {
        const auto was =
            parse_json(encode_programme(before_.document()), {.size_max = std::size_t{1} << 26});
        const auto is =
            parse_json(encode_programme(after_.document()), {.size_max = std::size_t{1} << 26});
        compare_members(*was, *is, {.pointer = "", .old_pointer = ""});
        return std::move(changes_);
    }

 private:
    /// Where we are, and how people call it.
    struct At {
        std::string pointer, old_pointer;
        std::string section;  // "rules"
        std::string item;     // "martes-verde"
        std::string field;    // the member under the item
        int depth = 0;
    };

    static At inside(const At& at, const std::string& step, const std::string& old_step) {
        At below = at;
        below.pointer += "/" + step;
        below.old_pointer += "/" + old_step;
        ++below.depth;
        return below;
    }
    static At member(const At& at, const std::string& name) {
        At below = inside(at, name, name);
        if (at.depth == 0)
            below.section = name;
        else
            below.field = name;
        return below;
    }

    void compare(const Json& was, const Json& is, const At& at) {
        if (canonical(was) == canonical(is)) return;
        if (is_object(was) && is_object(is) && at.field != "name")
            return compare_members(was, is, at);
        const auto* before = was.get_if<Json::Array>();
        const auto* after = is.get_if<Json::Array>();
        if (before && after) {
            if (has_keys(*before) && has_keys(*after)) return compare_items(*before, *after, at);
            const bool has_parts = before->size() == after->size() && !after->empty() &&
                                   std::ranges::all_of(*before, is_object) &&
                                   std::ranges::all_of(*after, is_object);
            if (has_parts) {
                for (std::size_t i = 0; i < after->size(); ++i)
                    compare((*before)[i], (*after)[i],
                            inside(at, std::to_string(i), std::to_string(i)));
                return;
            }
        }
        add(ChangeKind::Changed, &was, &is, at);
    }

    void compare_members(const Json& was, const Json& is, const At& at) {
        for (const JsonMember& now : *is.get_if<Json::Object>()) {
            const Json* old = was.find(now.name);
            if (old)
                compare(*old, now.value, member(at, now.name));
            else if (at.depth == 0 && now.value.get_if<Json::Array>())
                compare_items({}, *now.value.get_if<Json::Array>(), member(at, now.name));
            else
                add(ChangeKind::Added, nullptr, &now.value, member(at, now.name));
        }
        for (const JsonMember& old : *was.get_if<Json::Object>()) {
            if (is.find(old.name)) continue;
            if (at.depth == 0 && old.value.get_if<Json::Array>())
                compare_items(*old.value.get_if<Json::Array>(), {}, member(at, old.name));
            else
                add(ChangeKind::Removed, &old.value, nullptr, member(at, old.name));
        }
    }

    using Places = std::map<std::string, std::size_t>;

    static Places places_of(const Json::Array& items) {
        Places places;
        for (std::size_t i = 0; i < items.size(); ++i) places.emplace(key_of(items[i]), i);
        return places;
    }

    void compare_items(const Json::Array& was, const Json::Array& is, const At& at) {
        const Places old = places_of(was), now = places_of(is);
        for (std::size_t i = 0; i < is.size(); ++i) {
            const auto known = old.find(key_of(is[i]));
            if (known == old.end())
                add(ChangeKind::Added, nullptr, &is[i], item(at, i, i, is[i]));
            else
                compare(was[known->second], is[i], item(at, i, known->second, is[i]));
        }
        for (std::size_t i = 0; i < was.size(); ++i)
            if (!now.contains(key_of(was[i])))
                add(ChangeKind::Removed, &was[i], nullptr, item(at, i, i, was[i]));
    }

    static At item(const At& at, std::size_t place, std::size_t old, const Json& what) {
        At below = inside(at, std::to_string(place), std::to_string(old));
        if (at.section == "tiers") below.section = "levels";
        below.item = key_of(what);
        below.field.clear();
        return below;
    }

    void add(ChangeKind kind, const Json* was, const Json* is, const At& at) {
        DocumentChange change{.pointer = kind == ChangeKind::Removed ? at.old_pointer : at.pointer,
                              .kind = kind,
                              .before = was ? canonical(*was) : "",
                              .after = is ? canonical(*is) : "",
                              .text = sentence(kind, was, is, at),
                              .rule = {}};
        if (at.section == "rules") change.rule = at.item.substr(0, at.item.find('@'));
        changes_.push_back(std::move(change));
    }

    std::string sentence(ChangeKind kind, const Json* was, const Json* is, const At& at) const {
        const DiffPhrases& words = diff_phrases(language_);
        const std::size_t place = place_of_language(language_);
        const std::string thing = fill(thing_word(at.section)[place], {at.item});
        if (at.field.empty()) {
            std::string text =
                fill(kind == ChangeKind::Removed ? words.removed : words.added, {thing});
            if (kind == ChangeKind::Added) text += read_aloud(at);
            return text;
        }
        const std::string_view field = field_word(at.field)[place];
        const auto before = was ? told(*was) : std::nullopt, after = is ? told(*is) : std::nullopt;
        if ((was && !before) || (is && !after)) return fill(words.touched, {thing, field});
        std::string_view phrase = words.changed;
        if (!was) phrase = words.set;
        if (!is) phrase = words.unset;
        if (was && is && at.field == "factor" && at.section == "rules") phrase = words.factor;
        return fill(phrase, {thing, field, before.value_or(""), after.value_or("")});
    }

    /// A new rule is read aloud.
    std::string read_aloud(const At& at) const {
        if (at.section != "rules") return {};
        for (const Rule& rule : after_.rules())
            if (rule.trace_name() == at.item) return " " + describe_rule(rule, after_, language_);
        return {};
    }

    /// A plain value as people read it; nothing for what has parts.
    std::optional<std::string> told(const Json& value) const {
        if (const auto* text = value.get_if<std::string>()) return *text;
        if (const auto* truth = value.get_if<bool>())
            return std::string(*truth ? diff_phrases(language_).yes : diff_phrases(language_).no);
        if (value.get_if<std::int64_t>() || value.get_if<JsonNumber>()) return canonical(value);
        return std::nullopt;
    }

    const Programme& before_;
    const Programme& after_;
    std::string_view language_;
    std::vector<DocumentChange> changes_;
};

// By WarningType: {0} the rule or currency, {1} the category or sku.
constexpr std::string_view warnings[][3] = {
    {"{0} redondea hacia arriba y no tiene tope diario: partir una compra en muchas da más.",
     "{0} rounds up and has no daily cap: a purchase split into many gives more.",
     "{0} arredonda para cima e não tem teto diário: dividir uma compra em várias dá mais."},
    {"La regla {0} ya terminó: no se aplicará nunca.", "The rule {0} is over: it never applies.",
     "A regra {0} já terminou: nunca será aplicada."},
    {"La regla {0} pide dos cosas que se excluyen: no se aplicará nunca.",
     "The rule {0} asks for two things that exclude each other: it never applies.",
     "A regra {0} pede duas coisas que se excluem: nunca será aplicada."},
    {"La regla {0} pide {1}, que no acumula.", "The rule {0} asks for {1}, which earns nothing.",
     "A regra {0} pede {1}, que não acumula."},
    {"La regla {0} no puede dar nada: su límite, presupuesto o campaña no lo permite.",
     "The rule {0} can give nothing: its limit, budget or campaign does not allow it.",
     "A regra {0} não pode dar nada: seu limite, orçamento ou campanha não permite."},
    {"La regla {0} tiene presupuesto y no tiene fin: seguirá anunciada cuando se agote.",
     "The rule {0} has a budget and no end: it goes on being announced when that is spent.",
     "A regra {0} tem orçamento e não tem fim: continuará anunciada quando ele acabar."},
    {"La regla {0} pide la categoría {1}, que ningún producto tiene.",
     "The rule {0} asks for the category {1}, which no product has.",
     "A regra {0} pede a categoria {1}, que nenhum produto tem."},
    {"La regla {0} pide el producto {1}, que no está en el catálogo.",
     "The rule {0} asks for the product {1}, which is not in the catalogue.",
     "A regra {0} pede o produto {1}, que não está no catálogo."},
};

}  // namespace

std::string_view name_of(ChangeKind kind) {
    static constexpr std::array names{"added", "removed", "changed"};
    return names[std::to_underlying(kind)];
}

std::vector<DocumentChange> diff_programmes(const Programme& before,
                                            const Programme& after,
                                            std::string_view language) {
    return Differ(before, after, language).run();
}

std::string warning_text(const Warning& warning, std::string_view language) {
    return fill(warnings[std::to_underlying(warning.type)][place_of_language(language)],
                {warning.subject, warning.value});
}

}  // namespace vuelve
