#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace vuelve::http {

/// One thread that turns outcomes into answers: the engine's writer hands them over and goes on
/// with the next group, so that writing JSON and reading a name never hold up a commit.
class Answering {
 public:
    using Work = std::function<void()>;
    /// What went wrong on our side, for the log.
    using Say = std::function<void(const std::string&)>;

    explicit Answering(Say say);
    /// Does what was handed over, then ends.
    ~Answering();
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;

    /// From any thread; does not block. Work that throws is dropped with its Reply, which answers
    /// 500: the command stands and a retry is told so.
    void post(Work work);

 private:
    void run();

    Say say_;
    std::mutex guard_;
    std::condition_variable wake_;
    std::deque<Work> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace vuelve::http
