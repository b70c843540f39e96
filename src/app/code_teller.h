#pragma once

#include <functional>
#include <set>
#include <string>

#include "app/service.h"

namespace vuelve::app {

/// Tells the codes that members are to be sent to somebody who looks on: the terminal of the demo,
/// which has no sender. Reading them stands in the audit log as for anybody else.
class CodeTeller {
 public:
    using Say = std::function<void(const std::string& line)>;
    CodeTeller(Service& service, Say say) : service_(service), say_(std::move(say)) {}

    /// Whatever was asked for since the last round.
    void round();

 private:
    bool has_news(const OpenProgramme& programme);

    Service& service_;
    Say say_;
    std::set<storage::crypto::Hash> seen_;  // requests
    std::set<std::string> told_;
};

}  // namespace vuelve::app
