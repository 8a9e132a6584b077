// Keeps what a text field shows and what its document says in step, whoever types.
//
// `Field()` is the browser's text, changed by the user at any moment; the document's text is changed by the user's
// edits and by everybody else's. Others' edits reach the field at once, except during an input method's composition,
// when the field must not be touched: then they are held, and the user's edits pass them by transformation.
// All positions are code points except where a name says UTF-16.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/widgets/input_event.h"
#include "client/widgets/text_change.h"

namespace samsyn {

struct FieldRules {
  bool multiline = true;
  std::size_t max_code_points = 100'000;
};

class FieldBuffer {
 public:
  explicit FieldBuffer(std::string text);

  // The user changed the field. Hostile positions are clamped to the text.
  void OnInput(const FieldInput& input);
  void OnComposition(bool active);
  void OnSelection(const FieldSelection& selection);

  // The document as it is now: everything taken with TakeLocal was applied to it, and perhaps edits by others.
  // `remote` may name those exactly.
  void SetDocument(std::string_view text, std::span<const TextSplice> remote);

  // The user's edits since last time, for the document last set; the caller applies them to it. What breaks the rules
  // is left out here and taken out of the field again.
  [[nodiscard]] std::vector<TextSplice> TakeLocal(const FieldRules& rules);
  [[nodiscard]] bool HasLocal() const { return !local_.IsEmpty(); }
  [[nodiscard]] bool RefusedTooLong() const { return refused_too_long_; }  // in the last TakeLocal

  // What the browser's field must be changed by now, in UTF-16 units, one after the other.
  struct Command {
    std::uint32_t position;
    std::uint32_t removed;
    std::string inserted;
  };
  [[nodiscard]] std::vector<Command> TakeCommands();

  [[nodiscard]] const std::string& Field() const { return field_; }
  [[nodiscard]] bool Composing() const { return composing_; }
  // In the document's code points.
  [[nodiscard]] std::size_t SelectionAnchor() const;
  [[nodiscard]] std::size_t SelectionCaret() const;
  // From a document position to one in the field's text.
  [[nodiscard]] std::size_t ToField(std::size_t document_position) const;

 private:
  std::string field_;
  std::string document_;  // with all local edits that were taken
  TextChange local_;      // field edits not yet taken; its start is the field as it was then
  TextChange held_;       // document edits not yet in the field; its start is the field without `local_`
  bool composing_ = false;
  bool refused_too_long_ = false;
  std::size_t anchor_ = 0;  // of field_
  std::size_t caret_ = 0;
};

}  // namespace samsyn
