#include "storage/key_ring.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "storage/storage_error.h"

namespace vuelve::storage {

namespace {

constexpr std::string_view heading =
    "# Vuelve key ring. Whoever has it and the data can read personal data; without it nobody "
    "can.\n"
    "# Keep a copy apart from the data and its backups.\n";

[[noreturn]] void reject(const std::filesystem::path& file, const std::string& why) {
    throw StorageError(Trouble::Keys, "key ring " + file.string() + ": " + why);
}

void reject_inside(const std::filesystem::path& file, const std::filesystem::path& data_folder) {
    if (data_folder.empty()) return;
    const auto inner = std::filesystem::weakly_canonical(file);
    auto outer = std::filesystem::weakly_canonical(data_folder);
    if (!outer.has_filename()) outer = outer.parent_path();  // "data/"
    if (std::ranges::mismatch(outer, inner).in1 == outer.end()) {
        reject(file,
               "lies in the data folder " + outer.string() +
                   "; whoever copies the data would have the keys too. Move it beside vuelve.toml");
    }
}

std::string_view context_of(KeyPurpose purpose) {
    switch (purpose) {
        case KeyPurpose::Pii: return "vlv-pii_";
        case KeyPurpose::Index: return "vlv-indx";
        case KeyPurpose::Qr: return "vlv-qr__";
        case KeyPurpose::Webhook: return "vlv-hook";
        case KeyPurpose::Code: return "vlv-code";
        case KeyPurpose::Audit: return "vlv-audt";
        case KeyPurpose::Request: return "vlv-rqst";
        case KeyPurpose::Sign: return "vlv-sign";
        case KeyPurpose::Receipt: return "vlv-rcpt";
    }
    broken("a key has a purpose");
}

void write_file(const std::filesystem::path& file, const std::string& text) {
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (handle < 0)
        reject(file,
               "cannot be made: " + std::error_code(errno, std::generic_category()).message());
    const bool written =
        ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(handle) == 0;
    ::close(handle);
    if (!written) {
        ::unlink(file.c_str());
        reject(file, "cannot be written; is the disk full?");
    }
}

}  // namespace

KeyRing KeyRing::create(const std::filesystem::path& file,
                        const std::filesystem::path& data_folder) {
    reject_inside(file, data_folder);
    KeyRing ring = temporary();
    write_file(file, std::string(heading) + "1 " + crypto::to_hex(ring.masters_[0].bytes) + "\n");
    return ring;
}

KeyRing KeyRing::load(const std::filesystem::path& file, const std::filesystem::path& data_folder) {
    reject_inside(file, data_folder);
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) {
        reject(file,
               "is not there. Without it the personal data cannot be read; put the copy you kept "
               "back, or run "
               "`vuelve init` for a new shop");
    }
    if ((status.st_mode & 077) != 0) reject(file, "can be read by others: run `chmod 600` on it");
    std::ifstream input(file);
    if (!input) reject(file, "cannot be read by this user");
    KeyRing ring;
    for (std::string line; std::getline(input, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words(line);
        int number = 0;
        std::string hex;
        words >> number >> hex;
        const auto bytes = crypto::from_hex(hex);
        if (number != ring.newest() + 1 || !bytes || bytes->size() != crypto::Key{}.bytes.size()) {
            reject(file, "line for key " + std::to_string(ring.newest() + 1) + " is damaged");
        }
        std::copy(bytes->begin(), bytes->end(), ring.masters_.emplace_back().bytes.begin());
    }
    if (ring.masters_.empty()) reject(file, "holds no key");
    return ring;
}

KeyRing KeyRing::temporary() {
    KeyRing ring;
    ring.masters_.push_back(crypto::random_key());
    return ring;
}

crypto::Key KeyRing::derive(std::int64_t tenant_id, KeyPurpose purpose, int number) const {
    if (number < 1 || number > newest()) {
        throw StorageError(Trouble::Keys, "the key ring has no key " + std::to_string(number) +
                                              ": it is older than the data");
    }
    return crypto::derive(masters_[static_cast<std::size_t>(number) - 1],
                          static_cast<std::uint64_t>(tenant_id), context_of(purpose));
}

}  // namespace vuelve::storage
