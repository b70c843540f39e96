#include "storage/contact_store.h"

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view contact_before = "contact_before", contact_after = "contact_after",
                           notice_to = "notice_to";

/// Kinds are stored from 1.
int stored_kind(IdentityKind kind) { return static_cast<int>(kind) + 1; }
IdentityKind kind_from(std::int64_t number) { return static_cast<IdentityKind>(number - 1); }

}  // namespace

void ContactStore::add(Transaction& tx, const ContactChange& change) const {
    const auto seal = [&](std::string_view field, const std::optional<Identity>& identity) {
        return identity ? members_.seal_text(tx, change.holder, field, change.id, identity->value)
                        : std::nullopt;
    };
    tx.exec(sql::insert_contact_change,
            {bucket_of(change.holder), placement_.tenant_id, change.id, programme_id_,
             change.holder, stored_kind(change.kind), seal(contact_before, change.before),
             seal(contact_after, change.after), change.changed_at, change.until});
}

std::optional<Instant> ContactStore::held_until(Reader& reader,
                                                HolderId holder,
                                                Instant now) const {
    auto rows = reader.query(sql::contact_hold_until,
                             {bucket_of(holder), placement_.tenant_id, holder, now});
    return rows.next() ? rows.maybe<Instant>(0) : std::nullopt;
}

std::optional<ContactChange> ContactStore::find(Reader& reader, int bucket, std::int64_t id) const {
    std::optional<Bytes> before, after;
    ContactChange change{.id = id};
    {
        auto rows = reader.query(sql::one_contact_change, {bucket, placement_.tenant_id, id});
        if (!rows.next() || rows.integer(0) != programme_id_) return std::nullopt;
        change.holder = rows.get<HolderId>(1);
        change.kind = kind_from(rows.integer(2));
        before = rows.maybe<Bytes>(3);
        after = rows.maybe<Bytes>(4);
        change.until = rows.get<Instant>(5);
        change.undone_at = rows.maybe<Instant>(6);
    }
    const auto open = [&](std::string_view field, const std::optional<Bytes>& sealed) {
        const auto text =
            sealed ? members_.open_text(reader, change.holder, field, id, *sealed) : std::nullopt;
        return text ? std::optional(Identity{change.kind, *text}) : std::nullopt;
    };
    change.before = open(contact_before, before);
    change.after = open(contact_after, after);
    // Their key is destroyed, and with it what the change was.
    const bool is_erased = before.has_value() != change.before.has_value() ||
                           after.has_value() != change.after.has_value();
    return is_erased ? std::nullopt : std::optional(std::move(change));
}

bool ContactStore::undo(Transaction& tx, const ContactChange& change, Instant at) const {
    return tx.exec(sql::undo_contact_change,
                   {bucket_of(change.holder), placement_.tenant_id, change.id, at}) == 1;
}

void ContactStore::tell(Transaction& tx, const CardNotice& notice) const {
    const auto to =
        members_.seal_text(tx, notice.holder, notice_to, notice.id, format_identity(notice.to));
    if (!to) return;  // erased: there is nobody to tell
    tx.exec(sql::insert_card_notice,
            {base_bucket(placement_), placement_.tenant_id, notice.id, programme_id_, notice.holder,
             notice.type, notice.channel, *to, notice.about, notice.created_at, notice.until});
}

std::int64_t ContactStore::told_since(Reader& reader,
                                      HolderId holder,
                                      CardNoticeType type,
                                      Instant since) const {
    auto rows = reader.query(sql::count_card_notices,
                             {base_bucket(placement_), placement_.tenant_id, holder, type, since});
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<CardNotice> ContactStore::notices(Reader& reader,
                                              std::int64_t after,
                                              Instant now,
                                              int limit) const {
    std::vector<CardNotice> all;
    std::vector<Bytes> sealed;
    {
        auto rows = reader.query(
            sql::card_notices_after,
            {base_bucket(placement_), placement_.tenant_id, after, programme_id_, now, limit});
        while (rows.next()) {
            all.push_back({.id = rows.integer(0),
                           .holder = rows.get<HolderId>(1),
                           .type = rows.get<CardNoticeType>(2),
                           .channel = rows.get<MessageChannel>(3),
                           .to = {},
                           .about = rows.integer(5),
                           .created_at = rows.get<Instant>(6),
                           .until = rows.get<Instant>(7)});
            sealed.push_back(*rows.maybe<Bytes>(4));
        }
    }
    std::vector<CardNotice> readable;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto to = members_.open_text(reader, all[i].holder, notice_to, all[i].id, sealed[i]);
        const auto identity = to ? parse_identity(*to, "") : std::nullopt;
        if (!identity) continue;  // erased since
        all[i].to = *identity;
        readable.push_back(std::move(all[i]));
    }
    return readable;
}

void ContactStore::forget_over(Transaction& tx, Instant now) const {
    tx.exec(sql::delete_card_notices_over, {base_bucket(placement_), placement_.tenant_id, now});
}

}  // namespace vuelve::storage
