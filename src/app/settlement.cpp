#include "app/settlement.h"

#include "storage/clearing_read.h"

namespace vuelve::app {
namespace {

std::vector<BrandPosting> postings_of(
    Service& service, const OpenProgramme& programme, CurrencyId currency, int first, int last) {
    auto reader = service.database().fan_out();
    return storage::read_brand_postings(*reader, programme.placement(),
                                        programme.key().programme_id, currency, first, last);
}

}  // namespace

Result<std::vector<analytics::ClearingRow>> read_clearing(Service& service,
                                                          const OpenProgramme& programme,
                                                          CurrencyId currency,
                                                          int month) {
    const auto snapshot = programme.snapshot();
    return analytics::clear_month(*snapshot, snapshot->currency(currency),
                                  postings_of(service, programme, currency, month, month), month);
}

Result<std::vector<analytics::BilateralRow>> read_bilateral(Service& service,
                                                            const OpenProgramme& programme,
                                                            CurrencyId currency,
                                                            int month) {
    const auto snapshot = programme.snapshot();
    return analytics::bilateral_month(*snapshot, snapshot->currency(currency),
                                      postings_of(service, programme, currency, month, month),
                                      month);
}

RollForwardByBrand read_roll_forward_by_brand(Service& service,
                                              const OpenProgramme& programme,
                                              CurrencyId currency,
                                              int month) {
    return roll_forward_by_brand(postings_of(service, programme, currency, 0, month), month);
}

}  // namespace vuelve::app
