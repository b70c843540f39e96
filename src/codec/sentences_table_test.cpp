#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <functional>
#include <set>

#include "codec/answer_json_fixture.h"
#include "codec/kept_file_fixture.h"
#include "codec/offers_json.h"
#include "codec/sentences.h"
#include "codec/sentences_error.h"
#include "codec/sentences_teller.h"

/// Every sentence in every language: none missing, none left untranslated, no place left open; and
/// all of them side by side in docs/examples/sentences.md for people to proof-read.
namespace vuelve {
namespace {

constexpr std::array<std::string_view, 3> spoken{"es", "en", "pt"};
constexpr int reasons = static_cast<int>(Reason::ZeroAward) + 1;
constexpr int condition_types = static_cast<int>(ConditionType::Action) + 1;
constexpr int periods = static_cast<int>(Period::Quarter) + 1;

/// The tables as what they are: texts in one order, then one truth.
constexpr std::size_t texts_count = (sizeof(Phrases) - alignof(Phrases)) / sizeof(std::string_view);
struct FlatPhrases {
    std::array<std::string_view, texts_count> texts;
    bool short_hours;
};
static_assert(sizeof(FlatPhrases) == sizeof(Phrases));

std::set<char> places_of(std::string_view text) {
    std::set<char> places;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}') places.insert(text[i + 1]);
    return places;
}

/// Words that Spanish and Portuguese share, and texts that are the same in any language.
const std::set<std::string_view> same_in_both{"{0}: {1} por {2}.",
                                              " esta semana",
                                              " este trimestre",
                                              " por compra",
                                              " por semana",
                                              " por trimestre",
                                              "para {0}",
                                              "por {0}",
                                              "Saldo {0}",
                                              "Saldo {0} ({1})",
                                              "{0} visitas",
                                              "{0} visita",
                                              "compras",
                                              "unidades",
                                              "{0} de {1} de {2}",
                                              "{0} de {1}",
                                              "abril",
                                              "agosto",
                                              "vale",
                                              "crédito",
                                              "{0} unidades",
                                              "{0} semanas seguidas",
                                              "{0} semana"};

TEST(SentenceTable, every_text_stands_in_every_language_with_the_same_places) {
    const auto es = std::bit_cast<FlatPhrases>(phrases_es);
    const auto en = std::bit_cast<FlatPhrases>(phrases_en);
    const auto pt = std::bit_cast<FlatPhrases>(phrases_pt);
    EXPECT_GT(texts_count, 200u);
    for (std::size_t i = 0; i < texts_count; ++i) {
        const std::string_view text = es.texts[i];
        EXPECT_EQ(text.empty(), en.texts[i].empty()) << i << " after " << es.texts[i - 1];
        EXPECT_EQ(text.empty(), pt.texts[i].empty()) << i << " after " << es.texts[i - 1];
        EXPECT_EQ(places_of(text), places_of(pt.texts[i])) << text << " / " << pt.texts[i];
        EXPECT_EQ(places_of(text), places_of(en.texts[i])) << text << " / " << en.texts[i];
        const bool neutral = text.find_first_of("abcdefghijklmnopqrstuvwxyz") == text.npos;
        if (text.empty() || neutral) continue;
        EXPECT_NE(text, en.texts[i]) << "left untranslated";
        EXPECT_TRUE(text != pt.texts[i] || same_in_both.contains(text)) << '"' << text << '"';
    }
}

TEST(SentenceTable, every_period_reads_with_a_limit) {
    for (const Phrases* phrases : {&phrases_es, &phrases_en, &phrases_pt})
        for (int i = 0; i < periods; ++i) {
            const auto period = static_cast<Period>(i);
            EXPECT_EQ(phrases->a_period.at(static_cast<std::size_t>(i)).empty(),
                      period == Period::Lifetime);
            EXPECT_EQ(phrases->this_period.at(static_cast<std::size_t>(i)).empty(),
                      period == Period::Lifetime || period == Period::Transaction);
        }
}

TEST(SentenceTable, every_error_with_figures_has_the_same_places_in_every_language) {
    EXPECT_EQ(codes_with_figures().size(), 11u);
    for (const ErrorCode code : codes_with_figures()) {
        std::set<std::string_view> texts;
        for (const std::string_view language : spoken) {
            const std::string_view text = open_sentence(code, language);
            EXPECT_TRUE(text.ends_with('.')) << literal(code);
            EXPECT_EQ(places_of(text), places_of(open_sentence(code, "es"))) << text;
            texts.insert(text);
        }
        EXPECT_EQ(texts.size(), spoken.size()) << literal(code);
    }
}

Trace trace_of(const std::string& rule, Reason reason, std::string detail, std::int64_t missing) {
    return {.rule = rule,
            .rule_id = rule,
            .reason = reason,
            .detail = std::move(detail),
            .missing = missing};
}

std::string told_on(const LaurelShop& shop,
                    const Trace& trace,
                    std::string_view language,
                    std::string_view at = ana_buys_at) {
    Receipt receipt{.at = *parse_instant(at), .trace = {trace}};
    const auto all = explain(receipt, {.programme = *shop.programme, .language = language});
    return all.empty() ? "" : all.front().text;
}

TEST(SentenceTable, every_reason_but_firing_says_why_in_every_language) {
    LaurelShop shop;
    for (int i = 0; i < reasons; ++i) {
        const auto reason = static_cast<Reason>(i);
        std::set<std::string> texts;
        for (const std::string_view language : spoken) {
            const std::string text =
                told_on(shop, trace_of("martes-verde", reason, "min_amount", 100), language);
            EXPECT_EQ(text.empty(), reason == Reason::Fired || reason == Reason::Capped) << text;
            EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
            texts.insert(text);
        }
        EXPECT_EQ(texts.size(), *texts.begin() == "" ? 1u : spoken.size()) << *texts.begin();
    }
}

// --- side by side ---

using Say = std::function<std::string(std::string_view language)>;

class SideBySide {
 public:
    void chapter(const std::string& name) {
        out_ += fmt::format("\n## {}\n\n| case | es | en | pt |\n|---|---|---|---|\n", name);
    }
    void line(const std::string& name, const Say& say) {
        out_ += "| " + name;
        for (const std::string_view language : spoken) {
            const std::string text = say(language);
            EXPECT_FALSE(text.empty()) << name;
            EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
            out_ += " | " + text;
        }
        out_ += " |\n";
    }
    std::string text() const { return out_; }

 private:
    std::string out_ =
        "# Every sentence, side by side\n\n"
        "Made by a test from real cases of the demo shop's rules, so that people can proof-read "
        "them;\n"
        "`VUELVE_WRITE_KEPT=1 codec_test` writes this file anew. Names of rules, levels and units "
        "are\n"
        "the shop's own and stand as its document has them. Errors: [errors.md](errors.md).\n";
};

void tell_days(SideBySide& page) {
    page.chapter("Out of its time");
    const Trace trace = trace_of("martes-verde", Reason::NotEffective, "", 0);
    const auto line = [&](const char* name, const char* at) {
        page.line(name, [&, at](std::string_view language) {
            return told_on(LaurelShop(), trace, language, at);
        });
    };
    line("starts in days", "2026-02-20T12:00:00-05:00");
    line("starts tomorrow", "2026-02-28T12:00:00-05:00");
    line("ended today", "2026-06-30T23:59:59-05:00");
    line("ended yesterday", "2026-07-01T08:00:00-05:00");
    line("ended days ago", "2026-07-20T08:00:00-05:00");
    line("ended last year", "2027-01-20T08:00:00-05:00");
    page.line("paused", [&](std::string_view language) {
        return told_on(LaurelShop(R"("campaign": "MARTES_VERDE", )", R"("state": "paused", )"),
                       trace, language);
    });
}

void tell_reasons(SideBySide& page) {
    page.chapter("Other reasons");
    const LaurelShop shop;
    const auto line = [&](const char* name, const Trace& trace) {
        page.line(name, [&](std::string_view language) { return told_on(shop, trace, language); });
    };
    line("no matching lines", trace_of("martes-verde", Reason::NoMatchingLines, "", 0));
    line("no lines at all", trace_of("cumple", Reason::NoMatchingLines, "", 0));
    line("used once", trace_of("estrella", Reason::LimitReached, "", 1));
    line("used twice", trace_of("cumple", Reason::LimitReached, "", 2));
    line("limit in points", trace_of("martes-verde", Reason::LimitReached, "", 3));
    line("budget", trace_of("martes-verde", Reason::BudgetExhausted, "", 0));
    line("excluded by a group", trace_of("martes-verde", Reason::ExcludedByGroup, "cumple", 0));
    line("excluded by an exclusive rule",
         trace_of("martes-verde", Reason::ExcludedByExclusive, "cumple", 0));
    line("line taken",
         {.rule = "base@1", .rule_id = "base", .reason = Reason::LineTaken, .detail = {}});
    line("no base", trace_of("martes-verde", Reason::NoBase, "", 0));
    line("zero", {.rule = "base@1", .rule_id = "base", .reason = Reason::ZeroAward, .detail = {}});
    line("control group", trace_of("martes-verde", Reason::ConditionFailed, "control_group", 0));
}

/// One condition of each type, with the demo shop's codes.
std::vector<std::pair<std::string, Condition>> conditions() {
    using enum ConditionType;
    const Condition store{.type = Store, .in = {"CENTRO"}};
    const Condition dairy{.type = Category, .under = "frescos/lacteos"};
    return {
        {"segment", {.type = Segment, .in = {"VIP"}}},
        {"tier", {.type = Tier, .in = {"PLATA", "ORO"}}},
        {"store", store},
        {"store brand", {.type = StoreBrand, .in = {"LAUREL"}}},
        {"channel", {.type = Channel, .in = {"app", "web"}}},
        {"products", {.type = Sku, .in = {"CAFE-250"}}},
        {"category", dairy},
        {"product brand", {.type = ProductBrand, .in = {"ACME"}}},
        {"amount", {.type = MinAmount, .value = 3000}},
        {"quantity", {.type = MinQuantity, .value = 3000}},
        {"days", {.type = TimeWindow, .days = {1}}},
        {"days and hours", {.type = TimeWindow, .days = {1}, .from = 480, .to = 720}},
        {"hours and minutes", {.type = TimeWindow, .from = 510, .to = 720}},
        {"birthday", {.type = Birthday}},
        {"month of the birthday", {.type = Birthday, .birthday = Condition::BirthdayMode::Month}},
        {"near the birthday", {.type = Birthday, .birthday = Condition::BirthdayMode::Window}},
        {"first purchase", {.type = FirstPurchase}},
        {"nth purchase", {.type = NthPurchase, .nth = 5}},
        {"every nth purchase", {.type = NthPurchase, .nth = 5, .every = true}},
        {"means of payment", {.type = Tender, .in = {"card", "cash"}}},
        {"coupon", {.type = Coupon, .in = {"CAFE15"}}},
        {"subscription", {.type = Subscription, .in = {"PLUS"}}},
        {"days away", {.type = DaysSinceLastPurchase, .value = 30}},
        {"one day away", {.type = DaysSinceLastPurchase, .value = 1}},
        {"attribute",
         {.type = Attribute, .path = "member.city", .values = {std::string("Cuenca")}}},
        {"any", {.type = Any, .of = {store, {.type = Channel, .in = {"app"}}}}},
        {"not", {.type = Not, .of = {store}}},
        {"action", {.type = Action, .in = {"review", "share"}}}};
}

void tell_conditions(SideBySide& page) {
    const LaurelShop shop;
    std::set<ConditionType> seen;
    page.chapter("Conditions that did not hold");
    for (const auto& [name, condition] : conditions()) {
        seen.insert(condition.type);
        page.line(name, [&](std::string_view language) {
            const Teller teller(*shop.programme, language);
            return fill(teller.phrases().refused, {teller.refused(condition, 1200)});
        });
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(condition_types)) << "a type has no case";
    const Condition dairy{.type = ConditionType::Category, .under = "frescos/lacteos"};
    const auto short_of = [&](const char* name, ConditionType type, std::int64_t value,
                              std::int64_t missing) {
        page.line(name, [&, type, value, missing](std::string_view language) {
            const Teller teller(*shop.programme, language);
            return fill(teller.phrases().refused,
                        {teller.refused({.type = type, .value = value}, missing,
                                        teller.place_of(std::span(&dairy, 1)))});
        });
    };
    short_of("amount in a category", ConditionType::MinAmount, 3000, 1200);
    short_of("quantity in a category", ConditionType::MinQuantity, 3000, 2000);
    short_of("one unit in a category", ConditionType::MinQuantity, 3000, 1000);
    page.chapter("Conditions read aloud");
    for (const auto& [name, condition] : conditions())
        page.line(name, [&](std::string_view language) {
            return Teller(*shop.programme, language).read(condition);
        });
}

void tell_purchase(SideBySide& page) {
    page.chapter("A purchase, and every rule read aloud");
    LaurelShop shop;
    shop.enrol_ana();
    const Decision done = shop.sell(ana_buys, ana_buys_at);
    const auto& lines = done.transaction->effects.purchase->lines;
    const auto all = [&](std::string_view language) {
        return explain(*done.receipt,
                       {.programme = *shop.programme, .language = language, .lines = lines});
    };
    const auto count = all("es").size();
    for (std::size_t i = 0; i < count; ++i)
        page.line(all("es")[i].rule,
                  [&](std::string_view language) { return all(language)[i].text; });
    for (const NotEarningLine& line : done.receipt->not_earning)
        page.line("line " + std::to_string(line.line), [&](std::string_view language) {
            return not_earning_text(
                line, {.programme = *shop.programme, .language = language, .lines = lines});
        });
    for (const Rule& rule : shop.programme->rules())
        page.line(rule.id + " reads", [&](std::string_view language) {
            return describe_rule(rule, *shop.programme, language);
        });
}

void tell_offers(SideBySide& page) {
    page.chapter("What a quote offers");
    const LaurelShop shop;
    const auto& document = shop.programme->document();
    const auto coupon = [&](const char* name, std::optional<ErrorCode> refused) {
        page.line(name, [&, refused](std::string_view language) {
            CouponOffer offer{.coupon = document.coupons.front().id, .refused = refused};
            (refused ? offer.missing : offer.amount) = Minor{1200};
            return offer_text(offer, {.programme = *shop.programme, .language = language});
        });
    };
    coupon("coupon that gives", {});
    coupon("coupon that lacks money", ErrorCode::MinPurchase);
    coupon("coupon for other products", ErrorCode::NotApplicable);
    coupon("coupon that stands alone", ErrorCode::NotStackable);
    coupon("coupon used up", ErrorCode::VoucherUsed);
    const auto reward = [&](const char* name, std::int64_t missing,
                            std::optional<ErrorCode> refused) {
        page.line(name, [&, missing, refused](std::string_view language) {
            const Reward& prize = document.rewards.front();
            return offer_text(RewardOffer{.reward = prize.id,
                                          .currency = prize.currency_id,
                                          .cost = prize.points,
                                          .missing = Units{missing},
                                          .refused = refused},
                              {.programme = *shop.programme, .language = language});
        });
    };
    reward("prize in reach", 0, {});
    reward("prize that lacks points", 64, {});
    reward("prize for others", 0, ErrorCode::NotEligible);
    reward("prize out of season", 0, ErrorCode::NotInWindow);
    reward("prize had often enough", 0, ErrorCode::LimitReached);
    reward("prize that ran out", 0, ErrorCode::OutOfStock);
    reward("prize that cannot be had", 0, ErrorCode::InvalidState);
}

void tell_errors(SideBySide& page) {
    page.chapter("Refusals with their numbers");
    const LaurelShop shop;
    const std::int32_t points = shop.programme->find_currency("PTS")->id.value;
    const auto line = [&](ErrorCode code, std::vector<Figure> figures) {
        page.line(std::string(literal(code)), [&](std::string_view language) {
            Error error{code, {}};
            error.figures = figures;
            return error_sentence(error, *shop.programme, language);
        });
    };
    const auto pts = [&](std::int64_t units) {
        return Figure{Figure::Kind::Points, units, points};
    };
    const auto usd = [](std::int64_t minor) { return Figure{Figure::Kind::Money, minor}; };
    line(ErrorCode::TooOld, {{Figure::Kind::Count, 30}});
    line(ErrorCode::TenderMismatch, {usd(999), usd(1000)});
    line(ErrorCode::PointsValueMismatch, {pts(200), usd(40), usd(50)});
    line(ErrorCode::NotMultipleOfStep, {pts(150), pts(100)});
    line(ErrorCode::BelowMinPoints, {pts(50), pts(100)});
    line(ErrorCode::ExceedsMaxShare, {usd(1200), usd(600)});
    line(ErrorCode::InsufficientPoints, {pts(2000), pts(1840)});
    line(ErrorCode::ExceedsReservation, {pts(500), pts(300)});
    line(ErrorCode::ReturnExceedsPurchase,
         {{Figure::Kind::Quantity, 3000}, {Figure::Kind::Quantity, 1000}});
    line(ErrorCode::LimitReached, {pts(400)});
    line(ErrorCode::MinPurchase, {usd(5000), usd(2000)});
}

TEST(SentenceTable, all_stand_side_by_side_for_people_to_read) {
    SideBySide page;
    tell_days(page);
    tell_reasons(page);
    tell_conditions(page);
    tell_purchase(page);
    tell_offers(page);
    tell_errors(page);
    EXPECT_EQ(kept_text("docs/examples/sentences.md", page.text()), page.text())
        << "stale: VUELVE_WRITE_KEPT=1 writes it anew";
}

TEST(SentenceTable, an_error_without_its_figures_leaves_the_word_to_the_general_sentence) {
    const LaurelShop shop;
    EXPECT_EQ(error_sentence({ErrorCode::InsufficientPoints, {}}, *shop.programme, "es"), "");
    Error other{ErrorCode::NotFound, {}};
    other.figures = {{Figure::Kind::Count, 1}};
    EXPECT_EQ(error_sentence(other, *shop.programme, "es"), "");
}

}  // namespace
}  // namespace vuelve
