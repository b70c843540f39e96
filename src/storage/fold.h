#pragma once

#include <string>
#include <string_view>

#include "storage/crypto.h"

namespace vuelve::storage {

/// Folds text into one hash, a good piece at a time: the same text gives the same, however it came.
class Fold {
 public:
    void add(std::string_view text);
    crypto::Hash end();

 private:
    void fold();
    crypto::Hash hash_{};
    std::string waiting_;
};

}  // namespace vuelve::storage
