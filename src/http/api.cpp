#include "http/api.h"

#include <algorithm>

#include "app/roles.h"
#include "base/ensure.h"
#include "codec/request_format.h"
#include "codec/sentences_error.h"
#include "http/problem.h"

namespace vuelve::http {
namespace {

constexpr std::size_t key_length_max = 255;

bool is_visible(char c) { return c >= '!' && c <= '~'; }

}  // namespace

void StoreHealth::note(const app::Answer& answer) {
    if (!answer.error) {
        trouble_ = -1;
        return;
    }
    const ErrorCode code = answer.error->code;
    if (code != ErrorCode::StorageFull && code != ErrorCode::OutcomeUnknown) return;
    since_ = std::chrono::steady_clock::now();
    trouble_ = static_cast<int>(code);
}

Result<void> StoreHealth::check() const {
    const int trouble = trouble_;
    const bool over = std::chrono::steady_clock::now() - since_.load() > remembered;
    if (trouble < 0 || over) return {};
    return refuse(static_cast<ErrorCode>(trouble));
}

app::OpenProgramme& programme_of(Api& api, const Request& request) {
    app::OpenProgramme* programme =
        api.service.programmes().find({request.caller.tenant, request.caller.programme});
    ensure(programme != nullptr, "a key belongs to an open programme");
    return *programme;
}

app::Caller caller_of(const Request& request) {
    return {.programme = {request.caller.tenant, request.caller.programme},
            .owner = request.caller.owner,
            .actor = request.caller.kind == CallerKind::Key ? "key:" + request.caller.credential
                                                            : request.caller.owner,
            .peer = request.peer,
            .own_members = request.caller.own_members,
            .role = request.caller.role};
}

bool has_scope(const Request& request, std::string_view scope) {
    return std::ranges::find(request.caller.scopes, scope) != request.caller.scopes.end();
}

Result<Json> body_of(const Request& request, std::size_t bytes) {
    return parse_json(request.body, {.size_max = bytes});
}

Result<void> no_body(const Request& request) {
    if (request.body.empty()) return {};
    const Json json = TRY(body_of(request));
    TRY(decode_body<bool>(json, [](const Cursor& at, bool&) { ObjectReader nothing(at); }));
    return {};
}

Result<std::string> idempotency_key(const Request& request) {
    const std::string_view key = request.headers.find("Idempotency-Key").value_or("");
    if (key.empty()) return refuse(ErrorCode::IdempotencyKeyRequired);
    if (key.size() > key_length_max || !std::ranges::all_of(key, is_visible))
        return refuse(ErrorCode::MalformedRequest, "Idempotency-Key: 1-255 visible ASCII");
    return std::string(key);
}

std::string_view language_of(const Request& request) {
    return tag(choose_language(request.headers.find("Accept-Language").value_or("")));
}

Result<void> check_store(Api& api, const Request& request, const std::string& store) {
    const auto& stores = request.caller.stores;
    if (stores.empty()) return {};
    const std::string code =
        store.empty() ? programme_of(api, request).snapshot()->default_store().code : store;
    if (std::ranges::find(stores, code) == stores.end()) return refuse(ErrorCode::Forbidden);
    return {};
}

app::TakesBack takes_back(const Request& request) {
    const Caller& caller = request.caller;
    return {.stores = caller.stores,
            .own_shift = caller.role == app::cashier_role ? caller.owner : "",
            .own_orders = caller.own_orders ? caller.owner : ""};
}

Result<app::Ask> ask_command(Api& api, const Request& request, Result<CommandRequest> decoded) {
    const bool has_key = decoded && !decoded->key.empty();
    const std::string key = has_key ? std::string() : TRY(idempotency_key(request));
    CommandRequest command = TRY(std::move(decoded));
    const bool has_store = std::holds_alternative<Capture>(command.body) ||
                           std::holds_alternative<Redeem>(command.body) ||
                           std::holds_alternative<RecordAction>(command.body) ||
                           std::holds_alternative<SetStock>(command.body);
    const bool names_store =
        std::holds_alternative<UseVoucher>(command.body) && !command.store.empty();
    if (has_store || names_store) TRY(check_store(api, request, command.store));
    // Without a store it is the stock of all of them.
    if (std::holds_alternative<SetStock>(command.body) && command.store.empty() &&
        !request.caller.stores.empty())
        return refuse(ErrorCode::Forbidden);
    std::string proof = std::move(command.proof);
    app::Ask ask =
        app::ask_command(programme_of(api, request), caller_of(request), std::move(command), key);
    ask.guard = guard_of(request, std::move(proof));
    return ask;
}

app::SpendGuard guard_of(const Request& request, std::string proof) {
    return {.credential = request.caller.credential,
            .proof = std::move(proof),
            .is_own = request.caller.kind == CallerKind::Member,
            .till = request.caller.till.empty() ? "key:" + request.caller.credential
                                                : "till:" + request.caller.till};
}

Result<PlacedId> placed_in_path(const Request& request, PublicKind kind) {
    const auto placed = parse_public(kind, request.parameters.at("id"));
    if (!placed) return refuse(ErrorCode::NotFound);
    return *placed;
}

Result<std::string> code_in_path(const Request& request, std::string_view name) {
    const auto& code = request.parameters.find(name)->second;
    if (!is_code(code)) return refuse(ErrorCode::NotFound);
    return code;
}

ProblemContext context_of(const Error& error, const Programme* programme, const Request& request) {
    ProblemContext context = problem_context(request);
    if (programme && !error.figures.empty())
        context.detail = error_sentence(error, *programme, tag(context.language));
    return context;
}

Handler reading(Api& api, Read read) {
    return [&api, read](const Request& request) {
        Result<Response> response = read(api, request);
        if (response) return std::move(*response);
        const Error& error = response.error();
        const auto programme =
            error.figures.empty() ? nullptr : programme_of(api, request).snapshot();
        return problem_response(error, context_of(error, programme.get(), request));
    };
}

void submit(Api& api, Request request, app::Ask ask, Tell tell, Reply reply) {
    // Shared because std::function wants to copy what it holds.
    auto asked = std::make_shared<const Request>(std::move(request));
    api.service.engine().submit(
        std::move(ask), [&api, tell, asked, reply = std::move(reply)](app::Answer answer) {
            api.health.note(answer);
            api.answering.post([&api, tell, asked, reply, answer = std::move(answer)] {
                if (!answer.error) return reply(mark_replay(tell(api, *asked, answer), answer));
                const Error& error = *answer.error;
                reply(problem_response(error, context_of(error, answer.programme.get(), *asked)));
            });
        });
}

LaterHandler command(Api& api, MakeAsk make, Tell tell) {
    return [&api, make, tell](Request request, Reply reply) {
        Result<app::Ask> ask = make(api, request);
        if (!ask) return reply(problem_response(ask.error(), request));
        submit(api, std::move(request), std::move(*ask), tell, std::move(reply));
    };
}

Response mark_replay(Response response, const app::Answer& answer) {
    if (answer.outcome == Outcome::Replayed) response.headers.add("Idempotent-Replayed", "true");
    return response;
}

}  // namespace vuelve::http
