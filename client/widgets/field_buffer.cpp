#include "client/widgets/field_buffer.h"

#include <algorithm>
#include <utility>

#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// What the rules make of inserted text: line breaks are one kind, and spaces in a single-line field.
std::string Permitted(std::string_view text, const FieldRules& rules) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      letter = '\n';
    }
    if (letter == '\n' && !rules.multiline) letter = ' ';
    if (letter == '\0') continue;
    result += letter;
  }
  return result;
}

}  // namespace

FieldBuffer::FieldBuffer(std::string text) : field_(text), document_(std::move(text)) {}

void FieldBuffer::OnInput(const FieldInput& input) {
  const std::size_t start = Utf16ToCodePoints(field_, input.position);
  const std::size_t end =
      std::max(start, Utf16ToCodePoints(field_, static_cast<std::size_t>(input.position) + input.removed));
  const TextChange change(TextSplice{start, end - start, RepairUtf8(input.inserted)});
  field_ = change.ApplyTo(field_);
  local_ = TextChange::Compose(local_, change);
  anchor_ = caret_ = start + CodePointCount(input.inserted);
}

void FieldBuffer::OnComposition(bool active) { composing_ = active; }

void FieldBuffer::OnSelection(const FieldSelection& selection) {
  anchor_ = Utf16ToCodePoints(field_, selection.start);
  caret_ = Utf16ToCodePoints(field_, selection.end);
  if (selection.backward) std::swap(anchor_, caret_);
}

void FieldBuffer::SetDocument(std::string_view text, std::span<const TextSplice> remote) {
  TextChange change;
  for (const auto& splice : remote) change = TextChange::Compose(change, TextChange(splice));
  if (change.ApplyTo(document_) != text) change = TextChange::Between(document_, text);
  if (change.IsEmpty()) return;
  held_ = TextChange::Compose(held_, change);
  document_ = std::string(text);
}

std::vector<TextSplice> FieldBuffer::TakeLocal(const FieldRules& rules) {
  refused_too_long_ = false;
  if (local_.IsEmpty()) return {};
  // The field's edits come first at equal places, so that typing goes on where the caret is.
  auto [for_document, for_field] = TextChange::Transform(local_, held_);
  const std::string wanted = for_document.ApplyTo(document_);
  std::vector<TextSplice> splices;
  std::string document = document_;
  std::size_t length = CodePointCount(document_);
  std::size_t missing = 0;  // left out so far: later splices were counted with all of it there
  for (auto& splice : for_document.Splices()) {
    TextSplice allowed = splice;
    allowed.position -= missing;
    allowed.inserted = Permitted(splice.inserted, rules);
    std::size_t inserted = CodePointCount(allowed.inserted);
    const std::size_t room =
        rules.max_code_points > length - splice.removed ? rules.max_code_points - (length - splice.removed) : 0;
    if (inserted > room) {
      allowed.inserted = std::string(CodePointSlice(allowed.inserted, 0, room));
      inserted = room;
      refused_too_long_ = true;
    }
    missing += CodePointCount(splice.inserted) - inserted;
    document = TextChange(allowed).ApplyTo(document);
    length += inserted;
    length -= splice.removed;
    if (inserted > 0 || allowed.removed > 0) splices.push_back(std::move(allowed));
  }
  // What was changed or refused goes back to the field as if somebody else had edited it.
  local_ = {};
  held_ = std::move(for_field);
  if (document != wanted) held_ = TextChange::Compose(held_, TextChange::Between(wanted, document));
  document_ = std::move(document);
  return splices;
}

std::vector<FieldBuffer::Command> FieldBuffer::TakeCommands() {
  std::vector<Command> commands;
  if (composing_ || held_.IsEmpty() || !local_.IsEmpty()) return commands;
  for (auto& splice : held_.Splices()) {
    const std::size_t start = CodePointsToUtf16(field_, splice.position);
    const std::size_t end = CodePointsToUtf16(field_, splice.position + splice.removed);
    const TextChange change(splice);
    anchor_ = change.MapPosition(anchor_);
    caret_ = change.MapPosition(caret_);
    field_ = change.ApplyTo(field_);
    commands.push_back(
        {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start), std::move(splice.inserted)});
  }
  held_ = {};
  return commands;
}

std::size_t FieldBuffer::SelectionAnchor() const { return held_.MapPosition(anchor_); }

std::size_t FieldBuffer::SelectionCaret() const { return held_.MapPosition(caret_); }

std::size_t FieldBuffer::ToField(std::size_t document_position) const {
  return std::min(held_.MapBack(document_position), CodePointCount(field_));
}

}  // namespace samsyn
