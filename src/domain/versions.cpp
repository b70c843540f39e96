#include "domain/versions.h"

#include <algorithm>
#include <list>
#include <set>

#include "domain/programme.h"

namespace vuelve {
namespace {

/// Two versions that are one: names may change, nothing that decides does.
bool same_terms(const Rule& a, const Rule& b) {
    Rule renamed = b;
    renamed.name = a.name;
    return a == renamed;
}

/// A kept beginning claims nothing about the past when only the end or the state is another.
bool same_but_for_its_end(const Rule& a, const Rule& b) {
    Rule ended = b;
    ended.state = a.state;
    ended.effective_to = a.effective_to;
    return same_terms(a, ended);
}

bool same_key(const Rule& a, const Rule& b) { return a.id == b.id && a.version == b.version; }

/// One version of one rule through the publications.
struct Line {
    Rule written;  // as its author wrote it
    std::optional<Instant> from{}, to{};
    bool has_from = false;  // of its own, or by its publication
};

Instant start_of(const Rule& rule, Instant published) {
    return std::max(rule.effective_from.value_or(published), published);
}

class Merger {
 public:
    void add(const Publication& publication, bool is_first) {
        if (is_first) {
            for (const Rule& rule : publication.document->rules) lines_.push_back({rule});
            return;
        }
        const Instant now = publication.from;
        std::vector<const Rule*> fresh;
        std::vector<Line*> kept;
        for (const Rule& rule : publication.document->rules) {
            Line* same = open_line(rule);
            if (!same || !same_terms(same->written, rule)) {
                fresh.push_back(&rule);
                continue;
            }
            same->written.name = rule.name;
            kept.push_back(same);
        }
        close_rest(kept, fresh, now);
        for (const Rule* rule : fresh) begin(*rule, now);
    }

    /// What a document that has these rules is compiled with.
    std::vector<Rule> rules(const ProgrammeDocument& last, Instant keep_since) const {
        std::vector<Rule> all;
        for (const Rule& rule : last.rules)
            for (const Line& line : lines_)
                if (!line.to && same_key(line.written, rule)) all.push_back(timed(line));
        for (const Line& line : lines_)
            if (line.to && keep_since < *line.to) all.push_back(timed(line));
        return all;
    }

 private:
    Line* open_line(const Rule& rule) {
        for (Line& line : lines_)
            if (!line.to && same_key(line.written, rule)) return &line;
        return nullptr;
    }

    /// When the next version of a rule begins: of the same number before another of the same id.
    static Instant successor_of(const Line& line,
                                const std::vector<const Rule*>& fresh,
                                Instant now) {
        std::optional<Instant> same, other;
        for (const Rule* rule : fresh) {
            if (rule->id != line.written.id) continue;
            auto& place = same_key(*rule, line.written) ? same : other;
            const Instant start = start_of(*rule, now);
            place = place ? std::min(*place, start) : start;
        }
        return same ? *same : other.value_or(now);
    }

    /// Ends whatever the publication does not have any more. What was planned and has not begun
    /// never does: the version before it goes on instead.
    void close_rest(const std::vector<Line*>& kept,
                    const std::vector<const Rule*>& fresh,
                    Instant now) {
        for (auto line = lines_.begin(); line != lines_.end();) {
            const bool is_kept = std::ranges::find(kept, &*line) != kept.end();
            if (line->to || is_kept) {
                ++line;
                continue;
            }
            const Instant end = successor_of(*line, fresh, now);
            if (line->has_from && now < *line->from) {
                for (Line& before : lines_)
                    if (before.to && before.written.id == line->written.id &&
                        *before.to == *line->from)
                        before.to = end;
                line = lines_.erase(line);
                continue;
            }
            line->to = end;
            ++line;
        }
    }

    void begin(const Rule& rule, Instant now) {
        lines_.push_back({.written = rule, .from = start_of(rule, now), .has_from = true});
    }

    Rule timed(const Line& line) const {
        Rule rule = line.written;
        if (line.has_from) {
            rule.effective_from = line.from;
            // Where nothing of the name stood before, a sale of before is told that it begins
            // later.
            for (const Line& before : lines_)
                if (&before != &line && before.to && before.written.id == rule.id &&
                    *before.to <= *line.from)
                    rule.stands_from =
                        rule.stands_from ? std::max(*rule.stands_from, *before.to) : *before.to;
        }
        if (line.to) {
            rule.stands_to = line.to;
            rule.effective_to = std::min(rule.effective_to.value_or(*line.to), *line.to);
        }
        return rule;
    }

    std::list<Line> lines_;
};

/// Drops former versions that name what is no more: they could not be carried out.
void drop_broken(ProgrammeDocument& document, std::size_t current) {
    std::set<std::size_t> broken;
    const std::string base = "/rules/";
    for (const Fault& fault : check(document)) {
        if (!fault.pointer.starts_with(base) || fault.code == "duplicate") continue;
        const std::size_t place = std::stoul(fault.pointer.substr(base.size()));
        if (place >= current) broken.insert(place);
    }
    for (auto place = broken.rbegin(); place != broken.rend(); ++place)
        document.rules.erase(document.rules.begin() + static_cast<std::ptrdiff_t>(*place));
}

const Rule* find_before(const ProgrammeDocument& document, const Rule& rule) {
    auto found = std::ranges::find_if(document.rules,
                                      [&](const Rule& known) { return same_key(known, rule); });
    return found == document.rules.end() ? nullptr : &*found;
}

std::vector<Fault> check_rule(const Rule* before,
                              const Rule& rule,
                              const std::string& base,
                              Instant at) {
    std::vector<Fault> faults;
    if (before && same_terms(*before, rule)) return faults;
    const bool keeps_its_beginning = before && same_but_for_its_end(*before, rule);
    if (rule.effective_from && *rule.effective_from < at && !keeps_its_beginning)
        faults.push_back({base + "/effective_from", "RETROACTIVE_RULE",
                          "a new or changed rule begins when it is published, or later: leave "
                          "effective_from out, or give a later instant"});
    const bool same_end = before && before->effective_to == rule.effective_to;
    if (rule.effective_to && *rule.effective_to < at && !same_end)
        faults.push_back({base + "/effective_to", "RETROACTIVE_RULE",
                          "a rule cannot be made to have ended before it is published"});
    return faults;
}

bool is_past(const ExpiryPolicy& policy, Day today) {
    return policy.type == ExpiryPolicy::Type::FixedDate && policy.date < today;
}

}  // namespace

ProgrammeDocument merge_versions(std::span<const Publication> history, Instant keep_since) {
    Merger merger;
    for (const Publication& publication : history)
        merger.add(publication, &publication == &history.front());
    ProgrammeDocument merged = *history.back().document;
    const std::size_t current = merged.rules.size();
    merged.rules = merger.rules(*history.back().document, keep_since);
    if (merged.rules.size() > current) drop_broken(merged, current);
    return merged;
}

std::vector<Fault> check_publication(const ProgrammeDocument* before,
                                     const ProgrammeDocument& next,
                                     Instant at) {
    std::vector<Fault> faults;
    const auto zone = Zone::find(next.time_zone);
    const Day today = zone ? zone->local_day(at) : Day{};
    const auto past = [&](const std::optional<ExpiryPolicy>& old,
                          const std::optional<ExpiryPolicy>& now, const std::string& pointer) {
        if (now && is_past(*now, today) && old != now)
            faults.push_back(
                {pointer, "EXPIRY_IN_PAST", "this day is over: nothing would be left"});
    };
    for (std::size_t i = 0; i < next.rules.size(); ++i) {
        const Rule& rule = next.rules[i];
        const std::string base = "/rules/" + std::to_string(i);
        const Rule* known = before ? find_before(*before, rule) : nullptr;
        if (before)
            std::ranges::move(check_rule(known, rule, base, at), std::back_inserter(faults));
        past(known ? known->expiry : std::nullopt, rule.expiry, base + "/expiry/date");
    }
    for (std::size_t i = 0; i < next.currencies.size(); ++i) {
        const Currency& currency = next.currencies[i];
        std::optional<ExpiryPolicy> known;
        if (before)
            for (const Currency& old : before->currencies)
                if (old.code == currency.code) known = old.expiry;
        past(known, currency.expiry, "/currencies/" + std::to_string(i) + "/expiry/date");
    }
    return faults;
}

bool stands_at(const Rule& rule, Instant at) {
    return (!rule.stands_from || *rule.stands_from <= at) &&
           (!rule.stands_to || at < *rule.stands_to);
}

bool is_former(const Rule& rule) { return rule.stands_to.has_value(); }

}  // namespace vuelve
