// Decides what of the meeting goes into the KeptStore, and when: only after the person has said that this device may
// remember the meeting, and so that what is kept of a document has no holes.
//
// The relay never sends back what this page wrote, so that comes here when it is acknowledged; and no sequence is
// claimed while something of one's own is on its way, because it may have got a lower one.
#pragma once

#include <array>
#include <deque>
#include <string>

#include "client/app/kept_meeting.h"
#include "shared/sync/sync_session.h"

namespace samsyn {

class Keeper {
 public:
  explicit Keeper(KeptStore& store) : store_(store) {}

  // The device has it from an earlier visit, complete up to these.
  void GoOnFrom(const KeptSequences& sequences);
  // What the person has chosen. Until then it is held in memory.
  void Choose(bool keep);

  void TakeAccess(const KeptAccess& access);
  // `opened`: how many of its updates, from the first, could be opened.
  void Take(const ReceivedEvent& event, std::size_t opened);
  void Take(const AcknowledgedEvent& event, const std::string& me, std::int64_t at);
  // When everything that has come is taken.
  void Commit(const std::deque<OutgoingUpdate>& outbox);

  // All documents are asked for from their beginning again.
  void StartOver();
  // What may not be read any longer goes at once. StartOver follows.
  void Lose(DocumentKind document);
  void LoseAll();
  // The same, and nothing of what comes over this page is kept.
  void Stop();

  // It was to be kept and is not.
  [[nodiscard]] bool Failed() const { return choice_ == Choice::kKeep && !store_.Works(); }

 private:
  enum class Choice { kNotYet, kKeep, kDoNot };
  void Hold(DocumentKind document, const StoredUpdate& update);

  KeptStore& store_;
  Choice choice_ = Choice::kNotYet;
  KeptChange held_;           // not written yet
  KeptSequences complete_{};  // in the store and in held_ together
  KeptSequences claimed_{};   // of that, what has been written
  std::array<bool, kDocumentKindCount> uncertain_{};
};

}  // namespace samsyn
