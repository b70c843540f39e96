#include "app/import_text.h"

#include <algorithm>
#include <utility>

namespace vuelve::app {
namespace {

class MemoryStream final : public TextStream {
 public:
    explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}
    Result<std::size_t> read(std::span<char> out) override {
        std::size_t count = std::min(out.size(), bytes_.size() - place_);
        std::copy_n(bytes_.data() + place_, count, out.data());
        place_ += count;
        return count;
    }
    std::uint64_t taken() const override { return place_; }
    std::uint64_t size() const override { return bytes_.size(); }

 private:
    std::string bytes_;
    std::size_t place_ = 0;
};

/// A stream whose first bytes were already looked at.
class Peeked final : public TextStream {
 public:
    Peeked(std::string first, std::unique_ptr<TextStream> rest)
        : first_(std::move(first)), rest_(std::move(rest)) {}
    Result<std::size_t> read(std::span<char> out) override {
        if (place_ == first_.size()) return rest_->read(out);
        std::size_t count = std::min(out.size(), first_.size() - place_);
        std::copy_n(first_.data() + place_, count, out.data());
        place_ += count;
        return count;
    }
    std::uint64_t taken() const override { return rest_->taken(); }
    std::uint64_t size() const override { return rest_->size(); }

 private:
    std::string first_;
    std::size_t place_ = 0;
    std::unique_ptr<TextStream> rest_;
};

}  // namespace

std::unique_ptr<TextStream> text_of_bytes(std::string bytes) {
    return std::make_unique<MemoryStream>(std::move(bytes));
}

Result<std::string> peek(std::unique_ptr<TextStream>& stream, std::size_t count) {
    std::string first(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        std::size_t got = TRY(stream->read(std::span(first).subspan(have)));
        if (got == 0) break;
        have += got;
    }
    first.resize(have);
    stream = std::make_unique<Peeked>(first, std::move(stream));
    return first;
}

}  // namespace vuelve::app
