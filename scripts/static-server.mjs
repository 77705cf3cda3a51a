// Usage: node scripts/static-server.mjs <root> <port> [base path, default /]
// A static file server for this machine only: what a plain web host does, nothing more.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};
const NOT_COMPRESSED = new Set(['.png', '.ico']);

/** The file a request's path means, or undefined: nothing outside the root, no folder lists. */
function findFile(root, base, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  if (!path.startsWith(base) || path.includes('\0')) return undefined;
  const wanted = path.slice(base.length);
  try {
    const file = realpathSync(join(root, wanted.endsWith('/') || wanted === '' ? `${wanted}index.html` : wanted));
    return file.startsWith(root + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** A server of the files under `root`, at the addresses under `basePath`. */
export function staticServer(root, basePath = '/') {
  const realRoot = realpathSync(root);
  const base = `/${basePath}/`.replace(/\/+/g, '/');
  const cache = new Map(); // file -> what is sent, until the file changes

  const load = (file) => {
    const { mtimeMs, size } = statSync(file);
    const known = cache.get(file);
    if (known?.mtimeMs === mtimeMs && known.size === size) return known;
    const body = readFileSync(file);
    const gzip = NOT_COMPRESSED.has(extname(file)) ? undefined : gzipSync(body);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const loaded = { mtimeMs, size, body, gzip, etag };
    cache.set(file, loaded);
    return loaded;
  };

  return createServer((request, response) => {
    const answer = (status, headers, body) => {
      response.writeHead(status, { 'X-Content-Type-Options': 'nosniff', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const text = (status, body, headers) =>
      answer(status, { 'Content-Type': TYPES['.txt'], 'Content-Length': Buffer.byteLength(body), ...headers }, body);

    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Method not allowed\n', { Allow: 'GET, HEAD' });
    const [path, query] = request.url.split(/(?=\?)/);
    if (`${path}/` === base) return text(301, 'Moved\n', { Location: base + (query ?? '') });
    const file = findFile(realRoot, base, request.url);
    if (file === undefined) return text(404, 'Not found\n');

    const { body, gzip, etag } = load(file);
    const zipped = gzip !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const headers = {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      // Asked for again every time, and answered with 304 when nothing changed.
      'Cache-Control': 'no-cache',
      ETag: etag,
      Vary: 'Accept-Encoding',
    };
    if (request.headers['if-none-match'] === etag) return answer(304, headers);
    if (zipped) headers['Content-Encoding'] = 'gzip';
    const bytes = zipped ? gzip : body;
    return answer(200, { ...headers, 'Content-Length': bytes.length }, bytes);
  });
}

function main([root, portText, base = '/']) {
  const port = Number(portText);
  const server = staticServer(root, base);
  server.on('error', (error) => {
    const reason = error.code === 'EADDRINUSE' ? `port ${port} is in use; choose another: PORT=${port + 1} ./dev serve` : error.message;
    console.error(`Failed: ${reason}`);
    process.exit(1);
  });
  // The machine itself only: nobody else on the network sees it.
  server.listen(port, '127.0.0.1', () => {
    const path = base === '/' ? '' : base;
    console.log(`Serving ${root}/ at http://127.0.0.1:${server.address().port}${path} (Ctrl+C ends it)`);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
