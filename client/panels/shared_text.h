// A text field on a shared text: what is typed becomes an edit of the document, others' carets are shown, and one's own
// caret is told to the others.
#pragma once

#include <functional>

#include "client/panels/panel.h"

namespace samsyn {

// `spec` says everything but the text, the carets and whether it may be written, which come from the document.
TextFieldResult SharedText(const Panel& panel, Key key, DocumentKind document, FieldRef text, TextFieldSpec spec);

// The same for a text whose record is made by the first that is written in it: `text` has no record until then.
// `write_first` makes it and gets what was typed.
TextFieldResult SharedTextToBe(const Panel& panel, Key key, DocumentKind document, FieldRef text, TextFieldSpec spec,
                               std::function<Rule(Meeting&, const Actor&, const std::string&)> write_first);

}  // namespace samsyn
