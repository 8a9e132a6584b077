// What was taken away, by whom, and the way to have it again.
#include "client/panels/history.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/options.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

struct Gone {
  Str kind = Str::kAgenda;  // what sort of thing, as its part of the meeting is called
  OpId record;
  std::string name;
  DocumentKind document = DocumentKind::kPlan;
  Intent restore;
};

class Collector {
 public:
  explicit Collector(const Panel& panel) : panel_(panel), meeting_(*panel.state.meeting) {}

  std::vector<Gone> all;

  void Collect() {
    for (const AgendaItem& item : meeting_.DeletedAgenda()) {
      Add(Str::kAgenda, item.record, item.title, DocumentKind::kPlan, intent::RestoreItem{item.record}, item.record);
    }
    for (const AgendaItem& item : meeting_.Agenda()) {
      for (const Option& option : DeletedOptionsOf(meeting_, item.record)) {
        Add(Str::kViewOptions, option.record, option.what, DocumentKind::kPlan, By(RestoreOption, option.record),
            item.record);
      }
    }
    for (const Commitment& commitment : meeting_.DeletedCommitments()) {
      Add(Str::kOutcomes, commitment.record, commitment.what, DocumentKind::kOutcome,
          intent::RestoreCommitment{commitment.record}, commitment.item);
    }
    for (const Need& need : DeletedNeedsOf(meeting_)) {
      Add(Str::kNeeds, need.record, need.what, DocumentKind::kOutcome, By(RestoreNeed, need.record), need.item);
    }
    for (const PersonsQuestion& question : DeletedQuestionsOf(meeting_)) {
      Add(Str::kViewPrepare, question.record, question.text, DocumentKind::kVoice, By(RestoreQuestion, question.record),
          {});
    }
  }

 private:
  static Intent By(Rule (*restore)(Meeting&, const Actor&, OpId), OpId record) {
    return intent::Change{[=](Meeting& meeting, const Actor& me) { return restore(meeting, me, record); }};
  }
  void Add(Str kind, OpId record, const std::string& name, DocumentKind document, Intent restore, OpId item) {
    const OpId chosen = panel_.state.back.item;
    if (!chosen.IsNone() && chosen != item) return;
    all.push_back({kind, record, TitleOrUntitled(name, panel_.say), document, std::move(restore)});
  }

  const Panel& panel_;
  const Meeting& meeting_;
};

// "Dagordning · Petter tog bort det 24 nov 13.12"
std::string AboutText(const Panel& panel, const Gone& gone) {
  std::string line(panel.say(gone.kind));
  if (const auto removal = panel.state.history.RemovalOf(gone.record)) {
    const std::string when = TimeText(panel, removal->at, removal->at);
    line += " · " + panel.say(Str::kRemovedByAt, WriterName(panel, removal->participant), when);
  }
  return line;
}

void DrawGone(const Panel& panel, const Gone& gone) {
  auto item = panel.ui.ListItem(RecordKey("gone", gone.record), CardKind::kPlain, {.gap = 6});
  panel.ui.Text(AboutText(panel, gone), kMutedText);
  if (!panel.state.MayWrite(gone.document)) return panel.ui.Text(gone.name);
  if (RestoreButton(panel, gone.record, gone.name)) {
    panel.Want(gone.restore);
  }
}

}  // namespace

void DrawTakenAway(const Panel& panel) {
  Collector collector(panel);
  collector.Collect();
  if (collector.all.empty()) return;
  panel.ui.Heading(3, panel.say(Str::kRemoved));
  auto list = panel.ui.List("gone", panel.say(Str::kRemoved));
  for (const Gone& gone : collector.all) DrawGone(panel, gone);
}

}  // namespace samsyn
