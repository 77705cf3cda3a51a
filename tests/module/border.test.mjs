// What crosses the border between a program and the rules: raw values, errors, identities, the life of a ledger.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { DAY, NOW, dayIn, iso } from '../clock.mjs';
import { asset, Crosskey, CrosskeyError, found, open, pkg, refused } from './pkg.mjs';

const PORT = { port: { metro: 'DC', speed: 10_000, tagging: 'dot1q', open: true } };
const person = { name: 'Wanda West', email: 'wanda@west.example', roles: { fabric: 'fabric-manager', megaport: null } };

test('a call before init says so', () => {
  const script = `import { Crosskey } from ${JSON.stringify(join(pkg, 'crosskey.js'))};
    await Crosskey.open().catch((error) => console.log(error.code, error.message));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.equal(said.trim(), 'not-initialized Call `await init()` first.');
});

test('a refusal is an Error with code, field, sentence and all its fellows', async () => {
  const { ledger } = await open();
  const error = await refused(ledger.foundCompany({ name: '', person: { ...person, name: '' } }));
  assert.ok(error instanceof Error && error instanceof CrosskeyError);
  assert.equal(error.name, 'CrosskeyError');
  assert.ok(error.stack.includes('CrosskeyError'));
  assert.deepEqual([error.code, error.field, error.vendorCode], ['required', 'name', null]);
  assert.deepEqual(error.refusals.map(({ code, field }) => [code, field]), [['required', 'name'], ['required', 'person-name']]);
});

test('what has not its form is refused by name, and nothing happens', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const port = await asset(west, 'Port DC-7', PORT);
  const details = { name: '', description: '', expires: dayIn(30), limit: 500, recipients: ['emil@east.example'] };
  const token = { side: 'a', asset: port, spot: { vlan: { dot1q: 1399 } }, remote: false, details };
  for (const [input, field] of [
    [undefined, 'createToken'],
    [null, 'createToken'],
    ['all', 'createToken'],
    [[], 'createToken'],
    [{ ...token, side: 'b' }, 'createToken.side'],
    [{ ...token, colour: 1 }, 'createToken.colour'],
    [{ ...token, remote: 'no' }, 'createToken.remote'],
    [{ ...token, remote: undefined }, 'createToken.remote'],
    [{ ...token, asset: 'port' }, 'createToken.asset'],
    [{ ...token, spot: { vlan: { dot1q: -1 } } }, 'createToken.spot.vlan.dot1q'],
    [{ ...token, spot: { vlan: { dot1q: 1399.5 } } }, 'createToken.spot.vlan.dot1q'],
    [{ ...token, spot: { vlan: { dot1q: '1399' } } }, 'createToken.spot.vlan.dot1q'],
    [{ ...token, details: { ...details, limit: 2 ** 40 } }, 'createToken.details.limit'],
    [{ ...token, details: { ...details, limit: NaN } }, 'createToken.details.limit'],
    [{ ...token, details: { ...details, limit: 10n } }, 'createToken.details.limit'],
    [{ ...token, details: { ...details, limit: () => 10 } }, 'createToken.details.limit'],
    [{ ...token, details: { ...details, name: new String('a') } }, 'createToken.details.name'],
    [{ ...token, details: { ...details, name: '\ud800' } }, 'createToken.details.name'],
    [{ ...token, details: { ...details, expires: NOW } }, 'createToken.details.expires'],
    [{ ...token, spot: { vlan: { dot1q: 1399 }, interface: 3 } }, 'createToken.spot'],
    [{ ...token, spot: { vlan: { dot1q: 1399, colour: 'red' } } }, 'createToken.spot.vlan'],
    [{ ...token, details: { ...details, expires: 'soon' } }, 'createToken.details.expires'],
    [{ ...token, details: { ...details, recipients: ['nobody'] } }, 'createToken.details.recipients[0]'],
    [{ ...token, details: { ...details, recipients: null } }, 'createToken.details.recipients'],
  ]) {
    const error = await refused(west.createToken(input));
    assert.deepEqual([error.code, error.field], ['invalid-input', field], `${String(input && JSON.stringify(input, (_, v) => typeof v === 'bigint' ? 'big' : v))}: ${error.message}`);
    assert.deepEqual((await refused(() => west.check.createToken(input))).field, field);
  }
  const itself = {};
  itself.details = itself;
  assert.match((await refused(west.createToken(itself))).message, /`createToken.details` holds itself/);
  const device = { name: 'Edge', access: null, vendorId: null, kind: { 'virtual-device': { metro: 7, interfaces: 10, reserved: [] } } };
  assert.equal((await refused(west.addAsset(device))).field, 'addAsset.kind.virtual-device.metro');
  assert.equal((await refused(() => ledger.as('somebody').company())).field, 'person');
  assert.equal((await refused(() => ledger.as(7))).field, 'person');
  assert.equal((await refused(west.createToken(token, { attempt: 'first' }))).field, 'attempt');
  assert.equal((await west.createToken(token)).seq, 3);
});

test('what a command is sent with is refused by name too, and a key that is none has the code of the rules', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const input = { name: 'Port DC-7', access: null, vendorId: null, kind: PORT };
  for (const [once, field] of [[{ attempt: 5 }, 'attempt'], [{ attempt: true }, 'attempt'], [{ attempt: 5n }, 'attempt'], [null, 'once'], ['x', 'once'], [{ attemp: 'x' }, 'once.attemp']]) {
    for (const send of [() => west.addAsset(input, once), () => west.takeOver({ text: '{}' }, once), () => ledger.foundCompany({}, once)]) {
      const error = await refused(send);
      assert.deepEqual([error.code, error.field], ['invalid-input', field]);
    }
  }
  assert.equal(west.assets(0).total, 0);
  for (const key of ['', 'abc', '5c3f1a52-0b8e-4c55']) assert.equal((await refused(() => west.preview({ key }))).code, 'malformed-key');
  for (const options of [null, 5, [], NOW]) assert.equal((await refused(Crosskey.open(options))).field, 'options');
  for (const name of [5, 5n]) assert.equal((await refused(Crosskey.open({ name }))).field, 'name');
  for (const rows of [['0'], [0n]]) assert.equal((await refused(west.takeOver({ text: '{}', rows }))).field, 'rows[0]');
  (await Crosskey.open({ storage: undefined })).close();
  for (const clock of [() => NaN, () => Infinity, () => -1, () => '0', async () => 0]) {
    assert.equal((await refused(Crosskey.open({ clock }))).field, 'clock');
  }
});

test('[R8] an attempt is its person’s, and identities that repeat are refused before anything is stored', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const east = await found(ledger, 'East Company', 'Emil East', 'emil@east.example');
  const input = { name: 'Port DC-7', access: null, vendorId: null, kind: PORT };
  const attempt = 'b7e0c1c2-8f4b-4a55-9a0e-0c2f4a9b1d11';
  await west.addAsset(input, { attempt });
  assert.equal((await refused(east.addAsset(input, { attempt }))).field, 'attempt');
  assert.equal(east.assets(0).total, 0);
  let id = 1;
  const ids = () => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
  for (const broken of [ids, () => 'none', () => undefined, async () => ids()]) {
    const other = await Crosskey.open({ ids: broken });
    id = 1;
    await refused(found(other, 'West Company', 'Wanda West', 'wanda@west.example'));
    assert.equal(other.people().total, 0);
  }
});

test('a check says what the command would be told: of a company that is founded, and of a clock that went back', async () => {
  const { ledger, clock } = await open();
  const company = { name: 'West Company', person: { name: 'Wanda West', email: 'wanda', roles: { fabric: 'fabric-manager', megaport: null } } };
  assert.equal((await refused(() => ledger.check.foundCompany(company))).code, (await refused(ledger.foundCompany(company))).code);
  company.person.email = 'wanda@west.example';
  assert.deepEqual(ledger.check.foundCompany(company), []);
  assert.equal(ledger.people().total, 0);
  const { person } = await ledger.foundCompany(company);
  clock.now -= DAY;
  const west = ledger.as(person);
  const input = { name: 'Port DC-7', access: null, vendorId: null, kind: PORT };
  assert.equal((await refused(() => west.check.addAsset(input))).message, (await refused(west.addAsset(input))).message);
});

test('[R8] a repeated attempt gets its first answer; a check changes nothing', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const input = { name: 'Port DC-7', access: null, vendorId: null, kind: PORT };
  const attempt = 'b7e0c1c2-8f4b-4a55-9a0e-0c2f4a9b1d11';
  assert.deepEqual(west.check.addAsset(input), []);
  assert.equal(west.assets(0).total, 0);
  const first = await west.addAsset(input, { attempt });
  assert.deepEqual(await west.addAsset(input, { attempt }), first);
  assert.equal(west.assets(0).total, 1);
});

test('times are ISO 8601 in UTC, clock and identities are the caller’s', async () => {
  let drawn = 0;
  const ids = () => `00000000-0000-4000-8000-${String((drawn += 1)).padStart(12, '0')}`;
  const ledger = await Crosskey.open({ clock: () => NOW.getTime() - 1, ids });
  const made = await ledger.foundCompany({ name: 'West Company', person });
  assert.equal(made.at, iso(NOW.getTime() - 1));
  assert.match(made.person, /^00000000-0000-4000-8000-0{11}\d$/);
  assert.match(made.company, /^00000000-0000-4000-8000-0{11}\d$/);
});

test('listeners are told of changes until they end it, and one that throws stops nobody', async () => {
  const { ledger } = await open();
  const told = { first: 0, second: 0 };
  ledger.subscribe(() => {
    told.first += 1;
    throw new Error('mine');
  });
  const end = ledger.subscribe(() => (told.second += 1));
  await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  assert.ok(told.first > 0 && told.second > 0);
  const before = told.second;
  end();
  await found(ledger, 'East Company', 'Emil East', 'emil@east.example');
  assert.equal(told.second, before);
  assert.equal((await refused(() => ledger.subscribe('me'))).field, 'listener');
});

test('[S3] a backup restores into an empty ledger only', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  await asset(west, 'Port DC-7', PORT);
  const backup = await ledger.backup();
  const other = (await open()).ledger;
  await other.restore(backup);
  assert.deepEqual(other.people(), ledger.people());
  assert.deepEqual(other.as(ledger.people().rows[0].people[0].id).assets(0), west.assets(0));
  assert.match((await refused(other.restore(backup))).message, /not empty/);
  for (const page of [-1, 0.5, '0', null, 2 ** 32]) assert.equal((await refused(() => ledger.people(page))).field, 'page');
  assert.deepEqual(ledger.people(9), ledger.people(0), 'a page past the end is the last one');
  const empty = (await open()).ledger;
  for (const [text, field] of [['nothing', 'the backup'], ['{}', 'stores.records'], ['{"stores":{"records":[{"seq":1}]}}', '[0].version']]) {
    const error = await refused(empty.restore(text));
    assert.deepEqual([error.code, error.field], ['invalid-input', field]);
  }
  const second = JSON.parse(backup);
  second.stores.records.shift();
  assert.match((await refused(empty.restore(JSON.stringify(second)))).message, /next record/);
  assert.deepEqual(empty.people().rows, []);
});

test('a closed ledger refuses everything, and a storage that is absent is told', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  ledger.close();
  ledger.close();
  for (const act of [() => ledger.people(), () => west.assets(0), () => west.check.askToDelete('x'), () => ledger.backup()]) {
    assert.equal((await refused(act)).code, 'closed');
  }
  assert.equal((await refused(Crosskey.open({ storage: 'indexeddb' }))).code, 'not-stored');
  assert.deepEqual((await refused(Crosskey.open({ storage: 'disk' }))).field, 'storage');
  assert.deepEqual((await refused(Crosskey.open({ colour: 'red' }))).field, 'colour');
  assert.deepEqual((await refused(Crosskey.open({ clock: 5 }))).field, 'clock');
});

test('every command and question of the rules is a method, and typed', async () => {
  const { ledger } = await open();
  const actor = ledger.as('00000000-0000-4000-8000-000000000001');
  const types = readFileSync(join(pkg, 'crosskey.d.ts'), 'utf8');
  const declared = types.slice(types.indexOf('interface Actor'), types.indexOf('interface Checks'));
  const methods = [...declared.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name);
  assert.ok(methods.length > 40, methods.join(' '));
  const prototype = Object.getOwnPropertyNames(Object.getPrototypeOf(actor)).filter((name) => name !== 'constructor');
  assert.deepEqual(methods.toSorted(), prototype.toSorted());
});
