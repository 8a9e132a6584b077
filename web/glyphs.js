// Letters for the canvas: how wide each is, and its picture, drawn by the browser in the same fonts as its own text.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.glyphs = (() => {
  // As in web/noto.mjs, so that fields and the canvas agree.
  const kFamily = '"Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Hebrew", ' +
    '"Noto Sans SC", sans-serif';
  const kCjk = /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF\u{20000}-\u{2FA1F}]/u;
  const kMeasuringSize = 1000;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });

  // Which of a hundred files has which Chinese letter is a long list: it is fetched with the first of them. Until it is
  // there the letters come from the device, and the browser fetches those met so far when it is; after that by itself.
  let met = '';
  let cjkList = null;
  function askForCjk(text) {
    if (cjkList?.sheet || !kCjk.test(text)) return;
    met += text;
    if (cjkList) return;
    cjkList = document.createElement('link');
    cjkList.rel = 'stylesheet';
    cjkList.onload = () => document.fonts.load('400 17px "Noto Sans SC"', met).catch(() => {});
    cjkList.href = 'fonts-cjk.css';
    document.head.append(cjkList);
  }

  function setFont(bold, size) {
    context.font = `${bold ? 700 : 400} ${size}px ${kFamily}`;
    context.fontKerning = 'none';
    context.textRendering = 'geometricPrecision';
    context.textBaseline = 'alphabetic';
  }

  function measure(bold, text) {
    askForCjk(text);
    setFont(bold, kMeasuringSize);
    return context.measureText(text);
  }

  return {
    advance(bold, text) {
      return measure(bold, text).width / kMeasuringSize;
    },

    // 0: ascent, 1: descent
    metric(bold, which) {
      const metrics = measure(bold, 'x');
      return (which === 0 ? metrics.fontBoundingBoxAscent : metrics.fontBoundingBoxDescent) / kMeasuringSize;
    },

    // The picture as cut out around the ink: `left` and `top` from the pen on the baseline.
    draw(bold, pixels, shift, text) {
      setFont(bold, pixels);
      const metrics = context.measureText(text);
      const left = Math.floor(-metrics.actualBoundingBoxLeft + shift) - 1;
      const right = Math.ceil(metrics.actualBoundingBoxRight + shift) + 1;
      const top = Math.floor(-metrics.actualBoundingBoxAscent) - 1;
      const bottom = Math.ceil(metrics.actualBoundingBoxDescent) + 1;
      const width = right - left;
      const height = bottom - top;
      if (!(width > 2) || !(height > 2)) return { width: 0, height: 0, left: 0, top: 0, colored: 0, rgba: [] };
      if (canvas.width < width || canvas.height < height) {
        canvas.width = Math.max(canvas.width, width);
        canvas.height = Math.max(canvas.height, height);
        setFont(bold, pixels);
      }
      context.clearRect(0, 0, width, height);
      context.fillStyle = '#000';
      context.fillText(text, shift - left, -top);
      const rgba = context.getImageData(0, 0, width, height).data;
      // What was asked for in black and came out in colour is an emoji; the rest is a mask to be tinted.
      let colored = 0;
      for (let i = 0; i < rgba.length; i += 4) {
        if (rgba[i + 3] > 64 && Math.max(rgba[i], rgba[i + 1], rgba[i + 2]) > 48) {
          colored = 1;
          break;
        }
      }
      if (!colored) {
        for (let i = 0; i < rgba.length; i += 4) rgba[i] = rgba[i + 1] = rgba[i + 2] = 255;
      }
      return { width, height, left, top, colored, rgba };
    },
  };
})();
