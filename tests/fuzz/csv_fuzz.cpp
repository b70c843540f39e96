#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/import_csv.h"
#include "cli/import_text.h"

namespace {

using namespace vuelve;
using namespace vuelve::app;
using cli::InflationLimits, cli::open_bytes;

/// Whatever comes: every row has as many fields as the header and is UTF-8; lines only go forward.
void read_csv(const std::string& bytes) {
    InflationLimits limits{.factor_max = 50, .free_bytes = 1 << 20};
    auto stream = open_bytes(bytes, limits);
    if (!stream) return;
    auto reader = CsvReader::open(*std::move(stream), {.record_max = 4096, .columns_max = 50});
    if (!reader) return;
    std::int64_t line = 0;
    while (auto row = (*reader)->next()) {
        std::int64_t here = *row ? (*row)->line : row->error().fault.line;
        if (here < line) std::abort();
        line = here;
        if (!*row) {
            if (row->error().fault.reason.empty() || !is_utf8(row->error().fault.value))
                std::abort();
            continue;
        }
        if ((*row)->fields.size() != (*reader)->columns().size()) std::abort();
        for (const auto& field : (*row)->fields) {
            if (!is_utf8(field)) std::abort();
        }
    }
}

void read_lines(const std::string& bytes) {
    auto stream = open_bytes(bytes, {.factor_max = 50, .free_bytes = 1 << 20});
    if (!stream) return;
    LinesReader reader(*std::move(stream), 4096);
    while (auto row = reader.next()) {
        if (*row && !is_utf8((*row)->fields.front())) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    read_csv(bytes);
    read_lines(bytes);
    return 0;
}
