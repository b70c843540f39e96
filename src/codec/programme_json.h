#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "codec/json.h"
#include "domain/document.h"

/// The programme document, JSON <-> ProgrammeDocument. Source: contract.md 5, domain.md 16.
namespace vuelve {

inline constexpr std::string_view programme_schema = "vuelve-programme/1";

/// A golden case's `config` has the same sections and need not name its schema.
enum class DocumentKind : std::uint8_t { Published, Golden };

/// The document with every default filled in, or every fault of its shape with its JSON Pointer.
/// What the parts say about each other (references, contradictions) is check()'s,
/// domain/programme.h.
std::expected<ProgrammeDocument, std::vector<Fault>> decode_programme(
    const Json& json, DocumentKind kind = DocumentKind::Published);

/// As much of a faulty document as could be read, with the faults of its shape: what it names can
/// then be checked in the same breath.
struct ReadDocument {
    ProgrammeDocument document;
    std::vector<Fault> faults;
};
ReadDocument read_document(std::string_view text, DocumentKind kind = DocumentKind::Published);

/// The same from text of at most 1 MiB. Text that is no JSON is one fault with pointer "", code
/// "wrong-format"; a door that must tell 400 from 422 parses first.
std::expected<ProgrammeDocument, std::vector<Fault>> decode_programme(
    std::string_view text, DocumentKind kind = DocumentKind::Published);

/// The whole document, defaults written out, so that an export says what applies: decode(encode(d))
/// equals d. Keys whose default is "none" are left out while there is none. Instants are in UTC.
std::string encode_programme(const ProgrammeDocument& document);
/// Its segments alone, as a list.
std::string encode_segments(const ProgrammeDocument& document);

}  // namespace vuelve
