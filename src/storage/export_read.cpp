#include "storage/export_read.h"

#include "base/ensure.h"
#include "generated/sql.h"

namespace vuelve::storage {
namespace {

using enum ExportCell;

constexpr ExportColumn member_cells[] = {{"member", Holder},
                                         {"state", ExportCell::MemberState},
                                         {"level", Standing},
                                         {"enrolled_at", Time},
                                         {"home_store", Symbol},
                                         {"language", Text},
                                         {"household", Holder},
                                         {"merged_into", Holder},
                                         {"consent_marketing_push", Truth},
                                         {"consent_marketing_email", Truth},
                                         {"consent_marketing_sms", Truth},
                                         {"consent_marketing_whatsapp", Truth},
                                         {"consent_third_party", Truth}};
constexpr ExportColumn balance_cells[] = {{"holder", Holder},  {"currency", Symbol},
                                          {"pending", Whole},  {"available", Whole},
                                          {"reserved", Whole}, {"debt", Whole}};
constexpr ExportColumn lot_cells[] = {
    {"lot", Whole},         {"holder", Holder},   {"currency", Symbol},
    {"original", Whole},    {"remaining", Whole}, {"reserved", Whole},
    {"reversed", Whole},    {"expired", Whole},   {"earned_at", Time},
    {"available_at", Time}, {"expires_at", Time}, {"brand", Symbol},
    {"rule", Symbol},       {"txn", Txn}};
constexpr ExportColumn entry_cells[] = {
    {"entry", Whole},        {"holder", Holder},     {"txn", Txn},         {"type", EntryType},
    {"currency", Symbol},    {"pending", Whole},     {"available", Whole}, {"reserved", Whole},
    {"debt", Whole},         {"written_off", Whole}, {"contra", Contra},   {"contra_brand", Symbol},
    {"contra_units", Whole}, {"rule", Symbol},       {"lot", Whole},       {"posted_at", Time}};
constexpr ExportColumn purchase_cells[] = {
    {"purchase", PurchaseId}, {"txn", Txn},        {"member", Holder},
    {"occurred_at", Time},    {"at", Time},        {"day", Day},
    {"store", Symbol},        {"brand", Symbol},   {"channel", Text},
    {"level", Symbol},        {"rank", Whole},     {"amount", Whole},
    {"tax", Whole},           {"returned", Whole}, {"quantity", Whole},
    {"state", SaleState}};
constexpr ExportColumn redemption_cells[] = {
    {"redemption", Redemption}, {"holder", Holder}, {"reward", Symbol},
    {"points", Whole},          {"money", Whole},   {"state", ExportCell::RedemptionState},
    {"store", Symbol},          {"due_at", Time}};
constexpr ExportColumn voucher_cells[] = {{"voucher", Voucher},
                                          {"holder", Holder},
                                          {"coupon", Symbol},
                                          {"reward", Symbol},
                                          {"state", ExportCell::VoucherState},
                                          {"uses_left", Whole},
                                          {"valid_from", Time},
                                          {"valid_to", Time}};
constexpr ExportColumn product_cells[] = {{"sku", Text},         {"category", Text},
                                          {"brand", Text},       {"name", Text},
                                          {"unit_price", Whole}, {"unit_cost", Whole}};
constexpr ExportColumn event_cells[] = {{"sequence", Whole}, {"type", Text}, {"subject", Subject},
                                        {"txn", Whole},      {"time", Time}, {"data", Json}};

std::string_view statement_of(ExportKind kind) {
    switch (kind) {
        case ExportKind::Members: return sql::export_members;
        case ExportKind::Balances: return sql::export_balances;
        case ExportKind::Lots: return sql::export_lots;
        case ExportKind::Entries: return sql::export_entries;
        case ExportKind::Purchases: return sql::export_purchases;
        case ExportKind::Redemptions: return sql::export_redemptions;
        case ExportKind::Vouchers: return sql::export_vouchers;
        case ExportKind::Products: return sql::export_products;
        case ExportKind::Events: return sql::export_events;
        case ExportKind::Programme: break;
    }
    broken("a programme is a document and has no rows");
}

}  // namespace

std::span<const ExportColumn> export_columns(ExportKind kind) {
    switch (kind) {
        case ExportKind::Members: return member_cells;
        case ExportKind::Balances: return balance_cells;
        case ExportKind::Lots: return lot_cells;
        case ExportKind::Entries: return entry_cells;
        case ExportKind::Purchases: return purchase_cells;
        case ExportKind::Redemptions: return redemption_cells;
        case ExportKind::Vouchers: return voucher_cells;
        case ExportKind::Products: return product_cells;
        case ExportKind::Events: return event_cells;
        case ExportKind::Programme: break;
    }
    return {};
}

Rows export_rows(Reader& reader,
                 std::int64_t tenant_id,
                 std::int64_t programme_id,
                 const ExportRequest& request) {
    return reader.query(statement_of(request.kind),
                        {tenant_id, programme_id, request.from.value_or(Instant{INT64_MIN}),
                         request.to.value_or(Instant{INT64_MAX})});
}

}  // namespace vuelve::storage
