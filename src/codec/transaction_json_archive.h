#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "codec/json.h"
#include "codec/transaction_json.h"
#include "domain/command.h"
#include "domain/ledger.h"

/// How stored values become text: a struct is a JSON array of its fields in their order, without
/// the empty ones at its end. Ids, holders and instants are written as distances from those of the
/// row, because nearly all of them lie next to it and a purchase repeats each many times.
/// transaction_json_fields.h lists the fields once for both directions.
namespace vuelve::packed {

/// What distances are measured from; all 0 for texts that stand alone.
struct Base {
    std::int64_t holder = 0;
    std::int64_t id = 0;
    std::int64_t at = 0;
};

template <class T>
struct Kind {
    static constexpr bool strong = false, count = false, list = false, maybe = false;
};
template <class Tag, class Number>
struct Kind<Strong<Tag, Number>> : Kind<void> {
    static constexpr bool strong = true;
};
template <class Tag>
struct Kind<Count<Tag>> : Kind<void> {
    static constexpr bool count = true;
};
template <class T>
struct Kind<std::vector<T>> : Kind<void> {
    static constexpr bool list = true;
};
template <class T>
struct Kind<std::optional<T>> : Kind<void> {
    static constexpr bool maybe = true;
};

/// Ids drawn from the generator: near the transaction's own. 0 = none.
template <class T>
concept DrawnId = std::same_as<T, TxnId> || std::same_as<T, EntryId> || std::same_as<T, LotId> ||
                  std::same_as<T, VoucherId> || std::same_as<T, ReservationId> ||
                  std::same_as<T, RedemptionId> || std::same_as<T, SubscriptionId>;

// Unsigned, so that no pair of stored numbers is undefined behaviour.
inline std::int64_t distance(std::int64_t value, std::int64_t from) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) -
                                     static_cast<std::uint64_t>(from));
}
inline std::int64_t at_distance(std::int64_t distance, std::int64_t from) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(distance) +
                                     static_cast<std::uint64_t>(from));
}

class Writer {
 public:
    static constexpr bool writing = true;
    Writer(Base base, const CodeSeal& seal) : base_(base), seal_(seal) {}

    /// The fields of the struct being written.
    template <class... T>
    void operator()(const T&... values) {
        (field(values), ...);
    }
    void code(HolderId holder, const std::string& text) {
        field(text.empty() || !seal_.close ? text : seal_.close(holder, text));
    }
    template <class T>
    void row(const T& value) {
        out_ += '[';
        std::size_t outer_kept = std::exchange(kept_, out_.size());
        bool outer_first = std::exchange(first_, true);
        fields(*this, value);
        out_.resize(kept_);
        kept_ = outer_kept;
        first_ = outer_first;
        out_ += ']';
    }
    std::string text() && { return std::move(out_); }

 private:
    template <class T>
    void field(const T& value) {
        if (!first_) out_ += ',';
        first_ = false;
        if (!put(value)) kept_ = out_.size();
    }

    /// True when the value is what the reader takes for a missing one.
    template <class T>
    bool put(const T& value) {
        if constexpr (Kind<T>::maybe) {
            if (value) return put(*value), false;
            out_ += "null";
            return true;
        } else if constexpr (Kind<T>::list) {
            list(value);
            return value.empty();
        } else if constexpr (std::same_as<T, std::string> || std::same_as<T, Hash16> ||
                             std::same_as<T, ErrorCode>) {
            return text(value);
        } else if constexpr (std::same_as<T, HolderId>) {
            return near(value.value, base_.holder);
        } else if constexpr (DrawnId<T>) {
            return near(value.value, base_.id);
        } else if constexpr (std::same_as<T, Instant>) {
            return number(distance(value.value, base_.at));
        } else if constexpr (Kind<T>::strong) {
            return number(value.value);
        } else if constexpr (Kind<T>::count) {
            return number(value.n);
        } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
            return number(static_cast<std::int64_t>(value));
        } else {
            row(value);
            return false;
        }
    }
    template <class T>
    void list(const std::vector<T>& values) {
        out_ += '[';
        for (bool first = true; const T& value : values) {
            if (!first) out_ += ',';
            first = false;
            put(value);
        }
        out_ += ']';
    }
    bool near(std::int64_t value, std::int64_t from);
    bool number(std::int64_t value);
    bool text(const std::string& value);
    bool text(const Hash16& hash);
    bool text(ErrorCode code);

    Base base_;
    const CodeSeal& seal_;
    std::string out_;
    std::size_t kept_ = 0;  // end of the last field that says something
    bool first_ = true;
};

class Reader {
 public:
    static constexpr bool writing = false;
    Reader(Base base, const CodeSeal& seal) : base_(base), seal_(seal) {}

    /// False once anything was not what a writer would have written.
    bool intact() const { return intact_; }

    template <class... T>
    void operator()(T&... values) {
        (field(values), ...);
    }
    void code(HolderId holder, std::string& text) {
        field(text);
        if (intact_ && !text.empty() && seal_.open) text = seal_.open(holder, text);
    }
    template <class T>
    void row(const Json& json, T& value) {
        const auto* array = json.get_if<Json::Array>();
        if (!array) {
            intact_ = false;
            return;
        }
        auto outer_row = std::exchange(row_, array);
        auto outer_place = std::exchange(place_, 0);
        fields(*this, value);
        intact_ &= place_ >= array->size();
        row_ = outer_row;
        place_ = outer_place;
    }

 private:
    template <class T>
    void field(T& value) {
        const Json* json = place_ < row_->size() ? &(*row_)[place_] : nullptr;
        ++place_;
        get(json, value);
    }

    /// `json` is nullptr for a field that was left out.
    template <class T>
    void get(const Json* json, T& value) {
        if constexpr (Kind<T>::maybe) {
            value.reset();
            if (json && !json->is_null()) get(json, value.emplace());
        } else if constexpr (Kind<T>::list) {
            list(json, value);
        } else if constexpr (std::same_as<T, std::string> || std::same_as<T, Hash16> ||
                             std::same_as<T, ErrorCode>) {
            text(json, value);
        } else if constexpr (std::same_as<T, HolderId>) {
            value = HolderId{near(json, base_.holder)};
        } else if constexpr (DrawnId<T>) {
            value = T{near(json, base_.id)};
        } else if constexpr (std::same_as<T, Instant>) {
            value = Instant{at_distance(number(json), base_.at)};
        } else if constexpr (Kind<T>::strong) {
            value = T{static_cast<decltype(value.value)>(number(json))};
        } else if constexpr (Kind<T>::count) {
            value = T{number(json)};
        } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
            value = static_cast<T>(number(json));
        } else if (json) {
            row(*json, value);
        } else {
            intact_ = false;
        }
    }
    template <class T>
    void list(const Json* json, std::vector<T>& values) {
        values.clear();
        if (!json) return;
        const auto* array = json->get_if<Json::Array>();
        if (!array) {
            intact_ = false;
            return;
        }
        values.reserve(array->size());
        for (const Json& one : *array) get(&one, values.emplace_back());
    }
    std::int64_t near(const Json* json, std::int64_t from);
    std::int64_t number(const Json* json);
    void text(const Json* json, std::string& value);
    void text(const Json* json, Hash16& hash);
    void text(const Json* json, ErrorCode& code);

    Base base_;
    const CodeSeal& seal_;
    const Json::Array* row_ = nullptr;
    std::size_t place_ = 0;
    bool intact_ = true;
};

}  // namespace vuelve::packed
