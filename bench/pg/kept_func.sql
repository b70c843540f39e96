\set m random(1, 100000)
\set a random(100, 20000)
select kept.accrue(:m, :a, gen_random_uuid());
