#include <fmt/format.h>

#include <vector>

#include "analytics/fit.h"
#include "cli/scenario/make_json.h"
#include "measures.h"

namespace vuelve::real {
namespace {

/// A decimal with at most six places.
double number_in(std::string_view text) { return static_cast<double>(scaled(text, 6)) / 1e6; }

std::string printed(double value, int places) { return fmt::format("{:.{}f}", value, places); }

}  // namespace

Json lifetime_of_cdnow(const std::filesystem::path& file) {
    std::vector<analytics::BuyingHistory> customers;
    std::vector<analytics::RepeatSpend> tickets;
    for_each_row(file, [&](const Field& field) {
        const auto x = static_cast<int>(scaled(field("x"), 0));
        customers.push_back({x, number_in(field("t_x")), number_in(field("T"))});
        tickets.push_back({x, number_in(field("mean_spend"))});
    });
    const auto often = analytics::fit_bg_nbd(customers);
    const auto much = analytics::fit_gamma_gamma(tickets);
    if (!often || !much) throw UnusableFile{file.string() + ": the models do not fit"};

    cli::ObjectMaker bg_nbd, gamma_gamma, out;
    bg_nbd.add("r", printed(often->model.r, 3)).add("alpha", printed(often->model.alpha, 3));
    bg_nbd.add("a", printed(often->model.a, 3)).add("b", printed(often->model.b, 3));
    bg_nbd.add("log_likelihood", printed(often->log_likelihood, 1));
    gamma_gamma.add("p", printed(much->model.p, 2)).add("q", printed(much->model.q, 2));
    gamma_gamma.add("gamma", printed(much->model.gamma, 2));
    out.add("customers", std::ssize(customers)).add("bg_nbd", std::move(bg_nbd).done());
    out.add("gamma_gamma", std::move(gamma_gamma).done());
    const analytics::BuyingHistory customer{2, 30.43, 38.86};
    out.add("purchases_in_39_weeks_of_2_30.43_38.86",
            printed(expected_purchases(often->model, customer, 39), 3));
    return std::move(out).done();
}

}  // namespace vuelve::real
