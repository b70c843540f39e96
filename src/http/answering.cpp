#include "http/answering.h"

#include <exception>

namespace vuelve::http {

Answering::Answering(Say say) : say_(std::move(say)), thread_([this] { run(); }) {}

Answering::~Answering() {
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Answering::post(Work work) {
    {
        const std::lock_guard lock(guard_);
        waiting_.push_back(std::move(work));
    }
    wake_.notify_one();
}

void Answering::run() {
    for (;;) {
        std::deque<Work> taken;
        {
            std::unique_lock lock(guard_);
            wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            taken.swap(waiting_);
        }
        for (Work& work : taken) try {
                work();
                work = nullptr;
            } catch (const std::exception& error) {
                work = nullptr;
                say_(std::string("an answer could not be made: ") + error.what());
            }
    }
}

}  // namespace vuelve::http
