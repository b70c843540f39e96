#include "domain/spending.h"

namespace vuelve {

Result<bool> check_available(const Book& book,
                             HolderId account,
                             const Currency& currency,
                             Units points) {
    Units available = book.wallet(account, currency.id).available;
    if (points <= available) return true;
    auto refusal = refuse_with(ErrorCode::InsufficientPoints,
                               {figure_of(points, currency), figure_of(available, currency)});
    refusal.error().missing = (points - available).n;
    return refusal;
}

Result<const Currency*> spendable_currency(const Programme& programme,
                                           const std::string& code,
                                           const char* field) {
    const Currency* currency = programme.find_currency(code);
    if (!currency)
        return refuse_field(field, "unknown-reference", "no currency has the code " + code);
    if (currency->kind == CurrencyKind::Status)
        return refuse_field(field, "out-of-range", code + " counts for levels and is never spent");
    return currency;
}

Result<const Store*> store_of(const Programme& programme, const std::string& code) {
    const Store* store = code.empty() ? &programme.default_store() : programme.find_store(code);
    if (!store) return refuse_field("/store", "unknown-reference", "no store has the code " + code);
    return store;
}

Result<bool> check_positive(std::int64_t number, const char* field) {
    if (number <= 0) return refuse_field(field, "out-of-range", "must be above 0");
    return true;
}

}  // namespace vuelve
