// The invitation, built from the preparation: everything in it is written somewhere else already, but when and where
// it is, and what the chair wants to add.
#include "client/panels/fill_agenda.h"
#include "client/panels/invitation_send.h"
#include "client/panels/panels.h"
#include "client/panels/shared_text.h"
#include "client/panels/value_field.h"
#include "client/panels/voice_part.h"
#include "shared/meeting/letter.h"
#include "shared/meeting/records.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

bool Leads(const Panel& panel) { return panel.state.Me().Leads() && panel.state.MayWrite(DocumentKind::kPlan); }

struct InfoField {
  Key key;
  Str label;
  std::string MeetingInfo::*which;
  ValueKind kind = ValueKind::kText;
  std::string_view placeholder = {};
};

void DrawInfoField(const Panel& panel, const InfoField& field) {
  ValueField(panel, field.key,
             {.label = panel.say(field.label),
              .stored = panel.state.meeting->Info().*field.which,
              .kind = field.kind,
              .placeholder = field.placeholder,
              .max_code_points = 500},
             [which = field.which](Meeting& meeting, const Actor& me, const std::string& value) {
               if (!me.MayWrite(DocumentKind::kPlan)) return Rule::kReadsOnly;
               if (!me.Leads()) return Rule::kLeadsMeeting;
               MeetingInfo info = meeting.Info();
               info.*which = value;
               meeting.SetInfo(info);
               return Rule::kNone;
             });
}

void DrawWhenFields(const Panel& panel) {
  DrawInfoField(panel, {"title", Str::kLetterTitle, &MeetingInfo::title});
  {
    auto times = panel.ui.IsNarrow() ? panel.ui.Column() : panel.ui.Row({.align = Align::kStart});
    DrawInfoField(panel, {"date", Str::kLetterDate, &MeetingInfo::date, ValueKind::kDate});
    DrawInfoField(panel, {"start", Str::kLetterStart, &MeetingInfo::start, ValueKind::kTime});
    DrawInfoField(panel, {"end", Str::kLetterEnd, &MeetingInfo::end, ValueKind::kTime});
  }
  DrawInfoField(panel, {"place", Str::kLetterPlace, &MeetingInfo::place});
  DrawInfoField(panel,
                {"why", Str::kLetterWhy, &MeetingInfo::purpose, ValueKind::kText, panel.say(Str::kLetterWhyHint)});
}

void DrawWhen(const Panel& panel) {
  auto card = panel.ui.Card("when", CardKind::kPlain, {}, {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kLetterWhen));
  if (Leads(panel)) return DrawWhenFields(panel);
  const MeetingInfo info = panel.state.meeting->Info();
  const std::string when = WhenAndWhere(info, panel.say);
  if (!info.title.empty()) panel.ui.Text(info.title, kBoldText);
  panel.ui.Text(when.empty() ? panel.say(Str::kLetterNotSaid) : std::string_view(when));
  panel.ui.Heading(4, panel.say(Str::kLetterWhy));
  panel.ui.Text(info.purpose.empty() ? panel.say(Str::kLetterNotSaid) : std::string_view(info.purpose));
}

// They may decide something, or not. The secretary's pen alone says nothing about that.
bool IsThereForWork(Role role) { return HasMandate(role) && role != Role::kSecretary; }

void DrawPerson(const Panel& panel, const Participant& participant) {
  auto item = panel.ui.ListItem(RecordKey("person", participant.record));
  auto row = panel.ui.Row({.align = Align::kStart});
  panel.ui.Avatar(Initials(participant.name), PersonTone(panel.state.IndexOf(participant.id)), {});
  auto lines = panel.ui.Column({.width = Fill(), .gap = 0});
  panel.ui.Text(participant.name, kBoldText);
  panel.ui.Text(WithWork(RoleNameNow(participant, panel.state, panel.say), participant), kMutedText);
  const std::string mandate = MandateText(participant, panel.say);
  if (!mandate.empty()) {
    panel.ui.Text(mandate, kMutedText);
  } else if (IsThereForWork(participant.role)) {
    panel.ui.Text(panel.say(Str::kMandateUnstated), kMutedText);
  }
}

void DrawWho(const Panel& panel) {
  const std::vector<Participant> people = panel.state.meeting->Participants();
  auto card = panel.ui.Card("who", CardKind::kPlain, {}, {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kLetterPeople));
  if (people.empty()) return panel.ui.Text(panel.say(Str::kLetterNobody), kMutedText);
  auto list = panel.ui.List("people", panel.say(Str::kLetterPeople), {.gap = 12});
  for (const Participant& participant : people) DrawPerson(panel, participant);
}

// Lines that say something each, or that nothing is said.
void DrawLines(const Panel& panel, Key key, std::string_view heading, const std::vector<std::string>& lines,
               std::string_view nothing) {
  panel.ui.Heading(3, heading);
  if (lines.empty()) return panel.ui.Text(nothing, kMutedText);
  auto list = panel.ui.List(key, heading, {.gap = 6});
  for (std::size_t index = 0; index < lines.size(); ++index) {
    auto item = panel.ui.ListItem(Key("line", index));
    panel.ui.Text(lines[index]);
  }
}

void DrawQuestions(const Panel& panel) {
  auto card = panel.ui.Card("questions");
  std::vector<std::string> lines;
  for (const PersonsQuestion& question : QuestionsOf(*panel.state.meeting)) {
    lines.push_back(std::to_string(lines.size() + 1) + ". " + TitleOrUntitled(question.text, panel.say));
  }
  DrawLines(panel, "questions", ToOrAbout(panel, Str::kQuestions, Str::kQuestionsOther), lines,
            ToOrAbout(panel, Str::kQuestionsNone, Str::kQuestionsNoneOther));
}

void DrawAgendaLines(const Panel& panel) {
  auto card = panel.ui.Card("agenda", CardKind::kPlain, {}, {.gap = 12});
  std::vector<std::string> lines;
  for (const AgendaItem& item : panel.state.meeting->Agenda()) {
    std::string line = item.number + " " + TitleOrUntitled(item.title, panel.say);
    if (item.minutes > 0) line += " · " + panel.say(Str::kMinutes, std::to_string(item.minutes));
    lines.push_back(line);
  }
  DrawLines(panel, "items", panel.say(Str::kAgenda), lines, panel.say(Str::kNoAgenda));
  DrawFillAgenda(panel, "fill agenda");
}

void DrawPace(const Panel& panel) {
  auto card = panel.ui.Card("pace");
  std::vector<std::string> lines = PaceLines(panel);
  const std::string avoid = panel.state.meeting->AvoidTopics();
  if (!IsBlank(avoid)) lines.push_back(std::string(panel.say(Str::kAvoid)) + avoid);
  DrawLines(panel, "pace", panel.say(Str::kLetterPace), lines, {});
}

void DrawExtra(const Panel& panel) {
  auto card = panel.ui.Card("extra");
  panel.ui.Heading(3, panel.say(Str::kLetterExtra));
  const std::string text = panel.state.meeting->Of(DocumentKind::kPlan).TextOf(LetterText());
  if (!panel.state.MayWrite(DocumentKind::kPlan) && IsBlank(text)) {
    return panel.ui.Text(panel.say(Str::kLetterNoExtra), kMutedText);
  }
  (void)SharedText(
      panel, "extra text", DocumentKind::kPlan, LetterText(),
      {.label = panel.say(Str::kLetterExtra), .multiline = true, .placeholder = panel.say(Str::kLetterExtraHint)});
}

}  // namespace

void DrawInvitationView(const Panel& panel) {
  panel.ui.Heading(2, panel.say(Str::kViewInvitation), {.size = TextSize::kTitle, .weight = Weight::kBold});
  panel.ui.Text(ToOrAbout(panel, Str::kLetterAboutYou, Str::kLetterAbout), kMutedText);
  DrawWhen(panel);
  DrawWho(panel);
  DrawQuestions(panel);
  DrawAgendaLines(panel);
  DrawPace(panel);
  DrawExtra(panel);
  DrawLetterApproval(panel);
  DrawMail(panel);
}

}  // namespace samsyn
