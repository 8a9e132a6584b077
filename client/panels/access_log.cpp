#include <algorithm>
#include <charconv>

#include "client/panels/panels.h"

namespace samsyn {
namespace {

// More than anybody reads at once, and few enough to be drawn in every frame.
constexpr std::size_t kNewest = 50;

Str WhyRefused(const std::string& detail) {
  for (int i = 0; i < kRefusalCount; ++i) {
    const auto reason = static_cast<Refusal>(i);
    if (detail != NameOf(reason)) continue;
    switch (reason) {
      case Refusal::kUnknownLink:
        return Str::kWhyUnknownLink;
      case Refusal::kRevoked:
        return Str::kWhyRevoked;
      case Refusal::kReplaced:
        return Str::kWhyReplaced;
      case Refusal::kExpired:
        return Str::kWhyExpired;
      case Refusal::kNoConsent:
        return Str::kWhyNoConsent;
      case Refusal::kPurged:
        return Str::kWhyPurged;
      case Refusal::kGuessing:
        return Str::kWhyGuessing;
      case Refusal::kFull:
        return Str::kWhyFull;
      case Refusal::kMayNotWrite:
      case Refusal::kMayNotRead:
      case Refusal::kMayNotDo:
        return Str::kWhyMayNot;
      case Refusal::kNone:
      // No meeting's log tells of meetings that were not made.
      case Refusal::kMayNotCreate:
      case Refusal::kWrongCode:
      case Refusal::kTooManyCreated:
      case Refusal::kMeetingExists:
        break;
    }
  }
  return Str::kWhyOther;
}

std::string DayOfDetail(const Panel& panel, const std::string& detail) {
  std::int64_t at = 0;
  const auto parsed = std::from_chars(detail.data(), detail.data() + detail.size(), at);
  return parsed.ec == std::errc() ? DayText(panel.state.LastDayBefore(at), panel.state, panel.say) : detail;
}

// Of what the person's helper may do for them.
std::string SelfOrFor(const Panel& panel, const LogEntry& entry, Str self, Str for_other) {
  const std::string actor = NameOf(entry.actor, panel.state, panel.say);
  const ParticipantAccess* individual = IndividualOf(panel.state.access);
  if (individual == nullptr || individual->id == entry.actor) return panel.say(self, actor);
  return panel.say(for_other, actor, NameOf(individual->id, panel.state, panel.say));
}

std::string SentenceOf(const Panel& panel, const LogEntry& entry) {
  const std::string actor = NameOf(entry.actor, panel.state, panel.say);
  const std::string subject = NameOf(entry.subject, panel.state, panel.say);
  const bool to_themselves = entry.actor == entry.subject;
  switch (entry.event) {
    case LogEvent::kCreated:
      return std::string(panel.say(Str::kLogCreated));
    case LogEvent::kJoined:
      return panel.say(Str::kLogJoined, actor);
    case LogEvent::kLeft:
      return panel.say(Str::kLogLeft, actor);
    case LogEvent::kRefused:
      return panel.say(Str::kLogRefused, actor, panel.say(WhyRefused(entry.detail)));
    case LogEvent::kInvited:
      return panel.say(Str::kLogInvited, actor, subject);
    case LogEvent::kLinkReplaced:
      return to_themselves ? panel.say(Str::kLogOwnLinkReplaced, actor)
                           : panel.say(Str::kLogLinkReplaced, actor, subject);
    case LogEvent::kRevoked:
      return panel.say(Str::kLogRevoked, actor, subject);
    case LogEvent::kSecretary:
      return to_themselves ? panel.say(Str::kLogSecretarySelf, actor) : panel.say(Str::kLogSecretary, actor, subject);
    case LogEvent::kConsentGiven:
      return SelfOrFor(panel, entry, Str::kLogConsentGiven, Str::kLogConsentGivenFor);
    case LogEvent::kConsentWithdrawn:
      return SelfOrFor(panel, entry, Str::kLogConsentWithdrawn, Str::kLogConsentWithdrawnFor);
    case LogEvent::kConsentExpired:
      return std::string(panel.say(Str::kLogConsentExpired));
    case LogEvent::kHelper: {
      const ParticipantAccess* individual = IndividualOf(panel.state.access);
      const std::string person = NameOf(individual == nullptr ? entry.actor : individual->id, panel.state, panel.say);
      return entry.subject.empty() ? panel.say(Str::kLogNoHelper, person) : panel.say(Str::kLogHelper, person, subject);
    }
    case LogEvent::kAsideIn:
      return panel.say(Str::kLogAsideIn, actor, subject);
    case LogEvent::kAsideOut:
      return panel.say(Str::kLogAsideOut, actor, subject);
    case LogEvent::kRetention:
      return panel.say(Str::kLogRetention, actor, DayOfDetail(panel, entry.detail));
    case LogEvent::kExported:
      return panel.say(Str::kLogExported, actor, entry.detail);
  }
  return {};
}

// Others see of the aside that there is a pause, and nothing else.
bool IsForMe(const Panel& panel, const LogEntry& entry) {
  const bool aside = entry.event == LogEvent::kAsideIn || entry.event == LogEvent::kAsideOut;
  return !aside || panel.state.IsIndividual() || entry.subject == panel.state.me;
}

}  // namespace

void DrawAccessLog(const Panel& panel) {
  panel.ui.Text(panel.say(Str::kLogAbout), kMutedText);
  std::vector<const LogEntry*> entries;
  for (auto entry = panel.state.log.rbegin(); entry != panel.state.log.rend(); ++entry) {
    if (IsForMe(panel, *entry)) entries.push_back(&*entry);
  }
  if (entries.empty()) return panel.ui.Text(panel.say(Str::kLogEmpty));
  const std::size_t count = panel.state.whole_log ? entries.size() : std::min(kNewest, entries.size());
  {
    auto list = panel.ui.List("log", panel.say(Str::kLog), {.gap = 6});
    for (std::size_t i = 0; i < count; ++i) {
      auto item = panel.ui.ListItem(Key("entry", entries[i]->sequence));
      const std::string when = MomentText(entries[i]->at, panel.state, panel.say) + " ";
      const std::string what = SentenceOf(panel, *entries[i]);
      panel.ui.Text({{when, {.tone = Tone::kSoft}}, {what, {}}});
    }
  }
  if (count == entries.size()) return;
  auto row = panel.ui.Wrap();
  const std::string label = panel.say(Str::kLogAll, std::to_string(entries.size()));
  if (panel.ui.Button("all", {.label = label})) panel.Want(intent::ShowWholeLog{});
}

}  // namespace samsyn
