#include "server/access_changes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "tests/server/journal_contract.h"

namespace samsyn {
namespace {

constexpr std::int64_t kNow = 1'800'000'000'000;
constexpr std::int64_t kDay = 86'400'000;

StoredMeeting Example() {
  StoredMeeting stored;
  stored.meeting = MeetingOf("noor", {{"noor", Role::kIndividual},
                                      {"anna", Role::kChair},
                                      {"sara", Role::kSecretary},
                                      {"hanna", Role::kSupporter},
                                      {"per", Role::kProfessional},
                                      {"olle", Role::kObserver},
                                      {"lars", Role::kProfessional},
                                      {"gone", Role::kProfessional}});
  MeetingAccess& access = stored.meeting.access;
  access.helper = "hanna";
  access.secretary = "sara";
  access.Find("hanna")->in_aside = true;
  access.Find("lars")->only_item = DocumentKind::kItem1;
  access.Find("gone")->revoked = true;
  stored.meeting.keys = {KeyOf("per", DocumentKind::kPlan, 1, "p"), KeyOf("hanna", DocumentKind::kAside, 1, "h")};
  return stored;
}

using Answer = std::variant<AccessChange, Denial>;

Answer Do(const StoredMeeting& before, const std::string& actor, const Command& command, const Limits& limits = {}) {
  return ChangeAccess(before, actor, command, kNow, limits);
}
bool IsDone(const Answer& answer) { return std::holds_alternative<AccessChange>(answer); }
Refusal ReasonOf(const Answer& answer) {
  REQUIRE_FALSE(IsDone(answer));
  CHECK_FALSE(std::get<Denial>(answer).message.empty());
  return std::get<Denial>(answer).reason;
}
AccessChange ChangeOf(Answer answer) {
  if (const auto* denial = std::get_if<Denial>(&answer)) FAIL(denial->message);
  return std::get<AccessChange>(std::move(answer));
}
std::vector<LogEvent> EventsOf(const AccessChange& change) {
  std::vector<LogEvent> events;
  for (const LogEntry& entry : change.entries) {
    CHECK(entry.at == kNow);
    events.push_back(entry.event);
  }
  return events;
}

// For a link of its own.
InviteCommand Invite(const std::string& participant, Role role, const std::string& token = "a new link") {
  return {participant, role, std::nullopt, 0, HashToken(token), {}};
}

TEST_CASE("each command is given by those who may, and by nobody else") {
  const StoredMeeting before = Example();
  struct Row {
    const char* what;
    Command command;
    std::vector<std::string> by;
  };
  const Row rows[] = {
      {"invite", Invite("ny", Role::kProfessional), {"noor", "anna"}},
      {"re-issue", Invite("per", Role::kProfessional), {"noor", "anna"}},
      {"re-issue the person's", Invite("noor", Role::kIndividual), {"noor"}},
      {"make a chair", Invite("per", Role::kChair), {"noor", "anna"}},
      {"make a second person", Invite("per", Role::kIndividual), {}},
      {"demote the person", Invite("noor", Role::kObserver), {}},
      {"demote the chair", Invite("anna", Role::kObserver), {"noor"}},
      {"revoke", RevokeCommand{"per", {}}, {"noor", "anna"}},
      {"revoke the person", RevokeCommand{"noor", {}}, {}},
      {"revoke the only chair", RevokeCommand{"anna", {}}, {"noor"}},
      {"hand over", HandOverCommand{"per"}, {"noor", "anna", "sara"}},
      {"give consent", ConsentCommand{Consent::kGiven, kNow + kDay}, {"noor", "hanna"}},
      {"withdraw consent", ConsentCommand{Consent::kWithdrawn, 0}, {"noor", "hanna"}},
      {"un-ask consent", ConsentCommand{Consent::kNotAsked, 0}, {}},
      {"choose a helper", HelperCommand{"per"}, {"noor"}},
      {"choose no helper", HelperCommand{""}, {"noor"}},
      {"let into the aside", AsideCommand{"per", true, {}}, {"noor"}},
      {"out of the aside", AsideCommand{"hanna", false, {}}, {"noor"}},
      {"retention", RetentionCommand{kNow + kDay}, {"noor", "anna"}},
      {"purge", PurgeCommand{}, {"noor", "anna"}},
      {"exported", ExportedCommand{"markdown"}, {"noor", "anna", "sara", "hanna", "per", "olle", "lars"}},
      {"read the log", ReadLogCommand{}, {"noor", "anna", "sara", "hanna", "per", "olle", "lars"}},
  };
  for (const Row& row : rows) {
    for (const ParticipantAccess& participant : before.meeting.access.participants) {
      CAPTURE(row.what);
      CAPTURE(participant.id);
      const bool may = std::ranges::find(row.by, participant.id) != row.by.end();
      CHECK(IsDone(Do(before, participant.id, row.command)) == may);
    }
    CHECK(ReasonOf(Do(before, "gone", row.command)) == Refusal::kRevoked);
    CHECK(ReasonOf(Do(before, "nobody", row.command)) == Refusal::kUnknownLink);
  }
}

TEST_CASE("without consent the person decides as before, the chair only how long things are kept") {
  StoredMeeting before = Example();
  before.meeting.access.consent = Consent::kWithdrawn;
  CHECK(ReasonOf(Do(before, "per", ExportedCommand{"pdf"})) == Refusal::kNoConsent);
  CHECK(ReasonOf(Do(before, "sara", HandOverCommand{"per"})) == Refusal::kNoConsent);
  CHECK(ReasonOf(Do(before, "anna", Invite("ny", Role::kRelative))) == Refusal::kMayNotDo);
  CHECK(ReasonOf(Do(before, "anna", RevokeCommand{"per", {}})) == Refusal::kMayNotDo);
  CHECK(IsDone(Do(before, "anna", PurgeCommand{})));
  CHECK(IsDone(Do(before, "anna", RetentionCommand{kNow + kDay})));
  CHECK(IsDone(Do(before, "noor", RevokeCommand{"per", {}})));
  InviteCommand invitation = Invite("ny", Role::kRelative);
  invitation.keys = {KeyOf("ny", DocumentKind::kPlan, 1, "x"), KeyOf("ny", DocumentKind::kVoice, 1, "x")};
  CHECK(IsDone(Do(before, "noor", invitation)));
  const AccessChange given = ChangeOf(Do(before, "hanna", ConsentCommand{Consent::kGiven, 0}));
  CHECK(given.access.consent == Consent::kGiven);
  CHECK(given.access.consent_changed == kNow);
  CHECK(EventsOf(given) == std::vector<LogEvent>{LogEvent::kConsentGiven});
}

TEST_CASE("a new participant has what the invitation says") {
  InviteCommand invitation = Invite("ny", Role::kInvited);
  invitation.only_item = DocumentKind::kItem2;
  invitation.expires_at = kNow + 5;
  invitation.keys = {KeyOf("ny", DocumentKind::kItem2, 1, "x")};
  const AccessChange change = ChangeOf(Do(Example(), "anna", invitation));
  REQUIRE(change.access.participants.size() == 9);
  CHECK(change.access.participants.back() ==
        ParticipantAccess{"ny", Role::kInvited, false, false, DocumentKind::kItem2, kNow + 5});
  REQUIRE(change.token_hashes.size() == 9);
  CHECK(change.token_hashes.back() == HashToken("a new link"));
  CHECK(change.new_keys == invitation.keys);
  CHECK(change.new_link.empty());
  REQUIRE(change.entries.size() == 1);
  CHECK(change.entries[0] == LogEntry{0, kNow, LogEvent::kInvited, "anna", "ny", "invited"});
}

TEST_CASE("an invitation that cannot be is refused") {
  const StoredMeeting before = Example();
  InviteCommand over = Invite("ny", Role::kRelative);
  over.expires_at = kNow;
  CHECK(ReasonOf(Do(before, "anna", over)) == Refusal::kNone);
  over.expires_at = -1;
  CHECK(ReasonOf(Do(before, "anna", over)) == Refusal::kNone);
  InviteCommand limited = Invite("ny", Role::kChair);
  limited.only_item = DocumentKind::kItem1;
  CHECK(ReasonOf(Do(before, "anna", limited)) == Refusal::kNone);
  CHECK(ReasonOf(Do(before, "anna", Invite("ny", Role::kRelative, "per of noor"))) == Refusal::kNone);
  CHECK(ReasonOf(Do(before, "anna", Invite("gone", Role::kRelative, "gone of noor"))) == Refusal::kNone);
  StoredMeeting replaced = Example();
  replaced.replaced.push_back({"per", HashToken("old")});
  CHECK(ReasonOf(Do(replaced, "anna", Invite("per", Role::kProfessional, "old"))) == Refusal::kNone);
  Limits limits;
  limits.participants_per_meeting = 8;
  CHECK(ReasonOf(Do(before, "anna", Invite("ny", Role::kRelative), limits)) == Refusal::kFull);
  CHECK(IsDone(Do(before, "anna", Invite("per", Role::kRelative), limits)));
}

TEST_CASE("a new link replaces the old one, and its keys start anew") {
  InviteCommand again = Invite("per", Role::kProfessional);
  again.keys = {KeyOf("per", DocumentKind::kPlan, 1, "wrapped for the new link")};
  const AccessChange change = ChangeOf(Do(Example(), "anna", again));
  CHECK(change.new_link == "per");
  CHECK(change.token_hashes[4] == HashToken("a new link"));
  CHECK(EventsOf(change) == std::vector<LogEvent>{LogEvent::kLinkReplaced});
  // The same link with another role is the same link.
  const AccessChange role = ChangeOf(Do(Example(), "anna", Invite("per", Role::kChair, "per of noor")));
  CHECK(role.new_link.empty());
  CHECK(role.access.Find("per")->role == Role::kChair);
  CHECK(EventsOf(role) == std::vector<LogEvent>{LogEvent::kInvited});
  const AccessChange welcome = ChangeOf(Do(Example(), "noor", Invite("gone", Role::kRelative)));
  CHECK_FALSE(welcome.access.Find("gone")->revoked);
}

TEST_CASE("what the person has entrusted to somebody does not come with a link that the chair has made") {
  const AccessChange by_chair = ChangeOf(Do(Example(), "anna", Invite("hanna", Role::kSupporter)));
  CHECK(by_chair.access.helper.empty());
  CHECK_FALSE(by_chair.access.Find("hanna")->in_aside);
  CHECK(EventsOf(by_chair) == std::vector<LogEvent>{LogEvent::kLinkReplaced, LogEvent::kAsideOut, LogEvent::kHelper});
  const AccessChange by_person = ChangeOf(Do(Example(), "noor", Invite("hanna", Role::kSupporter)));
  CHECK(by_person.access.helper == "hanna");
  CHECK(by_person.access.Find("hanna")->in_aside);
}

TEST_CASE("who is revoked, or writes no more, has neither pen nor tasks") {
  const AccessChange sara = ChangeOf(Do(Example(), "anna", RevokeCommand{"sara", {}}));
  CHECK(sara.access.Find("sara")->revoked);
  CHECK(sara.access.secretary.empty());
  CHECK(EventsOf(sara) == std::vector<LogEvent>{LogEvent::kRevoked, LogEvent::kSecretary});
  const AccessChange hanna = ChangeOf(Do(Example(), "anna", RevokeCommand{"hanna", {}}));
  CHECK(hanna.access.helper.empty());
  CHECK_FALSE(hanna.access.Find("hanna")->in_aside);
  CHECK(EventsOf(hanna) == std::vector<LogEvent>{LogEvent::kRevoked, LogEvent::kAsideOut, LogEvent::kHelper});
  const AccessChange observer = ChangeOf(Do(Example(), "anna", Invite("sara", Role::kObserver, "sara of noor")));
  CHECK(observer.access.secretary.empty());
  CHECK(ReasonOf(Do(Example(), "anna", RevokeCommand{"gone", {}})) == Refusal::kNone);
  CHECK(ReasonOf(Do(Example(), "anna", RevokeCommand{"nobody", {}})) == Refusal::kNone);
}

TEST_CASE("a chair may go when there is another who can be there") {
  StoredMeeting before = Example();
  ParticipantAccess& per = *before.meeting.access.Find("per");
  per.role = Role::kChair;
  CHECK(IsDone(Do(before, "anna", RevokeCommand{"anna", {}})));
  per.expires_at = kNow - 1;
  CHECK(ReasonOf(Do(before, "anna", RevokeCommand{"anna", {}})) == Refusal::kMayNotDo);
}

TEST_CASE("the pen goes to somebody who can write, and help to somebody who can give it") {
  for (const char* nobody : {"olle", "lars", "gone", "nobody"}) {
    CHECK_FALSE(IsDone(Do(Example(), "anna", HandOverCommand{nobody})));
    CHECK_FALSE(IsDone(Do(Example(), "noor", HelperCommand{nobody})));
  }
  CHECK_FALSE(IsDone(Do(Example(), "noor", HelperCommand{"noor"})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", AsideCommand{"noor", false, {}})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", AsideCommand{"lars", true, {}})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", AsideCommand{"gone", true, {}})));
  CHECK(ChangeOf(Do(Example(), "sara", HandOverCommand{"per"})).access.secretary == "per");
  CHECK(ChangeOf(Do(Example(), "sara", HandOverCommand{"sara"})).entries.empty());
  CHECK(ChangeOf(Do(Example(), "noor", HelperCommand{""})).access.helper.empty());
  StoredMeeting before = Example();
  before.meeting.access.secretary = "olle";
  CHECK(ReasonOf(Do(before, "olle", HandOverCommand{"per"})) == Refusal::kMayNotDo);
}

TEST_CASE("keys come from those who may read and are for those who may read") {
  const auto with = [](const KeyFor& key) { return RevokeCommand{"per", {key}}; };
  CHECK(IsDone(Do(Example(), "anna", with(KeyOf("sara", DocumentKind::kPlan, 2, "x")))));
  CHECK(IsDone(Do(Example(), "anna", with(KeyOf("anna", DocumentKind::kLinks, 2, "x")))));
  CHECK(IsDone(Do(Example(), "anna", with(KeyOf("lars", DocumentKind::kItem1, 2, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "anna", with(KeyOf("sara", DocumentKind::kLinks, 2, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "anna", with(KeyOf("lars", DocumentKind::kPlan, 2, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "anna", with(KeyOf("nobody", DocumentKind::kPlan, 2, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "anna", with(KeyOf("per", DocumentKind::kPlan, 2, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "anna", with(KeyOf("hanna", DocumentKind::kAside, 2, "x")))));
  CHECK(IsDone(Do(Example(), "noor", with(KeyOf("hanna", DocumentKind::kAside, 2, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "noor", with(KeyOf("hanna", DocumentKind::kAside, 1, "x")))));
  CHECK_FALSE(IsDone(Do(Example(), "noor", with(KeyOf("anna", DocumentKind::kAside, 2, "x")))));
  CHECK(IsDone(Do(Example(), "noor", AsideCommand{"anna", true, {KeyOf("anna", DocumentKind::kAside, 1, "x")}})));
  CHECK_FALSE(
      IsDone(Do(Example(), "noor", AsideCommand{"hanna", false, {KeyOf("hanna", DocumentKind::kAside, 2, "x")}})));
  RevokeCommand twice{"per", {KeyOf("sara", DocumentKind::kPlan, 2, "x"), KeyOf("sara", DocumentKind::kPlan, 2, "y")}};
  CHECK_FALSE(IsDone(Do(Example(), "anna", twice)));
}

TEST_CASE("a participant has so many keys and no more") {
  StoredMeeting before = Example();
  for (std::uint32_t i = 2; i <= kMaxKeysPerParticipant; ++i) {
    before.meeting.keys.push_back(KeyOf("per", DocumentKind::kPlan, i, "x"));
  }
  const RevokeCommand one_more{"sara", {KeyOf("per", DocumentKind::kPlan, 5000, "x")}};
  CHECK_FALSE(IsDone(Do(before, "anna", one_more)));
  before.meeting.keys.pop_back();
  CHECK(IsDone(Do(before, "anna", one_more)));
}

TEST_CASE("a day to delete everything lies ahead and not too far; an export has a format's name") {
  CHECK_FALSE(IsDone(Do(Example(), "noor", RetentionCommand{0})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", RetentionCommand{kNow})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", RetentionCommand{std::numeric_limits<std::int64_t>::min()})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", RetentionCommand{std::numeric_limits<std::int64_t>::max()})));
  CHECK_FALSE(IsDone(Do(Example(), "noor", RetentionCommand{kNow + 401 * kDay})));
  const AccessChange change = ChangeOf(Do(Example(), "noor", RetentionCommand{kNow + 400 * kDay}));
  CHECK(change.access.purge_at == kNow + 400 * kDay);
  CHECK(change.entries[0].detail == std::to_string(kNow + 400 * kDay));
  CHECK_FALSE(IsDone(Do(Example(), "noor", ConsentCommand{Consent::kGiven, kNow})));
  CHECK_FALSE(IsDone(Do(Example(), "per", ExportedCommand{""})));
  CHECK_FALSE(IsDone(Do(Example(), "per", ExportedCommand{"vad Noor sa"})));
  CHECK(ChangeOf(Do(Example(), "per", ExportedCommand{"json"})).entries[0].detail == "json");
}

}  // namespace
}  // namespace samsyn
