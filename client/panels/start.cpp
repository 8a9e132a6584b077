// The page one comes to without a link: open one, make a new meeting, or go on with one this device remembers.
#include "client/panels/keep_copy.h"
#include "client/panels/panels.h"
#include "client/strings/agenda_titles.h"
#include "client/widgets/text_change.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// A text of the form; it is nobody else's until the meeting is made.
template <typename Set>
void FormText(const Panel& panel, Key key, Str label, const std::string& text, Set set, bool invalid = false) {
  const TextFieldResult field = panel.ui.TextField(
      key, {.label = panel.say(label), .text = text, .show_label = true, .invalid = invalid, .max_code_points = 300});
  if (field.splices.empty()) return;
  StartState start = panel.state.start;
  set(start, Spliced(text, field.splices));
  panel.Want(intent::ChangeStart{std::move(start)});
}

void FormText(const Panel& panel, Key key, Str label, std::string NewMeeting::*part) {
  FormText(panel, key, label, panel.state.start.meeting.*part,
           [part](StartState& start, const std::string& text) { start.meeting.*part = text; });
}

void DrawOpenLink(const Panel& panel) {
  auto card = panel.ui.Card("open", CardKind::kPlain, {}, {.gap = 12, .padding = All(20)});
  panel.ui.Heading(2, panel.say(Str::kHaveLink));
  FormText(
      panel, "link", Str::kPasteLink, panel.state.start.pasted,
      [](StartState& start, const std::string& text) {
        start.pasted = text;
        start.pasted_wrong = false;
      },
      panel.state.start.pasted_wrong);
  if (panel.state.start.pasted_wrong) {
    auto status = panel.ui.Status("wrong", Politeness::kAssertive);
    panel.ui.Text(panel.say(Str::kNotWhole), {.size = TextSize::kMuted, .tone = Tone::kStop});
  }
  auto row = panel.ui.Row();
  if (panel.ui.Button("go", {.label = panel.say(Str::kOpenLink), .kind = ButtonKind::kPrimary})) {
    panel.Want(intent::OpenLink{panel.state.start.pasted});
  }
}

void DrawRecents(const Panel& panel) {
  const std::vector<RecentMeeting>& recents = panel.state.start.recents;
  if (recents.empty()) return;
  auto card = panel.ui.Card("recents", CardKind::kPlain, {}, {.gap = 10, .padding = All(20)});
  panel.ui.Heading(2, panel.say(Str::kRecents));
  panel.ui.Text(panel.say(Str::kRecentsAbout), kMutedText);
  auto list = panel.ui.List("recents", panel.say(Str::kRecents));
  for (std::size_t i = 0; i < recents.size(); ++i) {
    auto item = panel.ui.ListItem(Key("recent", i));
    auto row = panel.ui.Row();
    const std::string title = TitleOrUntitled(recents[i].title, panel.say);
    const std::string open = panel.say(Str::kRecentOpen, title);
    const std::string forget = panel.say(Str::kRecentForget, title);
    if (panel.ui.Button("open", {.label = title, .name = open, .width = Fill(), .label_align = Align::kStart})) {
      panel.Want(intent::OpenLink{recents[i].fragment});
    }
    if (panel.ui.Button("forget", {.label = panel.say(Str::kForget), .name = forget, .icon = Icon::kTrash})) {
      panel.Want(intent::ForgetRecent{recents[i].fragment});
    }
  }
}

void Choose(const Panel& panel, Needed needed) {
  StartState start = panel.state.start;
  start.needed = needed;
  panel.Want(intent::ChangeStart{std::move(start)});
}

void DrawNeeded(const Panel& panel) {
  auto card = panel.ui.Card("needed", CardKind::kPlain, {}, {.gap = 12, .padding = All(20)});
  panel.ui.Heading(2, panel.say(Str::kIsSipNeeded));
  panel.ui.Text(panel.say(Str::kSipNeededAbout));
  const Needed needed = panel.state.start.needed;
  {
    auto row = panel.ui.Wrap();
    if (panel.ui.Button("yes", {.label = panel.say(Str::kSipNeededYes),
                                .kind = ButtonKind::kOutline,
                                .expanded = needed == Needed::kYes ? Tristate::kTrue : Tristate::kFalse})) {
      Choose(panel, needed == Needed::kYes ? Needed::kUndecided : Needed::kYes);
    }
    if (panel.ui.Button("no", {.label = panel.say(Str::kSipNeededNo)})) Choose(panel, Needed::kNo);
  }
  if (needed != Needed::kNo) return;
  auto status = panel.ui.Status("not needed");
  panel.ui.Text(panel.say(Str::kSipNotNeeded));
}

Str WhyNotCreated(const StartState& start) {
  if (start.no_connection) return Str::kNotCreatedOffline;
  if (start.not_created_code == ErrorCode::kTooLarge) return Str::kImportTooLargeToMake;
  if (start.not_created_code == ErrorCode::kUnsupported) return Str::kNotCreatedVersion;
  switch (start.not_created.value_or(Refusal::kNone)) {
    case Refusal::kMayNotCreate:
      return Str::kNotCreatedMayNot;
    case Refusal::kWrongCode:
      return Str::kNotCreatedCode;
    case Refusal::kTooManyCreated:
    case Refusal::kGuessing:
      return Str::kNotCreatedMany;
    default:
      return Str::kNotCreatedOther;
  }
}

void DrawWho(const Panel& panel) {
  const NewMeeting& meeting = panel.state.start.meeting;
  const std::vector<std::string> kinds = {
      std::string(panel.say(Str::kTemplateAdult)), std::string(panel.say(Str::kTemplateChild)),
      std::string(panel.say(Str::kTemplateElderly)), std::string(panel.say(Str::kTemplateDischarge)),
      std::string(panel.say(Str::kTemplatePsychiatry))};
  StartState start = panel.state.start;
  if (const auto choice = panel.ui.Select("template", {.label = panel.say(Str::kTemplate),
                                                       .options = kinds,
                                                       .chosen = static_cast<std::size_t>(meeting.kind),
                                                       .show_label = true})) {
    start.meeting.kind = static_cast<Template>(*choice);
    panel.Want(intent::ChangeStart{start});
  }
  const std::vector<std::string> who = {std::string(panel.say(Str::kIAmChair)),
                                        std::string(panel.say(Str::kIAmIndividual))};
  if (const auto choice = panel.ui.Select("who", {.label = panel.say(Str::kWhoAreYou),
                                                  .options = who,
                                                  .chosen = meeting.mine ? 1U : 0U,
                                                  .show_label = true})) {
    start.meeting.mine = *choice == 1;
    panel.Want(intent::ChangeStart{start});
  }
  if (meeting.mine) return FormText(panel, "person", Str::kMyName, &NewMeeting::person);
  FormText(panel, "person", Str::kPersonName, &NewMeeting::person);
  FormText(panel, "chair", Str::kMyName, &NewMeeting::chair);
  FormText(panel, "title", Str::kMyTitle, &NewMeeting::title);
  FormText(panel, "organisation", Str::kMyOrganisation, &NewMeeting::organisation);
}

void DrawNewMeeting(const Panel& panel) {
  const StartState& start = panel.state.start;
  // A kept meeting has its people already; a template is filled in here.
  const bool kept = start.meeting.file != nullptr && !start.meeting.file->is_template;
  const bool from_template = start.meeting.file != nullptr && !kept;
  if ((start.needed != Needed::kYes && !from_template) || kept) return;
  auto card = panel.ui.Card("new", CardKind::kPlain, {}, {.gap = 12, .padding = All(20)});
  panel.ui.Heading(2, panel.say(Str::kNewMeeting));
  DrawWho(panel);
  FormText(panel, "municipality", Str::kMunicipality, &NewMeeting::municipality);
  FormText(panel, "region", Str::kRegion, &NewMeeting::region);
  // Only where it is asked for: the relay says so.
  if (start.not_created == Refusal::kWrongCode || !start.meeting.code.empty()) {
    FormText(panel, "code", Str::kCreateCode, &NewMeeting::code);
  }
  DrawNotCreated(panel);
  const bool named = !IsBlank(start.meeting.person) && (start.meeting.mine || !IsBlank(start.meeting.chair));
  if (!named) panel.ui.Text(panel.say(Str::kNamesFirst), kMutedText);
  if (panel.ui.Button("create", {.label = panel.say(start.creating ? Str::kCreating : Str::kCreate),
                                 .kind = ButtonKind::kPrimary,
                                 .large = true,
                                 .disabled = !named || start.creating,
                                 .width = Fill()})) {
    panel.Want(intent::CreateMeeting{});
  }
}

}  // namespace

std::vector<std::string> AgendaTitles(Template kind, const Strings& say) { return AgendaTitlesIn(say, kind); }

void DrawNotCreated(const Panel& panel) {
  const StartState& start = panel.state.start;
  if (!start.not_created && !start.no_connection) return;
  auto strip = panel.ui.Status("not created", Politeness::kAssertive,
                               {.padding = All(12), .background = Tone::kStopSoft, .radius = measure::kRadius});
  auto lines = panel.ui.Column({.width = Fill(), .gap = 2});
  panel.ui.Text(panel.say(Str::kNotCreated), {.weight = Weight::kBold, .tone = Tone::kStop});
  panel.ui.Text(panel.say(WhyNotCreated(start)));
  if (start.not_created_code != ErrorCode::kUnsupported) return;
  auto row = panel.ui.Row();
  if (panel.ui.Button("reload", {.label = panel.say(Str::kReload)})) panel.Want(intent::TakeNewerVersion{});
}

void DrawStart(const Panel& panel) {
  {
    auto head = panel.ui.Column({.gap = 8});
    panel.ui.Heading(1, panel.say(Str::kAppName), {.size = TextSize::kDisplay, .weight = Weight::kBold});
    panel.ui.Text(panel.say(Str::kStartAbout));
  }
  DrawRecents(panel);
  DrawOpenLink(panel);
  DrawNeeded(panel);
  DrawNewMeeting(panel);
  DrawStartFile(panel);
}

}  // namespace samsyn
