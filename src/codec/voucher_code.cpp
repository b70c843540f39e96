#include "codec/voucher_code.h"

#include "codec/crockford.h"

namespace vuelve {
namespace {

constexpr std::size_t own_code_symbols = 14;  // 13 random ones and their check

}  // namespace

std::string presented_code(std::string_view typed) {
    const auto symbols = crockford::normalise(typed);
    const bool is_ours = symbols && symbols->size() == own_code_symbols &&
                         crockford::check_symbol(std::string_view(*symbols).substr(
                             0, own_code_symbols - 1)) == symbols->back();
    return is_ours ? *symbols : std::string(typed);
}

}  // namespace vuelve
