#include "codec/survey_request.h"

#include <algorithm>

#include "codec/request_format.h"

namespace vuelve {
namespace {

/// Text of several lines: what people write into a box.
void comment_text(const Cursor& at, std::string& out) {
    const auto* written = at.json.get_if<std::string>();
    if (!written) return at.fault("wrong-type", "expects text");
    std::string one_line = *written;
    std::ranges::replace(one_line, '\n', ' ');
    std::ranges::replace(one_line, '\r', ' ');
    std::ranges::replace(one_line, '\t', ' ');
    const Json flat(std::move(one_line));
    std::string kept;
    text(0, comment_length_max)(Cursor{flat, at.place, at.faults}, kept);
    if (!kept.empty()) out = *written;
}

struct Written {
    AnswerSurvey command;
    std::string comment;
};

void decode_written(const Cursor& at, Written& out) {
    ObjectReader object(at);
    AnswerSurvey& command = out.command;
    object.optional("rating", command.rating, whole(1, 5));
    object.optional("nps", command.nps, whole(0, 10));
    object.nullable("purchase", command.purchase, code());
    object.nullable("comment", out.comment, comment_text);
    object.nullable("store", command.store, code());
    if (!at.faults.empty()) return;
    if (!command.rating && !command.nps)
        object.fault("rating", "required", "an answer holds a rating, a recommendation or both");
    if (command.rating && command.purchase.empty())
        object.fault("purchase", "required", "a rating names its purchase");
    if (!command.rating && !command.purchase.empty())
        object.fault("rating", "required", "what is said of a purchase is a rating");
    if (command.rating && !command.store.empty())
        object.fault("store", "out-of-range", "a rating has the store of its purchase");
}

}  // namespace

Result<CommandRequest> decode_survey_answer(const Json& json, std::string member) {
    Written written = TRY(decode_body<Written>(json, decode_written));
    CommandRequest request{.body = {}, .text = CommandText("answer"), .member = std::move(member)};
    request.text.hide("member", request.member)
        .say("purchase", written.command.purchase)
        .say("rating", written.command.rating)
        .say("nps", written.command.nps)
        .say("store", written.command.store)
        .hide("comment", written.comment);
    request.comment = std::move(written.comment);
    request.store = written.command.store;
    request.body = std::move(written.command);
    return request;
}

}  // namespace vuelve
