#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/json.h"
#include "domain/calendar.h"

/// What is asked of an import or an export beside its file. None of it is about a person.
namespace vuelve {

enum class ImportKind : std::uint8_t { Members = 1, Purchases, Products, Vouchers, Days, Balances };
std::string_view name_of(ImportKind kind);

struct ImportRequest {
    ImportKind kind{};
    std::string map;                       // our column=theirs,...
    std::string delimiter = "auto";        // auto , ; tab
    std::string time_zone;                 // of times without offset; "" = the programme's
    std::string member_kind = "external";  // what a member without a kind is
    std::string reward, coupon;            // vouchers: one of the two
    bool decimal_comma = false;
    bool enrol_unknown = false;  // purchases
    bool dry_run = false;
};

/// `{"kind": "members", "map": ...}`. Errors: ValidationFailed with every fault.
Result<ImportRequest> decode_import(const Json& json);
/// The same text back, with what differs from the defaults.
std::string import_json(const ImportRequest& request);

enum class ExportKind : std::uint8_t {
    Members = 1,
    Balances,
    Lots,
    Entries,
    Purchases,
    Redemptions,
    Vouchers,
    Products,
    Programme,
    Events
};
std::string_view name_of(ExportKind kind);
enum class ExportFormat : std::uint8_t { Csv, NdJson };

struct ExportRequest {
    ExportKind kind{};
    std::optional<Instant> from{}, to{};  // from <= posting < to, where there is one
    ExportFormat format = ExportFormat::Csv;
};
/// `{"kind": "entries", "from", "to", "format": "csv"}`. Errors: ValidationFailed with every fault.
Result<ExportRequest> decode_export(const Json& json);
std::string export_json(const ExportRequest& request);

}  // namespace vuelve
