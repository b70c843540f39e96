#include "storage/export_read.h"

#include "base/ensure.h"
#include "generated/sql.h"

namespace vuelve::storage {
namespace {

constexpr ExportColumn member_cells[] = {{"member", ExportCell::Holder},
                                         {"state", ExportCell::MemberState},
                                         {"level", ExportCell::Standing},
                                         {"enrolled_at", ExportCell::Time},
                                         {"home_store", ExportCell::Symbol},
                                         {"language", ExportCell::Text},
                                         {"household", ExportCell::Holder},
                                         {"merged_into", ExportCell::Holder},
                                         {"consent_marketing_push", ExportCell::Truth},
                                         {"consent_marketing_email", ExportCell::Truth},
                                         {"consent_marketing_sms", ExportCell::Truth},
                                         {"consent_marketing_whatsapp", ExportCell::Truth},
                                         {"consent_third_party", ExportCell::Truth}};
constexpr ExportColumn balance_cells[] = {
    {"holder", ExportCell::Holder},  {"currency", ExportCell::Symbol},
    {"pending", ExportCell::Whole},  {"available", ExportCell::Whole},
    {"reserved", ExportCell::Whole}, {"debt", ExportCell::Whole}};
constexpr ExportColumn lot_cells[] = {
    {"lot", ExportCell::Whole},       {"holder", ExportCell::Holder},
    {"currency", ExportCell::Symbol}, {"original", ExportCell::Whole},
    {"remaining", ExportCell::Whole}, {"reserved", ExportCell::Whole},
    {"reversed", ExportCell::Whole},  {"expired", ExportCell::Whole},
    {"earned_at", ExportCell::Time},  {"available_at", ExportCell::Time},
    {"expires_at", ExportCell::Time}, {"brand", ExportCell::Symbol},
    {"rule", ExportCell::Symbol},     {"txn", ExportCell::Txn}};
constexpr ExportColumn entry_cells[] = {{"entry", ExportCell::Whole},
                                        {"holder", ExportCell::Holder},
                                        {"txn", ExportCell::Txn},
                                        {"type", ExportCell::EntryType},
                                        {"currency", ExportCell::Symbol},
                                        {"pending", ExportCell::Whole},
                                        {"available", ExportCell::Whole},
                                        {"reserved", ExportCell::Whole},
                                        {"debt", ExportCell::Whole},
                                        {"written_off", ExportCell::Whole},
                                        {"contra", ExportCell::Contra},
                                        {"contra_brand", ExportCell::Symbol},
                                        {"contra_units", ExportCell::Whole},
                                        {"rule", ExportCell::Symbol},
                                        {"lot", ExportCell::Whole},
                                        {"posted_at", ExportCell::Time}};
constexpr ExportColumn purchase_cells[] = {{"purchase", ExportCell::PurchaseId},
                                           {"txn", ExportCell::Txn},
                                           {"member", ExportCell::Holder},
                                           {"occurred_at", ExportCell::Time},
                                           {"at", ExportCell::Time},
                                           {"day", ExportCell::Day},
                                           {"store", ExportCell::Symbol},
                                           {"brand", ExportCell::Symbol},
                                           {"channel", ExportCell::Text},
                                           {"level", ExportCell::Symbol},
                                           {"rank", ExportCell::Whole},
                                           {"amount", ExportCell::Whole},
                                           {"tax", ExportCell::Whole},
                                           {"returned", ExportCell::Whole},
                                           {"quantity", ExportCell::Whole},
                                           {"state", ExportCell::SaleState}};
constexpr ExportColumn redemption_cells[] = {
    {"redemption", ExportCell::Redemption}, {"holder", ExportCell::Holder},
    {"reward", ExportCell::Symbol},         {"points", ExportCell::Whole},
    {"money", ExportCell::Whole},           {"state", ExportCell::RedemptionState},
    {"store", ExportCell::Symbol},          {"due_at", ExportCell::Time}};
constexpr ExportColumn voucher_cells[] = {
    {"voucher", ExportCell::Voucher},    {"holder", ExportCell::Holder},
    {"coupon", ExportCell::Symbol},      {"reward", ExportCell::Symbol},
    {"state", ExportCell::VoucherState}, {"uses_left", ExportCell::Whole},
    {"valid_from", ExportCell::Time},    {"valid_to", ExportCell::Time}};
constexpr ExportColumn product_cells[] = {
    {"sku", ExportCell::Text},         {"category", ExportCell::Text},
    {"brand", ExportCell::Text},       {"name", ExportCell::Text},
    {"unit_price", ExportCell::Whole}, {"unit_cost", ExportCell::Whole}};
constexpr ExportColumn event_cells[] = {
    {"sequence", ExportCell::Whole}, {"type", ExportCell::Text}, {"subject", ExportCell::Subject},
    {"txn", ExportCell::Whole},      {"time", ExportCell::Time}, {"data", ExportCell::Json}};

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
