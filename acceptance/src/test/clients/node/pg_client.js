// node-postgres: pool, prepared statements, cursor, stream, COPY.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');
const { Client, Pool } = require('pg');
const Cursor = require('pg-cursor');
const QueryStream = require('pg-query-stream');
const { from: copyFrom, to: copyTo } = require('pg-copy-streams');

let failed = 0;

function check(what, seen, expected) {
  try {
    assert.deepStrictEqual(seen, expected);
    console.log(`ok      ${what}`);
  } catch {
    failed++;
    console.log(`FAILED  ${what}\n          seen      ${JSON.stringify(seen)}\n          expected  ${JSON.stringify(expected)}`);
  }
}

async function checkError(what, state, promise) {
  const seen = await promise.then(() => 'no error', (error) => error.code ?? error.message);
  check(what, seen, state);
}

// pg reads PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE itself.
const ca = fs.readFileSync(process.env.AUSPEX_CERTIFICATE, 'utf8');

async function connecting() {
  const client = new Client({ ssl: { ca } });
  await client.connect();
  check('TLS, verified', client.connection.stream.encrypted, true);
  await client.end();
  const stranger = new Client({ password: 'wrong' });
  await checkError('a wrong password', '28P01', stranger.connect());
}

async function values(client) {
  const both = [
    ['boolean', true],
    ['smallint', -32768],
    ['integer', 2147483647],
    ['bigint', '-9223372036854775808'],
    ['decimal(38,10)', '-1234567890123456789012345678.0123456789'],
    ['double precision', 1e300],
    ['real', 0.25],
    ['varchar(100)', 'it\'s \' \\ " a \u00fc \u4e2d \u{1F600} line\nbreak'],
    ['timestamptz', new Date('2024-02-29T12:34:56.789Z')],
    ['varbyte(10)', Buffer.from([0, 1, 255])],
  ];
  for (const [type, value] of both) {
    const { rows } = await client.query(`SELECT $1::${type} AS a, NULL::${type} AS b`, [value]);
    check(`${type} both ways`, rows, [{ a: value, b: null }]);
  }
  const { rows, fields } = await client.query("SELECT date '2024-02-29' AS d, 2.50::numeric(5,2) AS n, 'x'::varchar(10) AS v");
  check('a date', rows[0].d.getTime(), new Date(2024, 1, 29).getTime());
  check('types of columns', fields.map((field) => field.dataTypeID), [1082, 1700, 1043]);
  check('a parameter without a type', (await client.query("SELECT $1 || 'x' AS a", ['y'])).rows, [{ a: 'yx' }]);
  const object = await client.query("SELECT JSON_PARSE('{\"a\": [1, 2]}') AS s");
  check('SUPER is JSON text', JSON.parse(object.rows[0].s), { a: [1, 2] });
  const array = await client.query({ text: 'SELECT 1 AS a, 2 AS a', rowMode: 'array' });
  check('rowMode array', array.rows, [[1, 2]]);
}

async function tables(client) {
  await client.query('DROP TABLE IF EXISTS np');
  await client.query('CREATE TABLE np (id int PRIMARY KEY, label varchar(20) NOT NULL, amount decimal(10,2))');
  for (let i = 0; i < 100; i++) {
    await client.query({ name: 'insert', text: 'INSERT INTO np VALUES ($1, $2, $3)', values: [i, `row ${i}`, i % 2 ? null : i] });
  }
  const sums = await client.query('SELECT count(*) AS count, sum(amount) AS sum FROM np');
  check('a named statement, 100 times', sums.rows, [{ count: '100', sum: '2450.00' }]);
  check('rowCount', (await client.query('UPDATE np SET amount = 1 WHERE id < $1', [10])).rowCount, 10);
  const several = await client.query('SELECT 1 AS a; SELECT 2 AS a');
  check('several statements', several.map((result) => result.rows[0].a), [1, 2]);
  for (const [what, state, sql] of [
    ['no such table', '42P01', 'SELECT * FROM nowhere'],
    ['no such column', '42703', 'SELECT nothing FROM np'],
    ['division by zero', '22012', 'SELECT 1 / (id - id) FROM np'],
    ['not a number', '22P02', "SELECT 'abc'::int"],
    ['a NULL that may not be', '23502', 'INSERT INTO np (id) VALUES (1000)'],
  ]) {
    await client.query('BEGIN');
    await checkError(what, state, client.query(sql));
    await checkError(`${what}: the transaction is aborted`, '25P02', client.query('SELECT 1'));
    await client.query('ROLLBACK');
  }
}

async function large(client) {
  const sql = "SELECT i, 'row ' || i AS label FROM generate_series(1, 50000) AS t(i)";
  const cursor = client.query(new Cursor(sql));
  let count = 0;
  for (let rows = await cursor.read(5000); rows.length > 0; rows = await cursor.read(5000)) {
    count += rows.length;
  }
  await cursor.close();
  check('pg-cursor, 5,000 rows at a time', count, 50000);
  let total = 0;
  for await (const row of client.query(new QueryStream(sql, [], { batchSize: 1000 }))) {
    total += Number(row.i);
  }
  check('pg-query-stream', total, 1250025000);
  await pipeline(Readable.from(['2000\ta\n', '2001\tb\n']), client.query(copyFrom('COPY np (id, label) FROM STDIN')));
  let text = '';
  const out = client.query(copyTo('COPY (SELECT id, label FROM np WHERE id >= 2000 ORDER BY id) TO STDOUT'));
  for await (const part of out) {
    text += part;
  }
  check('pg-copy-streams', text, '2000\ta\n2001\tb\n');
}

async function pools() {
  const pool = new Pool({ max: 4, ssl: { ca } });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.query('SELECT $1::int AS a', [i])));
  check('a pool of 4, 40 queries at once', answers.reduce((sum, answer) => sum + answer.rows[0].a, 0), 780);
  await pool.end();
}

async function models(client) {
  const notices = [];
  client.on('notice', (notice) => notices.push(notice.message));
  for (const sql of [
    'SET auspex.wait_for_models TO on',
    'DROP MODEL IF EXISTS np_model',
    'DROP TABLE IF EXISTS np_points',
    `CREATE TABLE np_points AS SELECT (i % 11)::float8 AS a, (i % 13)::float8 AS b,
       CASE WHEN i % 11 + i % 13 > 10 THEN 1 ELSE 0 END AS above FROM generate_series(1, 600) AS t(i)`,
    `CREATE MODEL np_model FROM (SELECT a, b, above FROM np_points) TARGET above FUNCTION np_above IAM_ROLE default
       AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'
       HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '20') SETTINGS (S3_BUCKET 'bucket')`,
  ]) {
    await client.query(sql);
  }
  check('notices', notices.some((notice) => notice.includes('np_model')), true);
  const { rows } = await client.query('SELECT np_above($1, $2) AS x, np_above($3, $4) AS y', [9, 9, 1.5, 2]);
  check('a prediction', rows, [{ x: 1, y: 0 }]);
}

async function main() {
  await connecting();
  const client = new Client();
  await client.connect();
  for (const part of [values, tables, large, pools, models]) {
    await part(client);
  }
  await client.end();
  console.log(`${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main();
