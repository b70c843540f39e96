#pragma once

#include <expected>
#include <utility>

#include "base/error.h"

namespace vuelve {

/// What may be refused for a reason the caller is told.
template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> refuse(ErrorCode code, std::string message = {}) {
    return std::unexpected(Error{code, std::move(message)});
}

/// With the numbers of the code's sentence.
inline std::unexpected<Error> refuse_with(ErrorCode code,
                                          std::vector<Figure> figures,
                                          std::string message = {}) {
    Error error{code, std::move(message)};
    error.figures = std::move(figures);
    return std::unexpected(std::move(error));
}

/// ValidationFailed for one field that only the configuration or another field shows to be wrong.
inline std::unexpected<Error> refuse_field(std::string pointer,
                                           std::string code,
                                           std::string detail) {
    Fault fault{std::move(pointer), std::move(code), detail};
    return std::unexpected(
        Error{ErrorCode::ValidationFailed, std::move(detail), {}, {std::move(fault)}});
}

}  // namespace vuelve

/// Value of a Result, or its error handed up to the caller. The house's one macro.
#define TRY(expression)                                                         \
    __extension__({                                                             \
        auto try_result = (expression);                                         \
        if (!try_result) return std::unexpected(std::move(try_result).error()); \
        std::move(try_result).value();                                          \
    })
