#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/service.h"

/// A purchase as it was decided and as it stands: for its explanation and for the public page that
/// a link on a ticket opens. Source: docs/adr/0036.
namespace vuelve::app {

struct ReceiptReading {
    std::shared_ptr<const Receipt> receipt;      // the answer then
    Purchase purchase;                           // with what came back since
    std::string member_name;                     // as it may be printed, "" = nobody
    std::vector<std::string> line_names;         // of the catalogue, by line; "" = not in it
    std::shared_ptr<const Programme> programme;  // the version in force then
};

/// Errors: NotFound.
Result<ReceiptReading> read_receipt(Service& service,
                                    const OpenProgramme& programme,
                                    const std::string& purchase);

inline constexpr int link_days = 90, link_days_max = 400;

/// A token that opens the page of one purchase until a day is over, whoever has it. It names the
/// purchase and nothing of a person, is signed with a key of its own purpose, and is kept nowhere.
struct ReceiptLink {
    std::string token;
    Instant expires_at{};  // exclusive
};
/// Good for `days` local days after the one of `from`. Errors: NotFound.
Result<ReceiptLink> link_to_receipt(Service& service,
                                    const OpenProgramme& programme,
                                    const std::string& purchase,
                                    Instant from,
                                    int days = link_days);
/// The same for an answer at hand.
ReceiptLink link_to_receipt(const OpenProgramme& programme, const Receipt& receipt);

struct LinkedReceipt {
    ReceiptReading reading;
    Day last_day{};  // on which the link opens it
};
/// Errors: NotFound for every token that is not one of ours, or no longer good.
Result<LinkedReceipt> open_receipt(Service& service, std::string_view token);

/// SHA-256 in base64, as a Content-Security-Policy names an inline style.
std::string style_hash(std::string_view style);

/// RFC 4648 with padding: bytes for a printer, in an answer.
std::string base64_of(std::string_view bytes);

}  // namespace vuelve::app
