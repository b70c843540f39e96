#include "load/requests.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <iterator>

namespace vuelve::bench {
namespace {

constexpr std::size_t known_max = 10'000;  // purchases and members that are remembered
constexpr std::string_view purchase_head = "POST /v1/purchases HTTP/1.1\r\n";

/// A body that is wrong in one line, which only the decoder of the whole body sees.
void spoil(std::string& body) {
    const std::string_view right = R"("quantity":)";
    const std::size_t at = body.rfind(right);
    body.insert(at + right.size(), "-");
}

std::int64_t occurrences(std::string_view text, std::string_view wanted) {
    std::int64_t found = 0;
    for (std::size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1))
        ++found;
    return found;
}

}  // namespace

Requests::Requests(const Options& options, std::uint64_t run, int thread)
    : options_(options),
      members_(options.members, options.zipf),
      random_(scattered(options.seed * 1000 + static_cast<std::uint64_t>(thread))),
      run_(run),
      step_(static_cast<std::uint64_t>(options.threads)),
      number_(static_cast<std::uint64_t>(thread)) {}

Kind Requests::draw() {
    if (options_.batch > 0) return Kind::Batch;
    int drawn = static_cast<int>(random_() % 100);
    const auto within = [&drawn](int share) { return (drawn -= share) < 0; };
    if (within(options_.mix.replay)) return answered_.empty() ? Kind::Purchase : Kind::Replay;
    if (within(options_.mix.invalid)) return Kind::Invalid;
    if (within(options_.mix.redeem)) return Kind::Redeem;
    if (within(options_.mix.read)) return ids_.empty() ? Kind::Purchase : Kind::Read;
    return Kind::Purchase;
}

Sale Requests::fresh_sale() {
    number_ += step_;
    return {
        .run = run_, .number = number_, .member = members_.draw(random_), .lines = options_.lines};
}

void Requests::append_request(std::string& out, std::string_view head, std::string_view extra) {
    out += head;
    out += "Host: localhost\r\n";
    if (!options_.keys.empty()) {
        out += "Authorization: Bearer ";
        out += options_.keys[key_++ % options_.keys.size()];
        out += "\r\n";
    }
    out += extra;
    if (!body_.empty())
        fmt::format_to(std::back_inserter(out),
                       FMT_COMPILE("Content-Type: application/json\r\nContent-Length: {}\r\n"),
                       body_.size());
    out += "\r\n";
    out += body_;
}

Asked Requests::next(std::string& out) {
    Asked asked{.kind = draw(), .sale = {}};
    body_.clear();
    switch (asked.kind) {
        case Kind::Purchase:
        case Kind::Invalid:
            asked.sale = fresh_sale();
            append_purchase(body_, asked.sale);
            if (asked.kind == Kind::Invalid) spoil(body_);
            append_request(out, purchase_head, "");
            break;
        case Kind::Replay:
            asked.sale = answered_[random_() % answered_.size()];
            append_purchase(body_, asked.sale);
            append_request(out, purchase_head, "");
            break;
        case Kind::Redeem:
            asked.sale = fresh_sale();
            body_ = fmt::format(R"({{"member":"external:m{}","reward":"CAFE","store":"CENTRO"}})",
                                asked.sale.member);
            append_request(out, "POST /v1/redemptions HTTP/1.1\r\n",
                           fmt::format("Idempotency-Key: {}\r\n", id_of(asked.sale)));
            break;
        case Kind::Read:
            append_request(out,
                           fmt::format("GET /v1/members/{}/balances HTTP/1.1\r\n",
                                       ids_[random_() % ids_.size()]),
                           "");
            break;
        case Kind::Batch:
            body_ = R"({"items":[)";
            for (int item = 0; item < options_.batch; ++item) {
                if (item > 0) body_ += ',';
                append_purchase(body_, fresh_sale());
            }
            body_ += "]}";
            append_request(out, "POST /v1/purchases/batch HTTP/1.1\r\n", "");
            break;
    }
    return asked;
}

void Requests::learn(const Asked& asked, const Answered& answer) {
    if (options_.mix.replay > 0) answered_.push_back(asked.sale);
    if (answered_.size() > known_max) answered_.pop_front();
    if (options_.mix.read == 0 || ids_.size() >= known_max) return;
    const std::string_view before = R"("member":")";
    const std::size_t at = answer.body.find(before);
    if (at == answer.body.npos) return;
    const std::size_t start = at + before.size();
    ids_.emplace_back(answer.body.substr(start, answer.body.find('"', start) - start));
}

bool Requests::is_right(const Asked& asked, const Answered& answer) {
    switch (asked.kind) {
        case Kind::Purchase:
            if (answer.status != 201 || answer.replayed) return false;
            learn(asked, answer);
            return true;
        case Kind::Replay: return answer.status == 201 && answer.replayed;
        case Kind::Invalid: return answer.status == 422;
        // A member may have spent all there was.
        case Kind::Redeem: return answer.status == 201 || answer.status == 409;
        case Kind::Read: return answer.status == 200;
        case Kind::Batch:
            return answer.status == 200 &&
                   occurrences(answer.body, R"({"status":"ok","purchase")") == options_.batch;
    }
    return false;
}

}  // namespace vuelve::bench
