#include <fmt/format.h>

#include "cli/sim/generator.h"

/// What happens to members, their units and what they were promised.
namespace vuelve::cli {

std::optional<Planned> Generator::adjust() {
    const int number = member();
    const Currency& drawn = chance_.one_of(book_.document().currencies);
    int units = chance_.between(1, drawn.kind == CurrencyKind::Stamps ? 4 : 800);
    if (chance_.percent(30)) units = -units;
    return about(
        number, "adjust",
        fmt::format(R"({{"member":"{}","currency":"{}","points":{},"reason":"goodwill"{}}})",
                    book_.members[static_cast<std::size_t>(number)].reference, drawn.code, units,
                    units < 0 && chance_.percent(40) ? R"(,"allow_debt":true)" : ""));
}

std::optional<Planned> Generator::reserve() {
    const int number = member();
    const Currency& drawn = currency(true);
    const auto available =
        static_cast<int>(std::min<std::int64_t>(book_.available(number, drawn), 1'000'000));
    if (available == 0 && !chance_.percent(10)) return std::nullopt;
    const int units = chance_.between(1, available + (chance_.percent(10) ? 50 : 1));
    return about(number, "reserve",
                 fmt::format(R"({{"member":"{}","currency":"{}","points":{},"ttl_seconds":{}}})",
                             book_.members[static_cast<std::size_t>(number)].reference, drawn.code,
                             units, chance_.percent(60) ? 900 : chance_.between(1, 20) * 86'400));
}

std::optional<Planned> Generator::capture() {
    if (book_.reservations.empty()) return std::nullopt;
    const auto count = static_cast<int>(book_.reservations.size());
    const auto place = static_cast<std::size_t>(std::max(0, count - 1 - chance_.below(12)));
    const SimPromise& held = book_.reservations[place];
    Planned planned = about(held.member, "capture", "{}");
    planned.order.path = fmt::format("@r{}", place);
    if (chance_.percent(60))
        planned.order.body = fmt::format(
            R"({{"points":{},"store":"S{}"}})",
            std::max<std::int64_t>(1, held.points - (chance_.percent(60) ? held.points / 3 : -1)),
            chance_.between(1, 4));
    return planned;
}

std::optional<Planned> Generator::cancel() {
    auto planned = capture();
    if (!planned) return std::nullopt;
    planned->order.op = "cancel";
    planned->order.body = "{}";
    return planned;
}

std::optional<Planned> Generator::redeem() {
    const int number = member();
    const int other = chance_.percent(15) ? member() : number;
    const Reward& reward = chance_.one_of(book_.document().rewards);
    Planned planned = about(
        number, "redeem",
        fmt::format(R"({{"member":"{}","reward":"{}","store":"S{}"{}}})",
                    book_.members[static_cast<std::size_t>(number)].reference, reward.code,
                    chance_.between(1, 4),
                    other == number
                        ? ""
                        : fmt::format(R"(,"recipient":"{}")",
                                      book_.members[static_cast<std::size_t>(other)].reference)));
    if (other != number) planned.members.push_back(other);
    return planned;
}

std::optional<Planned> Generator::refund() {
    if (book_.redemptions.empty()) return std::nullopt;
    const auto count = static_cast<int>(book_.redemptions.size());
    const auto place = static_cast<std::size_t>(std::max(0, count - 1 - chance_.below(25)));
    Planned planned = about(book_.redemptions[place].member, "refund",
                            chance_.percent(40) ? R"({"force":true})" : "{}");
    planned.order.path = fmt::format("@d{}", place);
    // A gift's voucher lies with who got it.
    for (const SimVoucher& voucher : book_.vouchers)
        if (voucher.redemption.value == book_.redemptions[place].id)
            planned.members.push_back(voucher.member);
    return planned;
}

std::optional<Planned> Generator::fulfil() {
    auto planned = refund();
    if (!planned) return std::nullopt;
    planned->order.op = "fulfil";
    planned->order.body = "{}";
    return planned;
}

std::optional<Planned> Generator::voucher() {
    if (book_.vouchers.empty()) return std::nullopt;
    const auto count = static_cast<int>(book_.vouchers.size());
    const auto place = static_cast<std::size_t>(std::max(0, count - 1 - chance_.below(15)));
    const int owner = book_.vouchers[place].member;
    const int asked = chance_.percent(6) ? member() : owner;
    const std::string op = chance_.word(
        {"use_voucher", "use_voucher", "lock_voucher", "lock_voucher", "unlock_voucher"});
    Planned planned =
        about(asked, op.c_str(),
              fmt::format(R"({{"code":"@v{}","member":"{}"{}}})", place,
                          book_.members[static_cast<std::size_t>(asked)].reference,
                          op == "lock_voucher"
                              ? fmt::format(R"(,"ttl_seconds":{})", chance_.between(1, 90'000))
                              : ""));
    if (asked != owner) planned.members.push_back(owner);
    return planned;
}

std::optional<Planned> Generator::transfer() {
    const int from = member();
    const int to = chance_.percent(96) ? member() : from;
    const Currency& drawn = currency(true);
    const auto available =
        static_cast<int>(std::min<std::int64_t>(book_.available(from, drawn), 1'000'000));
    if (available == 0 && !chance_.percent(10)) return std::nullopt;
    Planned planned =
        about(from, "transfer",
              fmt::format(R"({{"member":"{}","to":"{}","currency":"{}","points":{}}})",
                          book_.members[static_cast<std::size_t>(from)].reference,
                          book_.members[static_cast<std::size_t>(to)].reference, drawn.code,
                          chance_.between(1, std::max(1, available))));
    planned.members.push_back(to);
    return planned;
}

std::optional<Planned> Generator::convert() {
    const int number = member();
    const Conversion& drawn = chance_.one_of(book_.document().conversions);
    const Currency* from = book_.programme->find_currency(drawn.from);
    std::int64_t units =
        std::min<std::int64_t>(book_.available(number, *from), 100'000) / drawn.from_units.n;
    units = units > 1 ? chance_.between(1, static_cast<int>(units)) : 1;
    return about(number, "convert",
                 fmt::format(R"({{"member":"{}","from":"{}","to":"{}","points":{}}})",
                             book_.members[static_cast<std::size_t>(number)].reference, drawn.from,
                             drawn.to, units * drawn.from_units.n + (chance_.percent(5) ? 1 : 0)));
}

std::optional<Planned> Generator::extend() {
    const int number = member();
    const Day today{static_cast<std::int32_t>(now_.value / ms_per_day)};
    const Day until = today + chance_.between(0, 60);
    return about(
        number, "extend",
        fmt::format(R"({{"member":"{}","currency":"{}","expiring_until":"{}","last_day":"{}"}})",
                    book_.members[static_cast<std::size_t>(number)].reference, currency(true).code,
                    format_day(until), format_day(until + chance_.between(0, 90))));
}

std::optional<Planned> Generator::reinstate() {
    const int number = member();
    return about(number, "reinstate",
                 fmt::format(R"({{"member":"{}","currency":"{}","points":{},"days":{}}})",
                             book_.members[static_cast<std::size_t>(number)].reference,
                             currency(true).code, chance_.between(1, 120), chance_.between(0, 30)));
}

std::optional<Planned> Generator::merge() {
    const int survivor = member(), duplicate = member();
    Planned planned =
        about(survivor, "merge",
              fmt::format(R"({{"duplicate":"{}"}})",
                          book_.members[static_cast<std::size_t>(duplicate)].reference));
    planned.members.push_back(duplicate);
    return planned;
}

std::optional<Planned> Generator::close() { return about(member(), "close", "{}"); }

std::optional<Planned> Generator::suspend() {
    const int number = member();
    const SimMember& drawn = book_.members[static_cast<std::size_t>(number)];
    const bool suspends = !drawn.is_suspended && chance_.percent(50);
    for (std::size_t i = 0; !suspends && i < book_.members.size(); ++i)
        if (book_.members[i].is_suspended && !book_.members[i].is_gone)
            return about(static_cast<int>(i), "reactivate", "{}");
    return about(number, suspends ? "suspend" : "reactivate", "{}");
}

std::optional<Planned> Generator::join() {
    const int number = member();
    std::string alias;
    if (!book_.households.empty() && chance_.percent(75)) {
        auto found = book_.households.begin();
        std::advance(found, chance_.below(static_cast<int>(book_.households.size())));
        alias = found->first;
    }
    const std::string& reference = book_.members[static_cast<std::size_t>(number)].reference;
    Planned planned = about(number, "join_household",
                            alias.empty() ? fmt::format(R"({{"member":"{}"}})", reference)
                                          : fmt::format(R"({{"member":"{}","can_redeem":{}}})",
                                                        reference, chance_.percent(80)));
    planned.order.path = alias;
    for (std::size_t i = 0; i < book_.members.size(); ++i)
        if (!alias.empty() && book_.members[i].household == alias)
            planned.members.push_back(static_cast<int>(i));
    return planned;
}

std::optional<Planned> Generator::leave() {
    for (int tries = 0; tries < 8; ++tries) {
        const int number = member();
        const SimMember& drawn = book_.members[static_cast<std::size_t>(number)];
        if (drawn.household.empty()) continue;
        Planned planned = about(number, "leave_household", drawn.reference);
        planned.order.path = drawn.household;
        return planned;
    }
    return std::nullopt;
}

std::optional<Planned> Generator::join_club() {
    return about(member(), "join_club",
                 fmt::format(R"({{"club":"{}"}})", chance_.one_of(book_.document().clubs).code));
}

std::optional<Planned> Generator::set_stock() {
    const Reward& reward = chance_.one_of(book_.document().rewards);
    const bool in_store = !reward.store_stock.empty() && chance_.percent(40);
    return Planned{
        .order = {.op = "set_stock",
                  .key = key("s"),
                  .path = reward.code,
                  .body = fmt::format(
                      R"({{"left":{}{}}})", chance_.below(12),
                      in_store ? fmt::format(R"(,"store":"S{}")", chance_.between(1, 2)) : "")},
        .members = {}};
}

std::optional<Planned> Generator::set_level() {
    return about(member(), "set_level",
                 fmt::format(R"({{"level":"{}","valid_until":"{}"}})",
                             chance_.word({"BASE", "SILVER", "GOLD"}),
                             format_instant(now_ + chance_.between(1, 200) * ms_per_day)));
}

std::optional<Planned> Generator::change_card() {
    return about(member(), "add_identity",
                 fmt::format(R"({{"identity":"card:{}{}"}})", chance_.between(1000, 9999),
                             chance_.between(1000, 1200)));
}

/// Advertising by mail, mostly allowed; by none, now and then.
std::optional<Planned> Generator::allow() {
    const bool about_all = chance_.percent(20);
    return about(member(), "set_consent",
                 fmt::format(R"({{"purpose":"marketing","channel":"{}","given":{},)"
                             R"("text_version":"1"}})",
                             about_all ? "all" : "email", chance_.percent(about_all ? 60 : 80)));
}

std::optional<Planned> Generator::enrol() {
    if (book_.members.size() > 60) return std::nullopt;
    // A closed member's identity is free again.
    std::string alias = fmt::format("{}m{}", prefix_, book_.members.size());
    if (chance_.percent(20)) alias = chance_.one_of(book_.members).reference.substr(9);
    Planned planned{.order = {.op = "enrol", .key = key("e"), .path = "external:" + alias},
                    .members = {}};
    for (std::size_t i = 0; i < book_.members.size(); ++i)
        if (book_.members[i].reference == planned.order.path)
            planned.members.push_back(static_cast<int>(i));
    planned.order.body =
        fmt::format(R"({{"id":"{}","enrolled_at":"{}","identities":["email:{}@example.com"],)"
                    R"("birth_date":"19{}-{:02}-{:02}"{}}})",
                    alias, format_instant(Instant{now_.value - chance_.below(40) * ms_per_day}),
                    alias, chance_.between(50, 99), chance_.between(1, 12), chance_.between(1, 28),
                    chance_.percent(30) ? R"(,"segments":["VIP"])" : "");
    return planned;
}

}  // namespace vuelve::cli
