// One participant's copy of a document, with undo, and everything it has written so far.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <vector>

#include "shared/document/document.h"
#include "shared/document/undo_stack.h"

namespace samsyn {

class Writer {
 public:
  explicit Writer(ReplicaId replica) : document(replica), undo(document) {}

  // The edits up to here are one step of undo, and on their way.
  void EndStep() {
    undo.Collect();
    undo.Break();
    for (Update& update : document.TakeUpdates()) written.push_back(std::move(update));
  }

  // What `other` has written since the last time.
  ChangeSet LearnFrom(Writer& other) {
    other.EndStep();
    EndStep();
    ChangeSet changes;
    for (std::size_t& seen = seen_[other.document.Replica()]; seen < other.written.size(); ++seen) {
      Result<ChangeSet> applied = document.Apply(other.written[seen]);
      REQUIRE(applied.Ok());
      for (Change& change : applied.Value()) changes.push_back(std::move(change));
    }
    REQUIRE(document.CheckInvariants() == "");
    return changes;
  }

  Document document;
  UndoStack undo;
  std::vector<Update> written;

 private:
  std::map<ReplicaId, std::size_t> seen_;
};

inline void Exchange(Writer& one, Writer& other) {
  one.LearnFrom(other);
  other.LearnFrom(one);
}

}  // namespace samsyn
