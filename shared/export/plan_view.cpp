#include "shared/export/plan_view.h"

#include <algorithm>

#include "shared/base/utf8.h"
#include "shared/export/plan_reader.h"
#include "shared/meeting/dates.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// Years of four digits, whatever somebody's client has stored.
constexpr std::int64_t kLastMoment = 253'370'764'800'000;

PlanBlock TextBlock(const std::string& text) { return {.kind = PlanBlock::Kind::kText, .lines = {text}}; }

std::string Joined(const std::string& first, const std::string& second, const char* between) {
  return first.empty() || second.empty() ? first + second : first + between + second;
}

std::string DayAndTime(const std::string& date, const std::string& start, const std::string& end) {
  return Joined(date, Joined(start, end, "–"), " ");
}

class Maker {
 public:
  Maker(const Meeting& meeting, const PlanWords& say, const PlanViewWish& wish)
      : meeting_(meeting), say_(say), wish_(wish), read_{meeting, say, wish.to_local} {}

  PlanView Make() {
    const bool whole = !wish_.only_body && wish_.only_person.empty();
    PlanView view;
    view.language = say_.language;
    view.title = read_.TitleOr(meeting_.Info().title);
    view.subtitle = say_(PlanWord::kPlanName);
    if (wish_.only_body) view.subtitle = say_(PlanWord::kOnlyBody, BodyNameIn(meeting_, say_, *wish_.only_body));
    if (!wish_.only_person.empty()) view.subtitle = say_(PlanWord::kOnlyPerson, read_.NameOf(wish_.only_person));
    const auto add = [&](PlanSection section) {
      if (!section.blocks.empty()) view.sections.push_back(std::move(section));
    };
    add(OwnWords());
    add(WhySip());
    if (whole) add(Law());
    if (whole) add(Goals());
    add(read_.WhoDoesWhat(wish_));
    add(read_.NeedsSection(wish_.only_person));
    add(read_.DissentsSection());
    if (whole) add(Explained());
    add(NextMeeting());
    if (whole) add(People());
    if (whole) add(Notes());
    // The person's words come before when and where; the next meeting is there even when nothing else is.
    view.sections.front().blocks.push_back(Facts());
    return view;
  }

 private:
  [[nodiscard]] PlanBlock Facts() const {
    PlanBlock block{.kind = PlanBlock::Kind::kFacts};
    const auto add = [&](PlanWord word, const std::string& value) {
      if (!IsBlank(value)) block.entries.push_back({say_(word), {value}});
    };
    const MeetingInfo info = meeting_.Info();
    add(PlanWord::kDayOfMeeting, DayAndTime(info.date, info.start, info.end));
    add(PlanWord::kPlace, info.place);
    add(PlanWord::kState, State());
    const Closing closing = ClosingOf(meeting_);
    if (!IsBlank(closing.reason)) {
      block.entries.back().lines.front() += ". " + say_(PlanWord::kClosedReason, closing.reason);
    }
    add(PlanWord::kKept, read_.DayOfMoment(wish_.now));
    return block;
  }

  [[nodiscard]] std::string State() const {
    std::string state;
    switch (PlanApprovalOf(meeting_)) {
      case PlanApproval::kNone:
        state = say_(PlanWord::kNotApproved);
        break;
      case PlanApproval::kApproved:
        state = say_(PlanWord::kApproved, read_.NameOf(PlanApprovedBy(meeting_)),
                     read_.DayOfMoment(PlanApprovedAt(meeting_)));
        break;
      case PlanApproval::kChanged:
        state = say_(PlanWord::kChangedSince);
        break;
    }
    const Closing closing = ClosingOf(meeting_);
    if (closing.at == 0) return state;
    return state + "; " + say_(PlanWord::kClosed, read_.DayOfMoment(closing.at), read_.NameOf(closing.by));
  }

  void AddQuote(std::vector<PlanBlock>& blocks, FieldRef text, const std::string& heading) const {
    const std::string words = meeting_.Of(DocumentKind::kVoice).TextOf(text);
    if (IsBlank(words)) return;
    const std::string writer = WrittenBySomebodyElse(meeting_, text, read_.PersonId());
    blocks.push_back({.kind = PlanBlock::Kind::kQuote,
                      .heading = heading,
                      .lines = {words},
                      .by = writer.empty() ? std::string() : say_(PlanWord::kWrittenFor, read_.NameOf(writer))});
  }

  [[nodiscard]] PlanSection OwnWords() const {
    PlanSection section{say_(PlanWord::kOwnWords), {}};
    AddQuote(section.blocks, FieldOf(VoiceText::kOwnWords), {});
    AddQuote(section.blocks, FieldOf(VoiceText::kStrengths), say_(PlanWord::kStrengths));
    AddQuote(section.blocks, FieldOf(VoiceText::kTry), say_(PlanWord::kTry));
    AddQuote(section.blocks, FollowUpWords(meeting_.Round()), say_(PlanWord::kFollowUpWords));
    return section;
  }

  [[nodiscard]] PlanSection WhySip() const {
    const std::string purpose = meeting_.Info().purpose;
    if (IsBlank(purpose)) return {};
    return {say_(PlanWord::kWhySip), {TextBlock(purpose)}};
  }

  [[nodiscard]] PlanSection Law() const {
    PlanBlock block{.kind = PlanBlock::Kind::kFacts};
    for (const Check& check : ChecksOf(meeting_)) {
      if (!check.required) continue;
      std::string answer = say_(check.done ? PlanWord::kIsThere : PlanWord::kIsMissing);
      if (check.kind == CheckKind::kOverall && check.done) {
        const Overall overall = OverallOf(meeting_);
        answer = BodyNameIn(meeting_, say_, overall.body);
        if (!overall.participant.empty()) answer += ", " + read_.NameOf(overall.participant);
      }
      block.entries.push_back({say_.Of(PlanWord::kLawMeasures, check.kind), {answer}});
    }
    return {say_(PlanWord::kLaw), {std::move(block)}};
  }

  [[nodiscard]] PlanSection Goals() const {
    PlanSection section{say_(PlanWord::kGoals), {}};
    PlanBlock steps{.kind = PlanBlock::Kind::kEntries, .heading = say_(PlanWord::kShortGoals)};
    for (const Goal& goal : GoalsOf(meeting_)) {
      if (IsBlank(goal.text)) continue;
      if (goal.term == GoalTerm::kLong) {
        AddQuote(section.blocks, GoalText(goal.record), {});
        continue;
      }
      PlanEntry entry{goal.text, {}};
      if (!IsBlank(goal.measure)) entry.lines.push_back(say_(PlanWord::kMeasure, goal.measure));
      if (!goal.latest.empty()) entry.lines.push_back(say_(PlanWord::kLatest, goal.latest));
      const std::string writer = WrittenBySomebodyElse(meeting_, GoalText(goal.record), read_.PersonId());
      if (!writer.empty()) entry.lines.push_back(say_(PlanWord::kWrittenFor, read_.NameOf(writer)));
      steps.entries.push_back(std::move(entry));
    }
    if (!steps.entries.empty()) section.blocks.push_back(std::move(steps));
    if (section.blocks.empty()) section.blocks.push_back(TextBlock(say_(PlanWord::kNoGoals)));
    return section;
  }

  [[nodiscard]] PlanSection Explained() const {
    PlanBlock block{.kind = PlanBlock::Kind::kFacts};
    for (const ExplainedWord& word : WordsOf(meeting_)) {
      if (!IsBlank(word.meaning)) block.entries.push_back({word.word, {word.meaning}});
    }
    if (block.entries.empty()) return {};
    return {say_(PlanWord::kExplained), {std::move(block)}};
  }

  [[nodiscard]] PlanSection NextMeeting() const {
    const FollowUp follow_up = FollowUpOf(meeting_);
    PlanSection section{say_(PlanWord::kFollowUp), {}};
    if (follow_up.date.empty()) {
      section.blocks.push_back(TextBlock(say_(PlanWord::kNoFollowUp)));
      return section;
    }
    PlanBlock block{.kind = PlanBlock::Kind::kFacts};
    const auto add = [&](PlanWord word, const std::string& value) {
      if (!IsBlank(value)) block.entries.push_back({say_(word), {value}});
    };
    add(PlanWord::kWhen, DayAndTime(follow_up.date, follow_up.start, follow_up.end));
    add(PlanWord::kPlace, follow_up.place);
    if (!follow_up.caller.empty()) add(PlanWord::kCaller, read_.NameOf(follow_up.caller));
    if (!follow_up.contact.empty()) add(PlanWord::kContact, read_.NameOf(follow_up.contact));
    section.blocks.push_back(std::move(block));
    return section;
  }

  [[nodiscard]] PlanSection People() const {
    PlanBlock block{.kind = PlanBlock::Kind::kTable,
                    .columns = {say_(PlanWord::kName), say_(PlanWord::kRole), say_(PlanWord::kMandate)}};
    for (const Participant& who : meeting_.Participants()) {
      std::vector<std::string> name = {read_.TitleOr(who.name)};
      for (const std::string& work : {who.title, who.organisation}) {
        if (!IsBlank(work)) name.push_back(work);
      }
      const bool has_mandate = who.mandate != Mandate::kUnstated || who.role == Role::kProfessional ||
                               who.role == Role::kInvited || who.role == Role::kChair;
      std::vector<std::string> mandate;
      if (has_mandate) mandate.push_back(say_.Of(PlanWord::kMandateUnstated, who.mandate));
      if (!IsBlank(who.mandate_text)) mandate.push_back(who.mandate_text);
      block.rows.push_back({std::move(name), {say_.Of(PlanWord::kRoleIndividual, who.role)}, std::move(mandate)});
    }
    if (block.rows.empty()) return {};
    return {say_(PlanWord::kPeople), {std::move(block)}};
  }

  [[nodiscard]] PlanSection Notes() const {
    PlanSection section{say_(PlanWord::kNotes), {}};
    for (const AgendaItem& item : meeting_.Agenda()) {
      std::vector<PlanBlock> blocks = read_.NotesOf(item);
      // What nobody wrote anything about needs no heading.
      if (blocks.size() == 1 && blocks[0].lines == std::vector<std::string>{say_(PlanWord::kNothing)}) continue;
      for (PlanBlock& block : blocks) section.blocks.push_back(std::move(block));
    }
    return section;
  }

  const Meeting& meeting_;
  const PlanWords& say_;
  const PlanViewWish& wish_;
  PlanReader read_;
};

}  // namespace

std::string PlanReader::NameOf(const std::string& participant) const {
  const auto who = meeting.FindParticipant(participant);
  if (!who) return say(PlanWord::kSomebodyGone);
  return IsBlank(who->name) ? say.Of(PlanWord::kRoleIndividual, who->role) : who->name;
}

std::string PlanReader::PersonId() const {
  for (const Participant& who : meeting.Participants()) {
    if (who.role == Role::kIndividual) return who.id;
  }
  return {};
}

std::string PlanReader::Person() const {
  const auto who = meeting.FindParticipant(PersonId());
  if (!who || IsBlank(who->name)) return say(PlanWord::kPerson);
  return who->name.substr(0, who->name.find(' '));
}

std::string PlanReader::DayOfMoment(std::int64_t at) const {
  return StoredDate(DayOf(std::clamp<std::int64_t>(at, 0, kLastMoment) + to_local));
}

std::string PlanReader::TitleOr(const std::string& title) const {
  return IsBlank(title) ? say(PlanWord::kUntitled) : title;
}

std::string BodyNameIn(const Meeting& meeting, const PlanWords& words, ResponsibleBody body) {
  std::string name;
  if (body == ResponsibleBody::kMunicipality) name = MunicipalityOf(meeting);
  if (body == ResponsibleBody::kRegion) name = RegionOf(meeting);
  return IsBlank(name) ? words.Of(PlanWord::kBodyUnstated, body) : name;
}

PlanView MakePlanView(const Meeting& meeting, const PlanWords& words, const PlanViewWish& wish) {
  return Maker(meeting, words, wish).Make();
}

}  // namespace samsyn
