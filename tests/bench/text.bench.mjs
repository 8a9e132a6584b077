// Our text engine, natively and in wasm, against others and against no merging at all: text/README.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { generateSession } from './text/session.mjs';
import { measure, ourNames, peerNames } from './text/subjects.mjs';
import { printConcurrent, printSequential, resultLine } from './text/table.mjs';
import { encodeTrace, readSession } from './text/trace_file.mjs';

const kUsage = `./samsyn bench text [--traces DIR] [--trace NAME] [--quick] [--only NAME,...]

  --traces DIR   recorded sessions, *.json.gz (../shared/data/traces; without that folder one is generated)
  --trace NAME   only this one of them
  --quick        one run of each measurement instead of the median of five
  --only NAMES   ours, ${peerNames.join(', ')}: only these`;
const kResultTrace = 'automerge-paper';

const kLegend = `
local      every edit of the session as a change of its own
+messages  the same, with a message for the others made after each
remote     those messages applied one by one to an empty copy; wire is what they weigh
save, load the whole document as bytes and back until its text is read, the latter warm
memory     what is held besides the text itself`;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

function stop(message) {
  console.error(message);
  process.exit(2);
}

function chosenOptions() {
  try {
    const { values } = parseArgs({
      options: { traces: { type: 'string' }, trace: { type: 'string' }, quick: { type: 'boolean' }, only: { type: 'string' } },
    });
    const only = values.only?.split(',') ?? ['ours', ...peerNames];
    const unknown = only.find((name) => name !== 'ours' && !peerNames.includes(name));
    if (unknown !== undefined) throw new Error(`There is no '${unknown}' to measure.`);
    return { ...values, quick: values.quick ?? false, only };
  } catch (error) {
    return stop(`${error.message}\n\n${kUsage}`);
  }
}

const counted = (number) => number.toLocaleString('en');

// Every session, its trace file written, the one for RESULT last.
function prepareTraces({ traces, trace: chosen }) {
  const folder = path.resolve(root, traces ?? '../shared/data/traces');
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.json.gz')) : [];
  if (traces && files.length === 0) stop(`There is no *.json.gz in ${folder}.`);
  const sessions = files.length > 0
    ? files.map((file) => ({ name: path.basename(file, '.json.gz'), open: () => readSession(path.join(folder, file)) }))
    : [{ name: 'generated session', open: generateSession }];
  const wanted = sessions.filter(({ name }) => !chosen || name === chosen);
  if (wanted.length === 0) stop(`There is no session '${chosen}'; there are: ${sessions.map(({ name }) => name).join(', ')}.`);
  const out = path.join(root, 'build/bench');
  fs.mkdirSync(out, { recursive: true });
  return wanted.sort((a, b) => (a.name === kResultTrace) - (b.name === kResultTrace)).map(({ name, open }) => {
    const session = open();
    const file = path.join(out, `${name.replaceAll(' ', '-')}.trace`);
    fs.writeFileSync(file, encodeTrace(session));
    const edits = session.txns.reduce((sum, { patches }) => sum + patches.length, 0);
    const concurrent = session.kind === 'concurrent';
    const writers = concurrent ? `${session.numAgents} writers, ${counted(session.txns.length)} messages` : 'one writer';
    const title = `${name}: ${writers}, ${counted(edits)} edits, ${counted(session.endContent.length)} characters in the end`;
    return { name, file, concurrent, title };
  });
}

function progress(words) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${words}`);
}

// Whoever fails is named, and is no row: the others are measured all the same.
function measureAll(trace, options) {
  const rows = [];
  const failures = [];
  for (const subject of options.only.flatMap((name) => (name === 'ours' ? ourNames : name))) {
    progress(`  ${trace.name}: ${subject} …`);
    try {
      rows.push(...measure(subject, trace, options));
    } catch (error) {
      failures.push(`✗ ${subject}: ${error.message}`);
    }
  }
  progress('');
  return { rows, failures };
}

const options = chosenOptions();
const traces = prepareTraces(options);
const runs = options.quick ? 1 : 5;
console.log(`Node.js ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}; ` +
  `load on the machine ${os.loadavg()[0].toFixed(1)} before. ` +
  (options.quick ? 'One run of each.' : 'Medians of five, each run in a process of its own.'));
console.log(kLegend);
let result;
for (const trace of traces) {
  const { rows, failures } = measureAll(trace, options);
  (trace.concurrent ? printConcurrent : printSequential)(trace.title, rows, runs);
  if (failures.length > 0) {
    console.log(failures.join('\n'));
    process.exitCode = 1;
  }
  if (!trace.concurrent && (result === undefined || trace.name === kResultTrace)) result = resultLine(rows);
}
console.log(`\nLoad on the machine after: ${os.loadavg()[0].toFixed(1)}`);
console.log(result ?? resultLine([]));
