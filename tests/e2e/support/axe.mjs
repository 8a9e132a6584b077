// axe-core with every rule it has, best practices too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';

const kOptions = { resultTypes: ['violations', 'passes'] };

function nothing({ violations, passes }, where) {
  const told = violations.map((rule) =>
    `${rule.id} (${rule.impact}): ${rule.help}\n${rule.nodes.slice(0, 5).map((node) => `    ${node.html.slice(0, 200)}\n    ${node.failureSummary}`).join('\n')}`);
  assert.deepEqual(told, [], `${where}:\n${told.join('\n')}`);
  assert.ok(passes.length > 15, `${where}: axe had something to look at: ${passes.length} rules`);
}

export async function findsNothing(page, where) {
  nothing(await new AxeBuilder({ page }).options(kOptions).analyze(), where);
}

const source = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

export async function findsNothingInFirefox({ page }, where) {
  if (!await page.evaluate(() => Boolean(globalThis.axe))) await page.evaluate(source);
  nothing(await page.evaluate((options) => globalThis.axe.run(document, options), kOptions), where);
}
