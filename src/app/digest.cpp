#include "app/digest.h"

#include <algorithm>

#include "codec/json_writer.h"
#include "codec/request_format.h"
#include "storage/chain_heads.h"
#include "storage/crypto.h"

namespace vuelve::app {
namespace {

namespace crypto = storage::crypto;

/// What is signed, and what a check reads again.
struct History {
    std::string at, tenant, root, audit_hash;
    std::int64_t txn = 0, heads = 0, audit = 0, events = 0;
};

std::string text_of(const History& history) {
    JsonWriter out;
    out.begin_object()
        .member("at", history.at)
        .member("tenant", history.tenant)
        .member("txn", history.txn)
        .member("heads", history.heads)
        .member("root", history.root)
        .member("audit", history.audit)
        .member("audit_hash", history.audit_hash)
        .member("events", history.events)
        .end_object();
    return std::move(out).text();
}

struct Signed {
    History history;
    std::string key, signature;
};

Result<Signed> read_digest(const std::string& text) {
    const Json json = TRY(parse_json(text));
    return decode_body<Signed>(json, [](const Cursor& at, Signed& out) {
        constexpr std::size_t hex_max = 128;
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
        ObjectReader object(at);
        History& history = out.history;
        object.required("at", history.at, vuelve::text(1, 40));
        object.required("tenant", history.tenant, vuelve::text(1, 64));
        object.required("txn", history.txn, whole(0, most));
        object.required("heads", history.heads, whole(0, most));
        object.required("root", history.root, vuelve::text(1, hex_max));
        object.required("audit", history.audit, whole(0, most));
        object.required("audit_hash", history.audit_hash, vuelve::text(1, hex_max));
        object.required("events", history.events, whole(0, most));
        object.required("key", out.key, vuelve::text(1, hex_max));
        object.required("signature", out.signature, vuelve::text(1, hex_max));
    });
}

bool is_ours(const OpenProgramme& programme, const Signed& digest) {
    const crypto::Hash key = programme.vault().signing_key();
    const auto bytes = crypto::from_hex(digest.signature);
    crypto::Signature signature{};
    if (digest.key != crypto::to_hex(key) || !bytes || bytes->size() != signature.size())
        return false;
    std::ranges::copy(*bytes, signature.begin());
    return crypto::is_signed(key, crypto::bytes_of(text_of(digest.history)), signature);
}

}  // namespace

std::string make_digest(Service& service, const OpenProgramme& programme) {
    auto reader = service.database().fan_out();
    const auto placement = programme.placement();
    const auto chains =
        storage::chain_heads(*reader, placement, storage::newest_txn(*reader, placement));
    const auto audit = programme.audit().head(*reader);
    const History history{.at = format_instant(service.now()),
                          .tenant = programme.tenant_code(),
                          .root = crypto::to_hex(chains.root),
                          .audit_hash = crypto::to_hex(audit.hash),
                          .txn = chains.until.value,
                          .heads = chains.heads,
                          .audit = audit.sequence,
                          .events = programme.events().last(*reader)};
    std::string text = text_of(history);
    const auto signature = programme.vault().sign(crypto::bytes_of(text));
    text.pop_back();
    return text + R"(,"key":")" + crypto::to_hex(programme.vault().signing_key()) +
           R"(","signature":")" + crypto::to_hex(signature) + "\"}";
}

Result<void> check_digest(Service& service,
                          const OpenProgramme& programme,
                          const std::string& digest) {
    auto read = read_digest(digest);
    if (!read || !is_ours(programme, *read))
        return refuse(ErrorCode::MalformedRequest,
                      "this is no digest that was signed with this key ring");
    const History& then = read->history;
    auto reader = service.database().fan_out();
    const auto placement = programme.placement();
    const auto differs = [&](const std::string& what) {
        return refuse(ErrorCode::InvalidState, what + " is not the one of the digest of " +
                                                   then.at + ": history was changed or lost");
    };
    const auto chains = storage::chain_heads(*reader, placement, TxnId{then.txn});
    if (chains.heads != then.heads || crypto::to_hex(chains.root) != then.root)
        return differs("the ledger up to transaction " + std::to_string(then.txn));
    if (then.audit > 0 &&
        crypto::to_hex(programme.audit().row_at(*reader, then.audit).hash) != then.audit_hash)
        return differs("row " + std::to_string(then.audit) + " of the audit log");
    if (programme.events().last(*reader) < then.events)
        return differs("the feed, which is shorter and");
    return {};
}

}  // namespace vuelve::app
