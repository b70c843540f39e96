#include "cli/report_metrics.h"

#include "cli/report_uplift.h"

namespace vuelve::cli {

std::vector<CliCommand> report_metrics_commands() { return {report_uplift_command()}; }

}  // namespace vuelve::cli
