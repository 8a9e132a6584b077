// Numbers as a table to read, and as the line RESULT.

const grouped = (value) => Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
const fixed = (digits) => (value) => value.toFixed(digits);
// Three significant digits, whole numbers from 100 on.
const short = (value) => (value >= 99.95 ? grouped(value) : value.toPrecision(3));

const kSequentialColumns = [
  ['local', 'local', 'ms', short],
  ['messages', '+messages', 'ms', short],
  ['remote', 'remote', 'ms', short],
  ['wireBytes', 'wire', 'bytes/edit', fixed(1)],
  ['save', 'save', 'ms', short],
  ['savedBytes', 'saved', 'bytes', grouped],
  ['load', 'load', 'ms', short],
  ['memory', 'memory', 'kB', grouped],
];
const kConcurrentColumns = [
  ['merge', 'merge', 'µs', short],
  ['wireBytes', 'wire', 'bytes/message', fixed(1)],
];

// A cell measured less often than the others of its table is marked.
function print(rows, columns, usualRuns) {
  let marked = false;
  const text = (row, [key, , , format]) => {
    const cell = row[key];
    if (!cell) return '–';
    const fewer = cell.runs < usualRuns;
    marked ||= fewer;
    return format(cell.value) + (fewer ? '*' : ' ');
  };
  const lines = [
    ['', ...columns.map(([, title]) => `${title} `)],
    ['', ...columns.map(([, , unit]) => `${unit} `)],
    ...rows.map((row) => [row.name, ...columns.map((column) => text(row, column))]),
  ];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  for (const line of lines) {
    console.log(line.map((word, i) => (i === 0 ? word.padEnd(widths[0]) : word.padStart(widths[i] + 1))).join('').trimEnd());
  }
  if (marked) console.log('* takes long: median of three');
}

function printFrames(rows) {
  const frame = rows.find((row) => row.frameBytes);
  if (frame) {
    console.log(`Samsyn's wire bytes are the payload before it is sealed. The author, whom the others' messages name, and ` +
      `the\nnumber are in the frame around it, which adds ${frame.frameBytes.value.toFixed(1)} bytes to a message.`);
  }
}

export function printSequential(title, rows, usualRuns) {
  console.log(`\n${title}`);
  print(rows, kSequentialColumns, usualRuns);
  printFrames(rows);
}

export function printConcurrent(title, rows, usualRuns) {
  console.log(`\n${title}`);
  print(rows, kConcurrentColumns, usualRuns);
  printFrames(rows);
}

// `rows` of one trace. What was not measured is n/a.
export function resultLine(rows) {
  const row = (start) => rows.find(({ name }) => name.startsWith(start)) ?? {};
  const floor = row('gap buffer');
  const [textNative, textWasm] = ['native', 'wasm'].map((kind) => row(`Samsyn, text alone (${kind})`));
  const [native, wasm] = ['native', 'wasm'].map((kind) => row(`Samsyn, document (${kind})`));
  const yjs = row('yjs');
  const yjsV2 = row('  yjs saved as v2');
  const yjsLoad = [yjs.load, yjsV2.load].filter(Boolean).sort((a, b) => a.value - b.value)[0];
  const number = (value) => {
    if (value === undefined) return 'n/a';
    return value < 1000 ? value.toPrecision(3) : String(Number(value.toPrecision(3)));
  };
  const ratio = (ours, theirs) => number(ours && theirs ? ours.value / theirs.value : undefined);
  const figures = {
    native_local_vs_floor: ratio(textNative.local, floor.local),
    wasm_local_vs_yjs: ratio(textWasm.local, row('  yjs edited with applyDelta').local),
    wasm_local_vs_dt: ratio(textWasm.local, row('diamond-types-node').local),
    wasm_remote_vs_yjs: ratio(wasm.remote, yjs.remote),
    wasm_remote_vs_jsonjoy: ratio(wasm.remote, row('json-joy').remote),
    wire_bytes: number(native.wireBytes?.value),
    snapshot_vs_yjs_v2: ratio(native.savedBytes, yjsV2.savedBytes),
    load_vs_yjs: ratio(wasm.load, yjsLoad),
    memory_kb: number(native.memory?.value),
    wasm_local_vs_yjs_insert: ratio(textWasm.local, yjs.local),
  };
  return `RESULT ${Object.entries(figures).map(([name, value]) => `${name}=${value}`).join(' ')}`;
}
