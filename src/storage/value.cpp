#include "storage/value.h"

#include <limits>

namespace vuelve::storage {

void Batch::clear() {
    cells_.clear();
    text_.clear();
}

void Batch::push(const Value& value) {
    Cell cell;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        cell = {*number, 0, Kind::Integer};
    } else if (!std::holds_alternative<std::monostate>(value)) {
        std::string_view bytes;
        cell.kind = Kind::Text;
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            bytes = *text;
        } else {
            const auto blob = std::get<BytesView>(value);
            bytes = {reinterpret_cast<const char*>(blob.data()), blob.size()};
            cell.kind = Kind::Blob;
        }
        ensure(bytes.size() <= std::numeric_limits<std::int32_t>::max(), "a cell is below 2 GiB");
        cell.number = static_cast<std::int64_t>(text_.size());
        cell.size = static_cast<std::uint32_t>(bytes.size());
        text_.append(bytes);
    }
    cells_.push_back(cell);
}

Value Batch::value(std::size_t row, std::size_t column) const {
    const Cell& cell = cells_[row * columns_ + column];
    const char* begin = text_.data() + cell.number;
    switch (cell.kind) {
        case Kind::Null: return std::monostate{};
        case Kind::Integer: return cell.number;
        case Kind::Text: return std::string_view(begin, cell.size);
        case Kind::Blob: return BytesView(reinterpret_cast<const std::uint8_t*>(begin), cell.size);
    }
    broken("a cell has one of four kinds");
}

}  // namespace vuelve::storage
