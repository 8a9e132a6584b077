#include "shared/meeting/phases.h"

#include <algorithm>
#include <utility>

#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr std::int64_t kMostMinutes = 60;
constexpr std::size_t kMostItems = 7;
constexpr std::int64_t kPartMinutes[kPartCount] = {8, 12, 25, 10, 5};

}  // namespace

Phase PhaseOf(const Meeting& meeting) {
  return EnumAt<Phase>(PlanOf(meeting), kRootRecord, schema::kPlanPhase, kPhaseCount);
}

Rule SetPhase(Meeting& meeting, const Actor& actor, Phase phase) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!actor.Leads()) return Rule::kLeadsMeeting;
  meeting.Of(DocumentKind::kPlan).Set(Root(schema::kPlanPhase), static_cast<std::int64_t>(phase));
  return Rule::kNone;
}

Template TemplateOf(const Meeting& meeting) {
  return EnumAt<Template>(PlanOf(meeting), kRootRecord, schema::kPlanTemplate, kTemplateCount);
}

void SetTemplate(Meeting& meeting, Template which) {
  meeting.Of(DocumentKind::kPlan).Set(Root(schema::kPlanTemplate), static_cast<std::int64_t>(which));
}

Needed NeededOf(const Meeting& meeting) {
  return EnumAt<Needed>(PlanOf(meeting), kRootRecord, schema::kPlanNeeded, kNeededCount);
}

Rule SetNeeded(Meeting& meeting, const Actor& actor, Needed needed) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  if (!actor.Leads()) return Rule::kLeadsMeeting;
  meeting.Of(DocumentKind::kPlan).Set(Root(schema::kPlanNeeded), static_cast<std::int64_t>(needed));
  return Rule::kNone;
}

std::string MunicipalityOf(const Meeting& meeting) {
  return StringAt(PlanOf(meeting), kRootRecord, schema::kPlanMunicipality);
}

std::string RegionOf(const Meeting& meeting) { return StringAt(PlanOf(meeting), kRootRecord, schema::kPlanRegion); }

void SetBodies(Meeting& meeting, const std::string& municipality, const std::string& region) {
  meeting.Of(DocumentKind::kPlan).Set(Root(schema::kPlanMunicipality), municipality);
  meeting.Of(DocumentKind::kPlan).Set(Root(schema::kPlanRegion), region);
}

std::vector<PlannedItem> PlanAgenda(const Meeting& meeting, const std::vector<std::string>& titles) {
  constexpr std::int64_t kLeastMinutes = 5;
  const std::vector<PersonsQuestion> questions = QuestionsOf(meeting);
  std::vector<PlannedItem> items;
  for (int part = 0; part < kPartCount; ++part) {
    const auto index = static_cast<std::size_t>(part);
    if (static_cast<Part>(part) != Part::kNeeds || questions.empty()) {
      items.push_back({index < titles.size() ? titles[index] : std::string(), kPartMinutes[index], {}});
      continue;
    }
    const auto count = static_cast<std::int64_t>(questions.size());
    const std::int64_t each = std::max(kLeastMinutes, kPartMinutes[index] / count);
    for (const PersonsQuestion& question : questions) items.push_back({question.text, each, question.record});
  }
  return items;
}

Rule FillAgenda(Meeting& meeting, const Actor& actor, const std::vector<std::string>& titles) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  const std::vector<AgendaItem> agenda = meeting.Agenda();
  const bool begins = agenda.empty();
  // After the last question's item, or instead of the part that waited for questions, or before the summary.
  OpId after;
  OpId placeholder;
  for (const AgendaItem& item : agenda) {
    if (item.is_sub) after = item.record;
    const bool waits = titles.size() == kPartCount && item.title == titles[static_cast<std::size_t>(Part::kNeeds)] &&
                       PlanOf(meeting).TextSize(Meeting::NotesOf(item.record)) == 0;
    if (waits) placeholder = item.record;
  }
  if (after.IsNone()) after = placeholder;
  if (after.IsNone() && agenda.size() > static_cast<std::size_t>(Part::kNow)) {
    after = agenda[static_cast<std::size_t>(Part::kNow)].record;
  }
  for (const PlannedItem& item : PlanAgenda(meeting, titles)) {
    if (item.question.IsNone() && !begins) continue;
    const bool there = std::any_of(agenda.begin(), agenda.end(),
                                   [&](const AgendaItem& any) { return any.question_record == item.question; });
    if (!item.question.IsNone() && there) continue;
    after = meeting.AddAgendaItem(item.title, item.minutes, after);
    if (item.question.IsNone()) continue;
    meeting.SetQuestion(after, item.question);
    if (!placeholder.IsNone()) meeting.Of(DocumentKind::kPlan).Delete(std::exchange(placeholder, {}));
  }
  return Rule::kNone;
}

AgendaWarnings WarningsOf(const std::vector<AgendaItem>& agenda) {
  AgendaWarnings warnings;
  warnings.items = agenda.size();
  for (const AgendaItem& item : agenda) warnings.minutes += item.minutes;
  warnings.too_long = warnings.minutes > kMostMinutes;
  warnings.too_many = warnings.items > kMostItems;
  return warnings;
}

}  // namespace samsyn
