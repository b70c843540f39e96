#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.h"
#include "storage/password_hash.h"

/// What a password has to be, and where the slow work of checking one is done. Source: security.md
/// 3 (case 38), 4.
namespace vuelve::app {

using storage::PasswordCost;

inline constexpr std::size_t password_length_min = 12, password_length_max = 200;

/// Errors: ValidationFailed at `pointer`: too short or long; known to everybody
/// (src/app/common_passwords.txt), also with figures around it, doubled or spelt in digits; a row
/// of keys; little more than the login.
Result<void> check_new_password(std::string_view password,
                                std::string_view login,
                                const std::string& pointer);
/// Four to eight digits. Errors: ValidationFailed for all alike, rows and years.
Result<void> check_new_pin(std::string_view pin, const std::string& pointer);

/// A password to be given once and then changed: 20 symbols that are told apart when read aloud.
std::string make_password();

/// The same work as for somebody: whoever asks cannot tell by the time that nobody is called so.
bool is_password_of_nobody(std::string_view password, const PasswordCost& cost);

/// Threads that do nothing but hash, at a lower priority than those that serve tills; what does
/// not fit into the queue is refused at once, so that signing in never holds up anybody else.
class PasswordPool {
 public:
    using Work = std::function<void()>;
    static constexpr std::size_t queue_max = 32;

    /// A thread for each core unless said otherwise.
    explicit PasswordPool(unsigned threads = std::thread::hardware_concurrency());
    /// Does what is under way, drops what waits.
    ~PasswordPool();
    PasswordPool(const PasswordPool&) = delete;
    PasswordPool& operator=(const PasswordPool&) = delete;

    /// From any thread; does not block. False when the queue is full. Work that throws is dropped.
    bool submit(Work work);

 private:
    void run();

    std::mutex guard_;
    std::condition_variable wake_;
    std::deque<Work> waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace vuelve::app
