#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <string_view>

#include "load/members.h"
#include "load/options.h"
#include "load/shop.h"

/// What is asked next, and whether the answer is the right one.
namespace vuelve::bench {

enum class Kind : std::uint8_t { Purchase, Replay, Invalid, Redeem, Read, Batch };
inline constexpr std::array<std::string_view, 6> kind_names{"purchase", "replay", "invalid",
                                                            "redeem",   "read",   "batch"};

struct Asked {
    Kind kind = Kind::Purchase;
    Sale sale;
};

struct Answered {
    int status = 0;
    bool replayed = false;
    std::string_view body;
};

/// Draws requests by the shares of a mix. What it learns from answers (purchases that stand, ids of
/// members) is what later replays and reads are about; until it knows some it asks for a purchase.
class Requests {
 public:
    /// `run` must differ between two runs against one database.
    Requests(const Options& options, std::uint64_t run, int thread);

    /// Appends the next request, head and body, to `out`.
    Asked next(std::string& out);

    /// Whether this is what `asked` must get.
    bool is_right(const Asked& asked, const Answered& answer);

 private:
    Kind draw();
    void append_request(std::string& out, std::string_view head, std::string_view extra);
    Sale fresh_sale();
    void learn(const Asked& asked, const Answered& answer);

    const Options& options_;
    const Members members_;
    std::mt19937_64 random_;
    std::uint64_t run_, step_, number_, key_ = 0;
    std::deque<Sale> answered_;
    std::deque<std::string> ids_;
    std::string body_;
};

}  // namespace vuelve::bench
