#include <fmt/format.h>

#include <map>
#include <set>

#include "analytics/period.h"
#include "analytics/rfm.h"
#include "cli/scenario/make_json.h"
#include "measures.h"
#include "storage/crypto.h"

namespace vuelve::real {
namespace {

using cli::ObjectMaker;

constexpr int price_places = 3;

struct Customer {
    Day last{};
    std::set<std::string> invoices;
    std::int64_t amount = 0;  // thousandths of a pound
};

/// By id. Cancellations, and lines without a customer, a quantity or a price, are left out.
std::map<std::string, Customer> customers_of(const std::filesystem::path& file,
                                             const analytics::DaySpan& year) {
    std::map<std::string, Customer> customers;
    for_each_row(file, [&](const Field& field) {
        const auto invoice = field("invoice_no");
        if (field("customer_id").empty() || invoice.starts_with('C')) return;
        const auto quantity = scaled(field("quantity"), 0);
        const auto price = scaled(field("unit_price"), price_places);
        const auto day = parse_day(field("timestamp").substr(0, 10));
        if (!day) throw UnusableFile{"not a day: " + std::string(field("timestamp"))};
        if (quantity <= 0 || price <= 0 || !year.contains(*day)) return;
        Customer& customer = customers[std::string(field("customer_id"))];
        customer.last = std::max(customer.last, *day);
        customer.invoices.emplace(invoice);
        customer.amount += quantity * price;
    });
    return customers;
}

/// Pounds with two places, or three where the third says something.
std::string pounds(std::int64_t thousandths) {
    const auto whole = thousandths / 1000, rest = thousandths % 1000;
    return rest % 10 == 0 ? fmt::format("{}.{:02}", whole, rest / 10)
                          : fmt::format("{}.{:03}", whole, rest);
}

Json counts_json(const std::map<int, std::int64_t>& counts) {
    ObjectMaker out;
    for (const auto& [score, count] : counts) out.add(std::to_string(score), count);
    return std::move(out).done();
}

struct SegmentSum {
    std::int64_t members = 0, amount = 0;
};

Json segments_json(const std::map<std::string_view, SegmentSum>& segments) {
    ObjectMaker out;
    for (const auto& [name, sum] : segments) {
        ObjectMaker row;
        row.add("members", sum.members).add("money", pounds(sum.amount));
        out.add(name, std::move(row).done());
    }
    return std::move(out).done();
}

}  // namespace

Json rfm_of_retail(const std::filesystem::path& file) {
    const auto customers = customers_of(file, analytics::days_to(day_of(2011, 7, 1)));
    std::vector<analytics::RfmInput> inputs;
    for (const auto& [id, customer] : customers)
        inputs.push_back({customer.last, std::ssize(customer.invoices), customer.amount});
    const auto scores = analytics::rfm(inputs);

    std::map<std::string_view, SegmentSum> segments;
    std::map<int, std::int64_t> r, f, m;
    std::int64_t best = 0, amount = 0;
    std::string lines;
    auto score = scores.begin();
    for (const auto& [id, customer] : customers) {
        const auto segment = name_of(score->segment);
        ++segments[segment].members;
        segments[segment].amount += customer.amount;
        ++r[score->r], ++f[score->f], ++m[score->m];
        best += score->r == 5 && score->f == 5 && score->m == 5;
        amount += customer.amount;
        lines += fmt::format("{},{}{}{},{}\n", id, score->r, score->f, score->m, segment);
        ++score;
    }
    namespace crypto = storage::crypto;
    ObjectMaker out;
    out.add("members", std::ssize(customers)).add("money", pounds(amount));
    out.add("segments", segments_json(segments)).add("score_555", best);
    out.add("scores_r", counts_json(r)).add("scores_f", counts_json(f));
    out.add("scores_m", counts_json(m));
    out.add("sha256_id_scores_segment_lf", crypto::to_hex(crypto::sha256(crypto::bytes_of(lines))));
    return std::move(out).done();
}

}  // namespace vuelve::real
