#include "shared/meeting/letter.h"

#include "shared/meeting/phases.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// Text, roles and pace.
std::string LetterForm(const Meeting& meeting) {
  std::string form;
  const auto add = [&](const std::string& part) { form += part + "\n"; };
  const MeetingInfo info = meeting.Info();
  add(info.title + "|" + info.date + "|" + info.start + "|" + info.end + "|" + info.place);
  add(info.purpose);
  add(meeting.Of(DocumentKind::kPlan).TextOf(LetterText()));
  for (const PersonsQuestion& question : QuestionsOf(meeting)) add(question.text);
  for (const Participant& participant : meeting.Participants()) {
    add(participant.id + "|" + std::to_string(static_cast<int>(participant.role)) + "|" + participant.title);
  }
  const Adaptations pace = AdaptationsOf(meeting);
  add(std::to_string(pace.break_after) + (pace.calm ? "c" : "") + (pace.short_texts ? "s" : "") +
      (pace.pictures ? "p" : ""));
  add(TextOf(meeting, VoiceText::kInterpreter));
  add(TextOf(meeting, VoiceText::kAvoid));
  return ApprovedForm(form);
}

}  // namespace

LetterApproval LetterApprovalOf(const Meeting& meeting) {
  const std::string approved =
      StringAt(meeting.Of(DocumentKind::kVoice), kRootRecord, schema::kVoiceInvitationApproved);
  if (approved.empty()) return LetterApproval::kNone;
  return approved == LetterForm(meeting) ? LetterApproval::kApproved : LetterApproval::kChanged;
}

Rule ApproveLetter(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kVoice).Set(Root(schema::kVoiceInvitationApproved), LetterForm(meeting));
  return Rule::kNone;
}

std::int64_t LetterSentAt(const Meeting& meeting) {
  return IntegerAt(meeting.Of(DocumentKind::kPlan), kRootRecord, schema::kPlanInvitationSent);
}

Rule MarkLetterSent(Meeting& meeting, const Actor& actor) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!actor.Leads()) return Rule::kLeadsMeeting;
  if (LetterApprovalOf(meeting) != LetterApproval::kApproved) return Rule::kNotApproved;
  meeting.Of(DocumentKind::kPlan).Set(Root(schema::kPlanInvitationSent), actor.now);
  return Rule::kNone;
}

FieldRef LetterText() { return Root(schema::kPlanInvitation); }

}  // namespace samsyn
