#include "storage/clearing_read.h"

#include "generated/sql.h"

namespace vuelve::storage {

std::vector<BrandPosting> read_brand_postings(Reader& reader,
                                              const Placement& placement,
                                              std::int64_t programme_id,
                                              CurrencyId currency,
                                              int first,
                                              int last) {
    std::vector<BrandPosting> postings;
    Rows rows = reader.query(sql::brand_postings, {base_bucket(placement), placement.tenant_id,
                                                   programme_id, currency, first, last});
    while (rows.next())
        postings.push_back({.month = rows.get<int>(0),
                            .type = rows.get<EntryType>(1),
                            .contra = rows.get<Contra>(2),
                            .contra_brand = rows.get<BrandId>(3),
                            .issuer = rows.get<BrandId>(4),
                            .points = rows.get<Units>(5),
                            .debt = rows.get<Units>(6),
                            .contra_units = rows.get<Units>(7)});
    return postings;
}

}  // namespace vuelve::storage
