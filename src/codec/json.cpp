#include "codec/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <utility>

#include "codec/json_writer.h"

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
    Json take() { return std::move(root_); }
    /// What this builder refused; "" when the fault is the grammar's.
    const std::string& refusal() const { return refusal_; }

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code& ec) { return open(true, ec); }
    bool on_array_begin(bj::error_code& ec) { return open(false, ec); }
    bool on_array_end(std::size_t, bj::error_code&) {
        Json array(Json::Value(std::move(open_.back().items)));
        open_.pop_back();
        place(std::move(array));
        return true;
    }
    bool on_object_end(std::size_t, bj::error_code& ec) {
        if (const std::string* name = repeated(open_.back().members)) {
            return refuse_value("duplicate name \"" + *name + "\"", ec);
        }
        Json object(Json::Value(std::move(open_.back().members)));
        open_.pop_back();
        place(std::move(object));
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return more(part); }
    bool on_string(bj::string_view part, std::size_t, bj::error_code& ec) {
        more(part);
        return add(Json(Json::Value(std::exchange(text_, {}))), ec);
    }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return more(part); }
    bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
        more(part);
        open_.back().name = std::exchange(text_, {});
        return true;
    }
    bool on_number_part(bj::string_view part, bj::error_code&) { return more(part); }
    bool on_int64(std::int64_t, bj::string_view part, bj::error_code& ec) {
        return number(part, ec);
    }
    bool on_uint64(std::uint64_t, bj::string_view part, bj::error_code& ec) {
        return number(part, ec);
    }
    bool on_double(double, bj::string_view part, bj::error_code& ec) { return number(part, ec); }
    bool on_bool(bool truth, bj::error_code& ec) { return add(Json(Json::Value(truth)), ec); }
    bool on_null(bj::error_code& ec) { return add(Json(), ec); }
    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
    bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
    struct Open {
        bool is_object = false;
        Json::Array items;
        Json::Object members;
        std::string name;  // of the member that comes next
    };

    bool more(bj::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool number(bj::string_view part, bj::error_code& ec) {
        more(part);
        std::int64_t whole = 0;
        auto [end, fault] = std::from_chars(text_.data(), text_.data() + text_.size(), whole);
        bool exact = fault == std::errc{} && end == text_.data() + text_.size();
        Json json(exact ? Json::Value(whole) : Json::Value(JsonNumber{text_}));
        text_.clear();
        return add(std::move(json), ec);
    }
    bool open(bool is_object, bj::error_code& ec) {
        if (!count(ec)) return false;
        open_.push_back(Open{is_object, {}, {}, {}});
        return true;
    }
    bool add(Json value, bj::error_code& ec) {
        if (!count(ec)) return false;
        place(std::move(value));
        return true;
    }
    void place(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (Open& parent = open_.back(); parent.is_object) {
            parent.members.push_back(JsonMember{std::move(parent.name), std::move(value)});
        } else {
            parent.items.push_back(std::move(value));
        }
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
    static const std::string* repeated(const Json::Object& members) {
        if (members.size() <= 16) {
            for (std::size_t i = 1; i < members.size(); ++i) {
                for (std::size_t k = 0; k < i; ++k) {
                    if (members[i].name == members[k].name) return &members[i].name;
                }
            }
            return nullptr;
        }
        std::vector<const std::string*> names;
        names.reserve(members.size());
        for (const auto& member : members) names.push_back(&member.name);
        std::sort(names.begin(), names.end(), [](auto* a, auto* b) { return *a < *b; });
        auto twin = std::adjacent_find(names.begin(), names.end(),
                                       [](auto* a, auto* b) { return *a == *b; });
        return twin == names.end() ? nullptr : *twin;
    }

    Json root_;
    std::vector<Open> open_;
    std::string text_;
    std::string refusal_;
    std::size_t values_left_ = 0;
};

void write_canonical(const Json& json, JsonWriter& out) {
    if (const auto* object = json.get_if<Json::Object>()) {
        std::vector<const JsonMember*> sorted;
        for (const auto& member : *object) sorted.push_back(&member);
        std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->name < b->name; });
        out.begin_object();
        for (const auto* member : sorted) {
            out.key(member->name);
            write_canonical(member->value, out);
        }
        out.end_object();
    } else if (const auto* array = json.get_if<Json::Array>()) {
        out.begin_array();
        for (const auto& item : *array) write_canonical(item, out);
        out.end_array();
    } else if (const auto* text = json.get_if<std::string>()) {
        out.value(*text);
    } else if (const auto* whole = json.get_if<std::int64_t>()) {
        out.value(*whole);
    } else if (const auto* number = json.get_if<JsonNumber>()) {
        out.raw(number->text);
    } else if (const auto* truth = json.get_if<bool>()) {
        out.value(*truth);
    } else {
        out.null();
    }
}

std::unexpected<Error> malformed(const std::string& why, std::size_t offset) {
    return refuse(ErrorCode::MalformedRequest, why + " at byte " + std::to_string(offset));
}

}  // namespace

const Json* Json::find(std::string_view name) const {
    const auto* object = get_if<Object>();
    if (object == nullptr) return nullptr;
    for (const auto& member : *object) {
        if (member.name == name) return &member.value;
    }
    return nullptr;
}

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.size_max) return malformed("text too long", limits.size_max);
    bj::parse_options options;
    options.max_depth = limits.depth_max;
    bj::basic_parser<Builder> parser(options);
    parser.handler().limit_values(limits.values_max);
    bj::error_code fault;
    std::size_t used = parser.write_some(false, text.data(), text.size(), fault);
    if (fault) {
        const std::string& refusal = parser.handler().refusal();
        return malformed(refusal.empty() ? fault.message() : refusal, used);
    }
    if (used != text.size()) return malformed("trailing bytes", used);
    return parser.handler().take();
}

std::string canonical(const Json& json) {
    JsonWriter out;
    write_canonical(json, out);
    return std::move(out).text();
}

}  // namespace vuelve
