#pragma once

#include <cstdint>
#include <memory>

#include "domain/counting_fresh.h"
#include "domain/earn.h"

/// A programme and a purchase drawn at random: every condition, effect, group, limit and way to
/// round, in mixtures that no shop would write.
namespace vuelve::sim {

/// The same seed always draws the same.
class Draw {
 public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}

    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(end));
    }
    std::int64_t from_to(std::int64_t first, std::int64_t last) {
        return first + below(last - first + 1);
    }
    bool chance(int percent) { return below(100) < percent; }
    template <class List>
    auto one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(std::size(list))))];
    }

 private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t x = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    std::uint64_t state_;
};

/// A document that passes check().
ProgrammeDocument random_document(Draw& draw);

/// One purchase, or one action, of one member, with what was counted before.
struct RandomSale {
    RandomSale(std::shared_ptr<const Programme> of, Draw& draw);
    RandomSale(const RandomSale&) = delete;
    RandomSale& operator=(const RandomSale&) = delete;

    std::shared_ptr<const Programme> programme;
    State world;
    Holder member{};
    RecordPurchase purchase{};
    Basket basket{};
    PurchaseFacts facts{};
    CountingFresh fresh{};
    Book book;

 private:
    void draw_member(Draw& draw);
    void draw_lines(Draw& draw);
    void draw_counters(Draw& draw);
};

}  // namespace vuelve::sim
