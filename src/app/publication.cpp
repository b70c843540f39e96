#include "app/publication.h"

#include <algorithm>
#include <set>

#include "app/audit.h"
#include "app/tell_event.h"
#include "domain/versions.h"
#include "storage/publishing_read.h"

namespace vuelve::app {
namespace {

ProgrammeDocument read_stored(const storage::ProgrammeVersion& version) {
    auto document = read_programme(version.document);
    if (!document)
        throw storage::StorageError(
            storage::Trouble::Corrupt,
            "version " + std::to_string(version.version) +
                " of the programme cannot be read: " + document.error().faults.front().pointer);
    return std::move(*document);
}

/// Looks for what the next document leaves out although somebody holds it.
class HolderCheck {
 public:
    HolderCheck(storage::Reader& reader,
                const OpenProgramme& programme,
                const ProgrammeDocument& before,
                const ProgrammeDocument& next)
        : read_(reader, programme.placement(), programme.key().programme_id),
          symbols_(programme.symbols()),
          before_(before),
          next_(next) {}

    std::vector<Fault> run(bool has_entries) {
        if (before_.code != next_.code)
            fault("/programme/code",
                  "the code of a programme never changes: it is " + before_.code);
        currencies(has_entries);
        gone(before_.brands, next_.brands, SymbolKind::Brand, "/brands",
             "have points that it issued", [&] { return read_.brands(); });
        gone(before_.stores, next_.stores, SymbolKind::Store, "/stores",
             "belong to it or pick something up there", [&] { return read_.stores(); });
        gone(before_.rewards, next_.rewards, SymbolKind::Reward, "/rewards",
             "have one that is not handed over", [&] { return read_.rewards(); });
        gone(before_.coupons, next_.coupons, SymbolKind::Coupon, "/coupons", "hold one",
             [&] { return read_.coupons(); });
        static const std::vector<Level> none;
        gone(before_.tiers ? before_.tiers->levels : none, next_.tiers ? next_.tiers->levels : none,
             SymbolKind::Level, "/tiers/levels", "are in it", [&] { return read_.levels(); });
        plans();
        return std::move(faults_);
    }

 private:
    void fault(std::string pointer, std::string detail) {
        faults_.push_back({std::move(pointer), "in-use", std::move(detail)});
    }

    template <class Item>
    static const Item* find(const std::vector<Item>& items, const std::string& code) {
        auto found = std::ranges::find(items, code, &Item::code);
        return found == items.end() ? nullptr : &*found;
    }

    template <class Item, class Count>
    void gone(const std::vector<Item>& before,
              const std::vector<Item>& next,
              SymbolKind kind,
              const std::string& pointer,
              const std::string& what,
              Count count) {
        std::set<std::string_view> stays;
        for (const Item& item : next) stays.insert(item.code);
        storage::Holders holders;
        bool is_counted = false;
        for (const Item& item : before) {
            if (stays.contains(item.code)) continue;
            if (!is_counted) holders = count();
            is_counted = true;
            auto held = holders.find(symbols_.find(kind, item.code));
            if (held == holders.end() || held->second == 0) continue;
            fault(pointer,
                  item.code + " cannot go: " + std::to_string(held->second) + " members " + what);
        }
    }

    void currencies(bool has_entries) {
        if (!has_entries) return;
        if (before_.money_currency != next_.money_currency ||
            before_.money_exponent != next_.money_exponent)
            fault("/programme/money", "amounts were posted in " + before_.money_currency);
        const auto uses = read_.currencies();
        for (const Currency& currency : before_.currencies) {
            auto use = uses.find(symbols_.find(SymbolKind::Currency, currency.code));
            if (use == uses.end()) continue;
            const Currency* next = find(next_.currencies, currency.code);
            if (!next) {
                fault("/currencies", currency.code +
                                         " cannot go: " + std::to_string(use->second.now) +
                                         " members have units of it, and " +
                                         std::to_string(use->second.ever) + " ever had");
                continue;
            }
            const std::string place =
                "/currencies/" + std::to_string(next - next_.currencies.data());
            if (next->kind != currency.kind)
                fault(place + "/kind", "units of it were posted: its kind stays");
            if (next->scale != currency.scale)
                fault(place + "/scale", "units of it were posted: its scale stays");
        }
    }

    void plans() {
        for (const SubscriptionPlan& plan : before_.subscriptions) {
            if (find(next_.subscriptions, plan.code)) continue;
            const auto holders = read_.plans();
            if (auto held = holders.find(plan.code); held != holders.end())
                fault("/subscriptions", plan.code + " cannot go: " + std::to_string(held->second) +
                                            " members are subscribed to it");
        }
    }

    storage::PublishingRead read_;
    const SymbolTable& symbols_;
    const ProgrammeDocument& before_;
    const ProgrammeDocument& next_;
    std::vector<Fault> faults_;
};

/// Days for which a sale or a return may come late.
std::int64_t late_for_ms(const ProgrammeDocument& document) {
    const int days =
        std::max({document.max_backdate_days, document.retro_claim_days, document.park_days});
    return (days + 1) * ms_per_day;
}

bool has_entries(storage::Reader& reader, const OpenProgramme& programme) {
    return storage::PublishingRead(reader, programme.placement(), programme.key().programme_id)
        .has_entries();
}

}  // namespace

storage::ProgrammeVersion version_in_force(storage::Reader& reader,
                                           const storage::ProgrammeKey& key) {
    for (const auto& row : storage::load_programmes(reader))
        if (row.key == key)
            if (auto version = storage::load_version(reader, key, row.published_version))
                return std::move(*version);
    throw storage::StorageError(storage::Trouble::Corrupt, "a programme has no version in force");
}

ProgrammeDocument compose(storage::Reader& reader, const storage::ProgrammeKey& key, Instant now) {
    std::vector<std::pair<Instant, ProgrammeDocument>> kept;  // newest first
    Instant since{};
    for (const auto& row : storage::programme_history(reader, key)) {
        if (row.state == storage::VersionState::Draft) continue;
        const auto stored = storage::load_version(reader, key, row.version);
        kept.emplace_back(*row.published_at, read_stored(*stored));
        if (kept.size() == 1) since = now + -late_for_ms(kept.front().second);
        // Whatever was in force before this one is asked for no more.
        if (row.opens || *row.published_at <= since) break;
    }
    std::ranges::reverse(kept);
    std::vector<Publication> history;
    for (const auto& [from, document] : kept) history.push_back({&document, from});
    return merge_versions(history, since);
}

std::vector<Fault> check_against_holders(storage::Reader& reader,
                                         const OpenProgramme& programme,
                                         const ProgrammeDocument& next,
                                         Instant at,
                                         Content content) {
    const ProgrammeDocument before = read_stored(version_in_force(reader, programme.key()));
    const bool posted = has_entries(reader, programme);
    std::vector<Fault> faults;
    if (content == Content::New) faults = check_publication(posted ? &before : nullptr, next, at);
    std::ranges::move(HolderCheck(reader, programme, before, next).run(posted),
                      std::back_inserter(faults));
    return faults;
}

Error publication_error(std::vector<Fault> faults) {
    ErrorCode code = ErrorCode::ValidationFailed;
    const auto all = [&](const char* what) {
        return std::ranges::all_of(faults, [&](const Fault& one) { return one.code == what; });
    };
    for (ErrorCode own :
         {ErrorCode::RetroactiveRule, ErrorCode::ExpiryInPast, ErrorCode::InvalidRule})
        if (all(std::string(literal(own)).c_str())) code = own;
    return Error{code, "the document cannot be published", {}, std::move(faults)};
}

Result<int> publish_draft(Programmes& programmes, OpenProgramme& programme, PublishOrder order) {
    const auto key = programme.key();
    auto tx = programmes.database().begin();
    // A machine whose clock was put back does not turn the order of versions round.
    order.at = std::max(order.at, version_in_force(*tx, key).published_at.value_or(order.at));
    if (order.returning)
        storage::insert_draft(*tx, key, order.returning->document, order.steps.submitter, order.at);
    const auto draft = storage::load_draft(*tx, key);
    if (!draft) return refuse(ErrorCode::NotFound, "there is no draft");
    const ProgrammeDocument next = TRY(read_programme(draft->document));
    if (auto faults = check_against_holders(*tx, programme, next, order.at, order.content);
        !faults.empty())
        return std::unexpected(publication_error(std::move(faults)));
    storage::set_draft_steps(*tx, key, draft->version, order.steps);
    const bool opens = !has_entries(*tx, programme);
    TRY(storage::publish_version(*tx, key, draft->version, order.steps.approver, order.at, opens));
    auto prepared = programme.prepare(compose(*tx, key, order.at), draft->version);
    storage::append_symbols(*tx, key, *prepared.symbols);
    record_deed(programme, *tx, order.by,
                {.action = order.returning ? "programme.rolled-back" : "programme.published",
                 .object = "version:" + std::to_string(draft->version)},
                order.at);
    tell_event(programme, *tx, "programme.published", HolderId{},
               R"({"version":)" + std::to_string(draft->version) + "}", order.at);
    tx->commit();
    programme.adopt(std::move(prepared));
    programme.plan(std::nullopt);
    programmes.bell().ring();
    return draft->version;
}

void publish_due(Programmes& programmes, OpenProgramme& programme, Instant now) {
    const auto planned = programme.planned();
    if (!planned || now < *planned) return;
    const auto draft = storage::load_draft(*programmes.database().snapshot(), programme.key());
    programme.plan(std::nullopt);
    if (!draft || !draft->steps.publish_at) return;
    PublishOrder order{.steps = draft->steps,
                       .at = *planned,
                       .content = draft->steps.rolled_back_to == 0 ? Content::New : Content::Old};
    order.steps.publish_at.reset();
    // Nobody is there: it is published for who planned it.
    order.by = {.programme = programme.key(), .owner = draft->steps.approver, .actor = "plan"};
    try {
        const auto published = publish_draft(programmes, programme, order);
        if (published) return;
        order.steps.trouble = literal(published.error().code);
        auto tx = programmes.database().begin();
        storage::set_draft_steps(*tx, programme.key(), draft->version, order.steps);
        tx->commit();
    } catch (const storage::StorageError&) {
        programme.plan(planned);  // a full disk: the next group tries again
        throw;
    }
}

void note_plan(storage::Reader& reader, OpenProgramme& programme) {
    const auto draft = storage::load_draft(reader, programme.key());
    programme.plan(draft ? draft->steps.publish_at : std::nullopt);
}

}  // namespace vuelve::app
