#include "storage/fold.h"

namespace vuelve::storage {

void Fold::add(std::string_view text) {
    constexpr std::size_t piece = std::size_t{1} << 16;
    waiting_ += text;
    waiting_ += '\n';
    if (waiting_.size() >= piece) fold();
}

crypto::Hash Fold::end() {
    fold();
    return hash_;
}

void Fold::fold() {
    hash_ = crypto::blake2b({hash_, crypto::bytes_of(waiting_)});
    waiting_.clear();
}

}  // namespace vuelve::storage
