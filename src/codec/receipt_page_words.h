#pragma once

#include <string_view>

namespace vuelve {

/// What the public page of a purchase says, by language. {0} {1}: see fill().
struct ReceiptWords {
    std::string_view title;
    std::string_view nothing_earned;  // in place of the great number
    std::string_view purchase, total, with_points, with_discount, paid;
    std::string_view why, sum;                            // {0} points
    std::string_view last_day, last_day_of_one, pending;  // {0} day
    std::string_view granted, not_applied;
    std::string_view returned, returned_money, voided, taken_back;  // {0} points or money
    std::string_view balance, also_pending, reserved, debt;
    std::string_view line_returned;  // {0} units
    std::string_view link_until;     // {0} day
    std::string_view receipt_number;
    std::string_view article;
    std::string_view missing_title, missing_text, wait_title, wait_text;
};

const ReceiptWords& receipt_words(std::string_view language);

}  // namespace vuelve
