#include "codec/picture_size.h"

#include <cstdint>

namespace vuelve {
namespace {

/// Unsigned numbers of a file; nothing where it ends.
class Bytes {
 public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    bool has(std::size_t at, std::string_view text) const {
        return bytes_.size() >= at + text.size() && bytes_.substr(at, text.size()) == text;
    }
    std::optional<int> big(std::size_t at, std::size_t size) const {
        return number(at, size, [&](std::size_t i) { return 8 * (size - 1 - i); });
    }
    std::optional<int> little(std::size_t at, std::size_t size) const {
        return number(at, size, [&](std::size_t i) { return 8 * i; });
    }

 private:
    template <class Shift>
    std::optional<int> number(std::size_t at, std::size_t size, Shift shift) const {
        if (bytes_.size() < at + size) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= std::uint32_t{static_cast<std::uint8_t>(bytes_[at + i])} << shift(i);
        if (value > INT32_MAX) return std::nullopt;
        return static_cast<int>(value);
    }

    std::string_view bytes_;
};

std::optional<PictureSize> sized(std::optional<int> width, std::optional<int> height) {
    if (!width || !height || *width < 1 || *height < 1) return std::nullopt;
    return PictureSize{*width, *height};
}

std::optional<PictureSize> size_of_png(const Bytes& file) {
    if (!file.has(0, "\x89PNG\r\n\x1A\n") || !file.has(12, "IHDR")) return std::nullopt;
    return sized(file.big(16, 4), file.big(20, 4));
}

/// The frame header comes after tables and notes of any size.
std::optional<PictureSize> size_of_jpeg(const Bytes& file) {
    if (!file.has(0, "\xFF\xD8")) return std::nullopt;
    std::size_t at = 2;
    while (true) {
        const auto marker = file.big(at, 2);
        const auto size = file.big(at + 2, 2);
        if (!marker || !size || *marker < 0xFFC0 || *size < 2) return std::nullopt;
        const bool is_frame =
            *marker <= 0xFFCF && *marker != 0xFFC4 && *marker != 0xFFC8 && *marker != 0xFFCC;
        if (is_frame) return sized(file.big(at + 7, 2), file.big(at + 5, 2));
        at += 2 + static_cast<std::size_t>(*size);
    }
}

std::optional<PictureSize> size_of_webp(const Bytes& file) {
    if (!file.has(0, "RIFF") || !file.has(8, "WEBP")) return std::nullopt;
    constexpr int fourteen_bits = 0x3FFF;
    if (file.has(12, "VP8 ") && file.has(23, "\x9D\x01\x2A")) {
        const auto width = file.little(26, 2), height = file.little(28, 2);
        if (!width || !height) return std::nullopt;
        return sized(*width & fourteen_bits, *height & fourteen_bits);
    }
    if (file.has(12, "VP8L") && file.has(20, "\x2F")) {
        const auto low = file.little(21, 2), high = file.little(22, 3);
        if (!low || !high) return std::nullopt;
        return sized((*low & fourteen_bits) + 1, ((*high >> 6) & fourteen_bits) + 1);
    }
    if (file.has(12, "VP8X")) {
        const auto width = file.little(24, 3), height = file.little(27, 3);
        if (!width || !height) return std::nullopt;
        return sized(*width + 1, *height + 1);
    }
    return std::nullopt;
}

}  // namespace

std::optional<PictureSize> size_in_header(std::string_view bytes, PictureKind kind) {
    const Bytes file(bytes);
    switch (kind) {
        case PictureKind::Png: return size_of_png(file);
        case PictureKind::Jpeg: return size_of_jpeg(file);
        case PictureKind::Webp: return size_of_webp(file);
        case PictureKind::Svg: break;
    }
    return std::nullopt;
}

}  // namespace vuelve
