#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <iterator>
#include <span>
#include <utility>

#include "codec/json_reader.h"

namespace vuelve {
namespace {

namespace bj = boost::json;

/// Builds the value while Boost.JSON walks the text. Its own DOM would keep the last of two equal
/// names in silence and turn decimals into doubles.
class Builder {
 public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    // Value-initialised by basic_parser, so the limit is set afterwards.
    void limit_values(std::size_t most) { values_left_ = most; }
    /// Room for so many values.
    void reserve(std::size_t values) {
        values_.reserve(values);
        names_.reserve(values);
    }
    Json take() { return std::move(values_.front()); }
    /// What this builder refused; "" when the fault is the grammar's.
    const std::string& refusal() const { return refusal_; }

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code& ec) { return count(ec); }
    bool on_array_begin(bj::error_code& ec) { return count(ec); }
    bool on_array_end(std::size_t items, bj::error_code&) {
        const auto first = values_.end() - static_cast<std::ptrdiff_t>(items);
        Json::Array array(std::move_iterator(first), std::move_iterator(values_.end()));
        values_.erase(first, values_.end());
        values_.emplace_back(std::in_place_type<Json::Array>, std::move(array));
        return true;
    }
    bool on_object_end(std::size_t members, bj::error_code& ec) {
        const auto first = values_.end() - static_cast<std::ptrdiff_t>(members);
        const auto first_name = names_.end() - static_cast<std::ptrdiff_t>(members);
        if (const std::string* name = repeated({first_name, names_.end()}))
            return refuse_value("duplicate name \"" + *name + "\"", ec);
        Json::Object object;
        object.reserve(members);
        for (std::size_t i = 0; i < members; ++i)
            object.emplace_back(std::move(first_name[static_cast<std::ptrdiff_t>(i)]),
                                std::move(first[static_cast<std::ptrdiff_t>(i)]));
        values_.erase(first, values_.end());
        names_.erase(first_name, names_.end());
        values_.emplace_back(std::in_place_type<Json::Object>, std::move(object));
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return more(part); }
    bool on_string(bj::string_view part, std::size_t, bj::error_code& ec) {
        return add<std::string>(ec, whole(part));
    }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return more(part); }
    bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
        names_.push_back(whole(part));
        return true;
    }
    bool on_number_part(bj::string_view part, bj::error_code&) { return more(part); }
    bool on_int64(std::int64_t whole, bj::string_view, bj::error_code& ec) {
        text_.clear();
        return add<std::int64_t>(ec, whole);
    }
    bool on_uint64(std::uint64_t, bj::string_view part, bj::error_code& ec) {
        return number(part, ec);
    }
    bool on_double(double, bj::string_view part, bj::error_code& ec) { return number(part, ec); }
    bool on_bool(bool truth, bj::error_code& ec) { return add<bool>(ec, truth); }
    bool on_null(bj::error_code& ec) { return add<std::monostate>(ec); }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
    bool more(bj::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    /// The text of which `part` is the end; mostly it is all of it.
    std::string whole(bj::string_view part) {
        if (text_.empty()) return {part.data(), part.size()};
        more(part);
        return std::exchange(text_, {});
    }
    /// One that is no 64-bit integer.
    bool number(bj::string_view part, bj::error_code& ec) {
        return add<JsonNumber>(ec, whole(part));
    }
    template <class T, class... From>
    bool add(bj::error_code& ec, From&&... from) {
        if (!count(ec)) return false;
        values_.emplace_back(std::in_place_type<T>, std::forward<From>(from)...);
        return true;
    }
    bool count(bj::error_code& ec) {
        if (values_left_ == 0) return refuse_value("too many values", ec);
        --values_left_;
        return true;
    }
    bool refuse_value(std::string why, bj::error_code& ec) {
        refusal_ = std::move(why);
        ec = bj::error::syntax;
        return false;
    }
    static const std::string* repeated(std::span<const std::string> names) {
        if (names.size() <= 16) {
            for (std::size_t i = 1; i < names.size(); ++i) {
                for (std::size_t k = 0; k < i; ++k) {
                    if (names[i] == names[k]) return &names[i];
                }
            }
            return nullptr;
        }
        std::vector<const std::string*> sorted;
        sorted.reserve(names.size());
        for (const auto& name : names) sorted.push_back(&name);
        std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return *a < *b; });
        auto twin = std::adjacent_find(sorted.begin(), sorted.end(),
                                       [](auto* a, auto* b) { return *a == *b; });
        return twin == sorted.end() ? nullptr : *twin;
    }

    // What was read and is not yet part of an array or object, in the order of the text: at its end
    // each takes its own off the end, and moves them once.
    std::vector<Json> values_;
    std::vector<std::string> names_;
    std::string text_;  // what came of a text in parts
    std::string refusal_;
    std::size_t values_left_ = 0;
};

std::unexpected<Error> malformed(const std::string& why, std::size_t offset) {
    return refuse(ErrorCode::MalformedRequest, why + " at byte " + std::to_string(offset));
}

}  // namespace

Result<Json> parse_json_strictly(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.size_max) return malformed("text too long", limits.size_max);
    bj::parse_options options;
    options.max_depth = limits.depth_max;
    bj::basic_parser<Builder> parser(options);
    parser.handler().limit_values(limits.values_max);
    constexpr std::size_t bytes_each_usual = 16, values_usual_max = 64;
    parser.handler().reserve(std::min(text.size() / bytes_each_usual + 1, values_usual_max));
    bj::error_code fault;
    std::size_t used = parser.write_some(false, text.data(), text.size(), fault);
    if (fault) {
        const std::string& refusal = parser.handler().refusal();
        return malformed(refusal.empty() ? fault.message() : refusal, used);
    }
    if (used != text.size()) return malformed("trailing bytes", used);
    return parser.handler().take();
}

}  // namespace vuelve
