#include "storage/one_time_store.h"

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

/// No code lives longer than this.
constexpr std::int64_t one_time_lives_ms = ms_per_hour;

OneTime one_time_from(const Rows& rows) {
    OneTime code{.request_hash = rows.hash<32>(0),
                 .programme_id = rows.integer(1),
                 .account = rows.hash<16>(2),
                 .holder = rows.get<HolderId>(3),
                 .purpose = rows.get<CodePurpose>(4),
                 .target = rows.maybe<Bytes>(7).value_or(Bytes{}),
                 .created_at = rows.get<Instant>(8),
                 .expires_at = rows.get<Instant>(9),
                 .tries = rows.get<int>(10),
                 .used_at = rows.maybe<Instant>(11),
                 .contact = rows.maybe<Bytes>(12).value_or(Bytes{})};
    if (rows.integer(5) != 0) code.channel = rows.get<MessageChannel>(5);
    if (!rows.is_null(6)) code.session = rows.hash<32>(6);
    return code;
}

std::int64_t one_number(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

void OneTimeStore::add(Transaction& tx, const OneTime& code) const {
    const auto some = [](const Bytes& bytes) {
        return bytes.empty() ? std::nullopt : std::optional(BytesView(bytes));
    };
    tx.exec(sql::insert_one_time,
            {bucket(), placement_.tenant_id, code.request_hash, code.programme_id, code.account,
             code.holder, code.purpose, code.channel.value_or(MessageChannel{}), code.session,
             some(code.target), code.created_at, code.expires_at, some(code.contact)});
}

std::optional<OneTime> OneTimeStore::find(Reader& reader, const crypto::Hash& request_hash) const {
    auto rows =
        reader.query(sql::one_time_by_request, {bucket(), placement_.tenant_id, request_hash});
    return rows.next() ? std::optional(one_time_from(rows)) : std::nullopt;
}

std::optional<OneTime> OneTimeStore::latest(Reader& reader,
                                            HolderId holder,
                                            CodePurpose purpose) const {
    auto rows =
        reader.query(sql::one_time_latest, {bucket(), placement_.tenant_id, holder, purpose});
    return rows.next() ? std::optional(one_time_from(rows)) : std::nullopt;
}

std::vector<OneTime> OneTimeStore::waiting(
    Reader& reader, std::int64_t programme_id, Instant now, int tries_max, int limit) const {
    std::vector<OneTime> codes;
    auto rows = reader.query(sql::one_time_waiting,
                             {bucket(), placement_.tenant_id, now + -one_time_lives_ms,
                              programme_id, now, tries_max, limit});
    while (rows.next()) codes.push_back(one_time_from(rows));
    return codes;
}

std::vector<OneTimeStore::Asked> OneTimeStore::asked_since(Reader& reader,
                                                           const Hash16& account,
                                                           Instant since) const {
    std::vector<Asked> all;
    auto rows =
        reader.query(sql::one_times_of_account, {bucket(), placement_.tenant_id, account, since});
    while (rows.next()) all.push_back({rows.get<Instant>(0), rows.get<bool>(1)});
    return all;
}

std::int64_t OneTimeStore::count_of(Reader& reader, HolderId holder, Instant since) const {
    return one_number(reader.query(sql::count_one_times_of_holder,
                                   {bucket(), placement_.tenant_id, holder, since}));
}

std::int64_t OneTimeStore::count_sent(Reader& reader, MessageChannel channel, Instant since) const {
    return one_number(
        reader.query(sql::count_one_times_sent, {bucket(), placement_.tenant_id, since, channel}));
}

void OneTimeStore::count_try(Transaction& tx, const crypto::Hash& request_hash) const {
    tx.exec(sql::count_one_time_try, {bucket(), placement_.tenant_id, request_hash});
}

bool OneTimeStore::use(Transaction& tx, const crypto::Hash& request_hash, Instant at) const {
    return tx.exec(sql::use_one_time, {bucket(), placement_.tenant_id, request_hash, at}) == 1;
}

void OneTimeStore::forget_before(Transaction& tx, Instant at) const {
    tx.exec(sql::delete_one_times_before, {bucket(), placement_.tenant_id, at});
}

}  // namespace vuelve::storage
