#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/decision.h"
#include "domain/programme.h"

/// Rule, reason and numbers as plain sentences in es, en or pt: for receipts, screens, tickets and
/// the console. Numbers are written as in the programme's country. Source: contract.md 6 (end) and
/// 1 rule 23, domain.md 3.10.
namespace vuelve {

/// What the sentences of one answer draw on. An unknown language reads as es.
struct Telling {
    const Programme& programme;
    std::string_view language = "es";
    /// The purchase as recorded: amounts and categories in sentences. Without it they are left out.
    std::span<const RecordedLine> lines{};
    std::string_view member_name{};  // as it may be printed: "Ana T.", "" = nobody
    /// When it happened, for rules out of their time; none = when it was answered.
    std::optional<Instant> occurred_at{};
    /// The day on which it is read: "ayer", "mañana"; none = the day it was answered.
    std::optional<Day> today{};
    /// Without words explain() gives only which rules, and their numbers: what most tills ask for.
    bool in_words = true;
};

/// One line of `explanation`.
struct Explained {
    enum class Kind : std::uint8_t { Award, Grant, Refused };
    std::string rule;  // plain id, or "tier:PLATA"
    std::string text;
    std::optional<Minor> missing{};                  // money that min_amount asked for
    std::optional<std::int64_t> missing_quantity{};  // thousandths that min_quantity asked for
    Kind kind = Kind::Award;
    std::size_t award = 0;  // place in the receipt's effects, of an Award
};
/// What fired, in posting order, then what was refused: first what was near (missing), then the
/// rest in the order of evaluation. Rules that only move the tier's credits are left out.
std::vector<Explained> explain(const Receipt& receipt, const Telling& telling);
/// The same, one after the other, for who keeps none of it.
void each_explained(const Receipt& receipt,
                    const Telling& telling,
                    const std::function<void(const Explained&)>& tell);

/// Of those, only what fired.
void each_fired(const Receipt& receipt,
                const Telling& telling,
                const std::function<void(const Explained&)>& tell);

/// Lines for the till's paper: name, earned, balance, what the next level asks.
std::vector<std::string> ticket_lines(const Receipt& receipt, const Telling& telling);
/// The same, one after the other, for who keeps none of it.
void each_ticket_line(const Receipt& receipt,
                      const Telling& telling,
                      const std::function<void(const std::string&)>& tell);

/// "Tabaco no acumula puntos."
std::string not_earning_text(const NotEarningLine& line, const Telling& telling);

/// A rule read aloud, effects then conditions then limits: "Multiplica por 2 los puntos, los
/// martes, en frescos, hasta 500 puntos por semana."
std::string describe_rule(const Rule& rule, const Programme& programme, std::string_view language);

/// Text of a language; es, then any, where it is absent; `fallback` (a code) where there is none.
std::string_view text_in(const Text& text, std::string_view language, std::string_view fallback);
/// "11.90 USD"
std::string format_money(Minor amount, const Programme& programme);
/// "1,820 puntos", "1 estrella"; units of a wallet as money.
std::string format_units(Units units,
                         const Currency& currency,
                         const Programme& programme,
                         std::string_view language);

}  // namespace vuelve
