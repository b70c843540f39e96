#include "codec/answer_json.h"

#include <algorithm>

#include "codec/answer_json_parts.h"
#include "codec/club_json.h"
#include "codec/level_json.h"
#include "codec/offers_json.h"
#include "codec/public_id.h"
#include "codec/referral_json.h"
#include "codec/sentences.h"
#include "codec/sentences_refusals.h"
#include "codec/subscription_json.h"
#include "domain/activities.h"

namespace vuelve {
namespace {

class AnswerWriter {
 public:
    AnswerWriter(const Receipt& receipt, const Programme& programme, const AnswerOptions& options)
        : receipt_(receipt),
          programme_(programme),
          options_(options),
          telling_{.programme = programme,
                   .language = options.language,
                   .lines = options.lines.empty() ? std::span(receipt.quoted_lines) : options.lines,
                   .member_name = options.member_name,
                   .occurred_at = receipt.quoted_for ? receipt.quoted_for : options.occurred_at,
                   .in_words = options.explain} {}

    std::string run() {
        constexpr std::size_t bytes_usual = 1024, bytes_each_rule = 80, bytes_each_award = 160;
        out_.reserve(bytes_usual + receipt_.trace.size() * bytes_each_rule +
                     receipt_.effects.size() * bytes_each_award);
        out_.begin_object().member("status", name_of(receipt_.outcome));
        bool takes_back = receipt_.command == "return" || receipt_.command == "void";
        const bool acts = receipt_.command == "action";
        bool sells = receipt_.command == "purchase" || receipt_.command == "quote";
        if (receipt_.command == "purchase") out_.member("purchase", receipt_.id);
        if (takes_back) out_.member(receipt_.command, receipt_.id);
        if (takes_back) out_.member("purchase", receipt_.purchase);
        if (receipt_.command != "quote")
            out_.member("txn",
                        placed_text(PublicKind::Txn, receipt_.txn.value, receipt_.member).view());
        if (receipt_.late_for) out_.member("late_for", format_month(*receipt_.late_for));
        if (receipt_.member.value != 0)
            out_.member("member", public_text(PublicKind::Member, receipt_.member).view());
        if (receipt_.outcome == Outcome::Ok) {
            if (sells) write_sale();
            if (sells || acts) write_effects();
            if (takes_back) write_taken_back();
            write_particulars(out_, receipt_, programme_, options_.vouchers);
            write_standing(sells || takes_back || receipt_.command == "adjust");
            if (sells || acts) write_reasons();
            if (sells) write_paper();
            if (!options_.link.empty())
                out_.key("link")
                    .begin_object()
                    .member("url", options_.link)
                    .member("expires_at", options_.link_expires_at)
                    .end_object();
        }
        return std::move(out_.end_object()).text();
    }

 private:
    /// Ids of what belongs to the member lie in the member's bucket.
    std::string placed(PublicKind kind, std::int64_t id) const {
        return format_placed(kind, id, receipt_.member);
    }
    const std::string& code(std::int32_t symbol) const { return programme_.symbols().code(symbol); }

    void write_sale() {
        out_.member("total", receipt_.total).key("spent").begin_array();
        for (const SpentLine& spent : receipt_.spent) {
            out_.begin_object()
                .member("currency", code(spent.currency.value))
                .member("points", spent.points)
                .member("amount", spent.amount);
            if (!spent.lines.empty()) write_shares(out_.key("lines"), spent.lines);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_effects() {
        out_.key("effects").begin_array();
        for (const AwardLine& award : receipt_.effects) {
            out_.begin_object()
                .member("rule", code(award.rule.value))
                .member("currency", code(award.currency.value))
                .member("points", award.points)
                .member("state", award.pending ? "pending" : "available")
                .member("expires_at", award.expires_at)
                .member("last_day", award.last_day);
            write_shares(out_.key("lines"), award.lines);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_taken_back() {
        out_.key("reversed").begin_array();
        for (const ReversedLine& line : receipt_.reversed)
            out_.begin_object()
                .member("rule", code(line.rule.value))
                .member("currency", code(line.currency.value))
                .member("points", line.points)
                .end_object();
        out_.end_array();
        if (receipt_.refund) {
            out_.key("refund").begin_object().member("money", receipt_.refund->money);
            if (receipt_.refund->paid_with_points)
                out_.member("points", receipt_.refund->points)
                    .member("points_money", receipt_.refund->points_money);
            out_.end_object();
        }
        out_.member("already_expired", receipt_.already_expired).key("unrecoverable").begin_array();
        for (VoucherId id : receipt_.unrecoverable)
            out_.value(placed(PublicKind::Voucher, id.value));
        out_.end_array();
    }

    /// Where the member stands afterwards. Commands that cannot change a level or a card say so
    /// only when they did.
    void write_standing(bool is_whole) {
        if (receipt_.member.value != 0) {
            out_.key("balances");
            write_balances(out_, receipt_.balances, programme_);
        }
        if (is_whole || receipt_.tier) {
            out_.key("tier");
            write_tier(out_, receipt_.tier, programme_, options_.language);
        }
        if (is_whole) write_stamp_cards();
        if (is_whole || receipt_.vouchers.size() > 1) {
            out_.key("vouchers").begin_array();
            for (VoucherId id : receipt_.vouchers) write_issued(id);
            out_.end_array();
        }
        if (!receipt_.badges.empty()) {
            out_.key("badges").begin_array();
            for (const std::string& badge : receipt_.badges) out_.value(badge);
            out_.end_array();
        }
        write_challenges();
        write_clubs();
        write_referral();
        if (receipt_.subscription)
            write_subscription(out_.key("subscription"), *receipt_.subscription, programme_,
                               options_.language);
        write_applied();
    }

    void write_challenges() {
        if (receipt_.challenges.empty()) return;
        out_.key("challenges").begin_array();
        for (const ChallengeLine& line : receipt_.challenges) {
            out_.begin_object().member("code", code(line.challenge.value));
            if (line.is_quantity)
                out_.member("progress", format_quantity(line.progress));
            else
                out_.member("progress", line.progress);
            out_.member("completed", line.completed).end_object();
        }
        out_.end_array();
    }

    void write_clubs() {
        if (receipt_.clubs.empty()) return;
        out_.key("clubs").begin_array();
        for (const ClubLine& line : receipt_.clubs)
            write_club_line(out_, line, telling_, options_.explain);
        out_.end_array();
    }

    void write_referral() {
        if (!receipt_.referral) return;
        out_.member("referral", referral_text(receipt_));
        if (receipt_.referral_in_review) out_.member("referral_in_review", true);
        if (!options_.explain) return;
        if (std::string why = referral_sentence(receipt_, telling_); !why.empty())
            out_.member("referral_reason", why);
    }

    void write_stamp_cards() {
        out_.key("stamp_cards").begin_array();
        for (const StampCard& card : programme_.document().stamp_cards) {
            Units earned{0};
            for (const BalanceLine& balance : receipt_.balances)
                if (balance.currency == card.currency_id) earned = on_card(card, balance.available);
            out_.begin_object()
                .member("card", card.code)
                .member("earned", earned)
                .member("missing", card.goal - earned)
                .end_object();
        }
        out_.end_array();
    }

    void write_issued(VoucherId id) {
        out_.begin_object().member("voucher", placed(PublicKind::Voucher, id.value));
        auto known = std::ranges::find(options_.vouchers, id, &Voucher::id);
        if (known != options_.vouchers.end()) {
            bool prize = known->reward.value != 0;
            out_.member(prize ? JsonName("reward") : "coupon",
                        code(prize ? known->reward.value : known->coupon.value));
            if (!known->code.empty()) out_.member("code", known->code);
            std::optional<Instant> end;
            if (known->valid_until != voucher_without_end) end = known->valid_until;
            std::optional<Day> last_day;
            if (end) last_day = programme_.zone().local_day(*end + -1);
            out_.member("valid_from", known->valid_from)
                .member("expires_at", end)
                .member("last_day", last_day);
        }
        out_.end_object();
    }

    /// Parked returns that came along, and those of them that could not be done.
    void write_applied() {
        if (receipt_.applied.empty()) return;
        out_.key("applied").begin_array();
        for (const Receipt& one : receipt_.applied)
            if (one.outcome == Outcome::Ok) out_.value(one.id);
        out_.end_array();
        bool refused = std::ranges::any_of(
            receipt_.applied, [](const Receipt& one) { return one.outcome == Outcome::Rejected; });
        if (!refused) return;
        out_.key("rejected").begin_array();
        for (const Receipt& one : receipt_.applied)
            if (one.error)
                out_.begin_object()
                    .member("id", one.id)
                    .member("code", literal(*one.error))
                    .end_object();
        out_.end_array();
    }

    void write_reasons() {
        write_trace(out_.key("trace"), receipt_.trace);
        out_.key("explanation").begin_array();
        const auto write = [&](const Explained& told) {
            out_.begin_object().member("rule", told.rule);
            if (options_.explain) out_.member("text", told.text);
            if (told.missing) out_.member("missing", *told.missing);
            if (told.missing_quantity)
                out_.member("missing", format_quantity(*told.missing_quantity));
            out_.end_object();
        };
        if (options_.explain) {
            each_explained(receipt_, telling_, write);
        } else {
            each_fired(receipt_, telling_, write);
            write_refusals();
        }
        out_.end_array();
    }

    /// Without a word, as most tills ask for them.
    void write_refusals() {
        each_refusal(receipt_, StoodRules(receipt_, telling_),
                     [&](const Trace& trace, Lacked what) {
                         if (what == Lacked::Nothing)
                             return void(out_.object_of("rule", trace.rule_id));
                         out_.begin_object().member("rule", trace.rule_id).key("missing");
                         if (what == Lacked::Money)
                             out_.value(trace.missing);
                         else
                             out_.value(format_quantity(trace.missing));
                         out_.end_object();
                     });
    }

    void write_paper() {
        out_.key("not_earning").begin_array();
        static constexpr std::string_view reasons[] = {"excluded_category", "excluded_sku",
                                                       "paid_without_earning", "suspended_brand"};
        for (const NotEarningLine& line : receipt_.not_earning) {
            out_.begin_object()
                .member("line", line.line)
                .member("reason", reasons[static_cast<std::size_t>(line.reason)]);
            if (options_.explain) out_.member("text", not_earning_text(line, telling_));
            out_.end_object();
        }
        out_.end_array().key("ticket").begin_array();
        each_ticket_line(receipt_, telling_, [&](const std::string& line) { out_.value(line); });
        out_.end_array();
        if (receipt_.command == "quote") write_limits();
    }

    void write_limits() {
        out_.key("max_points").begin_object();
        for (const MaxPoints& most : receipt_.max_points) {
            out_.key(code(most.currency.value))
                .begin_object()
                .member("points", most.points)
                .member("amount", most.amount)
                .member("min_points", most.min_points)
                .key("step")
                .begin_object()
                .member("points", most.step)
                .member("amount", most.step_amount)
                .end_object()
                .member("mode", most.is_discount ? "discount" : "tender");
            write_shares(out_.key("lines"), most.lines);
            out_.end_object();
        }
        out_.end_object();
        if (options_.explain) write_next_level(out_.key("next_level"), receipt_.tier, telling_);
        write_discounts(out_.key("discounts"), receipt_.discounts, programme_);
        write_offers(out_, receipt_, telling_, options_.explain);
    }

    const Receipt& receipt_;
    const Programme& programme_;
    const AnswerOptions& options_;
    Telling telling_;
    JsonWriter out_;
};

}  // namespace

std::string referral_text(const Receipt& receipt) {
    if (!receipt.referral) return {};
    std::string text(name_of(*receipt.referral));
    if (receipt.referral_refused) (text += ':') += literal(*receipt.referral_refused);
    return text;
}

std::string answer_json(const Receipt& receipt,
                        const Programme& programme,
                        const AnswerOptions& options) {
    return AnswerWriter(receipt, programme, options).run();
}

void write_code(JsonWriter& out,
                std::string_view name,
                std::int32_t symbol,
                const Programme& programme) {
    out.key(name);
    if (symbol == 0)
        out.null();
    else
        out.value(programme.symbols().code(symbol));
}

void write_balances(JsonWriter& out,
                    std::span<const BalanceLine> balances,
                    const Programme& programme) {
    out.begin_object();
    for (const BalanceLine& balance : balances)
        out.key(programme.symbols().code(balance.currency.value))
            .begin_object()
            .member("pending", balance.pending)
            .member("available", balance.available)
            .member("reserved", balance.reserved)
            .member("debt", balance.debt)
            .end_object();
    out.end_object();
}

void write_tier(JsonWriter& out,
                const std::optional<TierPreview>& tier,
                const Programme& programme,
                std::string_view language) {
    const auto& tiers = programme.document().tiers;
    if (!tier || !tiers) {
        out.null();
        return;
    }
    const Level& level = tiers->levels[programme.level_place(tier->level)];
    out.begin_object()
        .member("level", level.code)
        .member("name", text_in(level.name, language, level.code))
        .member("metric", tier->metric);
    write_code(out, "next_level", tier->next_level.value, programme);
    out.member("missing", tier->missing)
        .member("deadline", tier->deadline)
        .member("keep_missing", tier->keep_missing)
        .member("valid_until", tier->valid_until)
        .end_object();
}

}  // namespace vuelve
