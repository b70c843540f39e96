#pragma once

#include <string>

#include "domain/ids.h"

namespace vuelve {

/// Ids and voucher codes in a row, so that a worked case or a test reads the same each time.
class CountingFresh final : public Fresh {
 public:
    explicit CountingFresh(std::int64_t last = 0) : last_(last) {}
    std::int64_t next_id() override { return ++last_; }
    /// "CODE00000007"
    std::string voucher_code() override {
        const std::string number = std::to_string(next_id());
        return "CODE" + std::string(number.size() < 8 ? 8 - number.size() : 0, '0') + number;
    }

 private:
    std::int64_t last_;
};

}  // namespace vuelve
