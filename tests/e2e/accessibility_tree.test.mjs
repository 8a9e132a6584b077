// What a screen reader is told: the browser's own accessibility tree is the program's, on every panel; and however much
// happens, the mirror has no element too many, none too few, and no id twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { everyPanel, handOf } from './support/panels.mjs';
import { eventually, kPhone, kWide, openRoom, settled } from './support/room.mjs';

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

// The program's roles as Chromium calls them. Those it may leave out when they have no name are with `?`.
const kRoles = {
  banner: 'banner', navigation: 'navigation', main: 'main', region: 'region', complementary: 'complementary', contentinfo: 'contentinfo',
  group: 'group', heading: 'heading', text: 'paragraph', list: 'list', 'list item': 'listitem', button: 'button', link: 'link',
  'text field': 'textbox', select: 'combobox', checkbox: 'checkbox', table: 'table', row: 'row', 'column header': 'columnheader',
  'row header': 'rowheader', cell: 'cell', image: 'image', dialog: 'dialog', status: 'status', alert: 'alert', quote: 'blockquote',
};
// Said of a node by its role and name alone, or by nothing: what it holds is told of.
const kUnnamed = new Set(['list item', 'row', 'cell', 'status', 'alert', 'quote', 'text']);

const programsTree = (page) => page.evaluate(() => {
  const block = Module._samsyn_describe();
  const size = new DataView(HEAPU8.buffer).getUint32(block, true);
  const text = new TextDecoder().decode(HEAPU8.subarray(block + 4, block + 4 + size));
  Module._free(block);
  return text;
});

function readTree(text) {
  return text.trimEnd().split('\n').map((line) => {
    const [, indent, role, name, rest] = /^( *)([a-z ]+?) "(.*?)"(?= = "|$| disabled| current| level| not | pressed| checked| expanded| invalid| read-only)(.*)$/.exec(line);
    const states = rest.replace(/ = ".*"/, '');
    return { depth: indent.length / 2, role, name, states };
  });
}

// With a dialog open nothing else is told of.
function told(nodes) {
  const dialog = nodes.findIndex(({ role }) => role === 'dialog');
  if (dialog < 0) return nodes;
  const end = nodes.findIndex(({ depth }, at) => at > dialog && depth <= nodes[dialog].depth);
  return nodes.slice(dialog, end < 0 ? undefined : end);
}

const clean = (text) => text.replace(/\s+/g, ' ').trim();

async function chromiumsTree(session) {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const found = [];
  const textOf = (node) => (node.role?.value === 'StaticText' ? node.name?.value ?? ''
    : (node.childIds ?? []).map((id) => textOf(byId.get(id))).join(''));
  const visit = (node) => {
    const role = node.role?.value;
    const property = (name) => node.properties?.find((one) => one.name === name)?.value?.value;
    if (!node.ignored && Object.values(kRoles).includes(role)) {
      const states = [];
      if (property('disabled')) states.push('disabled');
      if (role === 'heading') states.push(`level ${property('level')}`);
      for (const state of ['pressed', 'checked', 'expanded']) {
        if (property(state) === undefined || (state === 'expanded' && role === 'combobox')) continue;
        states.push(String(property(state)) === 'true' ? state : `not ${state}`);
      }
      if (property('invalid') === 'true') states.push('invalid');
      if (property('readonly')) states.push('read-only');
      found.push(`${role} "${clean(role === 'paragraph' ? textOf(node) : role === 'cell' ? '' : node.name?.value ?? '')}" ${states.join(' ')}`.trim());
    }
    if (role === 'combobox' || role === 'textbox') return;  // its options and its text are its value
    for (const id of node.childIds ?? []) visit(byId.get(id));
  };
  visit(nodes[0]);
  return found;
}

async function sameTree(page, session, where) {
  await settled(page);
  const expected = told(readTree(await programsTree(page))).flatMap(({ role, name, states }) => {
    const browsers = kRoles[role];
    if (role === 'root' || role === 'box' || (role === 'group' && name === '')) return [];
    if (role === 'scroll area') return name === '' ? [] : [`group "${clean(name)}"`];
    const shown = kUnnamed.has(role) && role !== 'text' ? '' : clean(name);
    return [`${browsers} "${shown}" ${states.replace(' current', '').trim()}`.trim()];
  });
  // The page's own: links past what comes first, and where announcements are put.
  const own = new Set(await page.evaluate(() => [...document.querySelectorAll('#samsyn-skip, #samsyn-skip button')]
    .map((element) => (element.tagName === 'NAV' ? `navigation "${element.getAttribute('aria-label')}"` : `button "${element.textContent}"`))));
  let skipping = true;
  const seen = (await chromiumsTree(session)).filter((line) => {
    if (skipping && own.has(line)) return false;
    skipping = false;
    return true;
  });
  while (['alert ""', 'status ""'].includes(seen.at(-1)) && seen.length > expected.length) seen.pop();
  assert.deepEqual(seen, expected, where);
  assert.ok(expected.length > 10, `${where}: there is something to compare`);
}

for (const [mode, plain] of [['canvas', false], ['plain page', true]]) {
  test(`${mode}: Chromium's accessibility tree is the program's on every panel`, async () => {
    for (const who of ['Karin', 'Noor']) {
      const page = await room.enter(who, { size: kWide, plain });
      const session = await page.context().newCDPSession(page);
      await everyPanel(handOf(page), (panel) => sameTree(page, session, `${who}, ${panel}`));
      await page.context().close();
    }
  });
}

// In the page, as a test outside would take ten milliseconds for each.
function playAtRandom({ seed, actions }) {
  let state = seed;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 4294967296 * below);
  };
  const faults = [];
  const check = () => {
    const mirrored = [...document.querySelectorAll('#samsyn-mirror .samsyn-node')];
    if (mirrored.length !== samsynPage.mirror.size - 1) faults.push(`${mirrored.length} elements for ${samsynPage.mirror.size - 1} nodes`);
    if (mirrored.some((element) => samsynPage.mirror.keyOf(element) === undefined)) faults.push('an element nobody knows');
    if (new Set(mirrored.map(samsynPage.mirror.keyOf)).size !== mirrored.length) faults.push('a key twice');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    if (new Set(ids).size !== ids.length) faults.push('an id twice');
    for (const label of document.querySelectorAll('label')) {
      if (!label.control) faults.push(`a label of nothing: ${label.textContent}`);
    }
  };
  const act = () => {
    const open = document.querySelector('dialog[open]') ?? document.getElementById('samsyn-mirror');
    // One's own new link opens the page anew; the others end what is played with.
    const all = [...open.querySelectorAll('button:not(:disabled), textarea:not(:read-only), select:not(:disabled), input:not(:disabled)')]
      .filter((element) => !/Radera|Avsluta mötet|Nytt möte|Återkalla|min länk|my link/.test(element.textContent));
    if (all.length === 0) return;
    const element = all[random(all.length)];
    if (element instanceof HTMLTextAreaElement) {
      element.focus();
      element.setRangeText(['å', 'ord ', '\n', '😀', ''][random(5)], random(element.value.length + 1), element.value.length, 'end');
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else if (element instanceof HTMLSelectElement) {
      element.selectedIndex = random(element.options.length);
      element.dispatchEvent(new Event('change', { bubbles: true }));
    } else {
      element.focus();
      element.click();
    }
  };
  return new Promise((done) => {
    let left = actions;
    const some = () => {
      for (let i = 0; i < 5 && left > 0; i += 1, left -= 1) act();
      setTimeout(() => {
        check();
        if (left > 0 && faults.length === 0) some();
        else done({ faults, left });
      }, 0);
    };
    some();
  });
}

// ./samsyn fuzz page plays ten thousand.
const kActions = Number(process.env.SAMSYN_ACTIONS ?? 1200);

for (const [where, options, seed] of [['wide canvas', { size: kWide }, 1], ['phone', { size: kPhone }, 2], ['plain page', { size: kWide, plain: true }, 3]]) {
  test(`after random actions on a ${where} there is no orphan and no id twice`, async () => {
    const page = await room.enter('Karin', options);
    const actions = Math.ceil(kActions / 3);
    const { faults, left } = await page.evaluate(playAtRandom, { seed, actions });
    assert.deepEqual(faults, []);
    assert.equal(left, 0);
    await eventually(async () => (await page.locator('#samsyn-mirror .samsyn-node').count()) > 10, 'the page still stands');
    await page.context().close();
  });
}

test('no page wrote errors', () => { assert.deepEqual(room.problems, []); });
