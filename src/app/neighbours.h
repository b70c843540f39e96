#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "storage/ids.h"

/// Other programs on the same database: whose ids are whose, who of them works behind the tills,
/// and what they changed. Where the database is this program's alone (SQLite), it leads always and
/// nothing else happens. Source: scale-out.md S5, Q17; docs/adr/0046.
namespace vuelve::app {

class Neighbours {
 public:
    /// Takes a generator number for `ids`, and the lead where nobody has it.
    Neighbours(storage::Database& database, storage::FreshIds& ids);
    /// Gives both back, so that another need not wait for them.
    ~Neighbours();

    /// Looks every second, and calls `changed` when another program wrote since. Not called where
    /// there are none.
    void listen(std::function<void()> changed);
    /// No more calls when it returns.
    void stop_listening() { listening_ = {}; }

    /// Whether this program does what one does for all: walks what falls due, follows, delivers,
    /// runs jobs, signs the history.
    bool leads() const;

 private:
    void renew();
    void run(const std::stop_token& stop, const std::function<void()>& changed);

    storage::Database& database_;
    storage::FreshIds& ids_;
    const std::string owner_;
    int generator_ = 0;
    std::atomic<std::int64_t> leads_until_ms_{0};
    std::jthread listening_;
};

}  // namespace vuelve::app
