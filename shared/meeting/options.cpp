#include "shared/meeting/options.h"

#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr FieldRef kOptions{kRootRecord, schema::kPlanOptions};
constexpr FieldRef kChoices{kRootRecord, schema::kVoiceChoices};

std::vector<Option> ReadOptions(const Meeting& meeting, OpId item, const std::vector<OpId>& records) {
  const Document& plan = meeting.Of(DocumentKind::kPlan);
  const Document& voice = meeting.Of(DocumentKind::kVoice);
  std::vector<Option> options;
  for (const OpId record : records) {
    if (RecordAt(plan, record, schema::kOptionItem) != item) continue;
    Option option;
    option.record = record;
    option.item = item;
    option.what = plan.TextOf(OptionWhat(record));
    option.good = plan.TextOf(OptionGood(record));
    option.hard = plan.TextOf(OptionHard(record));
    option.chosen = FindRecord(voice, kChoices, schema::kChoiceOption, record);
    if (!option.chosen.IsNone()) {
      option.choice = EnumAt<Choice>(voice, option.chosen, schema::kChoiceAnswer, kChoiceCount);
      option.matters = voice.TextOf(ChoiceMatters(option.chosen));
      option.because = voice.TextOf(ChoiceBecause(option.chosen));
    }
    options.push_back(std::move(option));
  }
  return options;
}

OpId ChoiceRecord(Meeting& meeting, OpId option) {
  return FindOrCreateRecord(meeting.Of(DocumentKind::kVoice), kChoices, schema::kChoice, schema::kChoiceOption, option);
}

}  // namespace

std::vector<Option> OptionsOf(const Meeting& meeting, OpId item) {
  return ReadOptions(meeting, item, meeting.Of(DocumentKind::kPlan).Items(kOptions));
}

std::vector<Option> DeletedOptionsOf(const Meeting& meeting, OpId item) {
  return ReadOptions(meeting, item, meeting.Of(DocumentKind::kPlan).DeletedItems(kOptions));
}

FieldRef OptionWhat(OpId option) { return {option, schema::kOptionWhat}; }
FieldRef OptionGood(OpId option) { return {option, schema::kOptionGood}; }
FieldRef OptionHard(OpId option) { return {option, schema::kOptionHard}; }
FieldRef ChoiceMatters(OpId chosen) { return {chosen, schema::kChoiceMatters}; }
FieldRef ChoiceBecause(OpId chosen) { return {chosen, schema::kChoiceBecause}; }

Rule AddOption(Meeting& meeting, const Actor& actor, OpId item, const std::string& what) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  Document& plan = meeting.Of(DocumentKind::kPlan);
  const OpId option = plan.Create(kOptions, kAtEnd, schema::kOption);
  plan.Set({option, schema::kOptionItem}, item);
  plan.InsertText(OptionWhat(option), 0, what);
  return Rule::kNone;
}

Rule RemoveOption(Meeting& meeting, const Actor& actor, OpId option) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kPlan).Delete(option);
  return Rule::kNone;
}

Rule RestoreOption(Meeting& meeting, const Actor& actor, OpId option) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kPlan); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kPlan).Restore(option);
  return Rule::kNone;
}

Rule Choose(Meeting& meeting, const Actor& actor, OpId option, Choice choice) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  const OpId record = ChoiceRecord(meeting, option);
  meeting.Of(DocumentKind::kVoice).Set({record, schema::kChoiceAnswer}, static_cast<std::int64_t>(choice));
  return Rule::kNone;
}

Rule InsertIntoChoice(Meeting& meeting, const Actor& actor, OpId option, FieldNumber field, const std::string& text) {
  if (const Rule rule = WhyNotWrite(actor, DocumentKind::kVoice); rule != Rule::kNone) return rule;
  meeting.Of(DocumentKind::kVoice).InsertText({ChoiceRecord(meeting, option), field}, 0, text);
  return Rule::kNone;
}

bool AsksForBecause(const std::vector<Option>& options) {
  return options.size() == 1 && options.front().choice == Choice::kWants && IsBlank(options.front().because);
}

}  // namespace samsyn
