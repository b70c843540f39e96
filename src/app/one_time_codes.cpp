#include "app/one_time_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/settings.h"

namespace vuelve::app {
namespace {

using storage::Bytes;
using storage::OneTime;
using storage::OneTimeStore;
using storage::crypto::Hash;

constexpr std::string_view request_prefix = "otc_";
constexpr std::size_t request_secret_size = 43;
constexpr std::string_view join_field = "join";
constexpr std::int64_t first_pause_ms = 30 * ms_per_second, pause_max_ms = ms_per_hour;

struct FreshRequest {
    std::string text;
    Hash hash{};
};

FreshRequest fresh_request(std::int64_t tenant_id) {
    std::string text =
        fmt::format("{}{}_{}", request_prefix, tenant_id,
                    storage::crypto::to_base64url(storage::crypto::random_key().bytes));
    const Hash hash = hash_of_request(text);
    return {std::move(text), hash};
}

/// 30 seconds after the first, then four times as long each, at most an hour. Whoever used the one
/// before need not wait.
std::int64_t pause_after(std::size_t unused) {
    if (unused == 0) return 0;
    std::int64_t pause = first_pause_ms;
    for (std::size_t i = 1; i < unused && pause < pause_max_ms; ++i) pause *= 4;
    return std::min(pause, pause_max_ms);
}

Result<void> check_pace(const std::vector<OneTimeStore::Asked>& asked, Instant now) {
    if (asked.empty()) return {};
    if (asked.size() >= codes_per_account_max)
        return refuse_until(now, asked.front().at + ms_per_day);
    std::size_t unused = 0;
    for (const OneTimeStore::Asked& one : asked) unused = one.was_used ? 0 : unused + 1;
    const Instant next = asked.back().at + pause_after(unused);
    if (now < next) return refuse_until(now, next);
    return {};
}

/// What may be sent to this number at all, and how much of it today. E-mail costs nothing.
Result<void> check_phone(const OneTimeStore& store,
                         storage::Reader& reader,
                         const Settings& settings,
                         const Identity& to,
                         Instant now) {
    if (to.kind != IdentityKind::Phone) return {};
    const auto begins = [&](const std::string& prefix) { return to.value.starts_with(prefix); };
    if (!settings.code_prefixes.empty() && std::ranges::none_of(settings.code_prefixes, begins))
        return refuse_field("/phone", "out-of-range", "no codes are sent to numbers like this");
    const std::int64_t sent = store.count_sent(reader, MessageChannel::Sms, now + -ms_per_day);
    if (sent >= settings.codes_per_day) return refuse_until(now, now + ms_per_hour);
    return {};
}

Hash code_key_bytes(const OneTime& one, const OpenProgramme& programme) {
    Bytes said(one.request_hash.begin(), one.request_hash.end());
    said.push_back(static_cast<std::uint8_t>(one.purpose));
    return programme.vault().card_mac("code", said);
}

/// Equal in a time that does not tell where they differ.
bool is_same_text(std::string_view a, std::string_view b) {
    const auto hash = [](std::string_view text) {
        return storage::crypto::sha256(storage::crypto::bytes_of(text));
    };
    return storage::crypto::equal(hash(a), hash(b));
}

CodeVerdict judge(const OpenProgramme& programme,
                  storage::Transaction& tx,
                  const std::optional<OneTime>& one,
                  const CodePresented& presented,
                  Instant now) {
    const OneTimeStore store(programme.placement());
    if (!one || one->programme_id != programme.key().programme_id)
        return {refuse(ErrorCode::Unauthenticated)};
    if (one->tries >= code_tries_max) return {refuse(ErrorCode::TokenExpired)};
    const bool fits = one->purpose == presented.purpose &&
                      (presented.purpose == CodePurpose::Till || one->session == presented.session);
    const bool is_right = is_same_text(code_of(programme, *one), presented.code);
    const bool is_nobodys = one->holder.value == 0 && one->contact.empty();
    if (!fits || !is_right || is_nobodys) {
        store.count_try(tx, one->request_hash);
        const bool was_last = one->tries + 1 == code_tries_max && one->holder.value != 0;
        return {refuse(ErrorCode::Unauthenticated),
                was_last ? std::optional(one->holder) : std::nullopt};
    }
    if (one->used_at) return {refuse(ErrorCode::TokenReplayed)};
    if (one->expires_at <= now) return {refuse(ErrorCode::TokenExpired)};
    if (!store.use(tx, one->request_hash, now)) return {refuse(ErrorCode::TokenReplayed)};
    return {*one};
}

}  // namespace

std::unexpected<Error> refuse_until(Instant now, Instant until) {
    const std::int64_t seconds = (until - now + ms_per_second - 1) / ms_per_second;
    return refuse_with(ErrorCode::RateLimited, {{.value = std::max<std::int64_t>(seconds, 1)}});
}

std::optional<std::int64_t> tenant_of_request(std::string_view request) {
    if (!request.starts_with(request_prefix)) return std::nullopt;
    const std::string_view rest = request.substr(request_prefix.size());
    const std::size_t end = rest.find('_');
    if (end == std::string_view::npos || rest.size() != end + 1 + request_secret_size)
        return std::nullopt;
    std::int64_t tenant = 0;
    const auto [stop, trouble] = std::from_chars(rest.data(), rest.data() + end, tenant);
    if (trouble != std::errc{} || stop != rest.data() + end) return std::nullopt;
    return tenant;
}

Hash hash_of_request(std::string_view request) {
    return storage::crypto::sha256(storage::crypto::bytes_of(request));
}

std::string code_of(const OpenProgramme& programme, const OneTime& one) {
    constexpr std::uint64_t codes = 1'000'000;
    const Hash mac = code_key_bytes(one, programme);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | mac[i];
    return fmt::format("{:06}", number % codes);
}

Result<CodeTicket> request_code(Service& service,
                                const OpenProgramme& programme,
                                const CodeWanted& wanted) {
    const Settings settings = read_settings(service, programme.key());
    const Instant now = service.now(), yesterday = now + -ms_per_day;
    const OneTimeStore store(programme.placement());
    auto tx = service.database().begin();
    const Hash16 account = programme.vault().blind_index(word(wanted.to.kind), wanted.to.value);
    TRY(check_pace(store.asked_since(*tx, account, yesterday), now));
    TRY(check_phone(store, *tx, settings, wanted.to, now));

    const auto owner = programme.members().find(*tx, wanted.to);
    const HolderId member = wanted.member.value_or(owner.value_or(HolderId{}));
    // Who is asked for by phone and by e-mail gets no second half dozen, and nobody is told; but
    // who asks for themselves is.
    constexpr HolderId nobody{-1};  // of whom there are no rows: looked up as quickly as anybody
    const bool is_enough = store.count_of(*tx, member.value == 0 ? nobody : member, yesterday) >=
                           codes_per_account_max;
    if (is_enough && wanted.member) return refuse_until(now, now + ms_per_hour);
    FreshRequest fresh = fresh_request(programme.key().tenant_id);
    OneTime one{.request_hash = fresh.hash,
                .programme_id = programme.key().programme_id,
                .account = account,
                .holder = is_enough ? HolderId{} : member,
                .purpose = wanted.purpose,
                .channel = wanted.to.kind == IdentityKind::Phone ? MessageChannel::Sms
                                                                 : MessageChannel::Email,
                .session = wanted.session,
                .created_at = now,
                .expires_at = now + code_lives_ms};
    // Sealed whoever has it: both are the same work.
    const Bytes contact =
        programme.vault().seal_secret(join_field, now.value, format_identity(wanted.to));
    const bool may_join = wanted.purpose == CodePurpose::SignIn && !owner && settings.self_join;
    if (may_join) one.contact = contact;
    if (wanted.purpose == CodePurpose::Contact)
        one.target = programme.members()
                         .seal_text(*tx, member, "contact", now.value, format_identity(wanted.to))
                         .value_or(storage::Bytes{});
    store.forget_before(*tx, yesterday);
    store.add(*tx, one);
    tx->commit();
    return CodeTicket{std::move(fresh.text), one.expires_at};
}

Result<ShownCode> show_code(Service& service,
                            const OpenProgramme& programme,
                            storage::Transaction& tx,
                            HolderId member,
                            CodePurpose purpose,
                            std::optional<Hash> session) {
    constexpr std::int64_t shown_per_day = 20;
    const Instant now = service.now();
    const OneTimeStore store(programme.placement());
    const Hash16 account = programme.vault().blind_index("shown", std::to_string(member.value));
    const auto asked = store.asked_since(tx, account, now + -ms_per_day);
    if (std::ssize(asked) >= shown_per_day) return refuse_until(now, asked.front().at + ms_per_day);
    FreshRequest fresh = fresh_request(programme.key().tenant_id);
    const std::int64_t lives = purpose == CodePurpose::SignIn ? shown_code_lives_ms : code_lives_ms;
    const OneTime one{.request_hash = fresh.hash,
                      .programme_id = programme.key().programme_id,
                      .account = account,
                      .holder = member,
                      .purpose = purpose,
                      .session = session,
                      .created_at = now,
                      .expires_at = now + lives};
    store.forget_before(tx, now + -ms_per_day);
    store.add(tx, one);
    return ShownCode{{std::move(fresh.text), one.expires_at}, code_of(programme, one)};
}

CodeVerdict use_code(const OpenProgramme& programme,
                     storage::Transaction& tx,
                     const CodePresented& presented,
                     Instant now) {
    const OneTimeStore store(programme.placement());
    return judge(programme, tx, store.find(tx, hash_of_request(presented.request)), presented, now);
}

CodeVerdict use_join_code(const OpenProgramme& programme,
                          storage::Transaction& tx,
                          std::string_view request,
                          std::string_view code,
                          Instant now) {
    const OneTimeStore store(programme.placement());
    auto one = store.find(tx, hash_of_request(request));
    const CodePresented presented{.request = request, .code = code, .purpose = CodePurpose::SignIn};
    const bool goes_on = one && one->used_at && now < *one->used_at + join_lives_ms &&
                         !one->contact.empty() && one->tries < code_tries_max &&
                         one->programme_id == programme.key().programme_id;
    if (!goes_on) return judge(programme, tx, one, presented, now);
    if (is_same_text(code_of(programme, *one), code)) return {*std::move(one)};
    store.count_try(tx, one->request_hash);
    return {refuse(ErrorCode::Unauthenticated)};
}

std::optional<Identity> joins_with(const OpenProgramme& programme, const OneTime& one) {
    if (one.contact.empty()) return std::nullopt;
    return parse_identity(
        programme.vault().open_secret(join_field, one.created_at.value, one.contact), "");
}

CodeVerdict use_till_code(const OpenProgramme& programme,
                          storage::Transaction& tx,
                          HolderId member,
                          std::string_view code,
                          Instant now) {
    const OneTimeStore store(programme.placement());
    return judge(programme, tx, store.latest(tx, member, CodePurpose::Till),
                 {.request = {}, .code = code, .purpose = CodePurpose::Till}, now);
}

}  // namespace vuelve::app
