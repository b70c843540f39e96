#include "codec/account_request.h"

#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr int reinstated_days_max = 3660;

WholeFormat some_units() { return whole(1, amount_max); }

/// A request about one member, who is named by the path.
CommandRequest about(std::string member, CommandBody body, std::string name) {
    CommandRequest request{
        .body = std::move(body), .text = CommandText(std::move(name)), .member = std::move(member)};
    request.text.hide("member", request.member);
    return request;
}

struct IdentityFormat {
    std::string_view region;
    void operator()(const Cursor& at, Identity& out) const {
        std::string reference;
        const std::size_t before = at.faults.size();
        text(1, 320)(at, reference);
        if (at.faults.size() != before) return;
        if (auto parsed = parse_identity(reference, region))
            out = std::move(*parsed);
        else
            at.fault("wrong-format", "expects phone:, email:, card: or external: and its value");
    }
};

std::string_view change_name(ChangeIdentity::Change change) {
    using enum ChangeIdentity::Change;
    return change == Add      ? "add_identity"
           : change == Remove ? "remove_identity"
           : change == Block  ? "block_identity"
                              : "replace_identity";
}

}  // namespace

Result<CommandRequest> decode_transfer(const Json& json) {
    CommandRequest request{.body = {}, .text = CommandText("transfer")};
    auto command = TRY(decode_body<Transfer>(json, [&](const Cursor& at, Transfer& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.required("to", request.other, member_text());
        object.required("currency", out.currency, code());
        object.required("points", out.points, some_units());
        object.nullable("proof", request.proof, text(1, 200));
    }));
    request.text.hide("member", request.member)
        .hide("to", request.other)
        .say("currency", command.currency)
        .say("points", command.points);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_conversion(const Json& json) {
    CommandRequest request{.body = {}, .text = CommandText("convert")};
    auto command = TRY(decode_body<Convert>(json, [&](const Cursor& at, Convert& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.required("from", out.from, code());
        object.required("to", out.to, code());
        object.required("points", out.points, some_units());
        object.nullable("proof", request.proof, text(1, 200));
    }));
    request.text.hide("member", request.member)
        .say("from", command.from)
        .say("to", command.to)
        .say("points", command.points);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_extension(const Json& json) {
    CommandRequest request{.body = {}, .text = CommandText("extend")};
    auto command = TRY(decode_body<Extend>(json, [&](const Cursor& at, Extend& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.required("currency", out.currency, code());
        object.required("expiring_until", out.expiring_until, day);
        object.required("last_day", out.last_day, day);
    }));
    request.text.hide("member", request.member)
        .say("currency", command.currency)
        .say("expiring_until", command.expiring_until)
        .say("last_day", command.last_day);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_reinstatement(const Json& json) {
    CommandRequest request{.body = {}, .text = CommandText("reinstate")};
    auto command = TRY(decode_body<Reinstate>(json, [&](const Cursor& at, Reinstate& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.required("currency", out.currency, code());
        object.required("points", out.points, some_units());
        object.required("days", out.days, whole(0, reinstated_days_max));
    }));
    request.text.hide("member", request.member)
        .say("currency", command.currency)
        .say("points", command.points)
        .say("days", command.days);
    request.body = std::move(command);
    return request;
}

Result<CommandRequest> decode_merge(const Json& json, std::string member) {
    CommandRequest request = about(std::move(member), Merge{}, "merge");
    request.other =
        TRY(decode_body<std::string>(json, [](const Cursor& at, std::string& duplicate) {
            ObjectReader object(at);
            object.required("duplicate", duplicate, member_text());
        }));
    request.text.hide("duplicate", request.other);
    return request;
}

Result<CommandRequest> decode_level(const Json& json, std::string member) {
    auto command = TRY(decode_body<SetLevel>(json, [](const Cursor& at, SetLevel& out) {
        ObjectReader object(at);
        object.required("level", out.level, code());
        object.optional("valid_until", out.valid_until, instant);
    }));
    CommandRequest request = about(std::move(member), command, "set_level");
    request.text.say("level", command.level).say("valid_until", command.valid_until);
    return request;
}

Result<CommandRequest> decode_opt_in(const Json& json, std::string member) {
    auto command = TRY(decode_body<OptIn>(json, [](const Cursor& at, OptIn& out) {
        ObjectReader object(at);
        object.required("challenge", out.challenge, code());
    }));
    CommandRequest request = about(std::move(member), command, "opt_in");
    request.text.say("challenge", command.challenge);
    return request;
}

Result<CommandRequest> decode_referral_decision(const Json& json, std::string member) {
    const auto command =
        TRY(decode_body<DecideReferral>(json, [](const Cursor& at, DecideReferral& out) {
            ObjectReader object(at);
            object.required("approve", out.approve, truth);
        }));
    return referral_decision_request(std::move(member), command.approve);
}

CommandRequest referral_decision_request(std::string member, bool approve) {
    CommandRequest request =
        about(std::move(member), DecideReferral{.approve = approve}, "decide_referral");
    request.text.say("approve", approve);
    return request;
}

Result<CommandRequest> decode_join_club(const Json& json, std::string member) {
    auto command = TRY(decode_body<JoinClub>(json, [](const Cursor& at, JoinClub& out) {
        ObjectReader object(at);
        object.required("club", out.club, code());
    }));
    CommandRequest request = about(std::move(member), command, "join_club");
    request.text.say("club", command.club);
    return request;
}

CommandRequest close_request(std::string member) {
    return about(std::move(member), Close{}, "close");
}

CommandRequest erase_request(std::string member) {
    return about(std::move(member), Erase{}, "erase");
}

Result<CommandRequest> decode_identity_change(const Json& json,
                                              ChangeIdentity::Change change,
                                              std::string member,
                                              std::string_view region) {
    const bool replaces = change == ChangeIdentity::Change::Replace;
    using Identities = std::vector<Identity>;
    auto identities = TRY(decode_body<Identities>(json, [&](const Cursor& at, Identities& out) {
        const IdentityFormat identity{region};
        ObjectReader object(at);
        out.resize(replaces ? 2 : 1);
        object.required(replaces ? "old" : "identity", out.front(), identity);
        if (replaces) object.required("new", out.back(), identity);
        if (at.faults.empty() && out.front().kind != out.back().kind)
            object.fault("new", "out-of-range", "of the same kind as the old one");
    }));
    ChangeIdentity command{.member = {}, .change = change, .kind = std::string()};
    command.kind = word(identities.back().kind);
    CommandRequest request = about(std::move(member), command, std::string(change_name(change)));
    request.text.say("kind", command.kind)
        .hide("identity", format_identity(identities.front()))
        .hide("new", replaces ? format_identity(identities.back()) : std::string());
    request.identities = std::move(identities);
    return request;
}

Result<CommandRequest> decode_new_household(const Json& json) {
    auto member = TRY(decode_body<std::string>(json, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("member", out, member_text());
    }));
    CommandRequest request =
        about(std::move(member), JoinHousehold{.is_new = true, .owner = true}, "join_household");
    request.text.say("is_new", true);
    return request;
}

Result<CommandRequest> decode_join_household(const Json& json, std::string household) {
    CommandRequest request{.body = {}, .text = CommandText("join_household")};
    auto command = TRY(decode_body<JoinHousehold>(json, [&](const Cursor& at, JoinHousehold& out) {
        ObjectReader object(at);
        object.required("member", request.member, member_text());
        object.optional("can_redeem", out.can_redeem, truth);
        object.optional("owner", out.owner, truth);
    }));
    request.household = std::move(household);
    request.text.hide("member", request.member)
        .say("household", request.household)
        .say("can_redeem", command.can_redeem)
        .say("owner", command.owner);
    request.body = command;
    return request;
}

CommandRequest leave_household_request(std::string member, std::string household) {
    CommandRequest request = about(std::move(member), LeaveHousehold{}, "leave_household");
    request.household = std::move(household);
    request.text.say("household", request.household);
    return request;
}

}  // namespace vuelve
