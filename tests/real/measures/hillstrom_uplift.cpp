#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "analytics/uplift.h"
#include "cli/scenario/make_json.h"
#include "measures.h"

namespace vuelve::real {
namespace {

using cli::ObjectMaker;
using Values = std::vector<double>;

/// What one arm of the test did.
struct Arm {
    Values history, visit, conversion, spend;
    std::int64_t visits = 0, conversions = 0, cents = 0;
};

Json number(double value) { return Json(JsonNumber{fmt::format("{}", value)}); }

double share(std::int64_t part, const Values& whole) {
    return static_cast<double>(part) / static_cast<double>(whole.size());
}

std::map<std::string, Arm, std::less<>> arms_of(const std::filesystem::path& file) {
    std::map<std::string, Arm, std::less<>> arms;
    for_each_row(file, [&](const Field& field) {
        Arm& arm = arms[std::string(field("arm"))];
        const auto visit = scaled(field("visit"), 0), conversion = scaled(field("conversion"), 0);
        const auto cents = scaled(field("spend_dollars"), 2);
        arm.visits += visit;
        arm.conversions += conversion;
        arm.cents += cents;
        arm.visit.push_back(static_cast<double>(visit));
        arm.conversion.push_back(static_cast<double>(conversion));
        arm.spend.push_back(static_cast<double>(cents) / 100);
        arm.history.push_back(static_cast<double>(scaled(field("history_dollars"), 2)) / 100);
    });
    return arms;
}

Json arm_json(const Arm& arm) {
    const auto spend = analytics::sample_of(arm.spend);
    ObjectMaker out;
    out.add("n", std::ssize(arm.visit)).add("visits", arm.visits);
    out.add("visit_rate", number(share(arm.visits, arm.visit)));
    out.add("conversions", arm.conversions);
    out.add("conversion_rate", number(share(arm.conversions, arm.visit)));
    out.add("spend_total", number(static_cast<double>(arm.cents) / 100));
    out.add("spend_mean", number(spend.mean)).add("spend_sd", number(std::sqrt(spend.variance)));
    return std::move(out).done();
}

Json effect_json(const Values& treated, const Values& control) {
    const auto uplift =
        *analytics::uplift_of(analytics::sample_of(treated), analytics::sample_of(control), 0);
    ObjectMaker out;
    out.add("diff", number(uplift.diff)).add("se", number(*uplift.se));
    out.add("lo", number(*uplift.ci_low)).add("hi", number(*uplift.ci_high));
    out.add("t", number(uplift.diff / *uplift.se));
    out.add("incremental_total", number(*uplift.incremental));
    return std::move(out).done();
}

Json adjusted_json(const Arm& treated, const Arm& control) {
    const auto adjusted =
        *analytics::cuped({treated.spend, treated.history}, {control.spend, control.history});
    ObjectMaker out;
    out.add("theta", number(adjusted.theta)).add("diff", number(adjusted.uplift.diff));
    out.add("se", number(*adjusted.uplift.se));
    out.add("lo", number(*adjusted.uplift.ci_low)).add("hi", number(*adjusted.uplift.ci_high));
    return std::move(out).done();
}

Arm together(const Arm& one, const Arm& other) {
    Arm both = one;
    both.visit.insert(both.visit.end(), other.visit.begin(), other.visit.end());
    both.conversion.insert(both.conversion.end(), other.conversion.begin(), other.conversion.end());
    both.spend.insert(both.spend.end(), other.spend.begin(), other.spend.end());
    return both;
}

}  // namespace

Json uplift_of_hillstrom(const std::filesystem::path& file) {
    auto arms = arms_of(file);
    const Arm &control = arms["control"], &mens = arms["mens_email"],
              &womens = arms["womens_email"];
    if (arms.size() != 3 || control.spend.empty() || mens.spend.empty() || womens.spend.empty())
        throw UnusableFile{file.string() + " has other arms than control and two e-mails"};
    const Arm any = together(mens, womens);

    ObjectMaker groups, effects, out;
    std::vector<std::int64_t> sizes;
    for (const auto& [name, arm] : arms) {
        groups.add(name, arm_json(arm));
        sizes.push_back(std::ssize(arm.visit));
    }
    for (const auto& [name, arm] :
         {std::pair{"mens_email", &mens}, std::pair{"womens_email", &womens},
          std::pair{"any_email", &any}}) {
        const std::string prefix = std::string(name) + ".";
        effects.add(prefix + "visit", effect_json(arm->visit, control.visit));
        effects.add(prefix + "conversion", effect_json(arm->conversion, control.conversion));
        effects.add(prefix + "spend_dollars", effect_json(arm->spend, control.spend));
        if (arm != &any) effects.add(prefix + "spend_cuped_history", adjusted_json(*arm, control));
    }
    out.add("arms", std::move(groups).done()).add("diff", std::move(effects).done());
    const std::array<double, 3> thirds{1, 1, 1};
    out.add("sample_ratio_chi2_df2", number(*analytics::sample_ratio_chi2(sizes, thirds)));
    return std::move(out).done();
}

}  // namespace vuelve::real
