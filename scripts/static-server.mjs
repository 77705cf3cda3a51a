// Usage: node scripts/static-server.mjs <root> <port> [base path, default /]
// Serves a folder as a plain web host does, compressed, under a sub-path if one is given; to this machine only.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

// The npm packages are those of the tests.
const require = createRequire(new URL('../tests/package.json', import.meta.url));
const compression = require('compression');
const sirv = require('sirv');

/** A server of the files under `root`, at the addresses under `basePath`. */
export function staticServer(root, basePath = '/') {
  const base = `/${basePath}/`.replace(/\/+/g, '/');
  const compress = compression({ threshold: 0 });
  // `dev`: a file is read when it is asked for, so a new build is served at once.
  const files = sirv(root, { dev: true, etag: true });

  return createServer((request, response) => {
    const answer = (status, text, headers) => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
      response.end(text);
    };
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'Method not allowed\n', { Allow: 'GET, HEAD' });
    const [path, query = ''] = request.url.split(/(?=\?)/);
    if (`${path}/` === base) return answer(301, 'Moved\n', { Location: base + query });
    if (!path.startsWith(base)) return answer(404, 'Not found\n');
    request.url = request.url.slice(base.length - 1);
    // By gzip only, as most hosts do: what is measured here is then what visitors get.
    if (/\bgzip\b/.test(request.headers['accept-encoding'])) request.headers['accept-encoding'] = 'gzip';
    return compress(request, response, () => files(request, response, () => answer(404, 'Not found\n')));
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
