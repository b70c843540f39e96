#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/config_store.h"

/// How programmes look: written by people, seldom. Source: docs/adr/0048.
namespace vuelve::storage {

/// JSON as codec/look_json.h writes it; nothing while nobody has chosen.
std::optional<std::string> load_look(Reader& reader, const ProgrammeKey& programme);
void save_look(Transaction& tx,
               const ProgrammeKey& programme,
               std::string_view document,
               std::string_view author,
               Instant at);

/// What is told of a logo without its picture.
struct LogoRow {
    int width = 0, height = 0;
    std::string ink, border;  // "#1b6e46"
    bool is_solid = true;
    crypto::Hash hash{};  // SHA-256 of the PNG
};
std::optional<LogoRow> load_logo(Reader& reader, const ProgrammeKey& programme);
/// "" when there is none.
std::string load_logo_png(Reader& reader, const ProgrammeKey& programme);
void save_logo(Transaction& tx,
               const ProgrammeKey& programme,
               const LogoRow& logo,
               std::string_view png,
               std::string_view author,
               Instant at);
/// False when there was none.
bool delete_logo(Transaction& tx, const ProgrammeKey& programme);

}  // namespace vuelve::storage
