#include "app/daily_digest.h"

#include <fstream>

#include "app/audit.h"
#include "app/cases.h"
#include "app/digest.h"
#include "app/tell_event.h"
#include "codec/json_writer.h"
#include "storage/verify.h"

namespace vuelve::app {
namespace {

/// Where a running program says that it runs; 0 once it has stopped.
constexpr std::string_view running_mark = "server_running";
constexpr std::string_view verified_mark = "ledger_verified";

std::int64_t offset_of(Service& service, const KeeperOptions& options) {
    const auto steady = options.steady().time_since_epoch();
    return service.now().value -
           std::chrono::duration_cast<std::chrono::milliseconds>(steady).count();
}

/// "" when there is no file, or nothing in it.
std::string last_line(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string last;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) last = std::move(line);
    return last;
}

}  // namespace

HistoryKeeper::HistoryKeeper(Service& service, KeeperOptions options)
    : service_(service), options_(std::move(options)), offset_ms_(offset_of(service_, options_)) {}

std::vector<OpenProgramme*> HistoryKeeper::tenants() const {
    std::map<std::int64_t, OpenProgramme*> first;
    for (OpenProgramme* programme : service_.programmes().all())
        first.try_emplace(programme->key().tenant_id, programme);
    std::vector<OpenProgramme*> all;
    for (const auto& [tenant, programme] : first) all.push_back(programme);
    return all;
}

std::filesystem::path HistoryKeeper::file_of(const OpenProgramme& programme) const {
    return options_.digest_folder / (programme.tenant_code() + ".digests");
}

void HistoryKeeper::record(OpenProgramme& programme, std::string action, std::string values) {
    const Caller program{.programme = programme.key(), .owner = "vuelve", .actor = "vuelve"};
    const bool begins = action == "server.started" || action == "server.recovered";
    auto tx = service_.database().begin();
    if (begins || action == "server.stopped")
        programme.ledger().set_job_place(*tx, running_mark, begins ? service_.now() : Instant{});
    record_deed(programme, *tx, program,
                {.action = std::move(action), .object = {}, .values = std::move(values)},
                service_.now());
    tx->commit();
}

void HistoryKeeper::begin() {
    for (OpenProgramme* programme : tenants()) {
        const auto running =
            programme->ledger().job_place(*service_.database().fan_out(), running_mark);
        // Of several programs on one database another may be running all the while.
        const bool was_killed = running && running->value != 0 && !service_.database().is_shared();
        record(*programme, was_killed ? "server.recovered" : "server.started", {});
        if (options_.digest_folder.empty()) continue;
        check_last(*programme);
        sign(*programme);
    }
}

void HistoryKeeper::end() {
    for (OpenProgramme* programme : tenants()) record(*programme, "server.stopped", {});
}

void HistoryKeeper::check_last(OpenProgramme& programme) {
    const std::string last = last_line(file_of(programme));
    if (last.empty()) return;
    const auto held = check_digest(service_, programme, last);
    if (held) return;
    options_.say(file_of(programme).string() + ": " + held.error().message);
    if (held.error().code != ErrorCode::InvalidState) return;  // signed by other keys
    auto tx = service_.database().begin();
    note_suspicion(service_, programme, *tx,
                   {.kind = CaseKind::HistoryChanged, .subject = "digest"}, service_.now());
    tx->commit();
    service_.programmes().bell().ring();
}

void HistoryKeeper::sign(OpenProgramme& programme) {
    std::error_code ignored;
    std::filesystem::create_directories(options_.digest_folder, ignored);
    std::ofstream file(file_of(programme), std::ios::app);
    if (file << make_digest(service_, programme) << '\n' << std::flush)
        signed_at_[programme.key().tenant_id] = service_.now();
    else
        options_.say(file_of(programme).string() + ": a digest could not be written");
}

void HistoryKeeper::round() {
    look_for_jump();
    if (!options_.digest_folder.empty())
        for (OpenProgramme* programme : tenants()) {
            const auto known = signed_at_.find(programme->key().tenant_id);
            if (known == signed_at_.end() || service_.now() - known->second >= digest_every_ms)
                sign(*programme);
        }
    verify_if_due();
}

void HistoryKeeper::look_for_jump() {
    const std::int64_t offset = offset_of(service_, options_);
    const std::int64_t moved = offset - offset_ms_;
    offset_ms_ = offset;
    if (moved < jump_ms && moved > -jump_ms) return;
    JsonWriter values;
    values.begin_object().member("seconds", moved / ms_per_second).end_object();
    for (OpenProgramme* programme : tenants()) record(*programme, "clock.jumped", values.text());
}

void HistoryKeeper::verify_if_due() {
    const auto all = tenants();
    if (all.empty()) return;
    const auto last =
        all.front()->ledger().job_place(*service_.database().fan_out(), verified_mark);
    if (last && service_.now() - *last < verify_every_ms) return;
    const storage::Verified found = storage::verify(*service_.database().fan_out());
    JsonWriter told;
    told.begin_object()
        .member("checksum", storage::crypto::to_hex(found.checksum))
        .member("faults", found.findings_count)
        .end_object();
    auto tx = service_.database().begin();
    for (OpenProgramme* programme : all) {
        programme->ledger().set_job_place(*tx, verified_mark, service_.now());
        tell_event(*programme, *tx, "ledger.verified", HolderId{}, told.text(), service_.now());
        const Caller program{.programme = programme->key(), .owner = "vuelve", .actor = "vuelve"};
        record_deed(*programme, *tx, program,
                    {.action = "ledger.verified",
                     .object = {},
                     .outcome = found.is_sound() ? "done" : "faults",
                     .values = told.text()},
                    service_.now());
        if (!found.is_sound())
            note_suspicion(service_, *programme, *tx,
                           {.kind = CaseKind::HistoryChanged, .subject = "ledger"}, service_.now());
    }
    tx->commit();
    service_.programmes().bell().ring();
    for (const storage::Finding& fault : found.findings)
        options_.say("the ledger is not sound: " + fault.invariant + " " + fault.where + ": " +
                     fault.detail);
}

}  // namespace vuelve::app
