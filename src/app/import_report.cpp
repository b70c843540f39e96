#include "app/import_report.h"

#include <numeric>

#include "codec/json_writer.h"

namespace vuelve::app {
namespace {

void write_counts(JsonWriter& json,
                  std::string_view name,
                  const std::map<std::string, std::int64_t>& counts) {
    json.key(name).begin_object();
    for (const auto& [key, count] : counts) json.member(key, count);
    json.end_object();
}

}  // namespace

std::int64_t ImportTotals::rejected_count() const {
    return std::accumulate(
        rejected.begin(), rejected.end(), std::int64_t{0},
        [](std::int64_t sum, const auto& reason) { return sum + reason.second; });
}

void ImportTotals::count_purchase(const Answer& answer, bool is_new) {
    ++(is_new ? accepted : replayed);
    if (!answer.receipt || !answer.programme) return;
    money += answer.receipt->total.n;
    if (is_new) new_money += answer.receipt->total.n;
    const SymbolTable& symbols = answer.programme->symbols();
    for (const auto& award : answer.receipt->effects) {
        const std::string& currency = symbols.code(award.currency.value);
        issued[currency] += award.points.n;
        if (is_new) new_issued[currency] += award.points.n;
        awards[symbols.code(award.rule.value) + ":" + currency] += award.points.n;
    }
}

bool ImportRun::is_new(const Answer& answer) const {
    return answer.outcome == Outcome::Ok ||
           (answer.receipt && answer.receipt->txn.value > resumed_after.value);
}

std::string totals_json(const ImportTotals& totals) {
    JsonWriter json;
    json.begin_object();
    json.member("rows", totals.rows).member("records", totals.records);
    json.member("accepted", totals.accepted + totals.replayed).member("new", totals.accepted);
    json.member("there_before", totals.replayed).member("enrolled", totals.enrolled);
    json.member("members", totals.members);
    write_counts(json, "rejected", totals.rejected);
    json.member("money", totals.money).member("new_money", totals.new_money);
    write_counts(json, "issued", totals.issued);
    write_counts(json, "new_issued", totals.new_issued);
    write_counts(json, "awards", totals.awards);
    write_counts(json, "ending", totals.ending);
    json.key("unused").begin_array();
    for (const std::string& column : totals.unused) json.value(column);
    json.end_array();
    json.member("stopped", totals.stopped).end_object();
    return std::move(json).text();
}

std::string reason_of(const Error& error) {
    std::string reason(literal(error.code));
    if (error.faults.empty()) return error.message.empty() ? reason : reason + ": " + error.message;
    const Fault& first = error.faults.front();
    return reason + ": " + first.code + " " + first.pointer + ": " + first.detail;
}

void take_rows(RowSource& rows,
               AskFeed& feed,
               ImportTotals& totals,
               const ImportWatch& watch,
               const std::function<void(std::expected<Row, BadRow>&)>& take,
               const std::function<void()>& last) {
    constexpr std::int64_t told_every = 256;
    while (auto row = rows.next()) {
        ++totals.rows;
        take(*row);
        if (!feed.stopped().empty()) break;
        if (totals.rows % told_every == 0) watch.progress(totals);
    }
    if (feed.stopped().empty()) last();
    feed.finish();
    totals.stopped = feed.stopped();
    watch.progress(totals);
}

}  // namespace vuelve::app
