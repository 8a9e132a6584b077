// The page Samsyn's first visit is measured beside: a shared text in CodeMirror, synchronised by Hocuspocus, as their
// own introductions show it.
import { HocuspocusProvider } from '@hocuspocus/provider';
import { basicSetup, EditorView } from 'codemirror';
import { yCollab } from 'y-codemirror.next';
import * as Y from 'yjs';

const ydoc = new Y.Doc();
const text = ydoc.getText('notes');
const provider = new HocuspocusProvider({
  url: `ws://${location.hostname}:${new URLSearchParams(location.search).get('port')}`,
  name: 'meeting',
  document: ydoc,
  onSynced() {
    if (text.length > 0) performance.mark('peer-usable');
  },
});
new EditorView({ doc: text.toString(), extensions: [basicSetup, yCollab(text, provider.awareness)], parent: document.body });
