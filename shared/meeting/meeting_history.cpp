#include "shared/meeting/meeting_history.h"

#include <algorithm>
#include <utility>

namespace samsyn {

void MeetingHistory::Clear() { *this = MeetingHistory(); }

// The documents are numbered apart, so what came first is told by the clock; within one document by its numbers alone.
void MeetingHistory::Read(const ChangeLog& log) {
  if (revision_ != log.Revision()) Clear();
  revision_ = log.Revision();
  for (;;) {
    const LoggedUpdate* next = nullptr;
    auto document = DocumentKind::kPlan;
    for (std::size_t kind = 0; kind < kLoggedDocumentCount; ++kind) {
      const auto& stored = log.StoredIn(static_cast<DocumentKind>(kind));
      const std::size_t read = pasts_[kind].sequences.size();
      if (read == stored.size() || (next != nullptr && stored[read].at >= next->at)) continue;
      next = &stored[read];
      document = static_cast<DocumentKind>(kind);
    }
    if (next == nullptr) return;
    Take(document, *next);
  }
}

void MeetingHistory::Take(DocumentKind document, const LoggedUpdate& logged) {
  const auto kind = static_cast<std::size_t>(document);
  Past& past = pasts_[kind];
  past.sequences.push_back(logged.sequence);
  (void)past.history.Add(past.sequences.size(), logged.update);
  now_[kind] = logged.sequence;
  writers_[logged.update.replica] = logged.participant;
  meeting_->NoteWriter(logged.update.replica, logged.participant);
  const Result<ChangeSet> changes = meeting_->Of(document).Apply(logged.update);
  if (!changes) return;
  const std::vector<Touched> touched = reader_.Read(*meeting_, document, logged.update, changes.Value());
  if (touched.empty()) return;
  Visit& visit = VisitOf(logged.participant, logged.at);
  visit.to = std::max(visit.to, logged.at);
  visit.after = now_;
  for (const Touched& one : touched) {
    VisitPart& part = PartOf(visit, one, logged.at);
    if (one.how == Touch::kRestored) part.how.reset(static_cast<std::size_t>(Touch::kRemoved));
    if (one.how == Touch::kRemoved) part.how.reset(static_cast<std::size_t>(Touch::kRestored));
    part.how.set(static_cast<std::size_t>(one.how));
    part.to = std::max(part.to, logged.at);
    part.after = now_;
  }
}

Visit& MeetingHistory::VisitOf(const std::string& participant, std::int64_t at) {
  const auto last = last_visit_.find(participant);
  if (last != last_visit_.end() && at - visits_[last->second].to < kPause) return visits_[last->second];
  last_visit_[participant] = visits_.size();
  visits_.push_back({visits_.size(), participant, at, at, now_, {}});
  return visits_.back();
}

VisitPart& MeetingHistory::PartOf(Visit& visit, const Touched& touched, std::int64_t at) const {
  const auto found = std::find_if(visit.parts.begin(), visit.parts.end(), [&](const VisitPart& part) {
    return part.thing == touched.thing && part.record == touched.record;
  });
  if (found != visit.parts.end()) return *found;
  return visit.parts.emplace_back(VisitPart{touched.thing, touched.record, {}, at, at, now_});
}

std::vector<Visit> MeetingHistory::VisitsTo(OpId item) const {
  std::vector<Visit> visits;
  for (const Visit& visit : visits_) {
    if (item.IsNone()) {
      visits.push_back(visit);
      continue;
    }
    Visit of_item{visit.number, visit.participant, 0, 0, {}, {}};
    for (const VisitPart& part : visit.parts) {
      if (ItemOf(*meeting_, part.thing, part.record) != item) continue;
      of_item.from = of_item.parts.empty() ? part.from : std::min(of_item.from, part.from);
      of_item.to = std::max(of_item.to, part.to);
      for (std::size_t kind = 0; kind < part.after.size(); ++kind) {
        of_item.after[kind] = std::max(of_item.after[kind], part.after[kind]);
      }
      of_item.parts.push_back(part);
    }
    if (!of_item.parts.empty()) visits.push_back(std::move(of_item));
  }
  std::reverse(visits.begin(), visits.end());
  std::stable_sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.to > b.to; });
  return visits;
}

std::optional<Removal> MeetingHistory::RemovalOf(OpId record) const {
  std::optional<Removal> last;
  for (const Visit& visit : visits_) {
    for (const VisitPart& part : visit.parts) {
      if (part.record != record || !part.Has(Touch::kRemoved)) continue;
      if (!last || part.to >= last->at) last = Removal{visit.participant, part.to};
    }
  }
  return last;
}

std::unique_ptr<Meeting> MeetingHistory::At(const Moment& moment) {
  auto meeting = std::make_unique<Meeting>(kReader);
  for (const auto& [replica, participant] : writers_) meeting->NoteWriter(replica, participant);
  for (std::size_t kind = 0; kind < kLoggedDocumentCount; ++kind) {
    const auto& sequences = pasts_[kind].sequences;
    const auto end = std::upper_bound(sequences.begin(), sequences.end(), moment[kind]);
    auto document = pasts_[kind].history.At(static_cast<std::uint64_t>(end - sequences.begin()));
    if (!document) return nullptr;
    meeting->Put(static_cast<DocumentKind>(kind), std::move(document.Value()));
  }
  return meeting;
}

}  // namespace samsyn
