-- name: insert_member
insert into member (bucket, tenant_id, holder_id, programme_id, kind, state, enrolled_ms, home_store, language,
                    household_id, referral_code_h, name_s, birth_date_s, address_s, attributes_s, segments)
values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: insert_member_key
insert into member_key (bucket, tenant_id, holder_id, wrapped_key, key_no) values ($1, $2, $3, $4, $5)

-- name: one_member_key
select wrapped_key from member_key where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: delete_member_key
delete from member_key where bucket = $1 and tenant_id = $2 and holder_id = $3

-- The holder's head, unless the command that enrols has already written it.
-- name: insert_head
insert into wallet (bucket, tenant_id, holder_id, currency, chain_head, entry_count, state)
values ($1, $2, $3, 0, $4, 0, '{}')
on conflict (bucket, tenant_id, holder_id, currency) do nothing

-- A freed identity is taken over by the next member; any other is taken.
-- name: insert_identity
insert into identity (bucket, tenant_id, programme_id, kind, value_h, holder_id, state, value_s)
values ($1, $2, $3, $4, $5, $6, 1, $7)
on conflict (bucket, tenant_id, programme_id, kind, value_h) do update
set holder_id = excluded.holder_id, state = 1, value_s = excluded.value_s, verified_ms = null
where identity.state = 3

-- name: set_identity_state
update identity set state = $7
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = $4 and value_h = $5 and holder_id = $6

-- name: identity_by_value
select holder_id, state, value_h from identity
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = $4 and value_h in ($5..)

-- name: identities_of_holder
select kind, value_h, state, value_s from identity where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: free_identities
update identity set state = 3 where bucket = $1 and tenant_id = $2 and holder_id = $3 and state <> 3

-- name: move_identity
update identity set holder_id = $7, value_s = $8
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = $4 and value_h = $5 and holder_id = $6

-- name: bury_identities
insert into tombstone (bucket, tenant_id, programme_id, value_h, until_ms)
select bucket, tenant_id, programme_id, value_h, $4 from identity
where bucket = $1 and tenant_id = $2 and holder_id = $3
on conflict (bucket, tenant_id, programme_id, value_h) do update set until_ms = excluded.until_ms

-- name: delete_identities
delete from identity where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: tombstone_by_value
select 1 from tombstone
where bucket = $1 and tenant_id = $2 and programme_id = $3 and value_h = $4 and until_ms > $5

-- name: insert_code
insert into code (bucket, tenant_id, code_h, kind, holder_id, id) values ($1, $2, $3, $4, $5, $6)

-- name: member_of_referral_code
select holder_id from code where bucket = $1 and tenant_id = $2 and code_h = $3 and kind = 2

-- name: referral_hash_of_member
select referral_code_h from member where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: delete_code
delete from code where bucket = $1 and tenant_id = $2 and code_h = $3

-- name: insert_consent
insert into consent (bucket, tenant_id, holder_id, consent_id, purpose, channel, given, text_version, source, actor,
                     at_ms, language, text_hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: consents_of_holder
select purpose, channel, given, text_version, source, actor, at_ms, language, text_hash, holder_id from consent
where bucket = $1 and tenant_id = $2 and holder_id in ($3..) order by holder_id, consent_id

-- name: one_member
select m.holder_id, m.kind, m.state, m.enrolled_ms, m.home_store, m.language, m.household_id, m.merged_into, m.segments,
       m.row_version, k.wrapped_key, m.name_s, m.birth_date_s, m.address_s, m.attributes_s, m.alias_s,
       m.birth_changed_ms
from member m
left join member_key k on k.bucket = m.bucket and k.tenant_id = m.tenant_id and k.holder_id = m.holder_id
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.holder_id in ($4..)

-- name: members_after
select m.holder_id, m.kind, m.state, m.enrolled_ms, m.home_store, m.language, m.household_id, m.merged_into, m.segments,
       m.row_version, k.wrapped_key, m.name_s, m.birth_date_s, m.address_s, m.attributes_s, m.alias_s,
       m.birth_changed_ms
from member m
left join member_key k on k.bucket = m.bucket and k.tenant_id = m.tenant_id and k.holder_id = m.holder_id
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.holder_id > $4
order by m.holder_id limit $5

-- name: births_after
select m.holder_id, m.state, m.enrolled_ms, m.home_store, m.row_version, k.wrapped_key, m.birth_date_s,
       m.birth_changed_ms
from member m
join member_key k on k.bucket = m.bucket and k.tenant_id = m.tenant_id and k.holder_id = m.holder_id
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.holder_id > $4 and m.birth_date_s is not null
order by m.holder_id limit $5

-- name: update_profile
update member set row_version = $4, name_s = $5, birth_date_s = $6, address_s = $7, attributes_s = $8,
                  alias_s = $9
where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: update_member
update member set home_store = $4, language = $5, segments = $6, birth_changed_ms = $7
where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: set_member_state
update member set state = $4 where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: anonymise_member
update member set state = $4, row_version = row_version + 1, name_s = null, birth_date_s = null, address_s = null,
                  attributes_s = null, alias_s = null, birth_changed_ms = null, referral_code_h = null,
                  language = '', segments = '[]'
where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: insert_trait
insert into trait (bucket, tenant_id, holder_id, kind, value_h) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, holder_id, kind, value_h) do nothing

-- name: traits_of_holder
select kind, value_h from trait where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: delete_traits
delete from trait where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: insert_name_word
insert into name_word (bucket, tenant_id, programme_id, word_h, holder_id) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, programme_id, word_h, holder_id) do nothing

-- name: delete_name_words
delete from name_word where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: holders_of_name_word
select holder_id from name_word where bucket = $1 and tenant_id = $2 and programme_id = $3 and word_h = $4
order by holder_id limit $5
