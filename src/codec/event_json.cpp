#include "codec/event_json.h"

#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"

namespace vuelve {
namespace {

/// As text of one length: the extension compares sequences as strings.
std::string sequence_text(std::int64_t sequence) {
    constexpr std::size_t digits = 20;
    std::string text = std::to_string(sequence);
    return std::string(digits - text.size(), '0') + text;
}

std::string event_ref_text(const EventRef& ref) {
    switch (ref.kind) {
        case EventRef::Kind::Member: return format_public(PublicKind::Member, ref.holder);
        case EventRef::Kind::Household: return format_public(PublicKind::Household, ref.holder);
        case EventRef::Kind::Txn: return format_placed(PublicKind::Txn, ref.id, ref.holder);
        case EventRef::Kind::Reservation:
            return format_placed(PublicKind::Reservation, ref.id, ref.holder);
        case EventRef::Kind::Redemption:
            return format_placed(PublicKind::Redemption, ref.id, ref.holder);
        case EventRef::Kind::Voucher: return format_placed(PublicKind::Voucher, ref.id, ref.holder);
    }
    return {};
}

void write_event_fields(JsonWriter& out, const EventFields& fields);

struct EventValueWriter {
    JsonWriter& out;

    void operator()(const EventRef& ref) const { out.value(event_ref_text(ref)); }
    void operator()(const EventFields& fields) const { write_event_fields(out, fields); }
    void operator()(const EventValue::List& list) const {
        out.begin_array();
        for (const EventValue& one : list) std::visit(*this, one.value);
        out.end_array();
    }
    template <class Plain>
    void operator()(const Plain& plain) const {
        out.value(plain);
    }
};

void write_event_fields(JsonWriter& out, const EventFields& fields) {
    out.begin_object();
    for (const EventField& field : fields)
        std::visit(EventValueWriter{out.key(field.name)}, field.value.value);
    out.end_object();
}

}  // namespace

std::string event_data_json(const Event& event) {
    JsonWriter out;
    write_event_fields(out, event.data);
    return std::move(out).text();
}

std::string cloud_event_type(std::string_view name) {
    return "vuelve." + std::string(name) + ".v1";
}

std::string cloud_event_json(const CloudEvent& event) {
    JsonWriter out;
    out.begin_object()
        .member("specversion", "1.0")
        .member("id", format_public(PublicKind::Event, {event.sequence, event.bucket}))
        .member("source", "/" + std::string(event.tenant) + "/" + std::string(event.programme))
        .member("type", cloud_event_type(event.name));
    if (event.subject.value != 0) {
        const bool is_member = event.subject_kind == HolderKind::Member;
        out.member("subject", format_public(is_member ? PublicKind::Member : PublicKind::Household,
                                            event.subject));
    }
    out.member("time", event.time)
        .member("datacontenttype", "application/json")
        .member("sequence", sequence_text(event.sequence))
        .key("data")
        .raw(event.data)
        .end_object();
    return std::move(out).text();
}

}  // namespace vuelve
