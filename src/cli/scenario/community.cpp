#include "cli/scenario/community.h"

#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "codec/request_format.h"

namespace vuelve::cli {

Json told_json(const Json& body) {
    ObjectMaker out;
    out.add("status", "ok");
    for (const JsonMember& member : *body.get_if<Json::Object>())
        out.add(member.name, member.value);
    return std::move(out).done();
}

bool is_community_read(std::string_view op) { return op == "satisfaction"; }

Result<app::SatisfactionAsked> decode_satisfaction(const GoldenStep& step) {
    return decode_body<app::SatisfactionAsked>(step.arguments,
                                               [](const Cursor& at, app::SatisfactionAsked& out) {
                                                   ObjectReader object(at);
                                                   object.required("from", out.from, day);
                                                   object.required("to", out.to, day);
                                                   object.optional("store", out.store, code());
                                               });
}

Json answer_community(const Programme& programme,
                      const Community& community,
                      const GoldenStep& step) {
    auto asked = decode_satisfaction(step);
    if (!asked) return rejected_json(asked.error().code);
    auto report = community.satisfaction(*asked);
    if (!report) return rejected_json(report.error().code);
    return told_json(*parse_json(app::satisfaction_json(*asked, *report, programme)));
}

}  // namespace vuelve::cli
