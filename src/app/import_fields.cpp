#include "app/import_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace vuelve::app {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool known_name(const ColumnNames& names, std::string_view name) {
    auto fits = [&](const std::string& known) {
        return known.ends_with('*')
                   ? name.size() >= known.size() &&
                         name.starts_with(std::string_view(known).substr(0, known.size() - 1))
                   : name == known;
    };
    return std::ranges::any_of(names.required, fits) || std::ranges::any_of(names.known, fits);
}

/// Two digits at `place`, or -1.
int two_digits(std::string_view text, std::size_t place) {
    if (place + 2 > text.size()) return -1;
    int tens = text[place] - '0', ones = text[place + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

/// "2017-01-31[T18:05[:59]]" as day and milliseconds of the day.
std::optional<std::pair<Day, std::int64_t>> parse_local(std::string_view text) {
    if (auto day = parse_day(text)) return std::pair{*day, std::int64_t{0}};
    bool with_seconds = text.size() == 19 && text[16] == ':';
    if (text.size() != 16 && !with_seconds) return std::nullopt;
    if ((text[10] != 'T' && text[10] != ' ') || text[13] != ':') return std::nullopt;
    auto day = parse_day(text.substr(0, 10));
    int hours = two_digits(text, 11), minutes = two_digits(text, 14);
    int seconds = with_seconds ? two_digits(text, 17) : 0;
    if (!day || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 ||
        seconds > 59) {
        return std::nullopt;
    }
    return std::pair{*day, ((hours * 60 + minutes) * 60 + seconds) * ms_per_second};
}

}  // namespace

Result<ColumnMap> parse_column_map(std::string_view text) {
    ColumnMap map;
    while (!text.empty()) {
        std::size_t end = std::min(text.find(','), text.size());
        std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::size_t equals = pair.find('=');
        std::string_view ours = trimmed(pair.substr(0, std::min(equals, pair.size())));
        std::string_view theirs =
            equals == std::string_view::npos ? "" : trimmed(pair.substr(equals + 1));
        if (ours.empty() || theirs.empty()) {
            return refuse(ErrorCode::ValidationFailed,
                          "a map reads our_name=column,...: \"" + shown(pair) + "\" does not");
        }
        if (!map.emplace(ours, theirs).second) {
            return refuse(ErrorCode::ValidationFailed, "the map names " + shown(ours) + " twice");
        }
    }
    return map;
}

Result<Columns> Columns::match(const std::vector<std::string>& theirs,
                               const ColumnMap& map,
                               const ColumnNames& names) {
    Columns columns;
    Error error{ErrorCode::ValidationFailed, "the columns do not fit"};
    auto fault = [&](const std::string& column, std::string_view code, std::string detail) {
        error.message += (error.faults.empty() ? ": " : "; ") + detail;
        error.faults.push_back({column, std::string(code), std::move(detail)});
    };
    std::set<std::string_view> mapped;
    for (const auto& [ours, column] : map) {
        auto place = std::ranges::find(theirs, column);
        if (!known_name(names, ours)) {
            fault(ours, "unknown-field", "we know no column " + shown(ours));
        } else if (place == theirs.end()) {
            fault(column, "required", "the file has no column " + shown(column));
        } else {
            columns.places_[ours] = {static_cast<std::size_t>(place - theirs.begin()), column};
            mapped.insert(column);
        }
    }
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        if (known_name(names, theirs[i]) && !map.contains(theirs[i])) {
            columns.places_[theirs[i]] = {i, theirs[i]};
        } else if (!mapped.contains(theirs[i])) {
            columns.unused_.push_back(theirs[i]);
        }
    }
    for (const auto& name : names.required) {
        if (!columns.has(name)) fault(name, "required", "the file has no column " + name);
    }
    if (!error.faults.empty()) return std::unexpected(std::move(error));
    return columns;
}

std::vector<std::string> Columns::starting(std::string_view prefix) const {
    std::vector<std::string> names;
    for (auto at = places_.lower_bound(prefix); at != places_.end(); ++at) {
        if (!at->first.starts_with(prefix)) break;
        names.push_back(at->first);
    }
    return names;
}

std::string_view Columns::text(const Row& row, std::string_view ours) const {
    auto found = places_.find(ours);
    if (found == places_.end() || found->second.first >= row.fields.size()) return {};
    return trimmed(row.fields[found->second.first]);
}

std::string Columns::theirs(std::string_view ours) const {
    auto found = places_.find(ours);
    return found == places_.end() ? std::string(ours) : found->second.second;
}

void RowFields::fault(std::string_view name, std::string reason) {
    if (fault_) return;
    fault_ = RowFault{row_.line, columns_.theirs(name), std::move(reason), shown(text(name))};
}

std::string_view RowFields::required(std::string_view name) {
    std::string_view value = text(name);
    if (value.empty()) fault(name, "is empty");
    return value;
}

std::optional<std::int64_t> RowFields::decimal(std::string_view name, int places, bool negative) {
    std::string_view value = text(name);
    if (value.empty()) return std::nullopt;
    std::string number(value);
    if (format_.decimal_comma) std::ranges::replace(number, ',', '.');
    auto ratio = parse_decimal(number);
    if (!ratio) {
        fault(name, "not a number");
        return std::nullopt;
    }
    Ratio units = *ratio * Ratio(power_of_ten(places));
    if (units.overflowed() || Ratio(amount_max) < units || units < Ratio(-amount_max)) {
        fault(name, "too large");
    } else if (!negative && units < Ratio(0)) {
        fault(name, "less than 0");
    } else if (units.den() != 1) {
        fault(name, "more than " + std::to_string(places) + " decimal places");
    } else {
        return static_cast<std::int64_t>(units.num());
    }
    return std::nullopt;
}

std::optional<Minor> RowFields::money(std::string_view name) {
    auto units = decimal(name, format_.money_exponent, false);
    return units ? std::optional(Minor{*units}) : std::nullopt;
}

std::optional<std::int64_t> RowFields::quantity(std::string_view name) {
    return decimal(name, 3, false);
}

std::optional<Units> RowFields::points(std::string_view name, int scale) {
    auto units = decimal(name, scale, true);
    return units ? std::optional(Units{*units}) : std::nullopt;
}

std::optional<std::int64_t> RowFields::whole(std::string_view name) {
    return decimal(name, 0, false);
}

std::optional<Instant> RowFields::instant(std::string_view name) {
    std::string_view value = text(name);
    if (value.empty()) return std::nullopt;
    if (auto at = parse_instant(value)) return at;
    auto local = parse_local(value);
    if (!local) {
        fault(name, "not a time (2026-03-10T18:05:00-05:00)");
    } else if (!format_.zone) {
        fault(name, "a time without offset needs --time-zone");
    } else {
        return local_instant(*format_.zone, local->first, local->second);
    }
    return std::nullopt;
}

std::optional<Day> RowFields::day(std::string_view name) {
    std::string_view value = text(name);
    if (value.empty()) return std::nullopt;
    auto day = parse_day(value);
    if (!day) fault(name, "not a date (2026-03-10)");
    return day;
}

std::optional<bool> RowFields::truth(std::string_view name) {
    static constexpr std::array yes{"1", "true", "yes", "y", "si", "s", "sí", "sim"};
    static constexpr std::array no{"0", "false", "no", "n", "não", "nao"};
    std::string value(text(name));
    if (value.empty()) return std::nullopt;
    for (char& c : value) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (std::ranges::find(yes, value) != yes.end()) return true;
    if (std::ranges::find(no, value) != no.end()) return false;
    fault(name, "neither yes nor no");
    return std::nullopt;
}

Instant local_instant(const Zone& zone, Day day, std::int64_t ms_of_day) {
    // Offsets differ by less than a day, so those a day before and after are the only candidates.
    std::int64_t shown_ms = day.value * ms_per_day + ms_of_day;
    std::int64_t before = zone.offset(Instant{shown_ms - ms_per_day}) * ms_per_second;
    std::int64_t after = zone.offset(Instant{shown_ms + ms_per_day}) * ms_per_second;
    std::optional<Instant> first;
    for (std::int64_t offset : {before, after}) {
        Instant at{shown_ms - offset};
        if (zone.offset(at) * ms_per_second == offset && (!first || at < *first)) first = at;
    }
    return first.value_or(Instant{shown_ms - before});
}

}  // namespace vuelve::app
