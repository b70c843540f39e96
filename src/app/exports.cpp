#include "app/exports.h"

#include "codec/answer_json.h"
#include "codec/csv.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "codec/transaction_json.h"
#include "domain/entitlement.h"
#include "storage/config_store.h"
#include "storage/export_read.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

using storage::ExportCell;

/// A cell as text and as JSON.
struct Written {
    std::string text;
    bool is_text = true;  // in quotes in JSON; "" is null
    bool is_raw = false;  // JSON already
};

/// Rows of one kind, cell by cell.
class RowWriter {
 public:
    RowWriter(const Programme& programme, const storage::Rows& rows, ExportTotals& totals)
        : programme_(programme), rows_(rows), totals_(totals) {}

    /// One record, in the columns' order.
    std::string record(std::span<const storage::ExportColumn> columns, ExportFormat format) {
        place_ = 0;
        currency_.clear();
        std::string csv;
        JsonWriter json;
        json.begin_object();
        for (const storage::ExportColumn& column : columns) {
            const Written cell = write(column);
            if (!csv.empty()) csv += ',';
            csv += csv_field(cell.text);
            json.key(column.name);
            if (cell.text.empty())
                json.null();
            else if (cell.is_text && !cell.is_raw)
                json.value(cell.text);
            else
                json.raw(cell.text);
        }
        if (format == ExportFormat::Csv) return csv + "\r\n";
        return std::move(json.end_object()).text() + "\n";
    }

 private:
    Written write(const storage::ExportColumn& column) {
        const int at = place_++;
        const bool has_second =
            column.cell == ExportCell::Holder || column.cell == ExportCell::Txn ||
            column.cell == ExportCell::Redemption || column.cell == ExportCell::Voucher;
        if (has_second) ++place_;
        if (rows_.is_null(at)) return {};
        switch (column.cell) {
            case ExportCell::Whole: return whole(column.name, at);
            case ExportCell::Text: return {std::string(rows_.text(at))};
            case ExportCell::Json: return {.text = std::string(rows_.text(at)), .is_raw = true};
            case ExportCell::Time: return {format_instant(rows_.get<Instant>(at))};
            case ExportCell::Day: return {format_day(rows_.get<vuelve::Day>(at))};
            case ExportCell::Symbol: return symbol(column.name, at);
            case ExportCell::PurchaseId: return {purchase_id(rows_.text(at))};
            case ExportCell::Standing: return {level(rows_.text(at))};
            case ExportCell::Truth:
                return {.text = rows_.integer(at) == 1 ? "true" : "false", .is_text = false};
            default: return named(column.cell, at);
        }
    }

    Written whole(std::string_view name, int at) {
        const std::int64_t number = rows_.integer(at);
        const bool is_id = name == "lot" || name == "entry" || name == "txn";
        if (is_id) return {number == 0 ? "" : std::to_string(number)};
        if (name != "sequence" && name != "rank" && name != "unit_price" && name != "unit_cost")
            totals_.sums[std::string(name) + (currency_.empty() ? "" : ":" + currency_)] += number;
        return {.text = std::to_string(number), .is_text = false};
    }

    Written symbol(std::string_view name, int at) {
        const auto number = rows_.get<std::int32_t>(at);
        std::string code = number == 0 ? "" : programme_.symbols().code(number);
        if (name == "currency") currency_ = code;
        return {std::move(code)};
    }

    Written named(ExportCell cell, int at) {
        const auto name = [](std::string_view text) { return Written{std::string(text)}; };
        switch (cell) {
            case ExportCell::Holder: return {holder(at)};
            case ExportCell::Subject: return {member(rows_.get<HolderId>(at))};
            case ExportCell::Txn: return {placed(PublicKind::Txn, at)};
            case ExportCell::Redemption: return {placed(PublicKind::Redemption, at)};
            case ExportCell::Voucher: return {placed(PublicKind::Voucher, at)};
            case ExportCell::MemberState: return name(name_of(rows_.get<MemberState>(at)));
            case ExportCell::EntryType: return name(name_of(rows_.get<EntryType>(at)));
            case ExportCell::Contra: return name(name_of(rows_.get<Contra>(at)));
            case ExportCell::RedemptionState: return name(name_of(rows_.get<RedemptionState>(at)));
            case ExportCell::VoucherState: return name(name_of(rows_.get<VoucherState>(at)));
            default: return name(rows_.integer(at) == 1 ? "counted" : "voided");  // of a sale
        }
    }

    std::string holder(int at) const {
        const auto id = rows_.get<HolderId>(at);
        if (id.value == 0) return "";
        const bool is_member = rows_.get<HolderKind>(at + 1) == HolderKind::Member;
        return format_public(is_member ? PublicKind::Member : PublicKind::Household, id);
    }
    static std::string member(HolderId id) {
        return id.value == 0 ? "" : format_public(PublicKind::Member, id);
    }
    std::string placed(PublicKind kind, int at) const {
        return format_public(kind, PlacedId{rows_.integer(at), rows_.get<int>(at + 1)});
    }
    std::string level(std::string_view head) const {
        const Head kept = storage::or_corrupt(decode_head(head));
        return kept.tier.level.value == 0 ? "" : programme_.symbols().code(kept.tier.level.value);
    }
    static std::string purchase_id(std::string_view document) {
        const auto json = parse_json(document, {.size_max = std::size_t{16} << 20});
        const Json* id = json ? json->find("id") : nullptr;
        const auto* text = id ? id->get_if<std::string>() : nullptr;
        return text ? *text : "";
    }

    const Programme& programme_;
    const storage::Rows& rows_;
    ExportTotals& totals_;
    int place_ = 0;
    std::string currency_;  // of this row
};

std::string header_of(std::span<const storage::ExportColumn> columns) {
    std::string header;
    for (const storage::ExportColumn& column : columns) {
        if (!header.empty()) header += ',';
        header += csv_field(column.name);
    }
    return header + "\r\n";
}

}  // namespace

std::string totals_json(const ExportTotals& totals) {
    JsonWriter out;
    out.begin_object().member("rows", totals.rows).key("sums").begin_object();
    for (const auto& [name, sum] : totals.sums) out.member(name, sum);
    return std::move(out.end_object().end_object()).text();
}

ExportTotals run_export(Service& service,
                        const OpenProgramme& programme,
                        const ExportRequest& request,
                        const ExportWatch& watch) {
    ExportTotals totals;
    const ProgrammeKey key = programme.key();
    auto reader = service.database().fan_out();
    if (request.kind == ExportKind::Programme) {
        for (const storage::ProgrammeRow& row : storage::load_programmes(*reader))
            if (row.key == key)
                if (auto version = storage::load_version(*reader, key, row.published_version)) {
                    watch.text(version->document + "\n");
                    ++totals.rows;
                }
        return totals;
    }
    const auto columns = storage::export_columns(request.kind);
    const auto snapshot = programme.snapshot();
    if (request.format == ExportFormat::Csv) watch.text(header_of(columns));
    storage::Rows rows = storage::export_rows(*reader, key.tenant_id, key.programme_id, request);
    RowWriter writer(*snapshot, rows, totals);
    while (rows.next()) {
        if (watch.is_over(totals)) {
            totals.is_complete = false;
            break;
        }
        watch.text(writer.record(columns, request.format));
        ++totals.rows;
    }
    return totals;
}

}  // namespace vuelve::app
