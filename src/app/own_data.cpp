#include "app/own_data.h"

#include <algorithm>

#include "codec/attributes_json.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

using storage::OwnCell;

constexpr std::string_view words_show = "words:";

std::string nth_word(std::string_view list, std::int64_t place) {
    for (std::int64_t i = 1; !list.empty(); ++i) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (i == place) return std::string(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return std::to_string(place);
}

/// Turns what lies in a row into what people and other programs read.
class Shower {
 public:
    Shower(const OpenProgramme& programme, std::vector<HolderId> own, HolderId holder)
        : snapshot_(programme.snapshot()), own_(std::move(own)), holder_(holder) {}

    OwnRecord record(const std::vector<OwnCell>& cells) const {
        OwnRecord record;
        for (const OwnCell& cell : cells)
            if (cell.show != "row") record.emplace_back(name_of_field(cell), value(cell));
        return record;
    }

 private:
    /// "at_ms" is no number any more.
    static std::string name_of_field(const OwnCell& cell) {
        std::string name(cell.name);
        for (const std::string_view end : {"_ms", "_s"})
            if (name.ends_with(end)) {
                name.resize(name.size() - end.size());
                if (end == "_ms" && name != "at" && !name.ends_with("_at")) name += "_at";
            }
        return name == "at_at" ? "at" : name;
    }
    OwnValue value(const OwnCell& cell) const {
        if (const auto* text = std::get_if<std::string>(&cell.value))
            return cell.show == "json" ? OwnValue(OwnJson{*text}) : OwnValue(*text);
        const auto* number = std::get_if<std::int64_t>(&cell.value);
        return number ? of_number(cell.show, *number) : OwnValue{};
    }
    OwnValue of_number(std::string_view show, std::int64_t number) const {
        if (show == "instant") return format_instant(Instant{number});
        if (show == "day") return format_day(Day{static_cast<std::int32_t>(number)});
        if (show.starts_with(words_show)) return nth_word(show.substr(words_show.size()), number);
        if (show == "number") return number;
        if (number == 0) return {};
        if (show == "symbol") return snapshot_->symbols().code(static_cast<std::int32_t>(number));
        if (show == "person") {
            const HolderId id{number};
            const bool is_own = std::ranges::find(own_, id) != own_.end();
            // Whose number it is, is nobody else's business.
            return is_own ? format_public(PublicKind::Member, id) : std::string("somebody else");
        }
        return format_public(kind_of(show), PlacedId{number, storage::bucket_of(holder_)});
    }
    static PublicKind kind_of(std::string_view show) {
        if (show == "voucher") return PublicKind::Voucher;
        if (show == "reservation") return PublicKind::Reservation;
        if (show == "redemption") return PublicKind::Redemption;
        return PublicKind::Txn;
    }

    std::shared_ptr<const Programme> snapshot_;
    std::vector<HolderId> own_;
    HolderId holder_;
};

OwnSection person_of(const storage::Member& member) {
    const auto& told = member.profile;
    OwnRecord record{{"name", told.name}, {"alias", told.alias}};
    record.emplace_back("birth_date",
                        told.birth_date ? OwnValue(format_day(*told.birth_date)) : OwnValue{});
    record.emplace_back("address", told.address);
    record.emplace_back("attributes", OwnJson{told.attributes});
    return {"person", {std::move(record)}};
}

OwnSection contacts_of(const storage::Member& member) {
    OwnSection section{"contacts", {}};
    for (const auto& one : member.identities)
        section.records.push_back({{"identity", format_identity(one.identity)}});
    return section;
}

void add(std::vector<OwnSection>& sections, std::string_view name, OwnRecord record) {
    auto known = std::ranges::find(sections, name, &OwnSection::name);
    if (known == sections.end()) known = sections.insert(known, OwnSection{std::string(name), {}});
    known->records.push_back(std::move(record));
}

}  // namespace

Result<OwnData> read_own_data(Service& service,
                              const Caller& by,
                              HolderId id,
                              const std::string& reason) {
    const OpenProgramme& programme = *service.programmes().find(by.programme);
    const auto privacy = privacy_of(programme);
    OwnData data{.member = format_public(PublicKind::Member, id), .made_at = service.now()};
    {
        const auto reader = service.database().fan_out();
        const auto member = programme.members().load(*reader, id);
        if (!member || member->kind != HolderKind::Member ||
            member->state == MemberState::Anonymised)
            return refuse(ErrorCode::UnknownMember);
        data.sections = {person_of(*member), contacts_of(*member)};
        std::vector<HolderId> numbers = privacy.merged_into(*reader, id);
        numbers.insert(numbers.begin(), id);
        for (const HolderId one : numbers) {
            const Shower shower(programme, numbers, one);
            for (const auto& table : privacy.own_rows(*reader, one)) {
                const std::string section(table.section);
                if (std::ranges::find(data.sections, section, &OwnSection::name) ==
                    data.sections.end())
                    data.sections.push_back({section, {}});
                for (const auto& row : table.rows) add(data.sections, section, shower.record(row));
            }
        }
    }
    auto tx = service.database().begin();
    record_deed(programme, *tx, by,
                {.action = "member.own_data", .object = "member:" + data.member, .reason = reason},
                service.now());
    tx->commit();
    return data;
}

}  // namespace vuelve::app
