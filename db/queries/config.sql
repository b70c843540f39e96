-- name: insert_tenant
insert into tenant (tenant_id, code, name, spread, generation, settings, created_ms)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: all_tenants
select tenant_id, code, name, spread, generation, settings, created_ms from tenant order by tenant_id

-- name: update_tenant_settings
update tenant set settings = $2 where tenant_id = $1

-- name: insert_programme
insert into programme (tenant_id, programme_id, code, published_version) values ($1, $2, $3, $4)

-- name: all_programmes
select tenant_id, programme_id, code, published_version from programme order by tenant_id, programme_id

-- name: set_published_version
update programme set published_version = $3 where tenant_id = $1 and programme_id = $2

-- name: newest_version
select version, state from programme_version where tenant_id = $1 and programme_id = $2
order by version desc limit 1

-- A changed draft is nobody's but its author's: what was said of it before is over.
-- name: upsert_draft
insert into programme_version (tenant_id, programme_id, version, state, document, content_hash, author, created_ms)
values ($1, $2, $3, 1, $4, $5, $6, $7)
on conflict (tenant_id, programme_id, version) do update
set document = excluded.document, content_hash = excluded.content_hash, author = excluded.author,
    created_ms = excluded.created_ms, approver = '', reason_s = null, submitted_ms = null, submitter = '',
    approved_ms = null, rejected_ms = null, rejecter = '', rejected_s = null, publish_at_ms = null, trouble = '',
    rolled_back_to = 0
where programme_version.state = 1

-- name: delete_draft
delete from programme_version where tenant_id = $1 and programme_id = $2 and state = 1

-- Makes room for a version that is published before an open draft.
-- name: move_draft
update programme_version set version = version + 1, publish_at_ms = null
where tenant_id = $1 and programme_id = $2 and state = 1

-- name: update_draft
update programme_version
set reason_s = $3, submitted_ms = $4, submitter = $5, approved_ms = $6, approver = $7, rejected_ms = $8, rejecter = $9,
    rejected_s = $10, publish_at_ms = $11, trouble = $12, rolled_back_to = $13
where tenant_id = $1 and programme_id = $2 and version = $14 and state = 1

-- name: supersede_versions
update programme_version set state = 3 where tenant_id = $1 and programme_id = $2 and state = 2

-- name: publish_draft
update programme_version set state = 2, approver = $4, published_ms = $5, publish_at_ms = null, opens = $6
where tenant_id = $1 and programme_id = $2 and version = $3

-- name: one_version
select version, state, content_hash, author, approver, published_ms, document, created_ms, reason_s, submitted_ms, submitter,
    approved_ms, rejected_ms, rejecter, rejected_s, publish_at_ms, trouble, rolled_back_to, opens
from programme_version where tenant_id = $1 and programme_id = $2 and version = $3

-- name: the_draft
select version, state, content_hash, author, approver, published_ms, document, created_ms, reason_s, submitted_ms, submitter,
    approved_ms, rejected_ms, rejecter, rejected_s, publish_at_ms, trouble, rolled_back_to, opens
from programme_version where tenant_id = $1 and programme_id = $2 and state = 1 order by version limit 1

-- name: versions_before
select version, state, content_hash, author, approver, published_ms, '', created_ms, reason_s, submitted_ms, submitter,
    approved_ms, rejected_ms, rejecter, rejected_s, publish_at_ms, trouble, rolled_back_to, opens
from programme_version where tenant_id = $1 and programme_id = $2 and version < $3 order by version desc limit $4

-- name: all_symbols
select symbol_id, kind, code from symbol where tenant_id = $1 and programme_id = $2 order by symbol_id

-- name: count_symbols
select count(*) from symbol where tenant_id = $1 and programme_id = $2

-- name: insert_symbol
insert into symbol (tenant_id, programme_id, symbol_id, kind, code) values ($1, $2, $3, $4, $5)

-- name: insert_api_key
insert into api_key (key_id, tenant_id, programme_id, owner, name, secret_hash, scopes, stores, networks, expires_ms,
                     state, origins, created_ms, own_orders)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: one_api_key
select key_id, tenant_id, programme_id, owner, name, secret_hash, scopes, stores, networks, expires_ms, state, origins,
       created_ms, last_used_ms, successor, own_orders
from api_key where key_id = $1

-- name: programme_api_keys
select key_id, tenant_id, programme_id, owner, name, secret_hash, scopes, stores, networks, expires_ms, state, origins,
       created_ms, last_used_ms, successor, own_orders
from api_key where tenant_id = $1 and programme_id = $2 order by name, created_ms, key_id

-- name: keys_for_browsers
select key_id, tenant_id, programme_id, owner, name, secret_hash, scopes, stores, networks, expires_ms, state, origins,
       created_ms, last_used_ms, successor, own_orders
from api_key where state = 1 and origins <> '[]'

-- name: replace_api_key
update api_key set successor = $3, expires_ms = $4 where tenant_id = $1 and key_id = $2 and state = 1

-- name: note_api_key_use
update api_key set last_used_ms = $2 where key_id = $1

-- name: revoke_api_key
update api_key set state = 2 where tenant_id = $1 and key_id = $2 and state = 1

-- name: upsert_product
insert into product (tenant_id, programme_id, sku, category, brand, name, unit_price, state, unit_cost)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (tenant_id, programme_id, sku) do update
set category = excluded.category, brand = excluded.brand, name = excluded.name, unit_price = excluded.unit_price,
    state = excluded.state, unit_cost = excluded.unit_cost

-- name: all_products
select sku, category, brand, name, unit_price, state, unit_cost from product where tenant_id = $1 and programme_id = $2
order by sku
