// scripts/static-server.mjs: what dist/ is served with.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { staticServer } from '../../scripts/static-server.mjs';
import { top } from './machine.mjs';

let folder;
let server;
let port;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosskey-server-'));
  const root = join(folder, 'dist');
  mkdirSync(join(root, 'sub'), { recursive: true });
  for (const [name, text] of Object.entries({
    'index.html': '<p>Crosskey</p>', 'app.js': 'let a;', 'app.wasm': '\0asm', 'app.css': 'p{}', 'icon.svg': '<svg/>', 'a.png': 'png',
    'm.webmanifest': '{}', 'sub/index.html': 'sub', 'with space.txt': 'text',
  })) writeFileSync(join(root, name), text);
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'dist-of-another'));
  writeFileSync(join(folder, 'dist-of-another/secret.txt'), 'secret');
  server = staticServer(root, '/tools/crosskey/').listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = server.address().port;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

// node:http, because fetch() tidies up the very paths that are tested here.
function get(path, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject).end();
  });
}
const at = (path) => `/tools/crosskey/${path}`;

test('the folder is its index.html', async () => {
  const { status, headers, body } = await get(at(''));
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/html;charset=utf-8');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(body.toString(), '<p>Crosskey</p>');
  assert.equal((await get(at('?a=b'))).status, 200);
  assert.equal((await get(at('sub/'))).body.toString(), 'sub');
});

test('each kind of file has its type', async () => {
  for (const [name, type] of Object.entries({
    'app.js': 'text/javascript', 'app.wasm': 'application/wasm', 'app.css': 'text/css',
    'icon.svg': 'image/svg+xml', 'a.png': 'image/png', 'm.webmanifest': 'application/manifest+json', 'with%20space.txt': 'text/plain',
  })) {
    const { status, headers } = await get(at(name));
    assert.equal(status, 200, name);
    assert.equal(headers['content-type'], type);
  }
});

test('compressed for those who can read it', async () => {
  const zipped = await get(at('app.wasm'), { headers: { 'Accept-Encoding': 'br, gzip' } });
  assert.equal(zipped.headers['content-encoding'], 'gzip');
  assert.match(zipped.headers.vary, /accept-encoding/i);
  assert.equal(gunzipSync(zipped.body).toString(), '\0asm');
  const plain = await get(at('app.wasm'));
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.body.toString(), '\0asm');
  assert.equal((await get(at('a.png'), { headers: { 'Accept-Encoding': 'gzip' } })).headers['content-encoding'], undefined);
});

test('an unchanged file is answered with 304, a changed one is sent', async () => {
  const { headers } = await get(at('app.css'));
  assert.equal(headers['cache-control'], 'no-cache', 'asked for again each time');
  const same = await get(at('app.css'), { headers: { 'If-None-Match': headers.etag } });
  assert.equal(same.status, 304);
  assert.equal(same.body.length, 0);
  writeFileSync(join(folder, 'dist/app.css'), 'p{color:red}');
  const changed = await get(at('app.css'), { headers: { 'If-None-Match': headers.etag } });
  assert.equal(changed.status, 200);
  assert.equal(changed.body.toString(), 'p{color:red}');
});

test('HEAD has the headers only, other methods are refused', async () => {
  const head = await get(at('app.js'), { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], '6');
  assert.equal(head.body.length, 0);
  const post = await get(at('app.js'), { method: 'POST' });
  assert.deepEqual([post.status, post.headers.allow], [405, 'GET, HEAD']);
});

test('what is not there is 404', async () => {
  for (const path of [at('nothing.js'), at('nothing/'), '/', '/index.html', '/tools/', at('%'), at('a%00b')]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('the base without its slash leads to it', async () => {
  const { status, headers } = await get('/tools/crosskey?x=1');
  assert.equal(status, 301);
  assert.equal(headers.location, '/tools/crosskey/?x=1');
});

test('nothing outside the folder is served', async () => {
  for (const path of ['../secret.txt', '..%2fsecret.txt', '%2e%2e/secret.txt', 'sub/../../secret.txt', '..%5csecret.txt', '../dist-of-another/secret.txt', '/etc/hostname', '%2fetc%2fhostname']) {
    const { status, body } = await get(at(path));
    assert.equal(status, 404, path);
    assert.doesNotMatch(body.toString(), /secret/);
  }
});

test('a request that is no address at all does not end the server', async () => {
  assert.equal((await get('//')).status, 404);
  assert.equal((await get(at(''))).status, 200);
});

async function serve(t, ...args) {
  const child = spawn(process.execPath, [join(top, 'scripts/static-server.mjs'), join(folder, 'dist'), ...args]);
  t.after(() => child.kill());
  let output = '';
  child.stderr.on('data', (data) => (output += data));
  const [first] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return { output: () => output, first: String(first) };
}

test('it prints the address, and listens on this machine only', async (t) => {
  const { first } = await serve(t, '0');
  const address = /at (http:\/\/127\.0\.0\.1:\d+) /.exec(first)?.[1];
  assert.ok(address, first);
  assert.equal(await (await fetch(address)).text(), '<p>Crosskey</p>');
  // Another address of the same machine: a server for everybody would answer here too.
  await assert.rejects(fetch(address.replace('127.0.0.1', '127.0.0.2')));
});

test('a port in use: a clear message', async (t) => {
  const { output, first } = await serve(t, String(port));
  assert.equal(first, '1'); // the exit code
  assert.match(output(), new RegExp(`port ${port} is in use; choose another: PORT=${port + 1} ./dev serve`));
});
