#include "app/passwords.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/priority.h"
#include "generated/common_passwords.h"
#include "storage/crypto.h"

namespace vuelve::app {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

const std::set<std::string_view>& known_passwords() {
    static const std::set<std::string_view> known = [] {
        std::set<std::string_view> words;
        std::string_view rest = common_passwords;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (end > 0) words.insert(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return words;
    }();
    return known;
}

bool is_known(std::string_view word) { return known_passwords().contains(word); }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// "p4$$w0rd" is "password".
std::string letters_for_figures(std::string text) {
    constexpr std::string_view figures = "013457@$!", letters = "oleastasi";
    for (char& c : text)
        if (const auto place = figures.find(c); place != std::string_view::npos) c = letters[place];
    return text;
}

/// "2024password!!" is "password".
std::string_view without_edges(std::string_view text) {
    while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
    while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
    return text;
}

/// The shortest text that `text` is a repetition of; itself when it is none.
std::string_view unit_of(std::string_view text) {
    for (std::size_t size = 1; size <= text.size() / 2; ++size) {
        if (text.size() % size != 0) continue;
        bool repeats = true;
        for (std::size_t i = size; i < text.size() && repeats; ++i)
            repeats = text[i] == text[i - size];
        if (repeats) return text.substr(0, size);
    }
    return text;
}

/// Keys that stand in a row, forwards or back, for the whole text.
bool is_row_of_keys(std::string_view text) {
    constexpr std::array<std::string_view, 5> rows{
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
        "1234567890qwertyuiopasdfghjkl", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"};
    const std::string back(text.rbegin(), text.rend());
    return std::ranges::any_of(rows, [&](std::string_view row) {
        return row.find(text) != std::string_view::npos || row.find(back) != std::string_view::npos;
    });
}

bool is_common(const std::string& plain) {
    constexpr std::size_t unit_short = 4;
    for (const std::string& text : {plain, letters_for_figures(plain),
                                    letters_for_figures(std::string(without_edges(plain)))}) {
        const std::string_view core = without_edges(text), unit = unit_of(text);
        if (is_known(text) || is_known(core) || is_known(unit) || is_known(unit_of(core)))
            return true;
        if (unit.size() <= unit_short || is_row_of_keys(text)) return true;
    }
    return false;
}

/// Characters, not bytes.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Result<void> check_new_password(std::string_view password,
                                std::string_view login,
                                const std::string& pointer) {
    constexpr std::size_t login_short = 4, rest_short = 8;
    const std::size_t length = length_of(password);
    if (length < password_length_min || length > password_length_max)
        return refuse_field(pointer, "out-of-range", "12 to 200 characters");
    const std::string plain = lower(password);
    if (is_common(plain))
        return refuse_field(pointer, "out-of-range", "everybody knows this password");
    const std::string name = lower(login);
    if (name.size() >= login_short && plain.contains(name) &&
        plain.size() < name.size() + rest_short)
        return refuse_field(pointer, "out-of-range", "little more than the login");
    return {};
}

Result<void> check_new_pin(std::string_view pin, const std::string& pointer) {
    constexpr std::size_t digits_min = 4, digits_max = 8, year_digits = 4;
    if (pin.size() < digits_min || pin.size() > digits_max || !std::ranges::all_of(pin, is_digit))
        return refuse_field(pointer, "wrong-format", "4 to 8 digits");
    const bool is_year =
        pin.size() == year_digits && (pin.starts_with("19") || pin.starts_with("20"));
    if (unit_of(pin).size() <= 2 || is_row_of_keys(pin) || is_year)
        return refuse_field(pointer, "out-of-range", "the first that anybody would try");
    return {};
}

std::string make_password() {
    constexpr std::string_view symbols = "23456789abcdefghjkmnpqrstuvwxyz";
    constexpr unsigned fair = 256 / 31 * 31;  // bytes above would favour the first symbols
    constexpr std::size_t groups = 4, size = 5;
    std::string password;
    for (std::size_t made = 0; made < groups * size;) {
        std::array<std::uint8_t, 1> byte{};
        storage::crypto::fill_random(byte);
        if (byte[0] >= fair) continue;
        if (made % size == 0 && made > 0) password += '.';
        password += symbols[byte[0] % symbols.size()];
        ++made;
    }
    return password;
}

bool is_password_of_nobody(std::string_view password, const PasswordCost& cost) {
    static std::mutex guard;
    static std::vector<std::pair<std::int64_t, std::string>> nobody;
    std::string hash;
    {
        const std::lock_guard lock(guard);
        const std::int64_t key = cost.memory_mib * 100 + cost.passes;
        auto place = std::ranges::find(nobody, key, &std::pair<std::int64_t, std::string>::first);
        if (place == nobody.end())
            place =
                nobody.insert(nobody.end(), {key, storage::hash_password(make_password(), cost)});
        hash = place->second;
    }
    return storage::is_password(hash, password);
}

PasswordPool::PasswordPool(unsigned threads) {
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { run(); });
}

PasswordPool::~PasswordPool() {
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
        waiting_.clear();
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool PasswordPool::submit(Work work) {
    {
        const std::lock_guard lock(guard_);
        if (stopping_ || waiting_.size() >= queue_max) return false;
        waiting_.push_back(std::move(work));
    }
    wake_.notify_one();
    return true;
}

void PasswordPool::run() {
    constexpr int steps = 5;
    step_behind_tills(steps);
    for (;;) {
        Work work;
        {
            std::unique_lock lock(guard_);
            wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        try {
            work();
        } catch (const std::exception&) {
            // Whoever waits is told by the reply that goes with the work (500).
            work = nullptr;
        }
    }
}

}  // namespace vuelve::app
