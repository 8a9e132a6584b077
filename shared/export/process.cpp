#include "shared/export/process.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/base/utf8.h"
#include "shared/export/json.h"
#include "shared/export/meeting_fields.h"
#include "shared/meeting/dates.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/letter.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/options.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

using Days = std::optional<std::chrono::sys_days>;

constexpr std::array<std::string_view, 8> kStandingNames = {"nobody", "proposed", "promised", "taken_home",
                                                            "done",   "not_done", "ongoing",  "no_use"};

Days DayIn(const std::string& date) {
  const auto parsed = ParseStoredDate(date);
  return parsed ? Days(std::chrono::sys_days{*parsed}) : std::nullopt;
}

Days DayAt(std::int64_t moment, std::int64_t to_local) {
  constexpr std::int64_t kLast = 253'370'764'800'000;
  return moment <= 0 ? Days() : Days(std::chrono::sys_days{DayOf(std::min(moment, kLast) + to_local)});
}

Json Between(const Days& from, const Days& to) { return from && to ? Json((*to - *from).count()) : Json(nullptr); }

template <typename Things, typename Is>
std::size_t Count(const Things& things, Is is) {
  return static_cast<std::size_t>(std::count_if(things.begin(), things.end(), is));
}

Json CommitmentFigures(const Meeting& meeting) {
  const std::vector<Commitment> commitments = meeting.Commitments();
  Json json = {{"count", commitments.size()}};
  Json bodies = Json::object();
  for (std::size_t i = 0; i < kResponsibleBodyCount; ++i) {
    bodies[std::string(kBodyNames[i])] =
        Count(commitments, [&](const Commitment& any) { return static_cast<std::size_t>(any.body) == i; });
  }
  json["by_body"] = std::move(bodies);
  Json standings = Json::object();
  for (std::size_t i = 0; i < kStandingNames.size(); ++i) {
    standings[std::string(kStandingNames[i])] =
        Count(commitments, [&](const Commitment& any) { return static_cast<std::size_t>(any.standing) == i; });
  }
  json["by_standing"] = std::move(standings);
  json["with_goal"] = Count(commitments, [](const Commitment& any) { return !any.goal.IsNone(); });
  json["with_day"] = Count(commitments, [](const Commitment& any) { return !any.latest.empty(); });
  json["voluntary"] = Count(commitments, [](const Commitment& any) { return any.voluntary; });
  json["conditions"] = Count(commitments, [](const Commitment& any) { return any.is_condition; });
  json["late"] = Count(commitments, [](const Commitment& any) { return DaysLate(any) > 0; });
  return json;
}

Json AgendaFigures(const Meeting& meeting, const std::string& individual) {
  const std::vector<AgendaItem> agenda = meeting.Agenda();
  Json json = {{"items", agenda.size()}};
  json["minutes_planned"] = WarningsOf(agenda).minutes;
  json["done"] = Count(agenda, [](const AgendaItem& any) { return any.state == ItemState::kDone; });
  json["persons_questions"] = Count(agenda, [](const AgendaItem& any) { return any.question.has_value(); });
  json["unknown_yet"] = Count(agenda, [](const AgendaItem& any) { return any.unknown; });
  const auto evidence = [&](bool Evidence::*fact) {
    return Count(agenda, [&](const AgendaItem& any) { return EvidenceOf(meeting, any.record, individual).*fact; });
  };
  json["with_own_words"] = evidence(&Evidence::own_words);
  json["adapted"] = evidence(&Evidence::adapted);
  json["chosen_by_person"] = evidence(&Evidence::chosen);
  json["approved_by_person"] = evidence(&Evidence::approved);
  return json;
}

// How many answered, never what: with few people an answer is somebody.
Json FeedbackFigures(const Meeting& meeting) {
  const std::vector<Feedback> feedback = FeedbackOf(meeting, OccasionOf(meeting));
  return {{"answers", Count(feedback, [](const Feedback& any) { return !SaysNothing(any); })}};
}

}  // namespace

std::string ProcessFigures(const Meeting& meeting, const MeetingAccess& access, std::int64_t to_local) {
  const ParticipantAccess* person = IndividualOf(access);
  const std::string individual = person == nullptr ? std::string() : person->id;
  const FollowUp follow_up = FollowUpOf(meeting);
  const Days held = DayIn(meeting.Info().date);
  Json file = {{"format", "samsyn-process"}, {"version", 1}};
  file["round"] = meeting.Round();
  file["kind"] = kTemplateNames[static_cast<std::size_t>(TemplateOf(meeting))];
  file["phase"] = kPhaseNames[static_cast<std::size_t>(PhaseOf(meeting))];
  file["steps"] = {{"needed", kNeededNames[static_cast<std::size_t>(NeededOf(meeting))]},
                   {"consent", kConsentNames[static_cast<std::size_t>(access.consent)]},
                   {"invitation_approved", LetterApprovalOf(meeting) == LetterApproval::kApproved},
                   {"invitation_sent", LetterSentAt(meeting) != 0},
                   {"closed", IsClosed(meeting)},
                   {"closed_with_something_missing", !IsBlank(ClosingOf(meeting).reason)},
                   {"plan_approved", PlanApprovalOf(meeting) == PlanApproval::kApproved},
                   {"follow_up_booked", !follow_up.date.empty()},
                   {"follow_up_held", follow_up.ended_at != 0}};
  const std::vector<Participant> people = meeting.Participants();
  Json roles = Json::object();
  for (std::size_t i = 0; i < kRoleCount; ++i) {
    roles[std::string(kRoleNames[i])] =
        Count(people, [&](const Participant& any) { return static_cast<std::size_t>(any.role) == i; });
  }
  file["people"] = {{"count", people.size()}, {"by_role", std::move(roles)}};
  file["agenda"] = AgendaFigures(meeting, individual);
  file["goals"] = GoalsOf(meeting).size();
  std::size_t options = 0;
  for (const AgendaItem& item : meeting.Agenda()) options += OptionsOf(meeting, item.record).size();
  file["options"] = options;
  file["words_explained"] = Count(WordsOf(meeting), [](const ExplainedWord& any) { return !IsBlank(any.meaning); });
  file["commitments"] = CommitmentFigures(meeting);
  const std::vector<Need> needs = NeedsOf(meeting);
  file["unresolved_needs"] = {
      {"count", needs.size()},
      {"carried", Count(needs, [](const Need& any) { return !any.carrier.empty(); })},
      {"solved", Count(needs, [](const Need& any) { return any.state == NeedState::kSolved; })}};
  file["dissents"] = DissentsOf(meeting).size();
  file["feedback"] = FeedbackFigures(meeting);
  file["days"] = {{"invitation_to_meeting", Between(DayAt(LetterSentAt(meeting), to_local), held)},
                  {"meeting_to_closing", Between(held, DayAt(ClosingOf(meeting).at, to_local))},
                  {"meeting_to_follow_up", Between(held, DayIn(follow_up.date))}};
  return JsonText(file);
}

}  // namespace samsyn
