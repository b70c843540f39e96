#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "app/service.h"

/// What can be told of a file's rows without changing anything: what is in the programme, and what
/// the rows before would have brought. Source: features.md b15.
namespace vuelve::app {

class DryRun {
 public:
    DryRun(Service& service, OpenProgramme& programme) : service_(service), programme_(programme) {}

    /// Whether the command was taken before, by the programme or by a row above.
    /// Errors: IdempotencyConflict when it was another under the same key.
    Result<bool> is_known(const Ask& ask);
    /// A member of the programme, or one that a row above enrols.
    bool has_member(const std::string& reference);
    /// Takes note of who would be enrolled. Errors: IdentityTaken.
    Result<bool> enrol(const std::vector<Identity>& identities);
    /// Errors: ValidationFailed for a currency or brand that is not there, ExpiryInPast.
    Result<bool> check_opening(const Adjust& adjust) const;

 private:
    storage::Reader& reader();

    static constexpr int reads_max = 1000;  // a snapshot holds back the cleaning of the log
    Service& service_;
    OpenProgramme& programme_;
    std::unique_ptr<storage::Reader> reader_;
    int reads_ = 0;
    std::map<std::string, Hash16> keys_;         // of rows above, with their content
    std::unordered_set<std::string> enrolled_;   // identities of rows above
    std::unordered_map<std::string, bool> met_;  // references looked up
};

}  // namespace vuelve::app
