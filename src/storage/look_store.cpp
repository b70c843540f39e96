#include "storage/look_store.h"

#include "generated/sql.h"

namespace vuelve::storage {

std::optional<std::string> load_look(Reader& reader, const ProgrammeKey& programme) {
    auto rows = reader.query(sql::one_look, {programme.tenant_id, programme.programme_id});
    if (!rows.next()) return std::nullopt;
    return std::string(rows.text(0));
}

void save_look(Transaction& tx,
               const ProgrammeKey& programme,
               std::string_view document,
               std::string_view author,
               Instant at) {
    tx.exec(sql::put_look, {programme.tenant_id, programme.programme_id, document, author, at});
}

std::optional<LogoRow> load_logo(Reader& reader, const ProgrammeKey& programme) {
    auto rows = reader.query(sql::one_logo, {programme.tenant_id, programme.programme_id});
    if (!rows.next()) return std::nullopt;
    return LogoRow{.width = rows.get<int>(0),
                   .height = rows.get<int>(1),
                   .ink = std::string(rows.text(2)),
                   .border = std::string(rows.text(3)),
                   .is_solid = rows.integer(4) != 0,
                   .hash = rows.hash<32>(5)};
}

std::string load_logo_png(Reader& reader, const ProgrammeKey& programme) {
    auto rows = reader.query(sql::logo_png, {programme.tenant_id, programme.programme_id});
    if (!rows.next()) return {};
    const BytesView png = rows.bytes(0);
    return {png.begin(), png.end()};
}

void save_logo(Transaction& tx,
               const ProgrammeKey& programme,
               const LogoRow& logo,
               std::string_view png,
               std::string_view author,
               Instant at) {
    tx.exec(sql::put_logo,
            {programme.tenant_id, programme.programme_id, logo.width, logo.height, logo.ink,
             logo.border, logo.is_solid ? 1 : 0, crypto::bytes_of(png), logo.hash, author, at});
}

bool delete_logo(Transaction& tx, const ProgrammeKey& programme) {
    return tx.exec(sql::delete_logo, {programme.tenant_id, programme.programme_id}) > 0;
}

}  // namespace vuelve::storage
