#include "cli/scenario/commands.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "cli/scenario/books.h"
#include "cli/scenario/reads.h"
#include "codec/member_json.h"
#include "codec/public_id.h"
#include "codec/purchase_json.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

/// A command's body, and the text by which two are the same (contract.md 1 rule 1).
struct Made {
    CommandBody body;
    std::string canonical;
};

Json without_id(const Json& arguments) {
    Json::Object rest;
    for (const JsonMember& member : *arguments.get_if<Json::Object>())
        if (member.name != "id") rest.push_back(member);
    return Json(std::move(rest));
}

Made purchase(PurchaseRequest request, const Aliases& aliases) {
    request.purchase.member = aliases.holder(request.member);
    std::string content = canonical_purchase(request);
    return {std::move(request.purchase), std::move(content)};
}

struct Maker {
    const GoldenStep& step;
    const Aliases& aliases;

    Result<Made> record() const {
        return purchase(TRY(decode_purchase(purchase_body(step.arguments, aliases))), aliases);
    }
    Result<Made> quote() const {
        Json body = purchase_body(step.arguments, aliases);
        return purchase(TRY(decode_purchase(body, PurchaseKind::Quote)), aliases);
    }
    Result<Made> give_back() const {
        RecordReturn command = TRY(decode_return(step.arguments));
        std::string content = canonical_return(command);
        return Made{std::move(command), std::move(content)};
    }
    Result<Made> cancel() const {
        VoidPurchase command = TRY(decode_void(step.arguments));
        std::string content = canonical_void(command);
        return Made{std::move(command), std::move(content)};
    }
    Result<Made> correct() const {
        AdjustRequest request = TRY(decode_adjust(without_id(step.arguments)));
        request.adjust.member = aliases.holder(request.member);
        std::string content = canonical_adjust(request);
        return Made{std::move(request.adjust), std::move(content)};
    }
    Result<Made> close_books() const {
        const BooksQuestion asked = TRY(decode_books(step));
        return Made{CloseMonth{asked.month}, canonical_command(step.op, step.arguments)};
    }
    template <class Change>
    Result<Made> of_member() const {
        std::string alias =
            TRY(decode_body<std::string>(step.arguments, [](const Cursor& at, std::string& out) {
                ObjectReader object(at);
                std::string id;
                object.required("id", id, code());
                object.required("member", out, member_text());
            }));
        return Made{Change{aliases.holder(alias)}, canonical_command(step.op, step.arguments)};
    }
};

using Make = Result<Made> (Maker::*)() const;

const std::map<std::string_view, Make>& makers() {
    static const std::map<std::string_view, Make> known{
        {"purchase", &Maker::record},
        {"quote", &Maker::quote},
        {"return", &Maker::give_back},
        {"void", &Maker::cancel},
        {"adjust", &Maker::correct},
        {"close_month", &Maker::close_books},
        {"suspend", &Maker::of_member<Suspend>},
        {"reactivate", &Maker::of_member<Reactivate>},
    };
    return known;
}

}  // namespace

Result<std::vector<GoldenMember>> decode_members(const Json& members) {
    return decode_body<std::vector<GoldenMember>>(members, list(app::decode_case_member, 10'000));
}

Result<GoldenMember> decode_enrol_step(const GoldenStep& step) {
    return decode_body<GoldenMember>(step.arguments, [&](const Cursor& at, GoldenMember& out) {
        ObjectReader object(at);
        std::string id;
        object.required("id", id, code());
        object.required("member", out.alias, code());
        out.enrol.enrolled_at = step.at;
        app::decode_case_person(object, out);
    });
}

std::vector<std::string> payment_tokens(const GoldenStep& step) {
    std::vector<std::string> tokens;
    const Json* tenders = step.arguments.find("tenders");
    const auto* items = tenders ? tenders->get_if<Json::Array>() : nullptr;
    if (!items) return tokens;
    for (const Json& tender : *items)
        if (std::string token = text_in(tender, "payment_token"); !token.empty())
            tokens.push_back(std::move(token));
    return tokens;
}

bool is_command(std::string_view op) { return makers().contains(op) || is_request(op); }

namespace {

/// The members that a request refers to, as the case has numbered them.
void set_members(CommandRequest& request, const Aliases& aliases) {
    auto holder = [&](const std::string& reference) -> MemberRef {
        constexpr std::string_view external = "external:";
        return reference.starts_with(external) ? aliases.holder(reference.substr(external.size()))
                                               : std::nullopt;
    };
    std::visit(
        [&](auto& command) {
            if constexpr (requires { command.member; }) command.member = holder(request.member);
            if constexpr (requires { command.to = MemberRef{}; })
                command.to = holder(request.other);
            if constexpr (requires { command.recipient; })
                command.recipient = holder(request.other);
            if constexpr (requires { command.duplicate; })
                command.duplicate = holder(request.other);
            if constexpr (requires { command.household = HolderId{}; })
                if (auto known = parse_public_holder(PublicKind::Household, request.household))
                    command.household = *known;
        },
        request.body);
}

}  // namespace

std::optional<std::string> not_built(const GoldenCase& golden) {
    for (const GoldenStep& step : golden.steps) {
        bool known = is_command(step.op) || step.op == "enrol" || step.op == "advance" ||
                     step.op == "publish" || is_read(step.op);
        if (!known) return step.op;
    }
    return std::nullopt;
}

Result<Command> make_command(const GoldenStep& step, const Aliases& aliases) {
    if (is_request(step.op)) {
        CommandRequest request = TRY(make_request(step, aliases));
        set_members(request, aliases);
        return Command{.body = std::move(request.body),
                       .key = request.key.empty() ? step.id : request.key,
                       .request_hash = hash_of(request.text.canonical()),
                       .actor = "scenario"};
    }
    Make make = makers().at(step.op);
    Made made = TRY((Maker{step, aliases}.*make)());
    return Command{.body = std::move(made.body),
                   .key = step.id,
                   .request_hash = hash_of(made.canonical),
                   .actor = "scenario"};
}

Hash16 hash_of(std::string_view content) {
    Hash16 hash{};
    for (std::size_t half = 0; half < 2; ++half) {
        std::uint64_t mixed = half == 0 ? 0xcbf29ce484222325ULL : 0x84222325cbf29ce4ULL;  // FNV-1a
        for (char byte : content)
            mixed = (mixed ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
        for (std::size_t i = 0; i < 8; ++i)
            hash[half * 8 + i] = static_cast<std::uint8_t>(mixed >> (8 * i));
    }
    return hash;
}

}  // namespace vuelve::cli
