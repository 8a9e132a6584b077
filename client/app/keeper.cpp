#include "client/app/keeper.h"

#include <algorithm>
#include <utility>

namespace samsyn {

void Keeper::GoOnFrom(const KeptSequences& sequences) {
  choice_ = Choice::kKeep;
  complete_ = claimed_ = sequences;
}

void Keeper::Choose(bool keep) {
  if (!keep) return Stop();
  if (choice_ == Choice::kNotYet) choice_ = Choice::kKeep;
}

// At once: a page that nobody looks at takes nothing else, and who may read is what matters most.
void Keeper::TakeAccess(const KeptAccess& access) {
  if (choice_ == Choice::kDoNot) return;
  held_.access = EncodeKept(access);
  if (choice_ == Choice::kKeep) store_.Write({std::exchange(held_.access, {}), {}, {}});
}

void Keeper::Take(const ReceivedEvent& event, std::size_t opened) {
  if (choice_ == Choice::kDoNot) return;
  for (std::size_t i = 0; i < opened; ++i) Hold(event.document, event.updates[i]);
  std::uint64_t& complete = complete_[static_cast<std::size_t>(event.document)];
  // What came for a copy that has been thrown away since does not follow on what is kept.
  if (event.after <= complete && opened > 0) complete = std::max(complete, event.updates[opened - 1].sequence);
}

void Keeper::Take(const AcknowledgedEvent& event, const std::string& me, std::int64_t at) {
  if (choice_ == Choice::kDoNot || event.stored.empty()) return;
  if (event.sequence == 0) uncertain_[static_cast<std::size_t>(event.document)] = true;
  for (const OutgoingUpdate& own : event.stored) {
    if (event.sequence == 0) continue;
    Hold(event.document, {event.sequence, me, own.replica, own.counter, own.payload, at});
  }
}

void Keeper::Hold(DocumentKind document, const StoredUpdate& update) {
  held_.updates.push_back({document, update.replica, update.counter, EncodeKept(document, update)});
}

void Keeper::Commit(const std::deque<OutgoingUpdate>& outbox) {
  if (choice_ != Choice::kKeep) return;
  bool any = !held_.updates.empty() || !held_.access.empty();
  for (std::size_t kind = 0; kind < complete_.size(); ++kind) {
    const bool on_its_way = std::any_of(outbox.begin(), outbox.end(), [&](const OutgoingUpdate& update) {
      return static_cast<std::size_t>(update.document) == kind;
    });
    if (on_its_way || uncertain_[kind] || complete_[kind] <= claimed_[kind]) continue;
    held_.sequences[kind] = claimed_[kind] = complete_[kind];
    any = true;
  }
  if (any) store_.Write(std::exchange(held_, {}));
}

// What is kept stays complete. Where there may be a hole, what comes now fills it.
void Keeper::StartOver() {
  for (std::size_t kind = 0; kind < complete_.size(); ++kind) {
    if (std::exchange(uncertain_[kind], false)) complete_[kind] = claimed_[kind];
  }
}

void Keeper::Lose(DocumentKind document) {
  const auto kind = static_cast<std::size_t>(document);
  std::erase_if(held_.updates, [&](const KeptRow& row) { return row.document == document; });
  complete_[kind] = claimed_[kind] = 0;
  if (choice_ != Choice::kDoNot) store_.Remove(document);
}

void Keeper::LoseAll() {
  held_ = {};
  complete_ = claimed_ = {};
  uncertain_.fill(false);
  if (choice_ == Choice::kKeep) choice_ = Choice::kNotYet;
  store_.RemoveAll();
}

void Keeper::Stop() {
  LoseAll();
  choice_ = Choice::kDoNot;
}

}  // namespace samsyn
