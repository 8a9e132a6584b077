// Ways of putting a trace's edits into our own types.
#pragma once

#include <vector>

#include "shared/crdt/text_sequence.h"
#include "shared/document/document.h"
#include "shared/document/undo_stack.h"
#include "tests/bench/text/trace.h"

namespace samsyn::bench {

inline constexpr FieldRef kText{.record = {}, .field = 1};

// Real replicas have random numbers: these are as long, and the same in every run.
[[nodiscard]] inline ReplicaId ReplicaNumber(std::uint32_t index) { return (index + 1) * 0x0123456789ABCDEFULL; }

void ReplayInto(TextSequence& text, const Trace& trace);

// A document as somebody types in it: the undo stack takes every edit.
struct Writer {
  explicit Writer(std::uint32_t index) : document(ReplicaNumber(index)) {}
  void Make(const Edit& edit);

  Document document;
  UndoStack undo{document};

 private:
  std::uint32_t edits_in_step_ = 0;
};

// One message per edit, as one writer makes them.
[[nodiscard]] std::vector<Update> MessagesOf(const Trace& trace, Writer& writer);

[[nodiscard]] Status ApplyAll(Document& document, const std::vector<Update>& updates);

}  // namespace samsyn::bench
