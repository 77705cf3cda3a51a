// Run by Trunk after a build, before dist/ is replaced. Trunk starts the program with an inline script whose text
// holds hashed file names, so its own hash is only known now; the page's Content-Security-Policy lets in just that.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const PLACE = '{{inline-hashes}}';
const page = join(process.env.TRUNK_STAGING_DIR, 'index.html');
const html = readFileSync(page, 'utf8');
if (!html.includes(PLACE)) throw new Error(`index.html has no ${PLACE} in its Content-Security-Policy`);

const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
const hashes = inline.map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
if (hashes.length !== 1) throw new Error(`expected Trunk's one inline script, found ${hashes.length}`);
writeFileSync(page, html.replace(PLACE, hashes.join(' ')));
