#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "codec/json.h"
#include "codec/purchase_json.h"
#include "domain/calendar.h"

/// A file of a real shop as the commands it stands for, in their order.
/// Source: the page of the data sets, told again in tests/real/README.md.
namespace vuelve::real {

/// What one row of a file says that cannot be used: the file is not the one the answers are of.
struct BadFile {
    std::string what;
};

/// One purchase or return.
struct Step {
    std::string id;
    std::string member;  // the data's own id
    Instant at{};
    bool is_return = false;
    PurchaseRequest purchase;  // without a points tender: `cash` holds what may be paid with points
    Minor total{};             // N, of a purchase
    RecordReturn taken_back;
};

class History {
 public:
    virtual ~History() = default;
    struct Next {
        std::string member;
        Instant at{};
    };
    /// Whose the next basket is, and of when; nothing at the end.
    virtual std::optional<Next> peek() const = 0;
    /// The commands of the next basket: one purchase, or returns, or none. They may depend on
    /// accepted() of the same member's earlier ones.
    virtual std::vector<Step> next() = 0;
    /// The engine took this purchase.
    virtual void accepted(const Step&) {}
    /// `input` of the answers.
    virtual Json input() const = 0;
    /// `cancellation_lines` of the answers; null where the data has none.
    virtual Json cancellation_lines() const { return {}; }
    /// Baskets to come, for the progress bar.
    virtual std::size_t size() const = 0;
};

/// Reads the whole file. Both throw BadFile.
std::unique_ptr<History> read_journey(const std::filesystem::path& transactions,
                                      const std::shared_ptr<const Zone>& zone);
std::unique_ptr<History> read_retail(const std::filesystem::path& lines,
                                     const std::shared_ptr<const Zone>& zone);

}  // namespace vuelve::real
