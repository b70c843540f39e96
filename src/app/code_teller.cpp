#include "app/code_teller.h"

#include <fmt/format.h>

#include "app/member_sign_in.h"

namespace vuelve::app {

namespace {

constexpr int codes_at_once = 50;

}  // namespace

bool CodeTeller::has_news(const OpenProgramme& programme) {
    const storage::OneTimeStore codes(programme.placement());
    const auto waiting =
        codes.waiting(*service_.database().snapshot(), programme.key().programme_id, service_.now(),
                      code_tries_max, codes_at_once);
    bool is_new = false;
    for (const storage::OneTime& one : waiting) is_new |= seen_.insert(one.request_hash).second;
    return is_new;
}

void CodeTeller::round() {
    for (const OpenProgramme* programme : service_.programmes().all()) {
        if (!has_news(*programme)) continue;
        const Caller caller{programme->key(), "vuelve", "vuelve"};
        for (const CardMessage& one :
             read_card_messages(service_, *programme, caller, codes_at_once)) {
            if (one.code.empty()) continue;
            const std::string line = fmt::format("code for {}: {}", one.to.value, one.code);
            if (told_.insert(fmt::format("{} {}", line, one.created_at.value)).second) say_(line);
        }
    }
}

}  // namespace vuelve::app
