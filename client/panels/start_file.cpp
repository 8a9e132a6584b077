#include <algorithm>

#include "client/keep/take_up.h"
#include "client/panels/keep_copy.h"
#include "client/widgets/text_change.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

Str SentenceOf(FileProblem problem) {
  switch (problem) {
    case FileProblem::kTooLarge:
      return Str::kImportTooLarge;
    case FileProblem::kNotJson:
      return Str::kImportNotJson;
    case FileProblem::kTooDeep:
      return Str::kImportTooDeep;
    case FileProblem::kNotSamsyn:
      return Str::kImportNotSamsyn;
    case FileProblem::kNewer:
      return Str::kImportNewer;
    case FileProblem::kMissing:
      return Str::kImportMissing;
    case FileProblem::kType:
      return Str::kImportType;
    case FileProblem::kUnknown:
      return Str::kImportUnknown;
    case FileProblem::kReference:
      return Str::kImportReference;
    case FileProblem::kTwice:
      return Str::kImportTwice;
    case FileProblem::kTooLong:
      return Str::kImportTooLong;
    case FileProblem::kTooMany:
      return Str::kImportTooMany;
    case FileProblem::kNobody:
      return Str::kImportNobody;
  }
  return Str::kImportWrong;
}

void DrawWrong(const Panel& panel, std::string_view title, const std::string& why) {
  auto strip = panel.ui.Status("file wrong", Politeness::kAssertive,
                               {.padding = All(12), .background = Tone::kStopSoft, .radius = measure::kRadius});
  auto lines = panel.ui.Column({.width = Fill(), .gap = 2});
  panel.ui.Text(title, {.weight = Weight::kBold, .tone = Tone::kStop});
  panel.ui.Text(why);
}

// Who of those in the file makes the new meeting, and gets everybody's links.
void DrawMaker(const Panel& panel, const MeetingFile& file) {
  const std::vector<std::string> makers = PossibleMakers(file);
  const std::string usual = UsualMaker(file);
  const std::string& wanted = panel.state.start.meeting.maker;
  std::size_t chosen = 0;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < makers.size(); ++i) {
    if (makers[i] == (wanted.empty() ? usual : wanted)) chosen = i;
    names.push_back(TitleOrUntitled(NameIn(file, makers[i]), panel.say));
  }
  if (makers.size() < 2) return;
  if (const auto choice = panel.ui.Select(
          "maker", {.label = panel.say(Str::kWhoAreYou), .options = names, .chosen = chosen, .show_label = true})) {
    StartState start = panel.state.start;
    start.meeting.maker = makers[*choice];
    panel.Want(intent::ChangeStart{std::move(start)});
  }
}

void DrawKept(const Panel& panel, const MeetingFile& file) {
  const StartState& start = panel.state.start;
  {
    auto status = panel.ui.Status("file read");
    panel.ui.Text(TitleOrUntitled(TitleIn(file), panel.say), kBoldText);
    panel.ui.Text(panel.say(Str::kImportReady));
    panel.ui.Text(panel.say(Str::kImportPeople, std::to_string(file.people.size())), kMutedText);
  }
  DrawMaker(panel, file);
  if (start.not_created == Refusal::kWrongCode || !start.meeting.code.empty()) {
    const TextFieldResult field = panel.ui.TextField(
        "file code",
        {.label = panel.say(Str::kCreateCode), .text = start.meeting.code, .show_label = true, .max_code_points = 300});
    if (!field.splices.empty()) {
      StartState changed = start;
      changed.meeting.code = Spliced(start.meeting.code, field.splices);
      panel.Want(intent::ChangeStart{std::move(changed)});
    }
  }
  DrawNotCreated(panel);
  if (panel.ui.Button("file create", {.label = panel.say(start.creating ? Str::kCreating : Str::kCreate),
                                      .kind = ButtonKind::kPrimary,
                                      .disabled = start.creating})) {
    panel.Want(intent::CreateMeeting{});
  }
}

}  // namespace

void DrawStartFile(const Panel& panel) {
  const StartState& start = panel.state.start;
  auto card = panel.ui.Card("file", CardKind::kPlain, {}, {.gap = 12, .padding = All(20)});
  panel.ui.Heading(2, panel.say(Str::kImport));
  panel.ui.Text(panel.say(Str::kImportAbout));
  if (start.file_wrong) {
    DrawWrong(panel, panel.say(Str::kImportWrong),
              panel.say(SentenceOf(start.file_wrong->problem), start.file_wrong->where));
  }
  if (start.meeting.file != nullptr) {
    if (start.meeting.file->is_template) {
      auto status = panel.ui.Status("file read");
      panel.ui.Text(panel.say(Str::kImportIsTemplate));
    } else {
      DrawKept(panel, *start.meeting.file);
    }
  }
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("pick", {.label = panel.say(Str::kImportPick)})) panel.Want(intent::PickFile{});
  if (start.meeting.file != nullptr && panel.ui.Button("forget file", {.label = panel.say(Str::kImportForget)})) {
    panel.Want(intent::ForgetFile{});
  }
}

}  // namespace samsyn
