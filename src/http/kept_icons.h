#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "base/result.h"

namespace vuelve::http {

/// Pictures that were drawn, so that whoever asks again and again makes nobody draw again. Any
/// thread.
class KeptIcons {
 public:
    using Draw = std::function<Result<std::string>()>;
    /// The one of this name, drawn now if it is not kept. `name` tells its look's version.
    Result<std::string> get(const std::string& name, const Draw& draw) {
        {
            const std::scoped_lock lock(guard_);
            if (const auto found = kept_.find(name); found != kept_.end()) return found->second;
        }
        std::string drawn = TRY(draw());
        const std::scoped_lock lock(guard_);
        if (kept_.size() >= kept_max) kept_.clear();
        kept_.insert_or_assign(name, drawn);
        return drawn;
    }

 private:
    static constexpr std::size_t kept_max = 64;  // four of a look
    std::mutex guard_;
    std::map<std::string, std::string> kept_;
};

}  // namespace vuelve::http
