// The mirror: a native element over every thing the canvas shows, so that mouse, touch, keyboard, screen readers and
// tests meet ordinary buttons, headings and fields. Applies the operations of client/semantics/diff.h.
//
// Format of one update (varints are LEB128, lengths 64ths of a pixel in zigzag, text a varint length and UTF-8):
//   count, operations; count, field commands; count, announcements; id to focus; id to bring into view
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.mirror = (() => {
  const kInsert = 1, kMove = 2, kUpdate = 3, kRect = 4, kRemove = 5;
  const kRoot = 0, kScrollArea = 8, kButton = 13, kTextField = 15, kSelect = 16, kCheckbox = 17, kDialog = 24;
  // tag and ARIA role by NodeRole (client/semantics/node.h)
  const kElements = [
    ['div'], ['header'], ['nav'], ['main'], ['section'], ['aside'], ['footer'], ['div', 'group'], ['div'], ['h1'],
    ['p'], ['ul', 'list'], ['li'], ['button'], ['a'], ['textarea'], ['select'], ['input'], ['div', 'table'],
    ['div', 'row'], ['div', 'columnheader'], ['div', 'rowheader'], ['div', 'cell'], ['div', 'img'], ['dialog'],
    ['div', 'status'], ['div', 'alert'], ['blockquote'],
  ];
  const kNamedByLabel = new Set([1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 16, 17, 18, 23, 24]);
  const kNamedByContent = new Set([9, 10, 13, 14, 20, 21]);

  const root = document.getElementById('samsyn-mirror');
  const records = new Map();   // key -> { key, element, role, end }
  const keys = new WeakMap();  // element -> record
  const unsettled = new Set(); // records the user changed since the program last had its say
  const decoder = new TextDecoder();

  class Reader {
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
      Object.assign(node, { fontSize: this.length(), lineHeight: this.length(), paddingX: this.length(), paddingY: this.length(), radius: this.length() });
      return node;
    }
  }

  function setAttribute(element, name, value) {
    if (value === null || value === '') {
      if (element.hasAttribute(name)) element.removeAttribute(name);
    } else if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }

  const tristate = (value) => (value === 0 ? null : value === 2 ? 'true' : 'false');
  const px = (value) => `${value}px`;

  function setPlace(record, place) {
    if (record.role === kRoot) return;
    const { style } = record.element;
    style.left = px(place.x);
    style.top = px(place.y);
    style.width = px(place.width);
    style.height = px(place.height);
    if (record.role === kScrollArea) {
      if (!record.end) {
        record.end = document.createElement('div');
        record.end.className = 'samsyn-scroll-end';
        record.element.append(record.end);
      }
      record.end.style.top = px(Math.max(0, place.content - 1));
      record.overflows = place.content > place.height + 0.5;
    }
  }

  function setContent(record, node, isNew) {
    const { element, role } = record;
    if (role === kRoot) {
      document.title = node.name;
      if (node.lang) document.documentElement.lang = node.lang;
      return;
    }
    if (kNamedByContent.has(role)) {
      if (element.textContent !== node.name) element.textContent = node.name;
    } else if (kNamedByLabel.has(role)) {
      setAttribute(element, 'aria-label', node.name);
    }
    setAttribute(element, 'lang', node.lang);
    setAttribute(element, 'aria-description', node.description);
    setAttribute(element, 'aria-current', node.current ? 'true' : null);
    setAttribute(element, 'aria-pressed', tristate(node.pressed));
    setAttribute(element, 'aria-expanded', tristate(node.expanded));
    setAttribute(element, 'aria-invalid', node.invalid ? 'true' : null);
    element.style.borderRadius = node.radius > 0 ? px(node.radius) : '';
    if (role === kButton || role === kSelect || role === kCheckbox) element.disabled = node.disabled;
    if (role === kCheckbox) element.checked = record.checked = node.checked === 2;
    if (role === kSelect) {
      if (element.options.length !== node.options.length || node.options.some((option, i) => element.options[i].text !== option)) {
        element.replaceChildren(...node.options.map((option, i) => new Option(option, String(i))));
      }
      element.value = record.chosen = node.value;
    }
    if (element.tagName === 'A') {
      const safe = /^(https?:|mailto:|tel:)/i.test(node.value);
      setAttribute(element, 'href', safe ? node.value : null);
    }
    if (role === kTextField) {
      if (isNew) samsynPage.fields.setValue(element, node.value);
      element.readOnly = node.readOnly;
      element.dataset.multiline = String(node.multiline);
      element.placeholder = node.placeholder;
      element.rows = 1;
      element.enterKeyHint = node.multiline ? 'enter' : 'done';
      const { style } = element;
      style.fontSize = px(node.fontSize);
      style.lineHeight = px(node.lineHeight);
      style.padding = `${px(node.paddingY)} ${px(node.paddingX)}`;
      style.fontWeight = node.bold ? '700' : '400';
    }
  }

  function makeElement(role, node) {
    if (role === kRoot) return root;
    const [tag, ariaRole] = kElements[role];
    const element = document.createElement(tag === 'h1' ? `h${node.level || 2}` : tag === 'ul' && node.ordered ? 'ol' : tag);
    element.className = role === kScrollArea ? 'samsyn-node samsyn-scroll' : 'samsyn-node';
    if (ariaRole) element.setAttribute('role', ariaRole);
    if (tag === 'button') element.type = 'button';
    if (role === kCheckbox) element.type = 'checkbox';
    if (role === kTextField) {
      element.spellcheck = true;
      element.autocomplete = 'off';
    }
    if (tag === 'a') {
      element.target = '_blank';
      element.rel = 'noreferrer';
    }
    return element;
  }

  function put(element, parentKey, afterKey) {
    const parent = records.get(parentKey).element;
    const after = afterKey === null ? null : records.get(afterKey).element;
    const before = after ? after.nextSibling : parent.firstChild;
    if (element.parentNode !== parent || element.nextSibling !== before) parent.insertBefore(element, before);
  }

  function forget(element) {
    const record = keys.get(element);
    if (record) records.delete(record.key);
    for (const child of element.children) forget(child);
  }

  function insert(key, parentKey, afterKey, role, place, node) {
    const old = records.get(key);
    const element = makeElement(role, node);
    const record = { key, element, role, end: null, overflows: false };
    if (old && old.element !== element) {
      element.append(...old.element.childNodes);
      old.element.remove();
    }
    records.set(key, record);
    keys.set(element, record);
    setPlace(record, place);
    setContent(record, node, true);
    if (role === kRoot) return;
    put(element, parentKey, afterKey);
    if (role === kDialog) {
      element.addEventListener('cancel', (event) => {
        event.preventDefault();
        samsynPage.send.action(element, 'dismiss');
      });
    }
  }

  function applyOperation(reader) {
    const kind = reader.byte();
    const key = reader.id();
    switch (kind) {
      case kInsert: {
        const parentKey = reader.id();
        const afterKey = reader.id();
        const role = reader.byte();
        const place = reader.place();
        insert(key, parentKey, afterKey, role, place, reader.content());
        break;
      }
      case kMove: {
        const parentKey = reader.id();
        put(records.get(key).element, parentKey, reader.id());
        break;
      }
      case kUpdate: {
        const record = records.get(key);
        setPlace(record, reader.place());
        const node = reader.content();
        const tag = makeElement(record.role, node).tagName;
        if (tag !== record.element.tagName) {
          // A heading's level or a list's kind is its element.
          const element = makeElement(record.role, node);
          element.append(...record.element.childNodes);
          element.style.cssText = record.element.style.cssText;
          record.element.replaceWith(element);
          record.element = element;
          keys.set(element, record);
        }
        setContent(record, node, false);
        break;
      }
      case kRect:
        setPlace(records.get(key), reader.place());
        break;
      case kRemove: {
        const { element } = records.get(key);
        if (element.open) element.close();
        forget(element);
        element.remove();
        break;
      }
      default:
        throw new Error(`mirror: unknown operation ${kind}`);
    }
  }

  function announce(assertive, text) {
    const region = document.getElementById(assertive ? 'samsyn-assertive' : 'samsyn-polite');
    const line = document.createElement('div');
    line.textContent = text;
    region.append(line);
    while (region.childElementCount > 6) region.firstChild.remove();
    setTimeout(() => line.remove(), 10000);
  }

  function apply(bytes) {
    const reader = new Reader(bytes);
    const active = document.activeElement;
    for (let count = reader.varint(); count > 0; count -= 1) applyOperation(reader);
    for (let count = reader.varint(); count > 0; count -= 1) {
      const record = records.get(reader.id());
      const position = reader.varint();
      const removed = reader.varint();
      const inserted = reader.text();
      if (record) samsynPage.fields.splice(record.element, position, removed, inserted);
    }
    for (let count = reader.varint(); count > 0; count -= 1) {
      const assertive = reader.byte() === 1;
      announce(assertive, reader.text());
    }
    for (const { element, role, overflows } of records.values()) {
      if (role === kDialog && !element.open) element.showModal();
      if (role === kScrollArea) {
        // What scrolls must be reachable by keyboard even when nothing in it is.
        const needed = overflows && !element.querySelector('button, textarea, select, input, a');
        setAttribute(element, 'tabindex', needed ? '0' : null);
        setAttribute(element, 'role', element.hasAttribute('aria-label') ? 'group' : null);
      }
    }
    // A moved element loses the focus; its owner must not notice.
    if (active && active !== document.activeElement && active.isConnected && keys.has(active)) {
      active.focus({ preventScroll: true });
    }
    const focus = records.get(reader.id());
    if (focus) focus.element.focus();
    const scrollTo = records.get(reader.id());
    if (scrollTo) scrollTo.element.scrollIntoView({ block: 'nearest' });
  }

  const recordAt = (target) => {
    for (let element = target; element && element !== root; element = element.parentElement) {
      const record = keys.get(element);
      if (record) return record;
    }
    return null;
  };

  function listen() {
    root.addEventListener('click', (event) => {
      const record = recordAt(event.target);
      if (!record) return;
      if (record.role === kCheckbox) unsettled.add(record);
      if (record.role === kButton || record.role === kCheckbox) samsynPage.send.action(record.element, 'press');
    });
    root.addEventListener('change', (event) => {
      const record = recordAt(event.target);
      if (record && record.role === kSelect) unsettled.add(record);
      if (record && record.role === kSelect) samsynPage.send.action(record.element, 'choose', record.element.value);
    });
    root.addEventListener('keydown', (event) => {
      const record = recordAt(event.target);
      if (event.key === 'Escape' && !event.isComposing && record && record.role === kTextField) {
        samsynPage.send.action(record.element, 'dismiss');
      }
    });
    document.addEventListener('focusin', (event) => {
      const record = recordAt(event.target);
      samsynPage.send.focus(record ? record.element : null);
    });
    document.addEventListener('focusout', (event) => {
      if (event.relatedTarget === null && document.hasFocus()) samsynPage.send.focus(null);
    });
    root.addEventListener('scroll', (event) => {
      const record = keys.get(event.target);
      if (record && record.role === kScrollArea) samsynPage.send.scroll(record.element, record.element.scrollTop);
    }, { capture: true, passive: true });
    let over = null;
    const hover = (element, down) => {
      if (element === over && !down) return;
      over = element;
      samsynPage.send.pointer(element, down);
    };
    for (const type of ['pointerover', 'pointerdown', 'pointerup', 'pointercancel']) {
      root.addEventListener(type, (event) => {
        if (event.pointerType !== 'mouse') return;  // a finger hovers over nothing
        const record = recordAt(event.target);
        const pressable = record && [kButton, kCheckbox, kSelect].includes(record.role) ? record.element : null;
        if (type === 'pointerover') hover(pressable, false);
        else if (pressable) samsynPage.send.pointer(pressable, type === 'pointerdown');
      });
    }
    document.addEventListener('pointerleave', () => hover(null, false));
    samsynPage.fields.listen(root);
  }

  // Checkboxes and selects change at once when pressed; what the program made of it counts.
  function settle() {
    for (const { element, role, checked, chosen } of unsettled) {
      if (role === kCheckbox) element.checked = checked;
      else element.value = chosen;
    }
    unsettled.clear();
  }

  return {
    apply,
    listen,
    settle,
    keyOf: (element) => keys.get(element)?.key,
    // For tests and for those who look for faults: how many elements there are.
    get size() { return records.size; },
  };
})();
