#include "load/floor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "load/process.h"

namespace vuelve::bench {
namespace {

constexpr std::size_t block = 4096;
constexpr off_t file_bytes = 8 << 20;

void expect(bool good, const char* what) {
    if (!good) throw std::system_error(errno, std::generic_category(), what);
}

/// Closed and removed with the last brace.
class Scratch {
 public:
    explicit Scratch(const std::string& folder)
        : name_(folder + "/floor.scratch"),
          file_(open(name_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)) {
        expect(file_ >= 0, name_.c_str());
    }
    ~Scratch() {
        close(file_);
        unlink(name_.c_str());
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    int file() const { return file_; }

 private:
    std::string name_;
    int file_;
};

void sync_block(int file, const std::vector<char>& bytes, off_t at) {
    expect(pwrite(file, bytes.data(), bytes.size(), at) == static_cast<ssize_t>(bytes.size()),
           "pwrite");
    expect(fdatasync(file) == 0, "fdatasync");
}

}  // namespace

Floor measure_floor(const std::string& folder, double seconds) {
    Floor floor;
    const std::vector<char> bytes(block, 'x');
    const auto half = static_cast<std::int64_t>(seconds * 1e9 / 2);
    Scratch scratch(folder);
    // Written, not only reserved: the first write of a reserved block changes the file system too.
    for (off_t at = 0; at < file_bytes; at += block)
        expect(pwrite(scratch.file(), bytes.data(), block, at) == block, "pwrite");
    expect(fsync(scratch.file()) == 0, "fsync");

    off_t at = 0;
    const auto measure = [&](Histogram& latency, off_t wraps_at) {
        const std::int64_t until = now_ns() + half;
        for (std::int64_t before = now_ns(); before < until;) {
            sync_block(scratch.file(), bytes, at);
            at += block;
            if (at == wraps_at) at = 0;
            const std::int64_t after = now_ns();
            latency.add(after - before);
            before = after;
        }
    };
    measure(floor.overwrite, file_bytes);
    at = file_bytes;
    measure(floor.append, 0);
    return floor;
}

}  // namespace vuelve::bench
