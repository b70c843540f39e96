#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analytics/breakdown.h"
#include "app/service.h"

/// A shop's measures, read from its stored facts. Source: domain.md 11, docs/adr/0022.
namespace vuelve::app {

struct MeasuresAsked {
    analytics::DaySpan span;  // days of the programme's zone
    std::string currency;     // "" = the first of kind points
    analytics::Breakdown by = analytics::Breakdown::None;
};

struct MeasuresRead {
    std::string currency;  // "" = the programme has no points
    std::vector<analytics::MeasureGroup> groups;
};
/// Errors: ValidationFailed for an unknown currency.
Result<MeasuresRead> read_measures(Service& service,
                                   OpenProgramme& programme,
                                   const MeasuresAsked& asked);

/// One figure with its rows. `label`: of the part of the breakdown; "" without one. Errors: as
/// read_measures; NotFound for another measure or part.
Result<analytics::Figure> read_figure(Service& service,
                                      OpenProgramme& programme,
                                      const MeasuresAsked& asked,
                                      std::string_view measure,
                                      std::string_view label);

/// What a row can be looked up by: "txn_...", "mbr_...", "CENTRO/2026-03-10", else its number.
std::string public_row_id(const analytics::FigureRow& row,
                          analytics::RowKind kind,
                          const Programme& programme);

/// What stores sold on days that are over or running, to members or not; the last word counts.
/// Errors: ValidationFailed for a day that has not begun.
Result<void> put_store_days(Service& service,
                            OpenProgramme& programme,
                            std::span<const analytics::StoreDayFact> days);

/// Today, in the programme's zone.
Day today(const Service& service, const OpenProgramme& programme);

}  // namespace vuelve::app
