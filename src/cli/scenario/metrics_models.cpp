#include "cli/scenario/metrics_models.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "analytics/lifetime.h"
#include "analytics/uplift.h"
#include "cli/scenario/make_json.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

constexpr std::size_t values_max = 1'000'000;

/// Any finite number into a double: models are the one place that has them.
void real(const Cursor& at, double& out) {
    double value = 0;
    if (const auto* whole = at.json.get_if<std::int64_t>()) {
        value = static_cast<double>(*whole);
    } else if (const auto* number = at.json.get_if<JsonNumber>()) {
        const char* end = number->text.data() + number->text.size();
        if (std::from_chars(number->text.data(), end, value).ec != std::errc())
            return at.fault("out-of-range", "expects a number that a double can hold");
    } else {
        return at.fault("wrong-type", "expects a number");
    }
    out = value;
}

struct RealFormat {
    double least = 0;
    bool is_least_allowed = true;
    void operator()(const Cursor& at, double& out) const {
        double value = least + 1;
        real(at, value);
        if (value < least || (value == least && !is_least_allowed))
            return at.fault(
                "out-of-range",
                fmt::format("expects {} {}", is_least_allowed ? "at least" : "more than", least));
        out = value;
    }
};
constexpr RealFormat above_zero{0, false};
constexpr RealFormat not_negative{0, true};

Json real_json(double value) {
    return std::isfinite(value) ? Json(JsonNumber{fmt::format("{}", value)}) : Json();
}
Json real_json(const std::optional<double>& value) { return value ? real_json(*value) : Json(); }

struct UpliftInput {
    std::vector<double> treated, control, treated_pre, control_pre;
    std::optional<double> campaign_cost;
    bool is_adjusted = false;
};

void uplift_input(const Cursor& at, UpliftInput& out) {
    ObjectReader object(at);
    object.required("treated", out.treated, list(real, values_max));
    object.required("control", out.control, list(real, values_max));
    object.optional("campaign_cost", out.campaign_cost, real);
    out.is_adjusted = object.has("treated_pre") || object.has("control_pre");
    if (!out.is_adjusted) return;
    object.required("treated_pre", out.treated_pre, list(real, values_max));
    object.required("control_pre", out.control_pre, list(real, values_max));
    if (out.treated_pre.size() != out.treated.size())
        object.fault("treated_pre", "out-of-range", "expects as many values as treated");
    if (out.control_pre.size() != out.control.size())
        object.fault("control_pre", "out-of-range", "expects as many values as control");
}

Json uplift_json(const analytics::Uplift& uplift, std::optional<double> theta) {
    ObjectMaker out;
    out.add("diff", real_json(uplift.diff)).add("se", real_json(uplift.se));
    out.add("ci_low", real_json(uplift.ci_low)).add("ci_high", real_json(uplift.ci_high));
    if (uplift.incremental) out.add("incremental", real_json(uplift.incremental));
    if (theta) out.add("theta", real_json(theta));
    return std::move(out).done();
}

/// Everything any of the four models of a customer asks for.
struct CustomerInput {
    analytics::BgNbd model;
    analytics::GammaGamma tickets;
    analytics::BuyingHistory history;
    analytics::Horizon horizon;
    double t = 0, mean = 0;
};

enum class Model { Alive, Purchases, Ticket, Value };

void customer_input(ObjectReader& object, Model model, CustomerInput& out) {
    object.required("x", out.history.x, whole(0, 1'000'000));
    if (model != Model::Ticket) {
        object.required("t_x", out.history.t_x, not_negative);
        object.required("T", out.history.T, not_negative);
        object.required("r", out.model.r, above_zero);
        object.required("alpha", out.model.alpha, above_zero);
        object.required("a", out.model.a, above_zero);
        object.required("b", out.model.b, above_zero);
    }
    if (model == Model::Purchases) object.required("t", out.t, not_negative);
    if (model == Model::Ticket || model == Model::Value) {
        object.required("m", out.mean, real);
        object.required("p", out.tickets.p, above_zero);
        object.required("q", out.tickets.q, above_zero);
        object.required("gamma", out.tickets.gamma, above_zero);
    }
    if (model == Model::Value) {
        object.required("margin", out.horizon.margin, real);
        object.required("step", out.horizon.step, above_zero);
        object.required("periods", out.horizon.periods, whole(0, 1200));
        object.required("discount", out.horizon.discount, RealFormat{-1, false});
    }
}

/// The number that one of the models gives, by the members of a body it asks for.
template <class Answer>
Result<Json> answer_customer(const Json& input, Model model, Answer&& answer) {
    const auto asked = TRY(decode_body<CustomerInput>(input, [&](const Cursor& at, auto& out) {
        ObjectReader object(at);
        customer_input(object, model, out);
    }));
    return real_json(answer(asked));
}

}  // namespace

Result<Json> answer_uplift(const Json& input) {
    const auto asked = TRY(decode_body<UpliftInput>(input, uplift_input));
    if (asked.is_adjusted) {
        const auto adjusted =
            analytics::cuped({asked.treated, asked.treated_pre}, {asked.control, asked.control_pre},
                             asked.campaign_cost);
        return adjusted ? uplift_json(adjusted->uplift, adjusted->theta) : Json();
    }
    const auto uplift = uplift_of(analytics::sample_of(asked.treated),
                                  analytics::sample_of(asked.control), asked.campaign_cost);
    return uplift ? uplift_json(*uplift, {}) : Json();
}

Result<Json> answer_p_alive(const Json& input) {
    return answer_customer(input, Model::Alive, [](const CustomerInput& asked) {
        return p_alive(asked.model, asked.history);
    });
}

Result<Json> answer_expected_purchases(const Json& input) {
    return answer_customer(input, Model::Purchases, [](const CustomerInput& asked) {
        return expected_purchases(asked.model, asked.history, asked.t);
    });
}

Result<Json> answer_expected_ticket(const Json& input) {
    return answer_customer(input, Model::Ticket, [](const CustomerInput& asked) {
        return expected_ticket(asked.tickets, asked.history.x, asked.mean);
    });
}

Result<Json> answer_clv(const Json& input) {
    return answer_customer(input, Model::Value, [](const CustomerInput& asked) {
        return clv(asked.model, asked.tickets, asked.history, asked.mean, asked.horizon);
    });
}

}  // namespace vuelve::cli
