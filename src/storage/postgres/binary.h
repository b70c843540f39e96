#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "storage/value.h"

/// Values as PostgreSQL's binary format has them. Seen by this folder only.
namespace vuelve::storage::postgres {

using Kind = unsigned int;  // libpq's Oid
inline constexpr Kind kind_bool = 16, kind_bytea = 17, kind_char = 18, kind_name = 19,
                      kind_int8 = 20, kind_int2 = 21, kind_int4 = 23, kind_text = 25,
                      kind_unknown = 705, kind_varchar = 1043, kind_numeric = 1700;

bool is_text(Kind kind);

/// A whole number of any kind that holds one; nothing when it is none or does not fit.
std::optional<std::int64_t> read_integer(Kind kind, BytesView raw);

/// One argument on its way. Looks at the value it was given, which must outlive it.
class Written {
 public:
    /// Errors: StorageError Failed when a value of this kind cannot be such an argument.
    void write(Kind kind, const Value& value);
    const char* data() const { return begin_; }  // null = null
    int size() const { return size_; }
    bool is_binary() const { return is_binary_; }

 private:
    void write_number(Kind kind, std::int64_t number);
    void write_big_endian(std::uint64_t number, int bytes);

    std::array<char, 24> own_{};
    const char* begin_ = nullptr;
    int size_ = 0;
    bool is_binary_ = true;
};

}  // namespace vuelve::storage::postgres
