#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "app/approvals.h"
#include "app/cases.h"
#include "app/jobs.h"
#include "app/passwords.h"
#include "app/purchase_reading.h"
#include "app/service.h"
#include "app/webhooks.h"
#include "base/clock.h"
#include "codec/command_request.h"
#include "codec/json.h"
#include "codec/public_id.h"
#include "http/answering.h"
#include "http/failed_lookups.h"
#include "http/problem.h"
#include "http/router.h"
#include "http/service.h"

/// What the files of one resource each share: who asks, the body, and a command's way through the
/// engine.
namespace vuelve::http {

/// Whether the store took what it was last given. After a refusal it counts as full for a while,
/// then is given another try.
class StoreHealth {
 public:
    void note(const app::Answer& answer);
    /// Errors: StorageFull, OutcomeUnknown.
    Result<void> check() const;

 private:
    static constexpr std::chrono::seconds remembered{10};
    std::atomic<int> trouble_{-1};  // an ErrorCode, -1 = none
    std::atomic<std::chrono::steady_clock::time_point> since_{};
};

/// Behind every handler. Outlives the server; `service` and `clock` outlive it.
struct Api {
    app::Service& service;
    ManualClock* clock = nullptr;  // nothing but tests have one
    Answering::Say say = [](const std::string&) {};
    StoreHealth health{};
    app::Approvals approvals{service};
    app::Cases cases{service};
    app::Jobs jobs{service};
    app::Webhooks webhooks{service};
    FailedLookups failed_lookups{service, "vouchers", 5};
    /// Customers believe to be members who are not: a till asks about some of them.
    FailedLookups failed_members{service, "members", 30};
    /// Members by name, for each credential: a counter asks now and then, who copies a list does
    /// not.
    RateLimiter name_searches{{.per_second = 20, .burst = 20, .seconds = 60}};
    /// Public pages by address: a family behind one reads at ease, a machine does not.
    RateLimiter receipt_views{{.per_second = 120, .burst = 60, .seconds = 60}};
    /// The card before anybody has signed in, by address: a shop's own network is one.
    RateLimiter card_views{{.per_second = 600, .burst = 300, .seconds = 60}};
    /// Who asks for codes or tries them without having signed in: by address, and all together.
    RateLimiter codes_of_address{{.per_second = 60, .burst = 60, .seconds = 3600}};
    RateLimiter sign_ins_of_address{{.per_second = 60, .burst = 60, .seconds = 600}};
    RateLimiter sign_ins{{.per_second = 50, .burst = 500}};
    Answering answering{say};
    /// Last, so that it ends first: its work uses all of the above.
    app::PasswordPool passwords{};
};

app::OpenProgramme& programme_of(Api& api, const Request& request);
app::Caller caller_of(const Request& request);
bool has_scope(const Request& request, std::string_view scope);

/// The body as JSON. Errors: MalformedRequest.
Result<Json> body_of(const Request& request, std::size_t bytes = body_bytes_default);
/// For requests without arguments: an empty body or object. Errors: MalformedRequest,
/// ValidationFailed.
Result<void> no_body(const Request& request);
/// Errors: IdempotencyKeyRequired; MalformedRequest when it is no 1-255 visible characters.
Result<std::string> idempotency_key(const Request& request);
/// Refuses a key that is bound to stores for another store; "" = the first. Errors: Forbidden.
Result<void> check_store(Api& api, const Request& request, const std::string& store);
/// How far the credential reaches with what it takes back.
app::TakesBack takes_back(const Request& request);
/// A decoded body under the request's Idempotency-Key. Errors: those of the decoding,
/// IdempotencyKeyRequired, Forbidden (store).
Result<app::Ask> ask_command(Api& api, const Request& request, Result<CommandRequest> decoded);
/// Who asks, as far as spending goes; `proof` as sent, "" = none.
app::SpendGuard guard_of(const Request& request, std::string proof);
/// The id in the path as sent. Errors: NotFound when it is not of this kind.
Result<PlacedId> placed_in_path(const Request& request, PublicKind kind);
/// A code of the path. Errors: NotFound when it cannot be one.
Result<std::string> code_in_path(const Request& request, std::string_view name);

/// What happened longer ago needs a scope of its own to be recorded (contract.md 1 rule 11).
inline constexpr std::int64_t backdate_free_ms = 72 * ms_per_hour;

/// "es", "en" or "pt" by Accept-Language.
std::string_view language_of(const Request& request);

/// What a problem says in the caller's language, with its own numbers where it carries them.
ProblemContext context_of(const Error& error, const Programme* programme, const Request& request);

/// What a page shows, or why not.
using Read = Result<Response> (*)(Api& api, const Request& request);
Handler reading(Api& api, Read read);

using MakeAsk = Result<app::Ask> (*)(Api& api, const Request& request);
/// The answer to an accepted command; it may read.
using Tell = Response (*)(Api& api, const Request& request, const app::Answer& answer);

/// A command: decoded where it arrives, decided by the engine, told on the thread for answers. No
/// thread waits for a commit.
LaterHandler command(Api& api, MakeAsk make, Tell tell);

/// The second half of `command`: hands an ask over and tells its answer.
void submit(Api& api, Request request, app::Ask ask, Tell tell, Reply reply);

/// Marks what a first attempt had already done.
Response mark_replay(Response response, const app::Answer& answer);

}  // namespace vuelve::http
