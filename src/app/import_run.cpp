#include "app/import_run.h"

#include <utility>

#include "app/import_balances.h"
#include "app/import_csv.h"
#include "app/import_days.h"
#include "app/import_dry.h"
#include "app/import_members.h"
#include "app/import_products.h"
#include "app/import_purchases.h"
#include "app/import_vouchers.h"
#include "codec/csv.h"

namespace vuelve::app {
namespace {

Result<char> delimiter_of(const std::string& word) {
    if (word == "auto") return '\0';
    if (word == "tab") return '\t';
    if (word == "," || word == ";") return word[0];
    return refuse_field("/delimiter", "wrong-format", R"(auto, ",", ";" or tab)");
}

ColumnNames columns_for(ImportKind kind, const Programme& programme) {
    switch (kind) {
        case ImportKind::Members: return member_columns(programme);
        case ImportKind::Purchases: return sale_columns();
        case ImportKind::Products: return product_columns();
        case ImportKind::Vouchers: return voucher_columns();
        case ImportKind::Days: return day_columns();
        case ImportKind::Balances: return balance_columns();
    }
    broken("every kind of import has its columns");
}

Result<bool> check_owner_of_codes(const Programme& programme, const ImportRequest& request) {
    if (!request.reward.empty() && !programme.find_reward(request.reward))
        return refuse_field("/reward", "unknown-reference", "no reward " + request.reward);
    if (!request.coupon.empty() && !programme.find_coupon(request.coupon))
        return refuse_field("/coupon", "unknown-reference", "no coupon " + request.coupon);
    return true;
}

/// What the kinds need, open.
struct OpenImport {
    Service& service;
    OpenProgramme& programme;
    RowSource& rows;
    const ImportRequest& request;
    ImportRun run;
    const ImportWatch& watch;
    bool history = false;
    std::optional<Columns> table;  // none for lines of JSON
    FieldFormat format;
    std::optional<DryRun> dry;

    const Columns* columns() const { return table ? &*table : nullptr; }

    ImportTotals members() {
        MemberImport how{.run = run,
                         .now = service.now(),
                         .history = history,
                         .format = format,
                         .dry = dry ? &*dry : nullptr,
                         .database = &service.database()};
        return import_members(service.engine(), programme, rows, columns(), how, watch);
    }
    ImportTotals balances() {
        BalanceImport how{.run = run,
                          .member_kind = request.member_kind,
                          .format = format,
                          .dry = dry ? &*dry : nullptr,
                          .database = &service.database()};
        return import_balances(service.engine(), programme, rows, columns(), how, watch);
    }
    ImportTotals purchases() {
        std::optional<SaleTable> sales;
        if (table) sales.emplace(*table, format, request.member_kind);
        PurchaseImport how{.run = run,
                           .history = history,
                           .enrol_unknown = request.enrol_unknown,
                           .dry = dry ? &*dry : nullptr};
        return import_purchases(service.engine(), programme, rows, sales ? &*sales : nullptr, how,
                                watch);
    }
    ImportTotals all() {
        switch (request.kind) {
            case ImportKind::Members: return members();
            case ImportKind::Balances: return balances();
            case ImportKind::Purchases: return purchases();
            case ImportKind::Products:
                return import_products(service.programmes(), programme, rows, columns(), format,
                                       run.dry_run, watch);
            case ImportKind::Vouchers:
                return import_vouchers(
                    service, programme, rows, columns(),
                    {.reward = request.reward, .coupon = request.coupon, .dry_run = run.dry_run},
                    watch);
            case ImportKind::Days:
                return import_days(service, programme, rows, columns(), format, run.dry_run, watch);
        }
        broken("every kind of import has its reader");
    }
};

}  // namespace

Result<InputTable> open_table(std::unique_ptr<TextStream> stream, const std::string& delimiter) {
    CsvFormat format{.delimiter = TRY(delimiter_of(delimiter))};
    std::string first = TRY(peek(stream, 4));
    std::string_view text = first;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const TextStream* seen = stream.get();
    if (text.starts_with('{'))
        return InputTable{std::make_unique<LinesReader>(std::move(stream)), seen};
    return InputTable{TRY(CsvReader::open(std::move(stream), format)), seen};
}

Result<FieldFormat> field_format(const OpenProgramme& programme, const ImportRequest& request) {
    const auto snapshot = programme.snapshot();
    const ProgrammeDocument& document = snapshot->document();
    const std::string& zone = request.time_zone.empty() ? document.time_zone : request.time_zone;
    FieldFormat format{.money_exponent = document.money_exponent,
                       .decimal_comma = request.decimal_comma,
                       .zone = Zone::find(zone)};
    if (!format.zone)
        return refuse_field("/time_zone", "unknown-reference", zone + " is not a zone");
    return format;
}

Result<ImportTotals> run_import(Service& service,
                                OpenProgramme& programme,
                                RowSource& rows,
                                const ImportRequest& request,
                                ImportRun run,
                                const ImportWatch& watch,
                                bool history) {
    const auto snapshot = programme.snapshot();
    TRY(check_owner_of_codes(*snapshot, request));
    OpenImport import{service,
                      programme,
                      rows,
                      request,
                      std::move(run),
                      watch,
                      history,
                      {},
                      TRY(field_format(programme, request)),
                      std::optional<DryRun>{}};
    const ColumnMap map = TRY(parse_column_map(request.map));
    if (!rows.is_json())
        import.table =
            TRY(Columns::match(rows.columns(), map, columns_for(request.kind, *snapshot)));
    if (import.run.dry_run && !history) import.dry.emplace(service, programme);
    ImportTotals totals = import.all();
    if (import.table) totals.unused = import.table->unused();
    return totals;
}

std::string rejected_header() { return csv_record({"line", "column", "reason", "value"}); }

std::string rejected_record(const RowFault& fault) {
    return csv_record({std::to_string(fault.line), fault.column, fault.reason, fault.value});
}

}  // namespace vuelve::app
