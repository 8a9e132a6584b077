// Waiting for what must come true.
const kPatience = 30000;
const kPause = 25;

// Calls `check` until it returns something truthy, and returns that. What `check` throws at the end is thrown.
export async function eventually(check, what, patience = kPatience) {
  const end = performance.now() + patience;
  for (;;) {
    let error = null;
    let result = null;
    try {
      result = await check();
    } catch (caught) {
      error = caught;
    }
    if (result) return result;
    if (performance.now() > end) {
      throw new Error(`did not come true within ${patience / 1000} s: ${what}${error ? `\n${error.message}` : ''}`);
    }
    await new Promise((done) => { setTimeout(done, kPause); });
  }
}

// Like assert.deepEqual, but for what takes a moment. Shows the difference when it never comes.
export async function eventuallyEqual(read, expected, what, patience = kPatience) {
  let last;
  const same = async () => {
    last = await read();
    return JSON.stringify(last) === JSON.stringify(expected);
  };
  try {
    await eventually(same, what, patience);
  } catch {
    throw new Error(`${what}\n  expected ${JSON.stringify(expected)}\n  at last  ${JSON.stringify(last)}`);
  }
}
