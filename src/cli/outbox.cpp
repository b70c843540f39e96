#include "cli/outbox.h"

#include "app/message_reading.h"
#include "cli/report.h"

namespace vuelve::cli {
namespace {

void declare_nothing_more(CLI::App&, ReportOptions&) {}

int print_outbox(const ReportOptions& options) {
    const OpenReport shop(options);
    ReportTable table{
        .facts = {{"programme", shop.snapshot()->document().code}},
        .columns = {{"type"}, {"class"}, {"state"}, {"reason"}, {"messages", ReportKind::Units}},
        .rows = {}};
    for (const auto& count : app::count_messages(shop.service(), shop.programme())) {
        const MessageKind& kind = message_kind(count.type);
        const bool is_marketing = kind.message_class == MessageClass::Marketing;
        table.rows.push_back(
            {std::string(kind.name), std::string(is_marketing ? "M" : "S"),
             std::string(name_of(count.state)),
             count.reason ? ReportCell(std::string(name_of(*count.reason))) : ReportCell{},
             count.messages});
    }
    shop.print(std::move(table));
    return Done;
}

}  // namespace

CliCommand outbox_command() {
    return report_command<ReportOptions>("outbox",
                                         "Messages to members: what waits, what is dropped and why",
                                         declare_nothing_more, print_outbox);
}

}  // namespace vuelve::cli
