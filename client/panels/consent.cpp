#include "client/panels/deciding.h"
#include "client/panels/panels.h"
#include "client/panels/written_date.h"

namespace samsyn {
namespace {

bool IsGiven(const Panel& panel) {
  return panel.state.access.consent == Consent::kGiven && !ConsentIsMissing(panel.state.access, panel.state.RelayNow());
}

std::string UntilText(const Panel& panel) {
  return DayText(panel.state.LastDayBefore(panel.state.access.consent_until), panel.state, panel.say);
}

std::string NameOfIndividual(const Panel& panel) {
  const std::string name = FirstName(panel.state.Individual().name);
  return name.empty() ? std::string(panel.say(Str::kRoleIndividualOther)) : name;
}

void DrawStanding(const Panel& panel) {
  panel.ui.Text(ConsentText(panel), kBoldText);
  if (IsGiven(panel)) {
    const bool ends = panel.state.access.consent_until != 0;
    panel.ui.Text(ends ? panel.say(Str::kConsentUntil, UntilText(panel)) : std::string(panel.say(Str::kConsentForNow)));
  }
  if (panel.state.access.consent_changed == 0) return;
  const std::string when = MomentText(panel.state.access.consent_changed, panel.state, panel.say);
  panel.ui.Text(panel.say(Str::kConsentChanged, when), kMutedText);
}

void DrawGiving(const Panel& panel) {
  DrawDecisionDate(panel, "until", Str::kConsentUntilLabel, DecisionDate::kConsentUntil);
  auto row = panel.ui.Wrap();
  const bool given = IsGiven(panel);
  const std::string label = given ? std::string(panel.say(Str::kConsentChangeTime)) : IConsentText(panel);
  if (!DecisionButton(panel, "give", {.label = label, .kind = given ? ButtonKind::kSecondary : ButtonKind::kPrimary})) {
    return;
  }
  const DecidedDay until = TakeDecisionDate(panel, DecisionDate::kConsentUntil, EmptyDate::kIsNoDate);
  if (!until.valid) return;
  panel.Want(intent::Decide{decision::SetConsent{Consent::kGiven, until.day ? panel.state.EndOf(*until.day) : 0}});
  panel.Want(intent::ChangeDecisionDate{DecisionDate::kConsentUntil, {}});
}

void DrawWithdrawing(const Panel& panel) {
  if (!IsGiven(panel)) return;
  const Question question{Question::About::kWithdraw, {}};
  {
    auto row = panel.ui.Wrap();
    AskButton(panel, "withdraw", question, {.label = panel.say(Str::kWithdraw), .kind = ButtonKind::kDanger});
  }
  const std::string& helper = panel.state.access.helper;
  const std::string who = NameOfIndividual(panel);
  const std::string text = helper.empty() ? panel.say(Str::kAskWithdrawAlone, who)
                                          : panel.say(Str::kAskWithdrawHelper, who, panel.state.FirstNameOf(helper));
  DrawQuestion(panel, question, {text, panel.say(Str::kAskWithdrawYes), decision::SetConsent{Consent::kWithdrawn, 0}});
}

void DrawHelper(const Panel& panel) {
  const std::string& helper = panel.state.access.helper;
  if (!panel.state.IsIndividual()) {
    if (helper.empty()) return;
    return panel.ui.Text(panel.say(Str::kHelperIs, NameOf(helper, panel.state, panel.say), NameOfIndividual(panel)));
  }
  std::vector<std::string> options = {std::string(panel.say(Str::kNobody))};
  std::vector<std::string> ids = {{}};
  std::size_t chosen = 0;
  for (const Participant& participant : panel.state.meeting->Participants()) {
    const ParticipantAccess* access = panel.state.access.Find(participant.id);
    if (access == nullptr || access->revoked || access->only_item || access->role == Role::kObserver ||
        access->role == Role::kIndividual) {
      continue;
    }
    if (participant.id == panel.state.next_helper.value_or(helper)) chosen = options.size();
    options.push_back(participant.name);
    ids.push_back(participant.id);
  }
  panel.ui.Divider();
  if (const auto choice = panel.ui.Select(
          "helper",
          {.label = panel.say(Str::kHelperChoice), .options = options, .chosen = chosen, .show_label = true})) {
    panel.Want(intent::ChooseHelper{ids[*choice]});
  }
  // Not at once when chosen: arrow keys go past everybody on the way.
  const bool changes = ids[chosen] != helper;
  auto row = panel.ui.Wrap();
  if (DecisionButton(
          panel, "save helper",
          {.label = panel.say(Str::kHelperSave), .disabled = !changes && !panel.ui.IsFocused("save helper")}) &&
      changes) {
    panel.Want(intent::Decide{decision::SetHelper{ids[chosen]}});
    panel.Want(intent::ChooseHelper{});
  }
}

}  // namespace

std::string ConsentText(const Panel& panel) {
  const bool mine = panel.state.IsIndividual();
  const std::string name = NameOfIndividual(panel);
  const auto either = [&](Str you, Str other) { return mine ? std::string(panel.say(you)) : panel.say(other, name); };
  switch (panel.state.access.consent) {
    case Consent::kNotAsked:
      return either(Str::kConsentNotAskedYou, Str::kConsentNotAsked);
    case Consent::kGiven:
      return IsGiven(panel) ? either(Str::kConsentGivenYou, Str::kConsentGiven)
                            : either(Str::kConsentExpiredYou, Str::kConsentExpired);
    case Consent::kWithdrawn:
      return either(Str::kConsentWithdrawnYou, Str::kConsentWithdrawn);
  }
  return {};
}

std::string ConsentInShort(const Panel& panel) {
  switch (panel.state.access.consent) {
    case Consent::kNotAsked:
      return std::string(panel.say(Str::kConsentShortNotAsked));
    case Consent::kGiven:
      if (!IsGiven(panel)) return std::string(panel.say(Str::kConsentShortExpired));
      if (panel.state.access.consent_until == 0) return std::string(panel.say(Str::kConsentShortYes));
      return panel.say(Str::kConsentShortUntil, UntilText(panel));
    case Consent::kWithdrawn:
      return std::string(panel.say(Str::kConsentShortWithdrawn));
  }
  return {};
}

std::string IConsentText(const Panel& panel) {
  return panel.state.IsIndividual() ? std::string(panel.say(Str::kIConsent))
                                    : panel.say(Str::kConsentsFor, NameOfIndividual(panel));
}

void DrawConsent(const Panel& panel) {
  DrawStanding(panel);
  if (panel.state.SpeaksForIndividual()) {
    DrawGiving(panel);
    DrawWithdrawing(panel);
  }
  DrawHelper(panel);
}

}  // namespace samsyn
