#include "domain/decide.h"

#include "domain/adjust.h"
#include "domain/member.h"
#include "domain/purchase.h"
#include "domain/returns.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

Decision rejected(Error error) {
    Decision decision;
    decision.outcome = Outcome::Rejected;
    decision.error = std::move(error);
    return decision;
}

Decision replay(const Earlier& earlier, const Command& command) {
    if (earlier.request_hash != command.request_hash)
        return rejected({ErrorCode::IdempotencyConflict, {}, {}, {}});
    Decision decision;
    decision.outcome = Outcome::Replayed;
    decision.receipt = earlier.receipt;
    return decision;
}

/// Each command to the file that tells its story.
struct Handle {
    Book& book;
    Transaction& txn;

    Result<Receipt> operator()(const RecordPurchase& body) const {
        return record_purchase(book, body, txn);
    }
    Result<Receipt> operator()(const RecordReturn& body) const {
        return record_return(book, body, txn);
    }
    Result<Receipt> operator()(const VoidPurchase& body) const {
        return void_purchase(book, body, txn);
    }
    Result<Receipt> operator()(const Enrol& body) const { return enrol(book, body, txn); }
    Result<Receipt> operator()(const Adjust& body) const { return adjust(book, body, txn); }
    Result<Receipt> operator()(const Suspend& body) const { return suspend(book, body, txn); }
    Result<Receipt> operator()(const Reactivate& body) const { return reactivate(book, body, txn); }
    Result<Receipt> operator()(const UseVoucher& body) const {
        return use_voucher(book, body, txn);
    }
    template <class Other>
    Result<Receipt> operator()(const Other&) const {
        return refuse(ErrorCode::InternalError, "not decided yet");
    }
};

bool is_quote(const Command& command) {
    const auto* purchase = std::get_if<RecordPurchase>(&command.body);
    return purchase && purchase->quote;
}

}  // namespace

Decision decide(const Programme& programme,
                const State& state,
                const Command& command,
                Fresh& fresh,
                Instant at) {
    if (!command.key.empty())
        if (auto earlier = state.earlier.find(command.key); earlier != state.earlier.end())
            return replay(earlier->second, command);

    TxnId id{fresh.next_id()};
    Book book(programme, state, fresh, at, id);
    Transaction txn{.id = id,
                    .key = command.key,
                    .request_hash = command.request_hash,
                    .parent = {},
                    .occurred_at = at,
                    .at = at,
                    .on_day = programme.zone().local_day(at),
                    .channel = {},
                    .actor = command.actor};
    Result<Receipt> answer = std::visit(Handle{book, txn}, command.body);
    if (!answer) return rejected(std::move(answer).error());

    Decision decision;
    decision.outcome = answer->outcome;
    decision.receipt = std::make_shared<const Receipt>(std::move(*answer));
    if (is_quote(command)) return decision;
    txn.receipt = decision.receipt;
    txn.effects = book.take_effects();
    decision.transaction = std::move(txn);
    decision.holders = book.take_holders();
    return decision;
}

}  // namespace vuelve
