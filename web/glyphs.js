// Letters for the canvas: how wide each is, and its picture, drawn by the browser in the same fonts as its own text.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.glyphs = (() => {
  const kFamily = '"Atkinson Hyperlegible", sans-serif';
  const kMeasuringSize = 1000;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });

  function setFont(bold, size) {
    context.font = `${bold ? 700 : 400} ${size}px ${kFamily}`;
    context.fontKerning = 'none';
    context.textRendering = 'geometricPrecision';
    context.textBaseline = 'alphabetic';
  }

  function measure(bold, text) {
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
