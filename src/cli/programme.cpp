#include "cli/programme.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/programme_review.h"
#include "cli/or_fail.h"
#include "cli/shop_command.h"
#include "cli/text_of_file.h"
#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

struct ProgrammeOptions : ShopOptions {
    std::string file, reason, language = "es";
    int version = 0;
};

/// One element of a value a line, so that git shows what changed.
void indent(const Json& json, int depth, std::string& out) {
    const std::string inner(static_cast<std::size_t>(depth + 1) * 2, ' ');
    const std::string outer(static_cast<std::size_t>(depth) * 2, ' ');
    if (const auto* members = json.get_if<Json::Object>(); members && !members->empty()) {
        out += "{\n";
        for (const JsonMember& member : *members) {
            JsonWriter name;
            out += inner + std::move(name.value(member.name)).text() + ": ";
            indent(member.value, depth + 1, out);
            out += &member == &members->back() ? "\n" : ",\n";
        }
        out += outer + "}";
    } else if (const auto* items = json.get_if<Json::Array>(); items && !items->empty()) {
        out += "[\n";
        for (const Json& item : *items) {
            out += inner;
            indent(item, depth + 1, out);
            out += &item == &items->back() ? "\n" : ",\n";
        }
        out += outer + "]";
    } else {
        out += canonical(json);
    }
}

int export_document(const ProgrammeOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    const auto version =
        options.version == 0
            ? app::read_in_force(*shop.service, *shop.programme)
            : or_fail(app::read_version(*shop.service, *shop.programme, options.version));
    std::string text;
    indent(or_fail(parse_json(version.row.document)), 0, text);
    fmt::print("{}\n", text);
    return Done;
}

void print_faults(const std::vector<Fault>& faults) {
    for (const Fault& fault : faults)
        fmt::print(stderr, "{}: {}: {}\n", fault.pointer, fault.code, fault.detail);
}

/// What a refusal says, fault by fault.
template <class T>
T or_told(Result<T> result) {
    if (result) return std::move(*result);
    print_faults(result.error().faults);
    throw std::runtime_error(std::string(literal(result.error().code)) + " " +
                             result.error().message);
}

app::ProgrammeDiff diff_of(const OpenedShop& shop,
                           const std::string& document,
                           const ProgrammeOptions& options) {
    const auto before = app::read_in_force(*shop.service, *shop.programme);
    return or_told(app::compare(*shop.service, *shop.programme, before.row.document, document,
                                app::Content::New, options.language));
}

void print_difference(const app::ProgrammeDiff& diff, const ProgrammeOptions& options) {
    for (const DocumentChange& change : diff.changes)
        fmt::print("{}  {}\n", change.pointer, change.text);
    for (const app::TouchedRule& rule : diff.rules)
        fmt::print("{}: {} / {}\n", rule.rule, rule.members, diff.of);
    for (const Warning& warning : diff.verdict.warnings)
        fmt::print(stderr, "{}: {}\n", warning.pointer, warning_text(warning, options.language));
    print_faults(diff.verdict.faults);
}

/// 0 = nothing changes, 1 = something does, or it would be refused: as `diff` answers.
int show_difference(const ProgrammeOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    const auto diff = diff_of(shop, text_of_file(options.file), options);
    print_difference(diff, options);
    return diff.changes.empty() && diff.verdict.faults.empty() ? Done : Failed;
}

int publish_file(const ProgrammeOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const std::string document = text_of_file(options.file);
    const auto diff = diff_of(shop, document, options);
    print_difference(diff, options);
    if (diff.changes.empty()) {
        fmt::print(stderr, "nothing changes: version {} stays in force\n",
                   shop.programme->version());
        return Done;
    }
    const app::Caller caller = shop.caller();
    const auto draft = app::read_draft(*shop.service, *shop.programme);
    if (draft)
        throw std::runtime_error("a draft of " + draft->row.author +
                                 " is open: publish or drop that one first");
    const auto seen = app::read_in_force(*shop.service, *shop.programme);
    or_told(app::put_draft(*shop.service, *shop.programme, caller, document, seen.etag()));
    auto published = app::publish_programme(*shop.service, *shop.programme, caller,
                                            {.at = {}, .reason = options.reason});
    if (!published && published.error().code == ErrorCode::ApprovalRequired) {
        or_told(app::submit_draft(*shop.service, *shop.programme, caller, options.reason));
        fmt::print(stderr, "handed in: a second person has to approve it\n");
        return Failed;
    }
    if (!published) static_cast<void>(app::drop_draft(*shop.service, *shop.programme, caller, {}));
    const auto version = or_told(std::move(published));
    fmt::print("version {} is in force\n", version.row.version);
    return Done;
}

void declare_document(CLI::App& app, ProgrammeOptions& options) {
    app.add_option("file", options.file, "The whole document")->required();
    app.add_option("--language", options.language, "es, en or pt")
        ->check(CLI::IsMember({"es", "en", "pt"}));
}

}  // namespace

std::vector<CliCommand> programme_commands() {
    return {shop_command<ProgrammeOptions>("programme export",
                                           "Print the programme in force, a line for each value",
                                           export_document,
                                           [](CLI::App& app, ProgrammeOptions& options) {
                                               app.add_option("--version", options.version,
                                                              "An earlier version, by its number")
                                                   ->check(CLI::PositiveNumber);
                                           }),
            shop_command<ProgrammeOptions>("programme diff",
                                           "Tell what a document would change; 1 when it does",
                                           show_difference, declare_document),
            shop_command<ProgrammeOptions>(
                "programme publish", "Publish a document", publish_file,
                [](CLI::App& app, ProgrammeOptions& options) {
                    declare_document(app, options);
                    app.add_option("--reason", options.reason, "Why, for the history")->required();
                })};
}

}  // namespace vuelve::cli
