-- One person's rows, table by table: what is told them, what goes with them. Written by tools/data_map.py from
-- db/data-map.toml: change that, not this.

-- name: own_member
select kind, state, enrolled_ms, home_store, language, household_id, merged_into, segments, left_ms, birth_changed_ms
from member where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id

-- name: own_identity
select kind, state, verified_ms
from identity where bucket = $1 and tenant_id = $2 and holder_id = $3
order by programme_id, kind, value_h

-- name: own_consent
select purpose, channel, given, text_version, source, at_ms, language
from consent where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, consent_id

-- name: own_household_member
select household_id, can_redeem, joined_ms
from household_member where bucket = $1 and tenant_id = $2 and holder_id = $3
order by household_id, holder_id

-- name: own_txn
select txn_id, kind, parent_txn, occurred_ms, at_ms, on_day, store, brand, channel, amount, document
from txn where bucket = $1 and tenant_id = $2 and holder_id = $3
order by txn_id

-- name: own_wallet
select currency, pending, available, reserved, debt, state
from wallet where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, currency

-- name: own_entry
select txn_id, type, currency, pending, available, reserved, debt, written_off, contra, contra_brand, contra_units, rule, posted_ms, issuer
from entry where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, entry_id, on_month

-- name: own_lot
select currency, original, remaining, reserved, reversed, expired, earned_ms, earned_day, available_ms, expires_ms, due_ms, brand, rule, funding, txn_id
from lot where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, lot_id

-- name: own_lot_use
select txn_id, units, refunded, debt_units, redeemer_brand
from lot_use where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, txn_id, seq

-- name: own_tally
select kind, ref, period, value, count
from tally where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, kind, ref, period

-- name: own_reservation
select reservation_id, currency, points, captured, state, due_ms, detail
from reservation where bucket = $1 and tenant_id = $2 and holder_id = $3
order by reservation_id

-- name: own_redemption
select redemption_id, reward, points, money, state, voucher_id, store, due_ms, detail
from redemption where bucket = $1 and tenant_id = $2 and holder_id = $3
order by redemption_id

-- name: own_voucher
select voucher_id, coupon, reward, state, uses_left, valid_from_ms, valid_to_ms, txn_id, detail, locked_ms, used_ms, used_store
from voucher where bucket = $1 and tenant_id = $2 and holder_id = $3
order by voucher_id

-- name: own_referral
select referrer_id, referee_id, state, txn_id, due_ms, in_review
from referral where bucket = $1 and tenant_id = $2 and (referrer_id = $3 or referee_id = $3)
order by referral_id

-- name: own_subscription
select plan, state, paid_from_ms, paid_to_ms, until_ms, due_ms
from subscription where bucket = $1 and tenant_id = $2 and holder_id = $3
order by subscription_id

-- name: own_sale
select txn_id, on_day, occurred_ms, at_ms, store, brand, channel, level, rank, amount, tax, returned, quantity, cost, cost_known, state
from sale where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, txn_id

-- name: own_segment_member
select segment, since_ms
from segment_member where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, segment

-- name: own_segment_move
select segment, entered, cause, txn_id, at_ms
from segment_move where bucket = $1 and tenant_id = $2 and holder_id = $3
order by programme_id, segment, move_id

-- name: own_rfm
select as_of_day, r, f, m, segment
from rfm where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id

-- name: own_entry_issuer
select issuer, units
from entry_issuer where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, entry_id, issuer, on_month

-- name: own_trait
select kind
from trait where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, kind, value_h

-- name: own_answer
select txn_id, rating, nps, comment_s, store, on_day, answer_id
from answer where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, answer_id

-- name: own_deed
select action, count
from deed where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, action

-- name: own_session
select kind, device, role, scopes, stores, own_members, created_ms, seen_ms, idle_ms, ends_ms, stepped_up_ms, due_ms
from session where bucket = $1 and tenant_id = $2 and subject = $3 and kind = 3
order by token_hash

-- name: own_unproved_spend
select on_day, amount
from unproved_spend where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id

-- name: own_contact_change
select change_id, kind, old_s, new_s, changed_ms, until_ms, undone_ms
from contact_change where bucket = $1 and tenant_id = $2 and holder_id = $3
order by change_id

-- name: own_card_notice
select notice_id, type, channel, to_s, about_id, created_ms, until_ms
from card_notice where bucket = $1 and tenant_id = $2 and holder_id = $3
order by notice_id

-- name: own_privacy_request
select kind, purpose, country, state, received_ms, due_ms, closed_ms, note_s, answer_s, erase_ms, request_id
from privacy_request where bucket = $1 and tenant_id = $2 and holder_id = $3
order by request_id

-- name: own_restriction
select purpose, cause, since_ms, until_ms
from restriction where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, purpose, cause

-- name: own_age_proof
select of_age, guardian_s, text_version, at_ms
from age_proof where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id

-- name: own_inactive
select told_ms
from inactive where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id

-- name: own_message
select type, txn_id, state, reason, channel, due_ms, at_ms, on_day, variables
from message where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, type, source_id, part

-- name: own_inbox_place
select read_ms
from inbox_place where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id

-- name: own_unwanted_message
select type, channel, since_ms
from unwanted_message where bucket = $1 and tenant_id = $2 and holder_id = $3
order by holder_id, type, channel

-- name: own_fraud_case
select case_id, kind, on_day, times, opened_ms, last_ms, details, state, decided_ms, words_s
from fraud_case where bucket = $1 and tenant_id = $2 and holder_id = $3
order by case_id

-- name: erase_member_key
delete from member_key where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_identity
delete from identity where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_segment_member
delete from segment_member where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_segment_move
delete from segment_move where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_segment_due
delete from segment_due where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_rfm
delete from rfm where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_trait
delete from trait where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_session
delete from session where bucket = $1 and tenant_id = $2 and subject = $3 and kind = 3

-- name: erase_one_time
delete from one_time where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_proof
delete from proof where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_unproved_spend
delete from unproved_spend where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_contact_change
delete from contact_change where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_card_notice
delete from card_notice where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_restriction
delete from restriction where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_age_proof
delete from age_proof where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_inactive
delete from inactive where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_message
delete from message where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_inbox_place
delete from inbox_place where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_unwanted_message
delete from unwanted_message where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: erase_name_word
delete from name_word where bucket = $1 and tenant_id = $2 and holder_id = $3
