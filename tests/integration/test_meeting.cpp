#include "tests/integration/test_meeting.h"

#include <doctest/doctest.h>

#include <map>
#include <sstream>

#include "shared/crypto/meeting_maker.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

void DescribeItem(std::ostream& out, const Meeting& meeting, const AgendaItem& item) {
  out << item.number << " [" << item.title << "] " << item.minutes << " min, state " << static_cast<int>(item.state)
      << ", led by " << item.lead << ", question " << item.question.value_or("none") << ": "
      << meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item.record)) << '\n';
}

void DescribeCommitment(std::ostream& out, const Commitment& commitment) {
  out << commitment.what << " by " << commitment.owner << " from " << commitment.start << " to " << commitment.latest
      << ", body " << static_cast<int>(commitment.body) << ", standing " << static_cast<int>(commitment.standing)
      << ", item " << commitment.item.counter << '\n';
}

}  // namespace

Bundle MakeTestMeeting(const std::string& name) {
  SeededRandom random(std::hash<std::string>{}(name));
  MeetingMaker maker(name, random);
  maker.Access().consent = Consent::kGiven;
  maker.Access().secretary = "secretary";
  std::map<std::string, std::string> box_keys;
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    const std::string participant(NameOf(role));
    box_keys[participant] =
        HexOf(maker.Invite({.id = participant, .role = role}, TestSecret(name, participant)).box_public);
  }
  Meeting chair(std::hash<std::string>{}(name) | 1);
  MeetingInfo info;
  info.title = "Möte " + name;
  chair.SetInfo(info);
  for (std::size_t i = 0; i < kTestAgendaItems; ++i) chair.AddAgendaItem("Punkt " + std::to_string(i + 1), 10, {});
  for (const auto& [participant, box_key] : box_keys) {
    Participant person;
    person.id = participant;
    person.name = participant;
    person.box_key = box_key;
    chair.AddParticipant(person);
  }
  for (const Update& update : chair.Of(DocumentKind::kPlan).TakeUpdates()) {
    maker.Write("chair", DocumentKind::kPlan, update.replica, update.counter, update.payload);
  }
  return maker.Finish(0);
}

std::string TestSecret(const std::string& meeting, const std::string& participant) {
  return "secret of " + participant + " in " + meeting;
}

std::string TestToken(const std::string& meeting, const std::string& participant) {
  return DeriveLinkKeys({meeting, TestSecret(meeting, participant)}).token;
}

std::string DescribeMeeting(const Meeting& meeting) {
  std::ostringstream out;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const Document& document = meeting.Of(static_cast<DocumentKind>(kind));
    CHECK(document.CheckInvariants() == "");
    CHECK(document.WaitingCount() == 0);
  }
  const MeetingInfo info = meeting.Info();
  out << info.title << '|' << info.date << '|' << info.place << '|' << info.purpose << '\n';
  for (const Participant& participant : meeting.Participants())
    out << participant.id << '|' << participant.name << '\n';
  for (const AgendaItem& item : meeting.Agenda()) DescribeItem(out, meeting, item);
  out << "deleted:\n";
  for (const AgendaItem& item : meeting.DeletedAgenda()) DescribeItem(out, meeting, item);
  out << "commitments:\n";
  for (const Commitment& commitment : meeting.Commitments()) DescribeCommitment(out, commitment);
  out << "deleted:\n";
  for (const Commitment& commitment : meeting.DeletedCommitments()) DescribeCommitment(out, commitment);
  out << "avoid " << meeting.AvoidTopics() << ", paused by " << meeting.PausedBy() << ", hands";
  for (const std::string& participant : meeting.RaisedHands()) out << ' ' << participant;
  return out.str();
}

std::string AllNotes(const Meeting& meeting) {
  std::string text;
  for (const AgendaItem& item : meeting.Agenda()) {
    text += meeting.Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item.record));
  }
  return text;
}

}  // namespace samsyn
