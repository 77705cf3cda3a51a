// A QR code read back from its modules as the standard says (ISO/IEC 18004), so that a test can tell what the picture says.
// The modules come from the page itself, not from a photograph: nothing needs correcting.

// By version, from 1: error correction codewords per block, and blocks; levels L, M, Q, H.
const CORRECTION = {
  L: '7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
  M: '10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28',
  Q: '13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 28 30 30 30 30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
  H: '17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 30 24 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
};
const BLOCKS = {
  L: '1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25',
  M: '1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49',
  Q: '1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 23 23 25 27 29 34 34 35 38 40 43 45 48 51 53 56 59 62 65 68',
  H: '1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 25 34 30 32 35 37 40 42 45 48 51 54 57 60 63 66 70 74 77 81',
};
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** Where the alignment patterns have their centres, in both directions. */
function centres(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - at * step).reverse()];
}

/** Whether a module belongs to a pattern and not to the data. */
function isPattern(x, y, version) {
  const size = version * 4 + 17;
  const far = (at) => at >= size - 8;
  if ((x < 9 && (y < 9 || far(y))) || (far(x) && y < 9) || x === 6 || y === 6) return true;
  if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return true;
  const all = centres(version);
  const last = all.length - 1;
  return all.some((cy, row) =>
    all.some((cx, column) => {
      const atFinder = (row === 0 && (column === 0 || column === last)) || (row === last && column === 0);
      return !atFinder && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
    }),
  );
}

/** The text of a code of bytes; `modules[y][x]` says which are dark. */
export function readQr(modules) {
  const size = modules.length;
  const version = (size - 17) / 4;
  const first = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => modules[y][8]);
  const rest = [7, 5, 4, 3, 2, 1, 0].map((x) => modules[8][x]);
  const format = [...first, ...rest].reduce((bits, dark, at) => bits | (dark ? 1 << at : 0), 0) ^ 0x5412;
  const level = 'MLHQ'[format >> 13];
  const mask = MASKS[(format >> 10) & 7];

  const bits = [];
  for (let right = size - 1, up = true; right >= 1; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isPattern(x, y, version)) bits.push(modules[y][x] !== (mask(x, y) === 0) ? 1 : 0);
      }
    }
  }
  const number = (from, count) => bits.slice(from, from + count).reduce((sum, bit) => sum * 2 + bit, 0);
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, at) => number(at * 8, 8));

  const correction = Number(CORRECTION[level].split(' ')[version - 1]);
  const blocks = Number(BLOCKS[level].split(' ')[version - 1]);
  const short = Math.floor(codewords.length / blocks) - correction;
  const long = codewords.length % blocks;
  const data = Array.from({ length: blocks }, () => []);
  for (let at = 0; at < short * blocks; at += 1) data[at % blocks].push(codewords[at]);
  for (let at = 0; at < long; at += 1) data[blocks - long + at].push(codewords[short * blocks + at]);

  bits.length = 0;
  for (const byte of data.flat()) for (let bit = 7; bit >= 0; bit -= 1) bits.push((byte >> bit) & 1);
  if (number(0, 4) !== 4) throw new Error(`not a code of bytes: mode ${number(0, 4)}, version ${version}, level ${level}`);
  const wide = version < 10 ? 8 : 16;
  const text = Array.from({ length: number(4, wide) }, (_, at) => number(4 + wide + at * 8, 8));
  return Buffer.from(text).toString('utf8');
}

/** The modules of a drawn code, as the browser paints them. */
export const modulesOf = (svg) =>
  svg.evaluate((element) => {
    const path = element.querySelector('path');
    const { x, width } = element.viewBox.baseVal;
    const size = width + 2 * x;
    const dark = (column, row) => path.isPointInFill(new DOMPoint(column + 0.5, row + 0.5));
    return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => dark(x, y)));
  });
