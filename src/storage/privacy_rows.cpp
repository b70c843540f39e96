#include <algorithm>

#include "generated/data_map.h"
#include "storage/privacy_store.h"

namespace vuelve::storage {
namespace {

/// "text:comment:answer_id" names the field a text was sealed for, and the column with its row.
struct SealedText {
    std::string_view field, row;
};
std::optional<SealedText> sealed_text(std::string_view show) {
    constexpr std::string_view word = "text:";
    if (!show.starts_with(word)) return std::nullopt;
    show.remove_prefix(word.size());
    const std::size_t colon = show.find(':');
    return SealedText{show.substr(0, colon), show.substr(colon + 1)};
}

bool is_text(std::string_view show) { return show == "text" || show == "json"; }

}  // namespace

std::vector<OwnSectionFields> own_map() {
    std::vector<OwnSectionFields> map;
    for (const auto& table : sql::own_tables) {
        auto& section = map.emplace_back(table.section);
        for (const auto& column : table.columns)
            section.fields.emplace_back(column.name, column.show);
    }
    return map;
}

std::vector<OwnRows> PrivacyStore::own_rows(Reader& reader, HolderId member) const {
    std::vector<OwnRows> all;
    for (const auto& table : sql::own_tables) {
        OwnRows found{table.section, {}};
        for (const int one : buckets(member, static_cast<int>(table.lies))) {
            auto rows = reader.query(*table.statement, {one, placement_.tenant_id, member});
            while (rows.next()) {
                auto& cells = found.rows.emplace_back();
                for (int i = 0; i < std::ssize(table.columns); ++i) {
                    const auto& column = table.columns[static_cast<std::size_t>(i)];
                    OwnCell& cell = cells.emplace_back(column.name, column.show);
                    if (rows.is_null(i)) continue;
                    if (sealed_text(column.show))
                        cell.value = *rows.maybe<Bytes>(i);
                    else if (is_text(column.show))
                        cell.value = std::string(rows.text(i));
                    else
                        cell.value = rows.integer(i);
                }
            }
        }
        for (auto& cells : found.rows) open_texts(reader, member, cells);
        all.push_back(std::move(found));
    }
    return all;
}

void PrivacyStore::open_texts(Reader& reader, HolderId member, std::vector<OwnCell>& cells) const {
    for (OwnCell& cell : cells) {
        const auto* sealed = std::get_if<Bytes>(&cell.value);
        if (!sealed) continue;
        const SealedText place = *sealed_text(cell.show);
        const auto row = std::ranges::find(cells, place.row, &OwnCell::name);
        auto text = members_.open_text(reader, member, place.field,
                                       std::get<std::int64_t>(row->value), *sealed);
        cell.value = text ? decltype(cell.value)(*std::move(text)) : std::monostate{};
    }
}

}  // namespace vuelve::storage
