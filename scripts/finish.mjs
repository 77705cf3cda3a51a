// Run by Trunk after a build, before dist/ is replaced: what Trunk cannot know of the program's two parts and of the
// page's Content-Security-Policy.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const staging = process.env.TRUNK_STAGING_DIR;
const split = process.env.CROSSKEY_SPLIT;
if (!split) throw new Error('the program was not split: build with ./dev build, which calls Trunk with what it needs');

const read = (name) => readFileSync(join(staging, name), 'utf8');
const write = (name, text) => writeFileSync(join(staging, name), text);
const digest = (algorithm, encoding, ...data) =>
  data.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest(encoding);

/** The text with one thing in place of another, which must be there. */
function replace(text, wanted, other) {
  if (!text.includes(wanted)) throw new Error(`the build has no ${wanted}`);
  return text.replaceAll(wanted, other);
}

// What the compiler uses; the linker notes it in the first part only.
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

/** The second part, as small as Trunk makes the first. */
function optimized() {
  const [, level, more] = /data-wasm-opt="(\w+)" data-wasm-opt-params="([^"]*)"/.exec(readFileSync('index.html', 'utf8'));
  const [from, to] = [join(split, 'split_rest.wasm'), join(split, 'rest.wasm')];
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const options = [`-O${level}`, ...features, ...more.split(' '), from, '-o', to];
  execFileSync('wasm-opt', options, { stdio: ['ignore', 'inherit', 'pipe'] });
  return readFileSync(to);
}

/** The loader, for hosts that do not know the type of wasm files too. */
function loader(app, rest) {
  const text = replace(readFileSync(join(split, '__wasm_split.js'), 'utf8'), './split_rest.wasm', `./${rest}`);
  const streaming = 'WebAssembly.instantiateStreaming(src, imports)';
  const whole = 'src.then((response) => response.arrayBuffer()).then((code) => WebAssembly.instantiate(code, imports))';
  return replace(replace(text, streaming, whole), './crosskey-app.js', `./${app}.js`);
}

// Each part names the other, so they share one name, which stands for the content of all.
const [, old] = /(crosskey-app-[0-9a-f]+)\.js/.exec(read('index.html'));
const second = optimized();
const app = `crosskey-app-${digest('sha256', 'hex', old, second).slice(0, 16)}`;
const [link, rest] = [`${app}_link.js`, `${app}_rest.wasm`];
write(link, loader(app, rest));
writeFileSync(join(staging, rest), second);
renameSync(join(staging, `${old}_bg.wasm`), join(staging, `${app}_bg.wasm`));
const integrity = (text) => `sha384-${digest('sha384', 'base64', text)}`;
const before = read(`${old}.js`);
// Only where it is imported from: the program itself goes on calling it by the name it was linked with.
const after = replace(before, 'from "./__wasm_split.js"', `from "./${link}"`);
write(`${app}.js`, after);
rmSync(join(staging, `${old}.js`));

let page = replace(replace(read('index.html'), old, app), integrity(before), integrity(after));
// The loader is imported by the program's script: both are asked for at once.
page = replace(page, '</head>', `<link rel=modulepreload href=./${link} integrity=${integrity(read(link))} crossorigin></head>`);

// Browsers check no preloaded wasm file, and say so to everybody who opens the console.
const preload = /<link as=fetch [^>]*>/.exec(page)[0];
page = replace(page, preload, preload.replace(/ integrity=\S+/, ''));

// Trunk starts the program with an inline script whose text holds the names above, so its hash is only known now; the
// policy lets in just that.
const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
if (inline.length !== 1) throw new Error(`expected Trunk's one inline script, found ${inline.length}`);
const hash = `'sha256-${digest('sha256', 'base64', inline[0][1])}'`;
write('index.html', replace(page, '{{inline-hashes}}', hash));

const left = readdirSync(staging).filter((name) => name.includes(old));
if (left.length) throw new Error(`these still have their old names: ${left.join(', ')}`);
