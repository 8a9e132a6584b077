// Runs a measurement in fresh processes and gives the median of each number they print last.
import { spawnSync } from 'node:child_process';

const kRuns = 5;
const kRunsOfSlow = 3;
const kSlow = 5_000;       // a process that takes longer than this many milliseconds is slow
const kUnsupported = 3;    // exit status of samsyn-text-bench where there is nothing to measure
const kTimeout = 600_000;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

// The same shape with numbers' medians as leaves.
function medians(results) {
  if (typeof results[0] === 'number') return median(results);
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, medians(results.map((result) => result[key]))]));
}

function once([command, ...parameters]) {
  const start = performance.now();
  const ended = spawnSync(command, parameters, { encoding: 'utf8', timeout: kTimeout, maxBuffer: 1 << 26 });
  if (ended.status === kUnsupported) return null;
  if (ended.status !== 0) {
    const why = ended.error?.code === 'ETIMEDOUT' ? 'took too long' : ended.stderr.trim().split('\n').slice(-8).join('\n');
    throw new Error(`${[command, ...parameters].join(' ')}: ${why}`);
  }
  const last = ended.stdout.trim().split('\n').at(-1);
  return { took: performance.now() - start, numbers: JSON.parse(last) };
}

// Gives null where there is nothing to measure; otherwise the medians and `runs`, of how many.
export function repeat(command, { quick }) {
  const results = [];
  for (let runs = quick ? 1 : kRuns; results.length < runs;) {
    const result = once(command);
    if (result === null) return null;
    if (result.took > kSlow) runs = Math.min(runs, kRunsOfSlow);
    results.push(result.numbers);
  }
  return { ...medians(results), runs: results.length };
}
