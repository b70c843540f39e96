#include "load/run.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "load/connection.h"

namespace vuelve::bench {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t drain_max = 30 * second;  // for what was due before the end

/// When what happens, in nanoseconds.
struct Times {
    std::int64_t start = 0, begin = 0, end = 0;
    std::int64_t interval = 0;  // between two requests of one thread; 0 = closed loop
};

/// One thread: its connections, and the loop over them.
class Worker {
 public:
    Worker(const Options& options, const Times& times, std::uint64_t run, int thread)
        : options_(options),
          times_(times),
          requests_(options, run, thread),
          is_first_(thread == 0),
          next_due_(times.start + times.interval * thread / options.threads),
          left_(options.most > 0 ? share_of(options.most, options.threads, thread) : -1),
          epoll_(epoll_create1(EPOLL_CLOEXEC)) {
        if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
        const auto count = share_of(options.connections, options.threads, thread);
        for (std::int64_t i = 0; i < count; ++i) {
            connections_.push_back(std::make_unique<Connection>(options.port));
            watch(*connections_.back(), EPOLL_CTL_ADD, EPOLLIN);
            idle_.push_back(connections_.back().get());
        }
    }
    ~Worker() { close(epoll_); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    Result work() {
        begin_if_due(now_ns());
        for (;;) {
            const std::int64_t now = now_ns();
            begin_if_due(now);
            if (!ended_ && options_.most == 0 && now >= times_.end) end();
            send_due(now);
            if (idle_.size() == connections_.size() && is_done(now)) break;
            if (options_.most == 0 && now > times_.end + drain_max)
                throw std::runtime_error("the server does not keep up with this rate");
            wait(now);
        }
        if (!ended_) end();
        return std::move(result_);
    }

 private:
    static std::int64_t share_of(std::int64_t all, int threads, int thread) {
        return all / threads + (thread < all % threads ? 1 : 0);
    }

    bool is_done(std::int64_t now) const {
        if (left_ >= 0) return left_ == 0;
        return now >= times_.end && (times_.interval == 0 || next_due_ >= times_.end);
    }

    void begin_if_due(std::int64_t now) {
        if (begun_ || now < times_.begin) return;
        begun_ = true;
        began_ = now;
        if (!is_first_) return;
        server_ = used_by(options_.server);
        client_cpu_ = own_cpu_seconds();
    }

    void end() {
        ended_ = true;
        result_.seconds = static_cast<double>(now_ns() - began_) * 1e-9;
        if (!is_first_) return;
        result_.server = used_by(options_.server) - server_;
        result_.client_cpu_seconds = own_cpu_seconds() - client_cpu_;
    }

    void send_due(std::int64_t now) {
        while (!idle_.empty() && left_ != 0) {
            std::int64_t intended = now;
            if (times_.interval > 0) {
                if (next_due_ > now || next_due_ >= times_.end) return;
                intended = next_due_;
                next_due_ += times_.interval;
            } else if (options_.most == 0 && now >= times_.end) {
                return;
            }
            if (left_ > 0) --left_;
            Connection& connection = *idle_.back();
            idle_.pop_back();
            ++result_.asked;
            const Asked asked = requests_.next(connection.outgoing());
            if (begun_)
                result_.bytes_sent += static_cast<std::int64_t>(connection.outgoing().size());
            // Making the request took its time; a closed loop measures from when it leaves.
            if (times_.interval == 0) intended = now_ns();
            if (!connection.send(asked, intended))
                watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
        }
    }

    void wait(std::int64_t now) {
        std::int64_t until = ended_ ? now + second : begun_ ? times_.end : times_.begin;
        if (options_.most > 0) until = now + second;
        if (times_.interval > 0 && !idle_.empty() && next_due_ < times_.end)
            until = std::min(until, next_due_);
        const std::int64_t pause = std::max<std::int64_t>(until - now, 0);
        const timespec time{.tv_sec = pause / second, .tv_nsec = pause % second};
        epoll_event events[64];
        const int count = epoll_pwait2(epoll_, events, 64, &time, nullptr);
        if (count < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "epoll_pwait2");
        for (int i = 0; i < count; ++i) {
            Connection& connection = *static_cast<Connection*>(events[i].data.ptr);
            if ((events[i].events & EPOLLOUT) != 0 && connection.go_on())
                watch(connection, EPOLL_CTL_MOD, EPOLLIN);
            if ((events[i].events & ~EPOLLOUT) == 0) continue;
            if (const auto answer = connection.receive()) take(connection, *answer);
        }
    }

    void take(Connection& connection, const Answered& answer) {
        const std::int64_t now = now_ns();
        const Asked& asked = connection.asked();
        idle_.push_back(&connection);
        if (!requests_.is_right(asked, answer) && result_.wrong++ == 0)
            result_.first_wrong = std::to_string(answer.status) + " to a " +
                                  std::string(kind_names[static_cast<std::size_t>(asked.kind)]) +
                                  ": " + std::string(answer.body.substr(0, 2'000));
        // In an open loop what was due counts, however late it was answered.
        const std::int64_t counted = times_.interval > 0 ? connection.intended() : now;
        if (counted < times_.begin || (options_.most == 0 && counted >= times_.end)) return;
        ++result_.requests;
        result_.bytes_received += static_cast<std::int64_t>(answer.body.size());
        KindResult& kind = result_.kinds[static_cast<std::size_t>(asked.kind)];
        kind.latency.add(now - connection.intended());
        ++kind.statuses[answer.status];
        if (asked.kind == Kind::Purchase) ++result_.purchases;
        if (asked.kind == Kind::Batch) result_.purchases += options_.batch;
    }

    void watch(Connection& connection, int what, std::uint32_t events) {
        epoll_event event{.events = events, .data = {.ptr = &connection}};
        if (epoll_ctl(epoll_, what, connection.descriptor(), &event) != 0)
            throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    }

    const Options& options_;
    const Times& times_;
    Requests requests_;
    const bool is_first_;
    bool begun_ = false, ended_ = false;
    std::int64_t next_due_, left_;  // left_: requests still to be sent, -1 = by the clock
    std::int64_t began_ = 0;
    int epoll_;
    std::vector<std::unique_ptr<Connection>> connections_;
    std::vector<Connection*> idle_;
    Used server_;
    double client_cpu_ = 0;
    Result result_;
};

void add(Result& sum, const Result& other) {
    for (std::size_t kind = 0; kind < sum.kinds.size(); ++kind) {
        sum.kinds[kind].latency.add(other.kinds[kind].latency);
        for (const auto& [status, count] : other.kinds[kind].statuses)
            sum.kinds[kind].statuses[status] += count;
    }
    sum.requests += other.requests;
    sum.asked += other.asked;
    sum.purchases += other.purchases;
    sum.wrong += other.wrong;
    if (sum.first_wrong.empty()) sum.first_wrong = other.first_wrong;
    sum.bytes_sent += other.bytes_sent;
    sum.bytes_received += other.bytes_received;
    sum.seconds = std::max(sum.seconds, other.seconds);
}

}  // namespace

Result run(const Options& options) {
    Times times;
    times.start = now_ns();
    const double warm_up = options.most > 0 ? 0 : options.warm_up;
    times.begin = times.start + static_cast<std::int64_t>(warm_up * second);
    times.end = times.begin + static_cast<std::int64_t>(options.seconds * second);
    if (options.rate > 0)
        times.interval = static_cast<std::int64_t>(second / options.rate * options.threads);
    // Unlike any other run's, as long as no two start within the same microsecond.
    const auto run = static_cast<std::uint64_t>(
        std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds(1));

    const auto count = static_cast<std::size_t>(options.threads);
    std::vector<Result> results(count);
    std::vector<std::exception_ptr> failures(count);
    {
        std::vector<std::jthread> threads;
        const auto work = [&](int thread) {
            try {
                results[static_cast<std::size_t>(thread)] =
                    Worker(options, times, run, thread).work();
            } catch (...) {
                failures[static_cast<std::size_t>(thread)] = std::current_exception();
            }
        };
        for (int thread = 1; thread < options.threads; ++thread) threads.emplace_back(work, thread);
        work(0);
    }
    for (const auto& failure : failures)
        if (failure) std::rethrow_exception(failure);
    for (std::size_t thread = 1; thread < count; ++thread) add(results[0], results[thread]);
    return std::move(results[0]);
}

}  // namespace vuelve::bench
