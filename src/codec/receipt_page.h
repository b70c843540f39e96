#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/decision.h"
#include "domain/programme.h"

namespace vuelve {

/// What the public page of a purchase shows.
struct ReceiptPage {
    const Receipt& receipt;    // as it was answered
    const Purchase& purchase;  // with what came back since
    const Programme& programme;
    std::string_view language;
    std::string_view member_name{};             // "Ana T.", "" = nobody
    std::span<const std::string> line_names{};  // by line, "" = unknown
    Day last_day{};                             // on which the link opens the page
    Day today{};
};

/// How the points of a purchase came about, as a page that needs no script and nothing from
/// outside; styles inline (receipt_style). Nothing personal but the short name.
std::string receipt_page(const ReceiptPage& page);

/// For every link that opens nothing: altered, unknown, past its last day. One page, so that nobody
/// learns which.
std::string receipt_not_found_page(std::string_view language);
/// For whoever asks too often.
std::string receipt_wait_page(std::string_view language);

/// What stands between <style> and </style> of all of them, for the page's policy.
std::string_view receipt_style();

}  // namespace vuelve
