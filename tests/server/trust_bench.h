// A relay with a meeting in it that has everybody who is treated in a way of their own.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/server/relay_bench.h"

namespace samsyn {

class Trust : public RelayBench {
 public:
  explicit Trust(const Limits& with = {}) : RelayBench(with) {
    meeting = MeetingOf("sip", {{"noor", Role::kIndividual},
                                {"anna", Role::kChair},
                                {"sara", Role::kSecretary},
                                {"hanna", Role::kSupporter},
                                {"per", Role::kProfessional},
                                {"olle", Role::kObserver},
                                {"lars", Role::kProfessional},
                                {"mia", Role::kProfessional}});
    meeting.access.helper = "hanna";
    meeting.access.secretary = "sara";
    meeting.access.consent = Consent::kGiven;
    meeting.access.Find("lars")->only_item = DocumentKind::kItem1;
    meeting.access.Find("mia")->only_item = DocumentKind::kItem2;
    for (const ParticipantAccess& participant : meeting.access.participants) {
      meeting.keys.push_back(
          KeyOf(participant.id, participant.only_item.value_or(DocumentKind::kPlan), 1, "for " + participant.id));
    }
  }
  void Create() { REQUIRE(journal->CreateMeeting(meeting, {})); }

  ConnectionId Come(const std::string& participant) { return Join(participant, 0, "sip"); }
  std::map<std::string, ConnectionId> EverybodyComes() {
    std::map<std::string, ConnectionId> people;
    for (const ParticipantAccess& participant : meeting.access.participants) {
      people[participant.id] = Come(participant.id);
    }
    Forget();
    return people;
  }
  // What everybody was sent so far.
  void Forget() {
    for (auto& [id, connection] : transport.connections) connection.frames.clear();
  }
  AnswerFrame Do(ConnectionId connection, const Command& command) {
    Say(connection, CommandFrame{++number_, command});
    const std::vector<AnswerFrame> answers = Take<AnswerFrame>(connection);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].number == number_);
    CHECK(answers[0].message.empty() == answers[0].done);
    return answers[0];
  }
  void MustDo(ConnectionId connection, const Command& command) {
    const AnswerFrame answer = Do(connection, command);
    if (!answer.done) FAIL(answer.message);
  }
  // Why a Hello was not answered with Welcome; kNone: it was.
  Refusal Knock(const std::string& token, const std::string& where = "sip") {
    const ConnectionId connection = Open();
    Say(connection, HelloFrame{kProtocolVersion, where, token, Everything()});
    const std::vector<ErrorFrame> errors = Take<ErrorFrame>(connection);
    const Refusal reason = errors.empty() ? Refusal::kNone : errors[0].reason;
    CHECK(Take<WelcomeFrame>(connection).size() == (errors.empty() ? 1 : 0));
    CHECK(Take<AccessFrame>(connection).size() == (errors.empty() ? 1 : 0));
    CHECK(At(connection).closed != errors.empty());
    Turn();
    CHECK((errors.empty() || Take<UpdatesFrame>(connection).empty()));
    Vanish(connection);
    return reason;
  }
  // How this connection was closed; kNone: it is open.
  Refusal WhyClosed(ConnectionId connection) {
    if (!At(connection).closed) return Refusal::kNone;
    const std::vector<ErrorFrame> errors = Take<ErrorFrame>(connection);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == ErrorCode::kForbidden);
    CHECK(At(connection).code == CloseCode::kPolicyViolation);
    return errors[0].reason;
  }
  Refusal WriteRefused(ConnectionId connection, DocumentKind document) {
    Append(connection, connection + 1000, ++counter_, "text", document);
    Turn();
    const std::vector<RefusedFrame> refused = Take<RefusedFrame>(connection);
    const bool stored = Take<AckFrame>(connection).size() == 1;
    CHECK(stored == refused.empty());
    return refused.empty() ? Refusal::kNone : refused[0].reason;
  }
  std::vector<LogEvent> Events() {
    Pass(std::chrono::milliseconds(AccessLog::kLongestWait));
    std::vector<LogEvent> events;
    for (const LogEntry& entry : LogOf(*journal, "sip")) events.push_back(entry.event);
    return events;
  }
  std::size_t CountOf(LogEvent event) {
    const std::vector<LogEvent> events = Events();
    return static_cast<std::size_t>(std::ranges::count(events, event));
  }
  MeetingAccess Stored() {
    const Result<StoredMeeting> found = journal->FindMeeting("sip");
    REQUIRE(found);
    return found.Value().meeting.access;
  }

  JournalMeeting meeting;

 private:
  std::uint64_t number_ = 100;
  std::uint64_t counter_ = 0;
};

}  // namespace samsyn
