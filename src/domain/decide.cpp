#include "domain/decide.h"

#include "domain/action.h"
#include "domain/adjust.h"
#include "domain/challenge.h"
#include "domain/closing.h"
#include "domain/club.h"
#include "domain/household.h"
#include "domain/member.h"
#include "domain/merge.h"
#include "domain/prolong.h"
#include "domain/purchase.h"
#include "domain/referral.h"
#include "domain/reservation.h"
#include "domain/returns.h"
#include "domain/reward.h"
#include "domain/stock.h"
#include "domain/subscription.h"
#include "domain/survey.h"
#include "domain/transfer.h"
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
    Result<Receipt> operator()(const Close& body) const { return close(book, body, txn); }
    Result<Receipt> operator()(const Erase& body) const { return erase(book, body, txn); }
    Result<Receipt> operator()(const Merge& body) const { return merge(book, body, txn); }
    Result<Receipt> operator()(const SetLevel& body) const { return set_level(book, body, txn); }
    Result<Receipt> operator()(const ChangeIdentity& body) const {
        return change_identity(book, body, txn);
    }
    Result<Receipt> operator()(const JoinHousehold& body) const {
        return join_household(book, body, txn);
    }
    Result<Receipt> operator()(const LeaveHousehold& body) const {
        return leave_household(book, body, txn);
    }
    Result<Receipt> operator()(const Reserve& body) const { return reserve(book, body, txn); }
    Result<Receipt> operator()(const Capture& body) const { return capture(book, body, txn); }
    Result<Receipt> operator()(const CancelReservation& body) const {
        return cancel_reservation(book, body, txn);
    }
    Result<Receipt> operator()(const Transfer& body) const { return transfer(book, body, txn); }
    Result<Receipt> operator()(const Convert& body) const { return convert(book, body, txn); }
    Result<Receipt> operator()(const Extend& body) const { return extend(book, body, txn); }
    Result<Receipt> operator()(const Reinstate& body) const { return reinstate(book, body, txn); }
    Result<Receipt> operator()(const Redeem& body) const { return redeem(book, body, txn); }
    Result<Receipt> operator()(const RefundRedemption& body) const {
        return refund_redemption(book, body, txn);
    }
    Result<Receipt> operator()(const FulfilRedemption& body) const {
        return fulfil_redemption(book, body, txn);
    }
    Result<Receipt> operator()(const SetStock& body) const { return set_stock(book, body, txn); }
    Result<Receipt> operator()(const AddCodes& body) const { return add_codes(book, body, txn); }
    Result<Receipt> operator()(const LockVoucher& body) const {
        return lock_voucher(book, body, txn);
    }
    Result<Receipt> operator()(const UnlockVoucher& body) const {
        return unlock_voucher(book, body, txn);
    }
    Result<Receipt> operator()(const DecideParked& body) const {
        return decide_parked(book, body, txn);
    }
    Result<Receipt> operator()(const UpdateMember& body) const {
        return update_member(book, body, txn);
    }
    Result<Receipt> operator()(const OptIn& body) const { return opt_in(book, body, txn); }
    Result<Receipt> operator()(const Subscribe& body) const { return subscribe(book, body, txn); }
    Result<Receipt> operator()(const ChangeSubscription& body) const {
        return change_subscription(book, body, txn);
    }
    Result<Receipt> operator()(const RecordAction& body) const {
        return record_action(book, body, txn);
    }
    Result<Receipt> operator()(const JoinClub& body) const { return join_club(book, body, txn); }
    Result<Receipt> operator()(const DecideReferral& body) const {
        return decide_review(book, body, txn);
    }
    Result<Receipt> operator()(const SetConsent& body) const {
        return set_consent(book, body, txn);
    }
    Result<Receipt> operator()(const CloseMonth& body) const {
        return close_month(book, body, txn);
    }
    Result<Receipt> operator()(const AnswerSurvey& body) const {
        return answer_survey(book, body, txn);
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

    // A clock that went back past a close must not take the books with it.
    if (state.closed_until) at = std::max(at, *state.closed_until);
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
    answer->late_for = closed_month_of(programme, state, txn.occurred_at);

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
