// Reads what the program writes for the mirror: varints are LEB128, lengths 64ths of a pixel in zigzag, a text is a
// varint length and UTF-8, an id is eight bytes of which all zero is none (client/semantics/diff.cpp).
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.Reader = (() => {
  // by Look (client/semantics/node.h); web/plain.css says what they are
  const kLooks = ['', 'muted', 'bold', 'avatar', 'card', 'now', 'warning', 'primary', 'outline', 'bare', 'danger', 'step', 'step-done',
    'large', 'pill-ok', 'pill-teal', 'pill-warning', 'pill-stop', 'pill-neutral'];
  const decoder = new TextDecoder();

  return class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.at = 0;
    }
    byte() { return this.bytes[this.at++]; }
    varint() {
      let value = 0;
      let factor = 1;
      for (;;) {
        const byte = this.byte();
        value += (byte & 0x7F) * factor;
        if (byte < 0x80) return value;
        factor *= 128;
      }
    }
    length() {
      const value = this.varint();
      return (value % 2 === 0 ? value / 2 : -(value + 1) / 2) / 64;
    }
    text() {
      const size = this.varint();
      const text = decoder.decode(this.bytes.subarray(this.at, this.at + size));
      this.at += size;
      return text;
    }
    id() {
      const low = this.view.getUint32(this.at, true);
      const high = this.view.getUint32(this.at + 4, true);
      this.at += 8;
      return low === 0 && high === 0 ? null : `${high}:${low}`;
    }
    place() {
      return { x: this.length(), y: this.length(), width: this.length(), height: this.length(), content: this.length() };
    }
    content() {
      const node = { name: this.text(), description: this.text(), value: this.text(), placeholder: this.text(), lang: this.text(), options: [] };
      for (let count = this.varint(); count > 0; count -= 1) node.options.push(this.text());
      Object.assign(node, { level: this.byte(), pressed: this.byte(), checked: this.byte(), expanded: this.byte() });
      const bits = this.byte();
      ['current', 'disabled', 'invalid', 'readOnly', 'multiline', 'ordered', 'bold'].forEach((flag, i) => { node[flag] = (bits >> i & 1) === 1; });
      node.look = kLooks[this.byte()] ?? '';
      Object.assign(node, { fontSize: this.length(), lineHeight: this.length(), paddingX: this.length(), paddingY: this.length(), radius: this.length() });
      return node;
    }
  };
})();
