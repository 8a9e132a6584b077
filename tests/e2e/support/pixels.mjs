// Looking at what was drawn, for the few tests that must: a screenshot as brightness, and where its ink is.

// A picture of part of the page: { width, height, data } with one brightness (0 black, 255 white) a pixel. The caret is
// left out. `reader` is any blank page that may decode pictures.
export async function look(page, reader, clip) {
  const png = await page.screenshot({ clip, caret: 'hide' });
  const picture = await reader.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const brightness = new Uint8Array(bitmap.width * bitmap.height);
    for (let i = 0; i < brightness.length; i += 1) {
      brightness[i] = Math.round((data[4 * i] * 299 + data[4 * i + 1] * 587 + data[4 * i + 2] * 114) / 1000);
    }
    let binary = '';
    for (let at = 0; at < brightness.length; at += 8192) binary += String.fromCharCode(...brightness.subarray(at, at + 8192));
    return { width: bitmap.width, height: bitmap.height, data: btoa(binary) };
  }, png.toString('base64'));
  return { ...picture, data: Buffer.from(picture.data, 'base64') };
}

// Ink of each column (or row) in the rows from `top` to `bottom`.
export function columns({ width, data }, top, bottom) {
  const ink = new Float64Array(width);
  for (let y = top; y < bottom; y += 1) for (let x = 0; x < width; x += 1) ink[x] += 255 - data[y * width + x];
  return ink;
}

export function rows({ width, height, data }) {
  const ink = new Float64Array(height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) ink[y] += 255 - data[y * width + x];
  return ink;
}

// By how many pixels `b` is shifted against `a`, and how much of the ink is still elsewhere then (0 none, 1 all).
export function shiftBetween(a, b, most = 6) {
  let best = { shift: 0, rest: Infinity };
  const total = a.reduce((sum, value) => sum + value, 0) || 1;
  for (let shift = -most; shift <= most; shift += 1) {
    let difference = 0;
    for (let i = 0; i < a.length; i += 1) difference += Math.abs(a[i] - (b[i + shift] ?? 0));
    const rest = difference / (2 * total);
    if (rest < best.rest - 1e-9 || (Math.abs(rest - best.rest) < 1e-9 && Math.abs(shift) < Math.abs(best.shift))) best = { shift, rest };
  }
  return best;
}

export function sameShare(a, b, tolerance = 24) {
  let same = 0;
  for (let i = 0; i < a.data.length; i += 1) same += Math.abs(a.data[i] - b.data[i]) <= tolerance ? 1 : 0;
  return same / a.data.length;
}
