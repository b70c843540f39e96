#include "storage/message_store.h"

#include <algorithm>
#include <ranges>

#include "codec/message_json.h"
#include "generated/sql.h"
#include "storage/list_query.h"

namespace vuelve::storage {
namespace {

MessageKey read_key(const Rows& rows, int column) {
    return {rows.get<MessageType>(column), rows.integer(column + 1),
            rows.get<std::int32_t>(column + 2)};
}

MessageRow read_message(const Rows& rows) {
    const auto channel = rows.get<MessageChannel>(7);
    return {.member = rows.get<HolderId>(0),
            .key = read_key(rows, 1),
            .cause = rows.get<TxnId>(4),
            .state = rows.get<MessageState>(5),
            .reason = parse_drop_reason(rows.text(6)),
            .channel = channel == MessageChannel{} ? std::nullopt : std::optional(channel),
            .due_at = rows.get<Instant>(8),
            .at = rows.get<Instant>(9),
            .day = rows.get<Day>(10),
            .variables = std::string(rows.text(11))};
}

analytics::Contact::Unwanted read_unwanted(const Rows& rows) {
    return {rows.get<MessageType>(0), rows.get<MessageChannel>(1)};
}

std::vector<MessageRow> read_messages(Rows rows) {
    std::vector<MessageRow> all;
    while (rows.next()) all.push_back(read_message(rows));
    return all;
}

std::vector<HolderId> read_message_holders(Rows rows) {
    std::vector<HolderId> all;
    while (rows.next()) all.push_back(rows.get<HolderId>(0));
    return all;
}

bool is_marketing(MessageType type) {
    return message_kind(type).message_class == MessageClass::Marketing;
}

/// The first and the last of them; some between are not.
std::pair<MessageType, MessageType> marketing_types() {
    auto types = std::views::filter(
        message_kinds(), [](const MessageKind& kind) { return is_marketing(kind.type); });
    const auto [first, last] = std::ranges::minmax(types, {}, &MessageKind::type);
    return {first.type, last.type};
}

}  // namespace

MessageRow row_of(const analytics::Message& message) {
    const Notice& notice = message.notice;
    return {.member = notice.member,
            .key = {notice.type, notice.source, notice.part},
            .cause = notice.cause,
            .state = message.state,
            .reason = message.reason,
            .channel = message.channel,
            .due_at = notice.due_at,
            .at = message.at,
            .day = message.day,
            .variables = encode_variables(notice)};
}

Notice notice_of(const MessageRow& row) {
    Notice notice{.member = row.member,
                  .type = row.key.type,
                  .source = row.key.source,
                  .part = row.key.part,
                  .due_at = row.due_at,
                  .cause = row.cause,
                  .looks_again = true};
    if (auto read = decode_variables(row.variables, notice); !read)
        throw StorageError(Trouble::Corrupt, read.error().message);
    return notice;
}

void MessageStore::put(Transaction& tx, std::span<const MessageRow> rows) const {
    Batch batch(15);
    for (const MessageRow& row : rows)
        batch.add(bucket_of(row.member), placement_.tenant_id, row.member, row.key.type,
                  row.key.source, row.key.part, programme_id_, row.cause, row.state,
                  row.reason ? name_of(*row.reason) : std::string_view{},
                  row.channel.value_or(MessageChannel{}), row.due_at, row.at, row.day,
                  row.variables);
    tx.exec_batch(sql::put_message, batch);
}

void MessageStore::drop_cause(Transaction& tx,
                              HolderId member,
                              TxnId cause,
                              DropReason reason) const {
    tx.exec(sql::drop_messages_of_cause,
            {bucket_of(member), placement_.tenant_id, member, cause, name_of(reason)});
}

void MessageStore::drop_marketing(Transaction& tx, HolderId member, DropReason reason) const {
    drop_where(tx, member, reason, [](MessageType type, MessageChannel) {
        return message_kind(type).message_class == MessageClass::Marketing;
    });
}

void MessageStore::drop_forbidden(Transaction& tx,
                                  HolderId member,
                                  DropReason reason,
                                  const analytics::Contact& contact) const {
    drop_where(tx, member, reason, [&](MessageType type, MessageChannel channel) {
        // A planned one asks again when it is due.
        const bool is_planned = channel == MessageChannel{};
        return !is_planned && analytics::is_forbidden(contact, type, channel);
    });
}

template <class Wanted>
void MessageStore::drop_where(Transaction& tx,
                              HolderId member,
                              DropReason reason,
                              const Wanted& is_dropped) const {
    Batch batch(7);
    Rows rows =
        tx.query(sql::waiting_messages_of, {bucket_of(member), placement_.tenant_id, member});
    while (rows.next()) {
        const MessageKey key = read_key(rows, 0);
        if (is_dropped(key.type, rows.get<MessageChannel>(3)))
            batch.add(bucket_of(member), placement_.tenant_id, member, key.type, key.source,
                      key.part, name_of(reason));
    }
    tx.exec_batch(sql::drop_message, batch);
}

std::vector<analytics::Contact::Unwanted> MessageStore::unwanted(Reader& reader,
                                                                 HolderId member) const {
    std::vector<analytics::Contact::Unwanted> all;
    Rows rows =
        reader.query(sql::unwanted_messages_of, {bucket_of(member), placement_.tenant_id, member});
    while (rows.next()) all.push_back(read_unwanted(rows));
    return all;
}

void MessageStore::want(Transaction& tx,
                        HolderId member,
                        const analytics::Contact::Unwanted& what,
                        bool wanted,
                        Instant at) const {
    const int bucket_of_member = bucket_of(member);
    if (wanted)
        tx.exec(sql::drop_unwanted_message,
                {bucket_of_member, placement_.tenant_id, member, what.type, what.channel});
    else
        tx.exec(sql::put_unwanted_message,
                {bucket_of_member, placement_.tenant_id, member, what.type, what.channel, at});
}

std::unordered_map<HolderId, analytics::Contact> MessageStore::contacts(
    Reader& reader, std::span<const HolderId> members, Instant since) const {
    std::unordered_map<HolderId, analytics::Contact> all;
    for (const HolderId member : members) all[member];
    const auto tenant = placement_.tenant_id;
    query_holders(
        reader, {sql::contact_identities, sql::contact_identities_list}, {tenant}, members,
        [&](const Rows& rows) { all[rows.get<HolderId>(1)].add_identity(rows.integer(0) == 1); });
    query_holders(reader, {sql::unwanted_messages_of, sql::unwanted_messages_of_list}, {tenant},
                  members, [&](const Rows& rows) {
                      all[rows.get<HolderId>(2)].unwanted.push_back(read_unwanted(rows));
                  });
    const auto [first, last] = marketing_types();
    query_holders(
        reader, {sql::messages_told_since, sql::messages_told_since_list},
        {tenant, since, first, last}, members, [&](const Rows& rows) {
            const auto type = rows.get<MessageType>(0);
            if (is_marketing(type))
                all[rows.get<HolderId>(4)].marketing.push_back(
                    {type, rows.get<MessageChannel>(1), rows.get<Instant>(2), rows.get<TxnId>(3)});
        });
    return all;
}

std::vector<MessageKey> MessageStore::keys(Reader& reader, HolderId member) const {
    std::vector<MessageKey> all;
    Rows rows =
        reader.query(sql::message_keys_of, {bucket_of(member), placement_.tenant_id, member});
    while (rows.next()) all.push_back(read_key(rows, 0));
    return all;
}

std::vector<MessageRow> MessageStore::planned(Reader& reader,
                                              HolderId member,
                                              Instant until) const {
    return read_messages(reader.query(sql::planned_messages_of,
                                      {bucket_of(member), placement_.tenant_id, member, until}));
}

std::vector<HolderId> MessageStore::holders_planned(Reader& reader,
                                                    Instant until,
                                                    int limit) const {
    return read_message_holders(reader.query(
        sql::holders_planned, {bucket(), placement_.tenant_id, programme_id_, until, limit}));
}

std::vector<HolderId> MessageStore::holders_expiring(Reader& reader, Instant end) const {
    return read_message_holders(
        reader.query(sql::holders_expiring, {bucket(), placement_.tenant_id, programme_id_, end}));
}

std::vector<MessageStore::Visitor> MessageStore::visitors(Reader& reader,
                                                          HolderId after,
                                                          int limit) const {
    std::vector<Visitor> all;
    Rows rows = reader.query(sql::visits_after,
                             {bucket(), placement_.tenant_id, programme_id_, after, limit});
    while (rows.next()) {
        const auto member = rows.get<HolderId>(0);
        if (all.empty() || all.back().member != member)
            all.push_back({member, rows.get<StoreId>(1), rows.get<Instant>(2), {}});
        if (!rows.is_null(3)) all.back().days.push_back(rows.integer(3));
    }
    return all;
}

std::vector<MessageRow> MessageStore::of_member(Reader& reader, HolderId member) const {
    return read_messages(
        reader.query(sql::messages_of, {bucket_of(member), placement_.tenant_id, member}));
}

std::vector<MessageRow> MessageStore::in_state(Reader& reader,
                                               MessageState state,
                                               HolderId after,
                                               const MessageKey& after_key,
                                               int limit) const {
    return read_messages(reader.query(sql::messages_after,
                                      {bucket(), placement_.tenant_id, programme_id_, state, after,
                                       after_key.type, after_key.source, after_key.part, limit}));
}

std::vector<MessageCount> MessageStore::counts(Reader& reader) const {
    std::vector<MessageCount> all;
    Rows rows = reader.query(sql::count_messages, {bucket(), placement_.tenant_id, programme_id_});
    while (rows.next())
        all.push_back({rows.get<MessageType>(0), rows.get<MessageState>(1),
                       parse_drop_reason(rows.text(2)), rows.integer(3)});
    return all;
}

}  // namespace vuelve::storage
