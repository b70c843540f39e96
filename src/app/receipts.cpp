#include "app/receipts.h"

#include <algorithm>
#include <array>

#include "codec/answer_json.h"
#include "domain/expiry.h"
#include "storage/history_store.h"
#include "storage/storage_error.h"

namespace vuelve::app {
namespace {

using storage::crypto::Hash;

// 48 bytes make 64 letters without a rest: each bit of a token means something.
constexpr std::size_t said_size = 31, signature_size = 17, token_size = 64;
constexpr std::uint8_t token_version = 1;

/// What a token says.
struct Said {
    std::uint8_t key_no = 1;
    ProgrammeKey programme{};
    int bucket = 0;
    TxnId txn{};
    Day last_day{};
};

class ByteWriter {
 public:
    void put(std::uint64_t value, int size) {
        for (int i = size - 1; i >= 0; --i)
            bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    const storage::Bytes& bytes() const { return bytes_; }

 private:
    storage::Bytes bytes_;
};

std::uint64_t number_at(std::span<const std::uint8_t> bytes, std::size_t from, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes[from + i];
    return value;
}

storage::Bytes bytes_of(const Said& said) {
    ByteWriter out;
    out.put(token_version, 1);
    out.put(said.key_no, 1);
    out.put(static_cast<std::uint64_t>(said.programme.tenant_id), 8);
    out.put(static_cast<std::uint64_t>(said.programme.programme_id), 8);
    out.put(static_cast<std::uint64_t>(said.bucket), 2);
    out.put(static_cast<std::uint64_t>(said.txn.value), 8);
    out.put(static_cast<std::uint64_t>(said.last_day.value), 3);
    return out.bytes();
}

Said said_in(std::span<const std::uint8_t> bytes) {
    return {.key_no = bytes[1],
            .programme = {static_cast<std::int64_t>(number_at(bytes, 2, 8)),
                          static_cast<std::int64_t>(number_at(bytes, 10, 8))},
            .bucket = static_cast<int>(number_at(bytes, 18, 2)),
            .txn = TxnId{static_cast<std::int64_t>(number_at(bytes, 20, 8))},
            .last_day = Day{static_cast<std::int32_t>(number_at(bytes, 28, 3))}};
}

/// The part of the signature that travels, in a Hash whose rest is zero: compared in constant
/// time.
Hash travelling(const Hash& whole) {
    Hash first{};
    std::copy_n(whole.begin(), signature_size, first.begin());
    return first;
}

std::optional<storage::Bytes> decode_token(std::string_view token) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if (token.size() != token_size) return std::nullopt;
    storage::Bytes bytes;
    for (std::size_t i = 0; i < token.size(); i += 4) {
        std::uint32_t group = 0;
        for (const char c : token.substr(i, 4)) {
            const auto place = alphabet.find(c);
            if (place == std::string_view::npos) return std::nullopt;
            group = group << 6 | static_cast<std::uint32_t>(place);
        }
        for (int shift = 16; shift >= 0; shift -= 8)
            bytes.push_back(static_cast<std::uint8_t>(group >> shift));
    }
    return bytes;
}

ReceiptLink sign(
    const OpenProgramme& programme, HolderId member, TxnId txn, Instant from, int days) {
    const Zone& zone = programme.snapshot()->zone();
    const Said said{.key_no = static_cast<std::uint8_t>(programme.vault().key_no()),
                    .programme = programme.key(),
                    .bucket = storage::bucket_of(member),
                    .txn = txn,
                    .last_day = zone.local_day(from) + days};
    storage::Bytes bytes = bytes_of(said);
    const Hash signature = programme.vault().link_signature(said.key_no, bytes);
    bytes.insert(bytes.end(), signature.begin(), signature.begin() + signature_size);
    return {storage::crypto::to_base64url(bytes), end_of(zone, said.last_day)};
}

/// The programme as it was published at an instant: sentences of an old purchase are made of the
/// rules it met. The one in force where the history does not reach so far.
std::shared_ptr<const Programme> programme_at(Service& service,
                                              storage::Reader& reader,
                                              const OpenProgramme& programme,
                                              Instant at) {
    const auto history = storage::programme_history(reader, programme.key());
    bool is_newest = true;
    for (const storage::ProgrammeVersion& version : history) {
        if (!version.published_at || *version.published_at > service.now()) continue;
        if (*version.published_at > at) {
            is_newest = false;
            continue;
        }
        if (is_newest) break;
        const auto found = storage::load_version(reader, programme.key(), version.version);
        auto document = found ? read_programme(found->document)
                              : Result<ProgrammeDocument>(refuse(ErrorCode::NotFound));
        if (!document) break;
        struct Past {
            SymbolTable symbols;
            std::shared_ptr<const Programme> programme;
        };
        auto past = std::make_shared<Past>(storage::load_symbols(reader, programme.key()));
        past->programme = Programme::compile(std::move(*document), past->symbols);
        return {past, past->programme.get()};
    }
    return programme.snapshot();
}

}  // namespace

Result<ReceiptReading> read_receipt(Service& service,
                                    const OpenProgramme& programme,
                                    const std::string& purchase) {
    auto reader = service.database().snapshot();
    auto known = programme.ledger().find(*reader, purchase);
    auto now = programme.ledger().find_purchase(*reader, purchase);
    if (!known || !now || !known->earlier.receipt)
        return refuse(ErrorCode::NotFound, "no such purchase");
    ReceiptReading reading{.receipt = known->earlier.receipt,
                           .purchase = std::move(*now),
                           .member_name = {},
                           .line_names = {},
                           .programme = {}};
    reading.programme = programme_at(service, *reader, programme, reading.receipt->at);
    if (auto person = programme.members().load(*reader, reading.purchase.member))
        reading.member_name = short_name(person->profile.name);
    const auto catalogue = programme.catalogue();
    for (const RecordedLine& line : reading.purchase.lines) {
        auto product = catalogue->find(line.sku);
        reading.line_names.push_back(product == catalogue->end() ? "" : product->second.name);
    }
    return reading;
}

Result<ReceiptLink> link_to_receipt(Service& service,
                                    const OpenProgramme& programme,
                                    const std::string& purchase,
                                    Instant from,
                                    int days) {
    auto reader = service.database().snapshot();
    const auto known = programme.ledger().find(*reader, purchase);
    if (!known || known->kind != TxnKind::Purchase || !known->purchase)
        return refuse(ErrorCode::NotFound, "no such purchase");
    return sign(programme, known->purchase->member, known->txn, from, days);
}

ReceiptLink link_to_receipt(const OpenProgramme& programme, const Receipt& receipt) {
    return sign(programme, receipt.member, receipt.txn, receipt.at, link_days);
}

Result<LinkedReceipt> open_receipt(Service& service, std::string_view token) {
    const auto bytes = decode_token(token);
    if (!bytes || bytes->front() != token_version) return refuse(ErrorCode::NotFound);
    const std::span<const std::uint8_t> all(*bytes);
    const Said said = said_in(all);
    const OpenProgramme* programme = service.programmes().find(said.programme);
    if (!programme || said.key_no < 1 || said.key_no > programme->vault().key_no())
        return refuse(ErrorCode::NotFound);
    Hash presented{};
    std::ranges::copy(all.subspan(said_size), presented.begin());
    const Hash right = programme->vault().link_signature(said.key_no, all.first(said_size));
    if (!storage::crypto::equal(presented, travelling(right))) return refuse(ErrorCode::NotFound);
    if (programme->snapshot()->zone().local_day(service.now()) > said.last_day)
        return refuse(ErrorCode::NotFound, "the link is past its last day");
    std::string purchase;
    try {
        purchase = storage::load_summary(*service.database().snapshot(), programme->vault(),
                                         programme->placement(), HolderId{said.bucket}, said.txn)
                       .purchase;
    } catch (const storage::StorageError& error) {
        // Signed by us for a row that a restored copy does not have.
        if (error.trouble() != storage::Trouble::Corrupt) throw;
        return refuse(ErrorCode::NotFound);
    }
    return LinkedReceipt{TRY(read_receipt(service, *programme, purchase)), said.last_day};
}

std::string style_hash(std::string_view style) {
    const Hash hash = storage::crypto::sha256(storage::crypto::bytes_of(style));
    std::string text = storage::crypto::to_base64url(hash);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return text + '=';
}

std::string base64_of(std::string_view bytes) {
    return storage::crypto::to_base64(storage::crypto::bytes_of(bytes));
}

}  // namespace vuelve::app
