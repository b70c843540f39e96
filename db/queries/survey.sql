-- Answers to surveys (domain.md 8.8).

-- name: put_answer
insert into answer (bucket, tenant_id, holder_id, answer_id, txn_id, rating, nps, comment_s, store, on_day)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: answers_of_holder
select answer_id, txn_id, rating, nps, comment_s, store, on_day from answer
where bucket = $1 and tenant_id = $2 and holder_id = $3 and answer_id < $4 order by answer_id desc limit $5

-- name: answers_between
select a.holder_id, a.answer_id, a.txn_id, a.rating, a.nps, a.store, a.on_day
from answer a
join member m on m.bucket = a.bucket and m.tenant_id = a.tenant_id and m.holder_id = a.holder_id
where a.bucket = $1 and a.tenant_id = $2 and m.programme_id = $3 and a.on_day between $4 and $5
order by a.answer_id

-- name: merged_members
select holder_id, merged_into from member
where bucket = $1 and tenant_id = $2 and programme_id = $3 and merged_into <> 0

-- name: members_merged_into
select holder_id from member where bucket = $1 and tenant_id = $2 and merged_into = $3 and merged_into <> 0
