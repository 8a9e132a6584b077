// Letters beyond Latin: for each script the packages of Noto Sans that have it, and the stylesheets that make a browser
// fetch a file when a letter in it is drawn, and nothing otherwise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// `blocks`: the letters that lead to a package. Spaces, hyphens and marks that other scripts share are left out, or a
// text in Swedish would fetch it; so are the emoji. `cuts`: files of the package by name, or all that have a number.
// Bold is a file of its own where that is small; elsewhere browsers make it of the other.
const kCjk = { name: 'noto-sans-sc', family: 'Noto Sans SC', cuts: /^sc-\d+$/, weights: [400],
  blocks: [[0x2E80, 0x9FFF], [0xF900, 0xFAFF], [0xFE30, 0xFE4F], [0xFF00, 0xFFEF], [0x20000, 0x2FA1F]] };
const kPackages = [
  { name: 'noto-sans', family: 'Noto Sans', cuts: /^(cyrillic|cyrillic-ext|greek|vietnamese)$/, weights: [400, 700],
    blocks: [[0x370, 0x52F], [0x1C80, 0x1C8F], [0x1EA0, 0x1EF1], [0x2DE0, 0x2DFF], [0xA640, 0xA69F]] },
  { name: 'noto-sans-arabic', family: 'Noto Sans Arabic', cuts: /^arabic-arabic$/, weights: [400],
    blocks: [[0x600, 0x6FF], [0x750, 0x77F], [0x870, 0x8FF], [0xFB50, 0xFDFF], [0xFE70, 0xFEFC]] },
  { name: 'noto-sans-ethiopic', family: 'Noto Sans Ethiopic', cuts: /^ethiopic-ethiopic$/, weights: [400],
    blocks: [[0x1200, 0x139F], [0x2D80, 0x2DDF], [0xAB00, 0xAB2F]] },
  { name: 'noto-sans-hebrew', family: 'Noto Sans Hebrew', cuts: /^hebrew-hebrew$/, weights: [400, 700],
    blocks: [[0x590, 0x5FF], [0xFB1D, 0xFB4F]] },
];

// "U+0400-045F, U+2116" within the blocks; empty when nothing of it is.
export function rangeWithin(range, blocks) {
  const hex = (value) => value.toString(16).toUpperCase();
  return range.split(',').flatMap((part) => {
    const [first, last = first] = part.trim().replace(/^U\+/i, '').split('-').map((code) => parseInt(code, 16));
    return blocks.flatMap(([from, to]) => {
      const [start, end] = [Math.max(first, from), Math.min(last, to)];
      if (start > end) return [];
      return [start === end ? `U+${hex(start)}` : `U+${hex(start)}-${hex(end)}`];
    });
  }).join(',');
}

// The files of one package and the rules that lead to them: { files: Map(name on the site -> path), rules: [text] }.
function cutsOf(modules, { name, family, cuts, weights, blocks }) {
  const files = new Map();
  const rules = [];
  for (const weight of weights) {
    const folder = join(modules, '@fontsource', name);
    const css = readFileSync(join(folder, `${weight}.css`), 'utf8');
    for (const [, file, range] of css.matchAll(/url\(\.\/files\/([\w-]+)\.woff2\)[^}]*unicode-range:\s*([^;}]+)/g)) {
      const cut = file.replace(/^noto-sans-/, '').replace(/-\d+-normal$/, '');
      const within = rangeWithin(range, blocks);
      if (!cuts.test(cut) || within === '') continue;
      const site = `fonts/noto/${cut}-${weight}.woff2`;
      files.set(site, join(folder, 'files', `${file}.woff2`));
      rules.push(`@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url(${site}) format("woff2");unicode-range:${within}}`);
    }
  }
  if (rules.length === 0) throw new Error(`${name} has none of the letters it is there for`);
  return { files, rules };
}

// Of fields and the mirror; web/glyphs.js draws in the same.
const kFamilies = ['Atkinson Hyperlegible', ...kPackages.map(({ family }) => family), kCjk.family];
const kFamilyRule = `html,body,textarea.samsyn-node{font-family:${kFamilies.map((family) => `"${family}"`).join(',')},sans-serif}`;

// name on the site -> path of a file, or the content of one that is made here. Chinese has a stylesheet of its own, for
// it is longer than everything else on the page: web/glyphs.js asks for it with the first such letter.
export function notoSources(modules) {
  const small = kPackages.map((one) => cutsOf(modules, one));
  const cjk = cutsOf(modules, kCjk);
  return new Map([
    ...[...small, cjk].flatMap(({ files }) => [...files]),
    ['fonts.css', Buffer.from([...small.flatMap(({ rules }) => rules), kFamilyRule].join('\n') + '\n')],
    ['fonts-cjk.css', Buffer.from(cjk.rules.join('\n') + '\n')],
  ]);
}
