#include <algorithm>
#include <array>

#include "shared/base/utf8.h"
#include "shared/export/plan_reader.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr std::array<ResponsibleBody, kResponsibleBodyCount> kBodies = {
    ResponsibleBody::kMunicipality, ResponsibleBody::kRegion,   ResponsibleBody::kOther,
    ResponsibleBody::kOwn,          ResponsibleBody::kRelative, ResponsibleBody::kUnstated};

}  // namespace

void PlanReader::AddCorrections(OpId about, std::vector<std::string>& lines) const {
  for (const Correction& correction : CorrectionsOf(meeting, about)) {
    lines.push_back(say(PlanWord::kCorrection, DayOfMoment(correction.at), NameOf(correction.by)) + correction.text);
    if (!correction.rewritten_by.empty()) lines.push_back(say(PlanWord::kRewritten, NameOf(correction.rewritten_by)));
  }
}

std::string PlanReader::OwnerOf(const Commitment& commitment) const {
  return commitment.owner.empty() ? say(PlanWord::kNobodyYet) : NameOf(commitment.owner);
}

std::string PlanReader::WhenOf(const Commitment& commitment) const {
  std::string when;
  const auto add = [&](const std::string& part) { when += (when.empty() ? "" : ", ") + part; };
  if (!commitment.start.empty()) add(say(PlanWord::kFrom, commitment.start));
  if (commitment.open_ended) {
    add(say(PlanWord::kOpenEnded, Person()));
  } else if (!commitment.latest.empty()) {
    add(say(PlanWord::kLatest, commitment.latest));
  }
  return when.empty() ? say(PlanWord::kNoDay) : when;
}

std::string PlanReader::StandingOf(const Commitment& commitment) const {
  if (commitment.standing == Standing::kProposed && commitment.changed_since_yes) {
    return say(PlanWord::kChanged, NameOf(commitment.owner));
  }
  return say.Of(PlanWord::kNobodyYet, commitment.standing);
}

std::vector<std::string> PlanReader::LinesOf(const Commitment& commitment) const {
  std::vector<std::string> lines;
  if (!commitment.after.IsNone()) {
    const std::vector<Commitment> all = meeting.Commitments();
    const auto first =
        std::find_if(all.begin(), all.end(), [&](const Commitment& any) { return any.record == commitment.after; });
    if (first != all.end()) lines.push_back(say(PlanWord::kAfter, TitleOr(first->what)));
  }
  for (const Goal& goal : GoalsOf(meeting)) {
    if (goal.record == commitment.goal && !IsBlank(goal.text)) lines.push_back(say(PlanWord::kForGoal, goal.text));
  }
  if (commitment.voluntary) lines.push_back(say(PlanWord::kVoluntary));
  if (commitment.is_condition) lines.push_back(say(PlanWord::kCondition));
  if (!IsBlank(commitment.why)) lines.push_back(say(PlanWord::kHowItWent, commitment.why));
  if (!commitment.new_owner.empty()) lines.push_back(say(PlanWord::kNewOwner, NameOf(commitment.new_owner)));
  if (!commitment.done_date.empty()) lines.push_back(say(PlanWord::kDoneDay, commitment.done_date));
  AddCorrections(commitment.record, lines);
  return lines;
}

PlanSection PlanReader::WhoDoesWhat(const PlanViewWish& wish) const {
  PlanSection section{say(PlanWord::kWhoDoesWhat), {}};
  const std::vector<Commitment> commitments = meeting.Commitments();
  for (const ResponsibleBody body : kBodies) {
    if (wish.only_body && *wish.only_body != body) continue;
    PlanBlock block{
        .kind = PlanBlock::Kind::kTable,
        .heading = say(PlanWord::kBodyHeading, BodyNameIn(meeting, say, body)),
        .columns = {say(PlanWord::kWhat), say(PlanWord::kWho), say(PlanWord::kWhen), say(PlanWord::kStateLabel)}};
    for (const Commitment& commitment : commitments) {
      if (commitment.body != body) continue;
      if (!wish.only_person.empty() && commitment.owner != wish.only_person) continue;
      std::vector<std::string> what = {TitleOr(commitment.what)};
      for (std::string& line : LinesOf(commitment)) what.push_back(std::move(line));
      block.rows.push_back({std::move(what), {OwnerOf(commitment)}, {WhenOf(commitment)}, {StandingOf(commitment)}});
    }
    if (!block.rows.empty()) section.blocks.push_back(std::move(block));
  }
  if (section.blocks.empty()) {
    section.blocks.push_back({.kind = PlanBlock::Kind::kText, .lines = {say(PlanWord::kNoCommitments)}});
  }
  return section;
}

PlanSection PlanReader::NeedsSection(const std::string& only_person) const {
  PlanSection section{say(PlanWord::kNeeds), {}};
  PlanBlock block{.kind = PlanBlock::Kind::kEntries};
  for (const Need& need : NeedsOf(meeting)) {
    if (!only_person.empty() && need.carrier != only_person) continue;
    PlanEntry entry{TitleOr(need.what), {}};
    const auto add = [&](const std::string& line) { entry.lines.push_back(line); };
    if (need.state == NeedState::kSolved) add(say(PlanWord::kNeedSolved));
    add(need.carrier.empty() ? say(PlanWord::kNobodyCarries) : say(PlanWord::kCarries, NameOf(need.carrier)));
    if (!IsBlank(need.next)) add(say(PlanWord::kNeedNext, need.next));
    if (!need.latest.empty()) add(say(PlanWord::kLatest, need.latest));
    std::string tried;
    for (const std::string& participant : need.tried) tried += (tried.empty() ? "" : ", ") + NameOf(participant);
    if (!tried.empty()) add(say(PlanWord::kNeedTried, tried));
    if (!IsBlank(need.reason)) add(say(PlanWord::kNeedReason, need.reason));
    if (!IsBlank(need.comment)) add(say(PlanWord::kHowItWent, need.comment));
    AddCorrections(need.record, entry.lines);
    block.entries.push_back(std::move(entry));
  }
  if (!block.entries.empty()) {
    section.blocks.push_back(std::move(block));
  } else if (only_person.empty()) {
    section.blocks.push_back({.kind = PlanBlock::Kind::kText, .lines = {say(PlanWord::kNoNeeds)}});
  }
  return section;
}

PlanSection PlanReader::DissentsSection() const {
  PlanSection section{say(PlanWord::kDissents), {}};
  PlanBlock block{.kind = PlanBlock::Kind::kEntries};
  for (const Dissent& dissent : DissentsOf(meeting)) {
    PlanEntry entry{NameOf(dissent.writer), {"”" + dissent.text + "”"}};
    if (!dissent.rewritten_by.empty()) entry.lines.push_back(say(PlanWord::kRewritten, NameOf(dissent.rewritten_by)));
    block.entries.push_back(std::move(entry));
  }
  if (block.entries.empty()) {
    section.blocks.push_back({.kind = PlanBlock::Kind::kText, .lines = {say(PlanWord::kNoDissents)}});
  } else {
    section.blocks.push_back(std::move(block));
  }
  return section;
}

std::string CommitmentAsText(const Meeting& meeting, const PlanWords& words, OpId commitment) {
  const PlanReader read{meeting, words};
  for (const Commitment& any : meeting.Commitments()) {
    if (any.record != commitment) continue;
    std::string text = read.TitleOr(any.what) + "\n";
    text += words(PlanWord::kWho) + ": " + read.OwnerOf(any) + "\n";
    if (any.body != ResponsibleBody::kUnstated) {
      text += words(PlanWord::kBodyHeading, BodyNameIn(meeting, words, any.body)) + "\n";
    }
    text += words(PlanWord::kWhen) + ": " + read.WhenOf(any) + "\n";
    text += words(PlanWord::kStateLabel) + ": " + read.StandingOf(any) + "\n";
    for (const std::string& line : read.LinesOf(any)) text += line + "\n";
    return text;
  }
  return {};
}

}  // namespace samsyn
