// What sealing and opening cost for each update, natively and in wasm.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kPrograms = {
  native: [`${kRoot}build/native/tests/bench/samsyn-sealing-bench`, []],
  wasm: [process.execPath, ['--no-experimental-fetch', `${kRoot}build/wasm/tests/bench/samsyn-sealing-bench.js`]],
};
const kTypical = 100;  // bytes

const costs = {};
console.log('            bytes   seal µs   open µs   both µs');
for (const [name, [program, options]] of Object.entries(kPrograms)) {
  for (const line of execFileSync(program, options, { encoding: 'utf8' }).trim().split('\n')) {
    const [size, seal, open] = line.split(' ').map(Number);
    const cells = [seal, open, seal + open].map((value) => value.toFixed(2).padStart(10));
    console.log(`${name.padEnd(8)} ${String(size).padStart(8)}${cells.join('')}`);
    if (size === kTypical) costs[name] = seal + open;
  }
}
console.log(`\nRESULT native_seal_open_us=${costs.native.toFixed(2)} wasm_seal_open_us=${costs.wasm.toFixed(2)}`);
