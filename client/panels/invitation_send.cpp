#include "client/panels/invitation_send.h"

#include "client/panels/calendar_file.h"
#include "client/panels/voice_part.h"
#include "shared/meeting/letter.h"

namespace samsyn {
namespace {

void DrawStanding(const Panel& panel) {
  switch (LetterApprovalOf(*panel.state.meeting)) {
    case LetterApproval::kNone:
      return panel.ui.Pill(ToOrAbout(panel, Str::kLetterNotApprovedYou, Str::kLetterNotApproved), PillKind::kNeutral);
    case LetterApproval::kApproved:
      return panel.ui.Pill(ToOrAbout(panel, Str::kLetterApprovedYou, Str::kLetterApproved), PillKind::kOk,
                           Icon::kCheck);
    case LetterApproval::kChanged:
      return panel.ui.Pill(ToOrAbout(panel, Str::kLetterChangedYou, Str::kLetterChanged), PillKind::kWarning,
                           Icon::kWarning);
  }
}

void DrawSent(const Panel& panel) {
  const std::int64_t sent = LetterSentAt(*panel.state.meeting);
  if (sent == 0) return panel.ui.Pill(panel.say(Str::kLetterNotSent), PillKind::kNeutral);
  panel.ui.Pill(panel.say(Str::kLetterSent, MomentText(sent, panel.state, panel.say)), PillKind::kTeal);
}

}  // namespace

void DrawLetterApproval(const Panel& panel) {
  auto card = panel.ui.Card("approval", CardKind::kPlain, {}, {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kLetterApproval));
  panel.ui.Text(panel.say(Str::kLetterApprovalAbout), kMutedText);
  {
    auto row = panel.ui.Wrap();
    DrawStanding(panel);
    DrawSent(panel);
  }
  auto row = panel.ui.Wrap();
  const bool approved = LetterApprovalOf(*panel.state.meeting) == LetterApproval::kApproved;
  if (panel.state.SpeaksForIndividual() && !approved &&
      panel.ui.Button("approve", {.label = ToOrAbout(panel, Str::kApproveLetter, Str::kApproveLetterFor),
                                  .kind = ButtonKind::kPrimary,
                                  .icon = Icon::kCheck})) {
    WantChange(panel, ApproveLetter);
  }
  if (!panel.state.Me().Leads() || !panel.state.MayWrite(DocumentKind::kPlan)) return;
  const bool again = LetterSentAt(*panel.state.meeting) != 0;
  if (panel.ui.Button("sent", {.label = panel.say(again ? Str::kMarkSentAgain : Str::kMarkSent)})) {
    WantChange(panel, MarkLetterSent);
  }
}

std::string MailText(const MeetingInfo& info, const Strings& say) {
  std::string text(say(Str::kMailText));
  MeetingInfo when = info;
  when.place.clear();
  if (!info.date.empty()) text += "\n" + say(Str::kMailTime, WhenAndWhere(when, say));
  if (!info.place.empty()) text += "\n" + say(Str::kMailPlace, info.place);
  return text + "\n" + std::string(say(Str::kMailLink));
}

void DrawMail(const Panel& panel) {
  const MeetingInfo info = panel.state.meeting->Info();
  const std::string text = MailText(info, panel.say);
  auto card = panel.ui.Card("mail", CardKind::kPlain, {}, {.gap = 12});
  panel.ui.Heading(3, panel.say(Str::kMail));
  panel.ui.Text(panel.say(Str::kMailAbout), kMutedText);
  (void)panel.ui.TextField("mail text",
                           {.label = panel.say(Str::kMail), .text = text, .multiline = true, .read_only = true});
  if (info.date.empty()) panel.ui.Text(panel.say(Str::kCalendarNoDate), kMutedText);
  auto row = panel.ui.Wrap();
  if (panel.ui.Button("copy", {.label = panel.say(Str::kCopyMail), .kind = ButtonKind::kOutline})) {
    panel.Want(intent::CopyText{text});
  }
  DrawCalendarFile(panel, "calendar", Occasion::kMeeting, info);
}

}  // namespace samsyn
