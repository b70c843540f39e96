-- A PL/pgSQL function that keeps what Vuelve keeps of a purchase: as many rows of the same columns under the same
-- keys and indexes (docs/contract.md 7: "a benchmark must let PostgreSQL write the same rows"). It decides nothing:
-- no rules, no reasons, no texts of its own; the two JSON documents are those of one purchase, as Vuelve wrote them.
-- Where Vuelve writes one row or two, it writes one.
create schema kept;
create table kept.sample(document text not null, result text not null, earned text not null, recorded text not null,
  told_purchase text not null, told_points text not null);
insert into kept.sample values (
  $j$["purchase",{"attributes":{},"basket_discount":0,"channel":"pos","coupons":[],"id":"B-660f3edbe50e3-1095","lines":[{"attributes":{},"brand":"","category":"d6/s3","discount":0,"line":1,"quantity":"1","sku":"A3384","tax":0,"unit_price":2858},{"attributes":{},"brand":"","category":"d6/s2","discount":0,"line":2,"quantity":"3","sku":"A3296","tax":0,"unit_price":2268},{"attributes":{},"brand":"","category":"d8/s1","discount":0,"line":3,"quantity":"2","sku":"A4193","tax":0,"unit_price":3029},{"attributes":{},"brand":"","category":"d8/s3","discount":0,"line":4,"quantity":"2","sku":"A4384","tax":0,"unit_price":2535},{"attributes":{},"brand":"","category":"d2/s2","discount":0,"line":5,"quantity":"1","sku":"A1269","tax":0,"unit_price":3968}],"member":"","offline":false,"store":"CENTRO","tenders":[]}]$j$,
  $j$[1,[233661086857954789,912738611172999185,1795450642767],[1,"purchase","B-660f3edbe50e3-1095",0,0,0,24758,[[4,1,2475,[286,680,605,507,397],31581757233,21145]],[["c19",4],["c29",4],["c39",4],["c49",4],["c9",4],["c18",3,"tier"],["c28",3,"tier"],["c38",3,"tier"],["c48",3,"tier"],["c8",3,"tier"],["c17",4],["c27",4],["c37",4],["c47",4],["c7",4],["c16",4],["c26",3,"channel"],["c36",4],["c46",4],["c6",4],["c15",4],["c25",4],["c35",4],["c45",4],["c5",4],["c14",3,"min_quantity",11000],["c24",4],["c34",3,"min_quantity",8000],["c4",4],["c44",3,"min_quantity",8000],["c13",3,"tier"],["c23",3,"tier"],["c3",3,"tier"],["c33",3,"tier"],["c43",3,"tier"],["c12",3,"time_window"],["c2",4],["c22",4],["c32",3,"time_window"],["c42",3,"time_window"],["c1",4],["c11",4],["c21",4],["c31",4],["c41",4],["base"],["c0",4],["c10",4],["c20",4],["c30",4],["c40",4]],[[1,5824]],[55,54117,57,45883,20818],[],[],[],[],"",[],null,0,[],[],[],null,[],0,0,0,0,0,0,null,null,null,null,null],[[[2,0,1,1,1,2,-2475,2475,0,4,1]],[[[1,1,2475,2475,0,0,31581757233,31581757233,2,4]]],[[3,0,20780,54117],[4,0,20780,1795450642767,2]],[[[1,2,[],3,"9e1ce90bef28f26b9a05e68fc686ac22"]]],["B-660f3edbe50e3-1095",0,0,0,20780,3,2,24758,0,[[1,"A3384","d6/s3","",1000,2858,2858],[2,"A3296","d6/s2","",3000,6804,6804],[3,"A4193","d8/s1","",2000,6058,6058],[4,"A4384","d8/s3","",2000,5070,5070],[5,"A1269","d2/s2","",1000,3968,3968]],[[4,1,2475,0,1,[286,680,605,507,397],[0,0,0,0,0],0,0,null,null,[],0]],[],[],[],0,0,0,[],[],null,[],[[1,2475,485]]]]]$j$,
  $j${"txn":"txn_0CNASEVNC00001F5D","occurred_at":"2026-11-23T16:17:22.262Z","store":"CENTRO","currency":"PTS","points":2493,"balance":{"pending":0,"available":2493,"reserved":0,"debt":0},"rule":"base","last_day":"2027-11-23"}$j$,
  $j${"txn":"txn_0CNASEVNJ00051F5N","occurred_at":"2026-11-23T16:17:22.264Z","store":"CENTRO","purchase":"B-660f3edbe50e3-5","amount":8008,"earned":[{"rule":"base","currency":"PTS","points":800},{"rule":"c2","currency":"PTS","points":66}],"spent":[],"offline":false}$j$,
  $j${"store":"CENTRO","amount":12502,"points_earned":{"PTS":1359},"balance":{"PTS":1359},"visit_number":1}$j$,
  $j${"store":"CENTRO","date":"2026-11-23","purchase":"B-660f3edbe50e3-513"}$j$);
create table kept.txn(bucket int not null, tenant_id bigint not null, txn_id bigint not null, programme_id bigint not null,
  holder_id bigint not null, kind int not null, key_hash bytea, request_hash bytea, parent_txn bigint, occurred_ms bigint not null,
  at_ms bigint not null, on_day int not null, store int not null, brand int not null, channel text not null, amount bigint not null,
  actor text not null, document text not null, result text not null, link bytea not null,
  primary key (bucket, tenant_id, txn_id), unique (bucket, tenant_id, programme_id, key_hash));
create index on kept.txn(bucket, tenant_id, holder_id, txn_id);
create index on kept.txn(bucket, tenant_id, parent_txn) where parent_txn is not null;
create table kept.wallet(bucket int not null, tenant_id bigint not null, holder_id bigint not null, currency int not null,
  pending bigint not null, available bigint not null, reserved bigint not null, debt bigint not null, version bigint not null,
  chain_head bytea, entry_count bigint, state text, review_ms bigint,
  primary key (bucket, tenant_id, holder_id, currency)) with (fillfactor=70);
create index on kept.wallet(bucket, tenant_id, review_ms, holder_id) where review_ms is not null;
create table kept.entry(bucket int not null, tenant_id bigint not null, holder_id bigint not null, entry_id bigint not null,
  on_month int not null, txn_id bigint not null, type int not null, currency int not null, pending bigint not null,
  available bigint not null, reserved bigint not null, debt bigint not null, written_off bigint not null, contra int not null,
  contra_brand int not null, contra_units bigint not null, rule int not null, lot_id bigint not null, posted_ms bigint not null,
  primary key (bucket, tenant_id, holder_id, entry_id, on_month));
create table kept.lot(bucket int not null, tenant_id bigint not null, holder_id bigint not null, lot_id bigint not null,
  currency int not null, original bigint not null, remaining bigint not null, reserved bigint not null, reversed bigint not null,
  expired bigint not null, earned_ms bigint not null, earned_day int not null, available_ms bigint not null, expires_ms bigint,
  due_ms bigint, brand int not null, rule int not null, funding int not null, txn_id bigint not null,
  primary key (bucket, tenant_id, holder_id, lot_id));
create index on kept.lot(bucket, tenant_id, due_ms, lot_id) where due_ms is not null and remaining > 0;
create table kept.tally(bucket int not null, tenant_id bigint not null, holder_id bigint not null, kind int not null,
  ref int not null, period bigint not null, value bigint not null, count bigint not null,
  primary key (bucket, tenant_id, holder_id, kind, ref, period)) with (fillfactor=70);
create table kept.message(bucket int not null, tenant_id bigint not null, holder_id bigint not null, type int not null,
  source_id bigint not null, part int not null, programme_id bigint not null, txn_id bigint not null, state int not null,
  reason text not null, channel int not null, due_ms bigint not null, at_ms bigint not null, on_day int not null,
  variables text not null, primary key (bucket, tenant_id, holder_id, type, source_id, part));
create table kept.event(bucket int not null, tenant_id bigint not null, sequence bigint generated always as identity (cache 50),
  programme_id bigint not null, type text not null, subject bigint not null, subject_kind int not null, txn_id bigint not null,
  at_ms bigint not null, body text not null, primary key (bucket, tenant_id, sequence));
create table kept.sale(bucket int not null, tenant_id bigint not null, holder_id bigint not null, txn_id bigint not null,
  programme_id bigint not null, on_day int not null, occurred_ms bigint not null, at_ms bigint not null, store int not null,
  brand int not null, channel text not null, level int not null, rank int not null, amount bigint not null, tax bigint not null,
  returned bigint not null, quantity bigint not null, cost bigint, cost_known bigint not null, state int not null,
  primary key (bucket, tenant_id, holder_id, txn_id));
create index on kept.sale(bucket, tenant_id, programme_id, on_day, txn_id);
insert into kept.wallet select 1509, 1, m, c, 0, 0, 0, 0, 0, case when c = 0 then decode(md5(m::text), 'hex') end,
  case when c = 0 then 0 end, case when c = 0 then '[1,4,[]]' end, null from generate_series(1,100000) m, generate_series(0,1) c;
create sequence kept.ids cache 50;
create function kept.accrue(p_member bigint, p_amount bigint, p_key uuid) returns bigint language plpgsql as $$
declare
  v_points bigint := p_amount / 10; v_txn bigint; v_lot bigint := nextval('kept.ids'); v_balance bigint; v_rank bigint;
  v_head bytea; v_key bytea := decode(replace(p_key::text, '-', ''), 'hex'); v kept.sample;
  v_ms bigint := extract(epoch from clock_timestamp()) * 1000; v_day int := v_ms / 86400000;
begin
  select * into v from kept.sample;
  select chain_head into v_head from kept.wallet
    where bucket = 1509 and tenant_id = 1 and holder_id = p_member and currency = 0 for update;
  insert into kept.txn values (1509, 1, nextval('kept.ids'), 1, p_member, 1, v_key, v_key, null, v_ms, v_ms, v_day, 3, 2, 'pos',
      p_amount, 'key', v.document, v.result, decode(md5(v_head || v_key), 'hex'))
    on conflict (bucket, tenant_id, programme_id, key_hash) do nothing returning txn_id into v_txn;
  if v_txn is null then
    select available into v_balance from kept.wallet
      where bucket = 1509 and tenant_id = 1 and holder_id = p_member and currency = 1;
    return v_balance;
  end if;
  update kept.wallet set version = version + 1, entry_count = entry_count + 1, chain_head = decode(md5(v_head || v_key), 'hex')
    where bucket = 1509 and tenant_id = 1 and holder_id = p_member and currency = 0 returning entry_count into v_rank;
  update kept.wallet set version = version + 1, available = available + v_points
    where bucket = 1509 and tenant_id = 1 and holder_id = p_member and currency = 1 returning available into v_balance;
  insert into kept.entry values (1509, 1, p_member, nextval('kept.ids'), 202611, v_txn, 1, 1, 0, v_points, 0, 0, 0, 1, 2, -v_points,
    4, v_lot, v_ms);
  insert into kept.lot values (1509, 1, p_member, v_lot, 1, v_points, v_points, 0, 0, 0, v_ms, v_day, v_ms, v_ms + 31536000000,
    v_ms + 31536000000, 2, 4, 0, v_txn);
  insert into kept.tally values (1509, 1, p_member, 3, 0, v_day, p_amount, 0), (1509, 1, p_member, 4, 0, v_day, v_ms, 1)
    on conflict (bucket, tenant_id, holder_id, kind, ref, period)
    do update set value = kept.tally.value + excluded.value, count = kept.tally.count + excluded.count;
  insert into kept.message values
    (1509, 1, p_member, 1, v_txn, 0, 1, v_txn, 3, 'NO_CHANNEL', 0, v_ms, v_ms, v_day, v.told_purchase),
    (1509, 1, p_member, 5, v_txn, 0, 1, v_txn, 3, 'NO_CHANNEL', 0, v_ms, v_ms, v_day, v.told_points);
  insert into kept.event(bucket, tenant_id, programme_id, type, subject, subject_kind, txn_id, at_ms, body) values
    (1509, 1, 1, 'purchase.recorded', p_member, 1, v_txn, v_ms, v.recorded),
    (1509, 1, 1, 'points.earned', p_member, 1, v_txn, v_ms, v.earned);
  insert into kept.sale values (1509, 1, p_member, v_txn, 1, v_day, v_ms, v_ms, 3, 2, 'pos', 57, v_rank, p_amount, 0, 0, 8000, null,
    0, 1);
  return v_balance;
end $$;
