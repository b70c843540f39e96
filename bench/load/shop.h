#pragma once

#include <cstdint>
#include <string>

/// The shop that benchmarks sell in: one points currency, three levels by the money of the year,
/// and as many campaigns as asked for. Texts only, so that the load driver needs nothing of Vuelve.
namespace vuelve::bench {

/// A number that is spread evenly and depends on nothing but `x` (splitmix64).
std::uint64_t scattered(std::uint64_t x);

/// The programme document. A fifth each of the campaigns asks for a category and an amount, for one
/// of 200 articles, for days and a department, for a level, and for a quantity; on a basket of five
/// lines two or three of fifty fire.
std::string programme_text(int campaigns);

/// What one purchase is. Everything else about it follows from `number`, so that a repeated one is
/// the same to the last byte.
struct Sale {
    std::uint64_t run = 0;  // sets the purchases of one run apart from those of another
    std::uint64_t number = 0;
    std::int64_t member = 1;  // external:m1 ...
    int lines = 5;
};

/// The id of a purchase, which is its idempotency key.
std::string id_of(const Sale& sale);

/// Appends the body of `POST /v1/purchases`; about 600 bytes with five lines.
void append_purchase(std::string& out, const Sale& sale);

}  // namespace vuelve::bench
