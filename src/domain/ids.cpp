#include "domain/ids.h"

#include "base/ensure.h"

namespace vuelve {

std::int32_t SymbolTable::intern(SymbolKind kind, std::string_view code) {
    auto [place, added] = numbers_.try_emplace({kind, std::string(code)},
                                               static_cast<std::int32_t>(symbols_.size() + 1));
    if (added) symbols_.push_back({kind, std::string(code)});
    return place->second;
}

std::int32_t SymbolTable::find(SymbolKind kind, std::string_view code) const {
    auto place = numbers_.find({kind, std::string(code)});
    return place == numbers_.end() ? 0 : place->second;
}

const std::string& SymbolTable::code(std::int32_t number) const {
    static const std::string none;
    if (number == 0) return none;
    ensure(number > 0 && static_cast<std::size_t>(number) <= symbols_.size(),
           "a symbol was made by its table");
    return symbols_[static_cast<std::size_t>(number) - 1].code;
}

}  // namespace vuelve
