#include "app/reading.h"

#include <algorithm>

#include "app/holders.h"
#include "domain/decide.h"
#include "domain/tier.h"
#include "storage/history_store.h"

namespace vuelve::app {
namespace {

/// A member with the household that owns their points.
struct Account {
    Holder member;
    std::optional<Holder> household;
    storage::Member person;

    const Holder& owner_of(const Currency& currency) const {
        return household && account_holder(member, currency) == household->id ? *household : member;
    }
};

std::optional<Account> load_account(const OpenProgramme& programme,
                                    storage::Reader& reader,
                                    HolderId id) {
    auto person = programme.members().load(reader, id);
    if (person && person->merged_into.value != 0)
        return load_account(programme, reader, person->merged_into);
    if (!person || person->kind != HolderKind::Member) return std::nullopt;
    auto member = read_holder(programme, reader, id);
    if (!member) return std::nullopt;
    Account account{.member = std::move(*member), .household = {}, .person = std::move(*person)};
    if (account.member.household.value != 0)
        account.household = read_holder(programme, reader, account.member.household);
    return account;
}

/// The account after everything due now has run.
Result<Account> settled_account(Service& service, OpenProgramme& programme, HolderId id) {
    auto account = load_account(programme, *service.database().snapshot(), id);
    if (!account) return refuse(ErrorCode::UnknownMember);
    bool ran = false;
    auto settle = [&](const Holder& holder) {
        auto due = next_due(*programme.snapshot(), holder);
        if (!due || *due > service.now()) return;
        service.engine().settle(programme.key(), holder.id);
        ran = true;
    };
    settle(account->member);
    if (account->household) settle(*account->household);
    if (ran) account = load_account(programme, *service.database().snapshot(), id);
    return std::move(*account);
}

std::vector<BalanceLine> balances_of(const Account& account, const Programme& programme) {
    std::vector<BalanceLine> lines;
    for (const Currency& currency : programme.document().currencies) {
        const auto& wallets = account.owner_of(currency).wallets;
        auto wallet = std::ranges::find(wallets, currency.id, &Wallet::currency);
        if (wallet != wallets.end())
            lines.push_back(
                {currency.id, wallet->pending, wallet->available, wallet->reserved, wallet->debt});
    }
    return lines;
}

std::vector<Lot> lots_of(const Account& account, const Programme& programme) {
    std::vector<Lot> lots;
    for (const Holder* holder :
         {&account.member, account.household ? &*account.household : nullptr})
        if (holder)
            std::ranges::copy_if(holder->lots, std::back_inserter(lots), [&](const Lot& lot) {
                return programme.currency(lot.currency).kind != CurrencyKind::Status;
            });
    std::ranges::sort(lots, spends_before);
    return lots;
}

/// Entries of the member and of the household, newest first.
std::vector<storage::LedgerStore::HistoryRow> entries_before(const OpenProgramme& programme,
                                                             storage::Reader& reader,
                                                             const Account& account,
                                                             EntryId before,
                                                             int limit) {
    auto rows = programme.ledger().history(reader, account.member.id, before, limit);
    if (!account.household) return rows;
    auto shared = programme.ledger().history(reader, account.household->id, before, limit);
    std::ranges::move(shared, std::back_inserter(rows));
    std::ranges::sort(rows, std::ranges::greater{}, [](const auto& row) { return row.entry.id; });
    if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
    return rows;
}

/// Balances as one goes back in time.
class RunningBalances {
 public:
    RunningBalances(const OpenProgramme& programme,
                    storage::Reader& reader,
                    const Account& account,
                    EntryId before) {
        held_ = programme.ledger().balances_before(reader, account.member.id, before);
        if (!account.household) return;
        for (const auto& [currency, units] :
             programme.ledger().balances_before(reader, account.household->id, before))
            held_[currency] += units;
    }
    /// What there was after `entry`, for the newest of its transaction; then it is undone.
    void step_back(const Entry& entry, StatementItem* item) {
        if (item) item->balances.try_emplace(entry.currency, held_[entry.currency]);
        held_[entry.currency] -= entry.movement.available + entry.movement.debt;
    }

 private:
    std::map<CurrencyId, Units> held_;
};

/// Without its entries.
StatementItem item_of_row(const OpenProgramme& programme,
                          storage::Reader& reader,
                          HolderId asked,
                          const storage::LedgerStore::HistoryRow& row) {
    auto told = storage::load_summary(reader, programme.vault(), programme.placement(),
                                      row.entry.holder, row.txn);
    return {.txn = {row.txn.value, storage::bucket_of(asked)},
            .kind = told.kind,
            .at = told.at,
            .occurred_at = told.occurred_at,
            .store = told.store,
            .purchase = std::move(told.purchase),
            .amount = told.amount,
            .reason = std::move(told.reason),
            .entries = {}};
}

}  // namespace

Result<MemberReading> read_member(Service& service, OpenProgramme& programme, HolderId id) {
    const Account account = TRY(settled_account(service, programme, id));
    auto snapshot = programme.snapshot();
    MemberReading reading{.member = account.member,
                          .profile = {.name = account.person.profile.name,
                                      .identities = {},
                                      .referral_code = {},
                                      .referral = {},
                                      .alias = account.person.profile.alias,
                                      .language = account.person.language},
                          .balances = balances_of(account, *snapshot),
                          .tier = preview(*snapshot, account.member, service.now()),
                          .lots = lots_of(account, *snapshot),
                          .programme = snapshot};
    const bool is_open = account.member.head.state == MemberState::Active ||
                         account.member.head.state == MemberState::Suspended;
    if (snapshot->document().referral && is_open)
        reading.profile.referral_code = programme.vault().referral_code(account.member.id);
    for (const auto& known : account.person.identities)
        if (known.state == storage::IdentityState::Active)
            reading.profile.identities.push_back(known.identity);
    return reading;
}

Result<NoticesReading> read_notices(Service& service,
                                    OpenProgramme& programme,
                                    HolderId id,
                                    Day date,
                                    std::span<const int> offsets) {
    const Account account = TRY(settled_account(service, programme, id));
    NoticesReading reading{
        .member = account.member.id, .notices = {}, .programme = programme.snapshot()};
    for (const int offset : offsets)
        for (const Holder* holder :
             {&account.member, account.household ? &*account.household : nullptr})
            if (holder)
                std::ranges::move(notices(*reading.programme, *holder, date, std::span(&offset, 1)),
                                  std::back_inserter(reading.notices));
    return reading;
}

std::optional<HolderId> find_member(Service& service,
                                    const OpenProgramme& programme,
                                    const MemberReference& reference) {
    if (const auto* holder = std::get_if<HolderId>(&reference)) return *holder;
    if (const auto* identity = std::get_if<Identity>(&reference))
        return programme.members().find(*service.database().snapshot(), *identity);
    return std::nullopt;
}

ReceiptFacts read_facts(Service& service, const OpenProgramme& programme, const Receipt& receipt) {
    auto reader = service.database().snapshot();
    ReceiptFacts facts;
    if (auto person = programme.members().load(*reader, receipt.member))
        facts.member_name = short_name(person->profile.name);
    if (receipt.command == "purchase")
        if (auto purchase = programme.ledger().find_purchase(*reader, receipt.id)) {
            facts.lines = std::move(purchase->lines);
            facts.occurred_at = purchase->occurred_at;
        }
    if (!receipt.vouchers.empty())
        for (HolderId holder : {receipt.member, receipt.other})
            if (holder.value != 0)
                std::ranges::move(programme.entitlements().vouchers_of(*reader, holder),
                                  std::back_inserter(facts.vouchers));
    return facts;
}

Result<StatementPage> read_statement(Service& service,
                                     OpenProgramme& programme,
                                     HolderId id,
                                     EntryId before,
                                     int limit,
                                     const StatementFilter& filter) {
    const Account account = TRY(settled_account(service, programme, id));
    auto reader = service.database().snapshot();
    StatementPage page;
    RunningBalances balances(programme, *reader, account, before);
    constexpr int rows_each = 200;
    TxnId left_out{};
    for (bool more = true; more;) {
        auto rows = entries_before(programme, *reader, account, before, rows_each);
        more = rows.size() == rows_each;
        for (auto& row : rows) {
            if (filter.from && row.entry.posted_at < *filter.from) return page;
            const bool is_late = filter.to && row.entry.posted_at >= *filter.to;
            const bool starts = page.items.empty() || page.items.back().txn.id != row.txn.value;
            if (is_late || (starts && row.txn == left_out)) {
                balances.step_back(row.entry, nullptr);
                before = row.entry.id;
                continue;
            }
            if (starts) {
                StatementItem item = item_of_row(programme, *reader, id, row);
                if (!filter.wants(item.kind)) {
                    balances.step_back(row.entry, nullptr);
                    left_out = row.txn;
                    before = row.entry.id;
                    continue;
                }
                if (page.items.size() == static_cast<std::size_t>(limit)) {
                    page.next = before;
                    return page;
                }
                page.items.push_back(std::move(item));
            }
            before = row.entry.id;
            balances.step_back(row.entry, &page.items.back());
            page.items.back().entries.push_back(std::move(row.entry));
        }
    }
    return page;
}

Result<StatementItem> read_statement_item(Service& service,
                                          OpenProgramme& programme,
                                          HolderId id,
                                          TxnId txn) {
    const Account account = TRY(settled_account(service, programme, id));
    auto reader = service.database().snapshot();
    auto rows = programme.ledger().history_of(*reader, account.member.id, txn);
    if (account.household)
        std::ranges::move(programme.ledger().history_of(*reader, account.household->id, txn),
                          std::back_inserter(rows));
    if (rows.empty()) return refuse(ErrorCode::NotFound);
    std::ranges::sort(rows, std::ranges::greater{}, [](const auto& row) { return row.entry.id; });
    StatementItem item = item_of_row(programme, *reader, id, rows.front());
    RunningBalances balances(programme, *reader, account, EntryId{rows.front().entry.id.value + 1});
    for (auto& row : rows) {
        balances.step_back(row.entry, &item);
        item.entries.push_back(std::move(row.entry));
    }
    return item;
}

}  // namespace vuelve::app
