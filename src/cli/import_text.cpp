#include "cli/import_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace vuelve::cli {
namespace {

class FileStream final : public TextStream {
 public:
    FileStream(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    ~FileStream() override {
        if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
    }
    FileStream(const FileStream&) = delete;
    FileStream& operator=(const FileStream&) = delete;

    Result<std::size_t> read(std::span<char> out) override {
        while (true) {
            ssize_t got = ::read(descriptor_, out.data(), out.size());
            if (got >= 0) {
                taken_ += static_cast<std::uint64_t>(got);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                return refuse(ErrorCode::InternalError,
                              std::string("cannot read the file: ") + std::strerror(errno));
            }
        }
    }
    std::uint64_t taken() const override { return taken_; }
    std::uint64_t size() const override { return size_; }

 private:
    int descriptor_;
    std::uint64_t size_;
    std::uint64_t taken_ = 0;
};

/// What gzip and zstd share: a window of compressed bytes and the watch over growth.
class Packed : public TextStream {
 public:
    Packed(std::unique_ptr<TextStream> source, InflationLimits limits)
        : source_(std::move(source)), limits_(limits) {}

    Result<std::size_t> read(std::span<char> out) final {
        while (!out.empty()) {
            if (begin_ == end_ && !ended_) {
                end_ = TRY(source_->read(window_));
                begin_ = 0;
                in_ += end_;
                ended_ = end_ == 0;
            }
            std::size_t made = TRY(unpack(out));
            out_ += made;
            if (out_ > limits_.free_bytes && out_ / limits_.factor_max > in_) {
                return refuse(ErrorCode::MalformedRequest, "the compressed file grows more than " +
                                                               std::to_string(limits_.factor_max) +
                                                               " times");
            }
            if (made > 0) return made;
            if (begin_ == end_ && ended_) {
                if (!complete()) {
                    return refuse(ErrorCode::MalformedRequest, "the compressed file is cut off");
                }
                return std::size_t{0};
            }
        }
        return std::size_t{0};
    }
    std::uint64_t taken() const override { return source_->taken(); }
    std::uint64_t size() const override { return source_->size(); }

 protected:
    /// Unpacks from the window into `out` and moves begin_; how many bytes came out.
    virtual Result<std::size_t> unpack(std::span<char> out) = 0;
    /// True between two members or frames.
    virtual bool complete() const = 0;

    std::array<char, 65536> window_{};
    std::size_t begin_ = 0, end_ = 0;

 private:
    std::unique_ptr<TextStream> source_;
    InflationLimits limits_;
    bool ended_ = false;
    std::uint64_t in_ = 0, out_ = 0;
};

class GzipStream final : public Packed {
 public:
    GzipStream(std::unique_ptr<TextStream> source, InflationLimits limits)
        : Packed(std::move(source), limits) {
        ready_ = inflateInit2(&state_, 15 + 16) == Z_OK;
    }
    ~GzipStream() override {
        if (ready_) inflateEnd(&state_);
    }
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

 private:
    Result<std::size_t> unpack(std::span<char> out) override {
        if (!ready_) return refuse(ErrorCode::InternalError, "no memory to unpack gzip");
        if (begin_ == end_) return std::size_t{0};
        if (complete_) {  // one member ended; files made by `cat a.gz b.gz` have more
            inflateReset(&state_);
            complete_ = false;
        }
        state_.next_in = reinterpret_cast<Bytef*>(window_.data() + begin_);
        state_.avail_in = static_cast<uInt>(end_ - begin_);
        state_.next_out = reinterpret_cast<Bytef*>(out.data());
        state_.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size(), 1U << 30));
        std::size_t room = state_.avail_out;
        int status = inflate(&state_, Z_NO_FLUSH);
        begin_ = end_ - state_.avail_in;
        if (status == Z_STREAM_END) {
            complete_ = true;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return refuse(ErrorCode::MalformedRequest, "the gzip file is damaged");
        }
        return room - state_.avail_out;
    }
    bool complete() const override { return complete_; }

    z_stream state_{};
    bool ready_ = false;
    bool complete_ = false;
};

class ZstdStream final : public Packed {
 public:
    ZstdStream(std::unique_ptr<TextStream> source, InflationLimits limits)
        : Packed(std::move(source), limits), state_(ZSTD_createDStream()) {
        // A window of at most 128 MiB: what `zstd --ultra` makes, and no more memory than that.
        if (state_ != nullptr) ZSTD_DCtx_setParameter(state_, ZSTD_d_windowLogMax, 27);
    }
    ~ZstdStream() override { ZSTD_freeDStream(state_); }
    ZstdStream(const ZstdStream&) = delete;
    ZstdStream& operator=(const ZstdStream&) = delete;

 private:
    Result<std::size_t> unpack(std::span<char> out) override {
        if (state_ == nullptr) return refuse(ErrorCode::InternalError, "no memory to unpack zstd");
        // At the end of the file the decoder may still hold text that did not fit before.
        if (begin_ == end_ && complete_) return std::size_t{0};
        ZSTD_inBuffer in{window_.data(), end_, begin_};
        ZSTD_outBuffer made{out.data(), out.size(), 0};
        std::size_t status = ZSTD_decompressStream(state_, &made, &in);
        begin_ = in.pos;
        if (ZSTD_isError(status) != 0) {
            return refuse(ErrorCode::MalformedRequest,
                          std::string("the zstd file is damaged: ") + ZSTD_getErrorName(status));
        }
        complete_ = status == 0;
        return made.pos;
    }
    bool complete() const override { return complete_; }

    ZSTD_DStream* state_;
    bool complete_ = false;
};

Result<std::unique_ptr<TextStream>> unpacked(std::unique_ptr<TextStream> plain,
                                             InflationLimits limits) {
    std::string first = TRY(app::peek(plain, 4));
    bool gzip = first.starts_with("\x1f\x8b");
    bool zstd = first == "\x28\xb5\x2f\xfd";
    if (gzip) return std::make_unique<GzipStream>(std::move(plain), limits);
    if (zstd) return std::make_unique<ZstdStream>(std::move(plain), limits);
    return plain;
}

}  // namespace

Result<std::unique_ptr<TextStream>> open_text(const std::string& path, InflationLimits limits) {
    if (path == "-") return unpacked(std::make_unique<FileStream>(STDIN_FILENO, 0), limits);
    int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return refuse(ErrorCode::NotFound, "cannot open " + path + ": " + std::strerror(errno));
    }
    struct stat facts{};
    bool sized = ::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
    return unpacked(std::make_unique<FileStream>(
                        descriptor, sized ? static_cast<std::uint64_t>(facts.st_size) : 0),
                    limits);
}

Result<std::unique_ptr<TextStream>> open_bytes(std::string bytes, InflationLimits limits) {
    return unpacked(app::text_of_bytes(std::move(bytes)), limits);
}

}  // namespace vuelve::cli
