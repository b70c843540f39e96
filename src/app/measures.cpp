#include "app/measures.h"

#include <algorithm>

#include "app/facts.h"
#include "codec/public_id.h"
#include "storage/measure_read.h"

namespace vuelve::app {
namespace {

/// What a question is about, its currency found.
struct Opened {
    std::shared_ptr<const Programme> programme;
    analytics::MeasureQuestion question;
    analytics::ShopFacts facts;
};

Result<const Currency*> currency_of(const Programme& programme, const std::string& code) {
    if (!code.empty()) {
        const Currency* named = programme.find_currency(code);
        if (!named) return refuse_field("/currency", "unknown-reference", "no such currency");
        return named;
    }
    const auto& all = programme.document().currencies;
    const auto points = std::ranges::find(all, CurrencyKind::Points, &Currency::kind);
    return points == all.end() ? nullptr : &*points;
}

Result<Opened> open_facts(Service& service,
                          OpenProgramme& programme,
                          const MeasuresAsked& asked,
                          const analytics::MeasureNeeds& needs) {
    Opened opened{.programme = programme.snapshot()};
    const Currency* currency = TRY(currency_of(*opened.programme, asked.currency));
    opened.question = {.span = asked.span, .currency = currency};
    const Day from = analytics::facts_from(asked.span, asked.by);

    catch_up(service, programme);
    auto reader = service.database().fan_out();
    opened.facts = storage::read_shop_facts(*reader, programme.placement(),
                                            programme.key().programme_id, *opened.programme,
                                            {.from = from,
                                             .span = asked.span,
                                             .currency = currency ? currency->id : CurrencyId{},
                                             .needs_levels = asked.by == analytics::Breakdown::Tier,
                                             .needs = needs});
    programme.facts().each_sale(*reader, from, asked.span.last, [&](const vuelve::Sale& sale) {
        opened.facts.sales.push_back(sale);
    });
    return opened;
}

}  // namespace

Result<MeasuresRead> read_measures(Service& service,
                                   OpenProgramme& programme,
                                   const MeasuresAsked& asked) {
    const Opened opened =
        TRY(open_facts(service, programme, asked, {.points = true, .lots = true}));
    const Currency* currency = opened.question.currency;
    return MeasuresRead{
        .currency = currency ? currency->code : "",
        .groups = measures_by(*opened.programme, opened.facts, opened.question, asked.by)};
}

Result<analytics::Figure> read_figure(Service& service,
                                      OpenProgramme& programme,
                                      const MeasuresAsked& asked,
                                      std::string_view measure,
                                      std::string_view label) {
    const auto names = analytics::measure_names();
    if (std::ranges::find(names, measure) == names.end())
        return refuse(ErrorCode::NotFound, "no such measure");
    const Opened opened = TRY(open_facts(service, programme, asked, analytics::needs_of(measure)));
    for (const auto& slice : slices_of(*opened.programme, opened.facts, asked.span, asked.by))
        if (slice.label == label)
            return *figure_of(part_of(opened.facts, slice.cut),
                              {slice.span, opened.question.currency}, measure);
    return refuse(ErrorCode::NotFound, "no such part of the breakdown");
}

std::string public_row_id(const analytics::FigureRow& row,
                          analytics::RowKind kind,
                          const Programme& programme) {
    switch (kind) {
        case analytics::RowKind::Sale:
            return format_public(PublicKind::Txn, PlacedId{row.id, storage::bucket_of(row.member)});
        case analytics::RowKind::Member: return format_public(PublicKind::Member, row.member);
        case analytics::RowKind::StoreDay:
            return programme.symbols().code(analytics::store_of(row).value) + "/" +
                   format_day(row.day);
        case analytics::RowKind::Entry:
        case analytics::RowKind::Lot:
        case analytics::RowKind::Answer: return std::to_string(row.id);
    }
    return {};
}

Result<void> put_store_days(Service& service,
                            OpenProgramme& programme,
                            std::span<const analytics::StoreDayFact> days) {
    const Day now = today(service, programme);
    if (std::ranges::any_of(days, [now](const auto& day) { return now < day.day; }))
        return refuse_field("/date", "out-of-range", "the day has not begun");
    auto tx = service.database().begin();
    storage::put_store_days(*tx, programme.placement(), programme.key().programme_id, days);
    tx->commit();
    return {};
}

Day today(const Service& service, const OpenProgramme& programme) {
    return programme.snapshot()->zone().local_day(service.now());
}

}  // namespace vuelve::app
