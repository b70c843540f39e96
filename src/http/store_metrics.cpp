#include "http/store_metrics.h"

namespace vuelve::http {

std::vector<Sampled> sample_store(app::Service& service, const StoreHealth& health) {
    using enum Sampled::Kind;
    const auto counts = service.database().counters();
    const auto number = [](std::int64_t count) { return static_cast<double>(count); };
    return {
        {"vuelve_ready", "Whether requests are served now, as /readyz says.", Gauge,
         health.check() ? 1.0 : 0.0},
        {"vuelve_store_commits_total", "Commits that were confirmed.", Counter,
         number(counts.commits)},
        {"vuelve_store_statements_total", "Statements in write transactions; a batch is one.",
         Counter, number(counts.statements)},
        {"vuelve_store_rows_total", "Rows of batches.", Counter, number(counts.rows)},
        {"vuelve_store_reads_total", "Statements beside write transactions.", Counter,
         number(counts.snapshot_statements)},
        {"vuelve_store_records_total", "Transactions of the ledger that were written.", Counter,
         number(counts.records)},
        {"vuelve_store_two_bucket_total",
         "Of them, those that touched two buckets; keep it below a tenth (docs/scale-out.md 4).",
         Counter, number(counts.two_bucket)},
    };
}

}  // namespace vuelve::http
