-- How a programme looks: name shown, colour, logo.

-- name: put_look
insert into look (tenant_id, programme_id, document, author, changed_ms) values ($1, $2, $3, $4, $5)
on conflict (tenant_id, programme_id) do update
set document = excluded.document, author = excluded.author, changed_ms = excluded.changed_ms

-- name: one_look
select document from look where tenant_id = $1 and programme_id = $2

-- name: put_logo
insert into look_logo (tenant_id, programme_id, width, height, ink, border, is_solid, png, png_hash, author, changed_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (tenant_id, programme_id) do update
set width = excluded.width, height = excluded.height, ink = excluded.ink, border = excluded.border, is_solid = excluded.is_solid,
    png = excluded.png, png_hash = excluded.png_hash, author = excluded.author, changed_ms = excluded.changed_ms

-- name: one_logo
select width, height, ink, border, is_solid, png_hash from look_logo where tenant_id = $1 and programme_id = $2

-- name: logo_png
select png from look_logo where tenant_id = $1 and programme_id = $2

-- name: delete_logo
delete from look_logo where tenant_id = $1 and programme_id = $2
