#include "storage/postgres/dialect.h"

#include <array>
#include <utility>

namespace vuelve::storage::postgres {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> types{
    {{"INTEGER", "bigint"}, {"INT", "integer"}, {"BLOB", "bytea"}}};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// From an opening parenthesis to behind the one that closes it.
std::size_t end_of_parentheses(std::string_view sql, std::size_t at) {
    int depth = 0;
    for (; at < sql.size(); ++at) {
        if (sql[at] == '(') ++depth;
        if (sql[at] == ')' && --depth == 0) return at + 1;
    }
    return at;
}

void drop_comma(std::string& out) {
    while (out.ends_with(' ')) out.pop_back();
    if (out.ends_with(',')) out.pop_back();
}

/// One pass over a text; what a word becomes may reach beyond it.
class Reading {
 public:
    explicit Reading(std::string_view sql) : sql_(sql) {}

    std::string run() {
        while (at_ < sql_.size()) {
            const char c = sql_[at_];
            if (sql_.substr(at_).starts_with("--"))
                at_ = std::min(sql_.find('\n', at_), sql_.size());
            else if (c == '\'')
                copy_to(std::min(sql_.find('\'', at_ + 1), sql_.size() - 1) + 1);
            else if (is_word(c) || c == '$')
                word();
            else
                copy_to(at_ + 1);
        }
        return std::move(out_);
    }

 private:
    void copy_to(std::size_t end) {
        out_ += sql_.substr(at_, end - at_);
        at_ = end;
    }

    void word() {
        std::size_t end = at_ + 1;
        while (end < sql_.size() && is_word(sql_[end])) ++end;
        const std::string_view word = sql_.substr(at_, end - at_);
        if (word == "STRICT") {
            drop_comma(out_);
            at_ = end;
        } else if (word == "WITHOUT") {
            constexpr std::string_view both = "WITHOUT ROWID";
            drop_comma(out_);
            at_ += both.size();
        } else if (word == "hex" && end < sql_.size() && sql_[end] == '(') {
            const std::size_t close = end_of_parentheses(sql_, end);
            // SQLite's hex() of nothing is an empty text.
            out_ += "coalesce(upper(encode(" + in_dialect(sql_.substr(end + 1, close - end - 2)) +
                    ", 'hex')), '')";
            at_ = close;
        } else {
            type_or_name(word);
            at_ = end;
        }
    }

    void type_or_name(std::string_view word) {
        for (const auto& [ours, theirs] : types)
            if (word == ours) {
                out_ += theirs;
                return;
            }
        out_ += word;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    std::string out_;
};

}  // namespace

std::string in_dialect(std::string_view sql) { return Reading(sql).run(); }

}  // namespace vuelve::storage::postgres
