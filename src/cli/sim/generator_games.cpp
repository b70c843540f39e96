#include <fmt/format.h>

#include "cli/sim/generator.h"

/// What keeps members coming: plans, actions, challenges.
namespace vuelve::cli {

std::optional<Planned> Generator::subscribe() {
    return about(member(), "subscribe",
                 fmt::format(R"({{"plan":"{}"}})",
                             chance_.percent(3) ? "NONE" : chance_.word({"PLUS", "PLUS", "YEAR"})));
}

std::optional<Planned> Generator::change_plan() {
    const std::string op =
        chance_.word({"subscription_paid", "subscription_paid", "payment_failed", "unsubscribe"});
    return about(member(), op.c_str(),
                 fmt::format(R"({{"plan":"{}"}})", chance_.word({"PLUS", "PLUS", "YEAR"})));
}

std::optional<Planned> Generator::act() {
    Planned planned = about(member(), "action", "");
    const std::string when =
        chance_.percent(12)
            ? fmt::format(R"(,"occurred_at":"{}")",
                          format_instant(now_ + -chance_.between(1, 40) * ms_per_day))
            : "";
    planned.order.body =
        fmt::format(R"({{"type":"{}","proof":"{}","store":"S{}"{}}})",
                    chance_.word({"review", "review", "share", "check_in", "other"}),
                    planned.order.key, chance_.between(1, 4), when);
    return planned;
}

std::optional<Planned> Generator::opt_in() {
    return about(member(), "opt_in",
                 fmt::format(R"({{"challenge":"{}"}})",
                             chance_.word({"PLACES", "PLACES", "FRESH", "DAYS"})));
}

}  // namespace vuelve::cli
