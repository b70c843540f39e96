#include "http/purchases.h"

#include <algorithm>

#include "app/reading.h"
#include "app/receipts.h"
#include "codec/json_writer.h"
#include "codec/request_format.h"
#include "http/problem.h"
#include "http/receipt_pages.h"

namespace vuelve::http {
namespace {

constexpr int status_ok = 200, status_created = 201, status_accepted = 202;

/// What the key behind the request may not do, whatever the programme says.
Result<void> check_rights(Api& api, const Request& request, const RecordPurchase& purchase) {
    const bool burns = !purchase.discount_points.empty() ||
                       std::ranges::any_of(purchase.tenders, [](const Tender& tender) {
                           return !tender.currency.empty();
                       });
    if (burns && !has_scope(request, "points.burn")) return refuse(ErrorCode::InsufficientScope);

    const bool late =
        purchase.occurred_at && api.service.now() - *purchase.occurred_at > backdate_free_ms;
    if (late && !has_scope(request, "purchases.backdate"))
        return refuse(ErrorCode::InsufficientScope);

    return check_store(api, request, purchase.store);
}

Result<void> check_may_take_back(Api& api, const Request& request, const std::string& purchase) {
    const app::TakesBack who = takes_back(request);
    // Most keys are bound to nothing, and nothing is read for them.
    if (who.stores.empty() && who.own_shift.empty() && who.own_orders.empty()) return {};
    return app::check_taking_back(api.service, programme_of(api, request), who, purchase);
}

Result<app::Ask> ask_recording(Api& api, const Request& request, const Json& json) {
    PurchaseRequest decoded = TRY(decode_purchase(json));
    TRY(check_rights(api, request, decoded.purchase));
    app::SpendGuard guard = guard_of(request, decoded.proof);
    app::Ask ask =
        app::ask_purchase(programme_of(api, request), caller_of(request), std::move(decoded));
    ask.guard = std::move(guard);
    return ask;
}

bool asks(const Request& request, std::string_view name, std::string_view value) {
    auto found = request.query.find(name);
    return found != request.query.end() && found->second == value;
}

std::string receipt_json(Api& api, const Request& request, const app::Answer& answer) {
    const Receipt& receipt = *answer.receipt;
    AnswerOptions options{.language = language_of(request),
                          .explain = asks(request, "explain", "text")};
    app::ReceiptFacts facts;
    if (options.explain || !receipt.vouchers.empty())
        facts = app::read_facts(api.service, programme_of(api, request), receipt);
    options.member_name = facts.member_name;
    options.lines = facts.lines;
    options.occurred_at = facts.occurred_at;
    options.vouchers = facts.vouchers;
    if (receipt.command == "purchase" && receipt.outcome == Outcome::Ok &&
        asks(request, "link", "true")) {
        const app::ReceiptLink link = app::link_to_receipt(programme_of(api, request), receipt);
        options.link = receipt_path(link.token);
        options.link_expires_at = link.expires_at;
    }
    return answer_json(receipt, *answer.programme, options);
}

Response tell(Api& api, const Request& request, const app::Answer& answer, int status) {
    const bool waits = answer.receipt->outcome == Outcome::Parked;
    return json_response(waits ? status_accepted : status, receipt_json(api, request, answer));
}

/// A batch on its way: the fate of each item, those that were refused before the engine among them.
struct Batch {
    Request request;
    std::vector<std::optional<Error>> refused;  // by item
};

Result<const Json::Array*> items_of_batch(const Json& json) {
    constexpr std::size_t items_max = 1000;
    return decode_body<const Json::Array*>(json, [](const Cursor& at, const Json::Array*& out) {
        ObjectReader object(at);
        object.required("items", out, [](const Cursor& list, const Json::Array*& items) {
            items = items_of(list, 1, items_max);
        });
    });
}

Response tell_batch(Api& api, const Batch& batch, const std::vector<app::Answer>& answers) {
    const auto unavailable = [](const app::Answer& answer) {
        return answer.error && http_status(answer.error->code) == 503;
    };
    // Nothing was taken: the batch as a whole is to be sent again.
    if (!answers.empty() && std::ranges::all_of(answers, unavailable))
        return problem_response(*answers.front().error, batch.request);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    auto answer = answers.begin();
    for (const auto& refused : batch.refused) {
        const Error* error = refused ? &*refused : answer->error ? &*answer->error : nullptr;
        const Programme* told_by = refused ? nullptr : answer->programme.get();
        out.raw(error ? problem_json(*error, context_of(*error, told_by, batch.request))
                      : receipt_json(api, batch.request, *answer));
        if (!refused) ++answer;
    }
    out.end_array().end_object();
    return json_response(status_ok, std::move(out).text());
}

}  // namespace

Result<app::Ask> ask_purchase(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_recording(api, request, json);
}

Result<app::Ask> ask_quote(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    PurchaseRequest decoded = TRY(decode_purchase(json, PurchaseKind::Quote));
    TRY(check_rights(api, request, decoded.purchase));
    return app::ask_quote(programme_of(api, request), caller_of(request), std::move(decoded));
}

Result<app::Ask> ask_return(Api& api, const Request& request) {
    const std::string purchase = TRY(code_in_path(request, "id"));
    const Json json = TRY(body_of(request));
    RecordReturn decoded = TRY(decode_return(json, purchase));
    TRY(check_may_take_back(api, request, purchase));
    return app::ask_return(programme_of(api, request), caller_of(request), std::move(decoded));
}

Result<app::Ask> ask_return_preview(Api& api, const Request& request) {
    app::Ask ask = TRY(ask_return(api, request));
    ask.is_preview = true;
    return ask;
}

Result<app::Ask> ask_void(Api& api, const Request& request) {
    const std::string purchase = TRY(code_in_path(request, "id"));
    const std::string key = TRY(idempotency_key(request));
    const Json json = TRY(body_of(request));
    VoidPurchase decoded = TRY(decode_void(json, purchase));
    TRY(check_may_take_back(api, request, purchase));
    return app::ask_void(programme_of(api, request), caller_of(request), std::move(decoded), key);
}

Response tell_created(Api& api, const Request& request, const app::Answer& answer) {
    return tell(api, request, answer, status_created);
}

Response tell_done(Api& api, const Request& request, const app::Answer& answer) {
    return tell(api, request, answer, status_ok);
}

LaterHandler record_batch(Api& api) {
    return [&api](Request request, Reply reply) {
        auto batch = std::make_shared<Batch>(Batch{std::move(request), {}});
        const Result<Json> json = body_of(batch->request, body_bytes_max);
        if (!json) return reply(problem_response(json.error(), batch->request));
        const auto items = items_of_batch(*json);
        if (!items) return reply(problem_response(items.error(), batch->request));
        std::vector<app::Ask> asks;
        for (const Json& item : **items) {
            auto ask = ask_recording(api, batch->request, item);
            batch->refused.push_back(ask ? std::nullopt : std::optional(std::move(ask).error()));
            if (ask) asks.push_back(std::move(*ask));
        }
        api.service.engine().submit_all(
            std::move(asks), [&api, batch, reply](std::vector<app::Answer> answers) {
                for (const app::Answer& answer : answers) api.health.note(answer);
                api.answering.post([&api, batch, reply, answers = std::move(answers)] {
                    reply(tell_batch(api, *batch, answers));
                });
            });
    };
}

}  // namespace vuelve::http
