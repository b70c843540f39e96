#include "http/parked.h"

#include <array>

#include "app/entitlements.h"
#include "codec/operator_request.h"
#include "codec/purchase_json.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

struct StateWord {
    ParkedState state;
    std::string_view word;
};
/// Those that wait for a person come first.
constexpr std::array parked_queue{StateWord{ParkedState::Orphaned, "orphaned"},
                                  StateWord{ParkedState::Rejected, "rejected"},
                                  StateWord{ParkedState::Parked, "parked"}};

/// Where a page begins: in which part of the parked_queue, and after which row of it.
struct QueuePlace {
    std::size_t part = 0;
    std::optional<Hash16> after{};
};

std::string format_place(std::size_t part, const Hash16& key) {
    std::string text = std::to_string(part) + ".";
    constexpr std::string_view digits = "0123456789abcdef";
    for (const std::uint8_t byte : key) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

Result<QueuePlace> queue_place_of(const Page& page) {
    QueuePlace place;
    if (page.cursor.empty()) return place;
    const std::string_view text = page.cursor;
    const std::size_t hex_size = 2 * Hash16{}.size();
    if (text.size() != hex_size + 2 || text[1] != '.' ||
        !read_whole(text.substr(0, 1), place.part) || place.part >= parked_queue.size())
        return wrong_cursor();
    Hash16 key{};
    for (std::size_t i = 0; i < key.size(); ++i) {
        const std::string_view pair = text.substr(2 + 2 * i, 2);
        const auto [end, error] =
            std::from_chars(pair.data(), pair.data() + pair.size(), key[i], 16);
        if (error != std::errc{} || end != pair.data() + pair.size()) return wrong_cursor();
    }
    place.after = key;
    return place;
}

Result<std::string_view> state_asked(const Request& request) {
    const auto sent = request.query.find("state");
    if (sent == request.query.end()) return std::string_view{};
    for (const StateWord& known : parked_queue)
        if (known.word == sent->second) return known.word;
    return refuse_field("/state", "wrong-format", "orphaned, rejected or parked");
}

void write_parked(JsonWriter& out, const Parked& parked, std::string_view state) {
    out.begin_object()
        .member("purchase", parked.purchase)
        .member("id", parked.id)
        .member("kind", parked.is_void ? "void" : "return")
        .member("state", state)
        .key("lines")
        .begin_array();
    for (const ReturnLine& line : parked.lines)
        out.begin_object()
            .member("line", line.line)
            .member("quantity", format_quantity(line.quantity))
            .end_object();
    out.end_array()
        .member("occurred_at", parked.occurred_at)
        .member("due_at", parked.due_at)
        .end_object();
}

}  // namespace

Result<Response> list_parked(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::string_view only = TRY(state_asked(request));
    QueuePlace place = TRY(queue_place_of(page));
    const app::OpenProgramme& programme = programme_of(api, request);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    int room = page.limit;
    std::string last;
    for (; place.part < parked_queue.size(); ++place.part, place.after.reset()) {
        const auto& [state, word] = parked_queue[place.part];
        if (!only.empty() && word != only) continue;
        for (const auto& row :
             app::read_parked(api.service, programme, state, place.after, room + 1)) {
            if (room-- == 0) return page_response(request, out, page.limit, last);
            write_parked(out, row.parked, word);
            last = format_place(place.part, row.key);
        }
    }
    return page_response(request, out, page.limit, "");
}

Result<app::Ask> ask_parked_decision(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_parked_decision(json));
}

}  // namespace vuelve::http
