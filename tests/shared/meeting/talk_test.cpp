// What people do while they talk: the person's yes to the text, own words, words that are explained, the go-round,
// pauses, and the evidence that the person is heard.
#include "shared/meeting/talk.h"

#include <doctest/doctest.h>

#include "shared/meeting/options.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"
#include "tests/shared/meeting/meeting_room.h"

namespace samsyn {
namespace {

constexpr std::int64_t kNow = 1'795'521'600'000;
constexpr std::int64_t kMinute = 60'000;

// Noor's meeting is Karin's to lead; Petter has the pen, Maria is Noor's mother, Obs only reads.
class Talk {
 public:
  Talk() {
    access.participants = {{.id = "noor", .role = Role::kIndividual},
                           {.id = "karin", .role = Role::kChair},
                           {.id = "petter", .role = Role::kProfessional},
                           {.id = "maria", .role = Role::kRelative},
                           {.id = "obs", .role = Role::kObserver}};
    access.secretary = "petter";
    access.consent = Consent::kGiven;
    Meeting& karin = room["karin"];
    karin.AddParticipant({{}, "karin", "Karin Öberg", Role::kChair, "", "", Mandate::kUnstated, ""});
    karin.AddParticipant({{}, "noor", "Noor Lindqvist", Role::kIndividual, "", "", Mandate::kUnstated, ""});
    karin.AddParticipant({{}, "petter", "Petter Nyström", Role::kProfessional, "", "", Mandate::kUnstated, ""});
    item = karin.AddAgendaItem("Hur får jag en dygnsrytm?", 10, {});
    room.Share();
  }

  [[nodiscard]] Actor As(const std::string& who, std::int64_t now = kNow) const { return ActorOf(access, who, now); }
  void Note(const std::string& who, const std::string& text) {
    room[who].Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(item), 0, text);
    room.Share();
  }

  MeetingRoom room{{"noor", "karin", "petter", "maria", "obs"}};
  MeetingAccess access;
  OpId item;
};

}  // namespace

TEST_CASE("I control what is discussed and written: Noor's yes holds for the text she saw, and for no other") {
  Talk talk;
  CHECK(ApproveNotes(talk.room["noor"], talk.As("noor"), talk.item) == Rule::kNothingWritten);
  talk.Note("petter", "Noor ska gå upp kl 8.");
  CHECK(ApproveNotes(talk.room["petter"], talk.As("petter"), talk.item) == Rule::kPersonsOwn);
  CHECK(ApproveNotes(talk.room["obs"], talk.As("obs"), talk.item) == Rule::kReadsOnly);
  CHECK(ApproveNotes(talk.room["noor"], talk.As("noor"), talk.item) == Rule::kNone);
  talk.room.Share();
  const auto approval = [&] {
    return talk.room.Everywhere([&](const Meeting& meeting) { return ApprovalOf(meeting, talk.item); });
  };
  CHECK(approval() == Approval::kApproved);
  talk.Note("petter", "Absolut. ");
  CHECK(approval() == Approval::kChanged);
  CHECK(ApproveNotes(talk.room["noor"], talk.As("noor"), talk.item) == Rule::kNone);
  talk.room.Share();
  CHECK(approval() == Approval::kApproved);
  CHECK(TakeApprovalBack(talk.room["noor"], talk.As("noor"), talk.item) == Rule::kNone);
  talk.room.Share();
  CHECK(approval() == Approval::kNone);
}

TEST_CASE("a very long text is approved as it is, also in the middle of a letter") {
  Talk talk;
  std::string longest;
  while (longest.size() < 100'000) longest += "åäö";
  talk.Note("petter", longest);
  CHECK(ApproveNotes(talk.room["noor"], talk.As("noor"), talk.item) == Rule::kNone);
  talk.room.Share();
  CHECK(ApprovalOf(talk.room["maria"], talk.item) == Approval::kApproved);
  talk.Note("petter", "x");
  CHECK(ApprovalOf(talk.room["maria"], talk.item) == Approval::kChanged);
}

TEST_CASE("the person's own words stand under the item; a helper may write them, nobody else") {
  Talk talk;
  CHECK(WriteFirstWords(talk.room["karin"], talk.As("karin"), talk.item, "Trött") == Rule::kPersonsOwn);
  CHECK(WriteFirstWords(talk.room["noor"], talk.As("noor"), talk.item, "Jag är") == Rule::kNone);
  talk.access.helper = "maria";
  CHECK(WriteFirstWords(talk.room["maria"], talk.As("maria"), talk.item, "x") == Rule::kNone);
  talk.room.Share();
  const auto words = [&](const Meeting& meeting) { return WordsUnder(meeting, talk.item).record; };
  CHECK(!talk.room.Everywhere(words).IsNone());
}

TEST_CASE("Shier's ladder: evidence on an item is plain facts, and comes from what was done") {
  Talk talk;
  const auto evidence = [&] { return EvidenceOf(talk.room["karin"], talk.item, "noor"); };
  Evidence now = evidence();
  CHECK_FALSE((now.own_words || now.adapted || now.question || now.chosen || now.approved));

  const OpId question = talk.room["noor"].AddQuestion("Hur får jag en dygnsrytm?");
  talk.room.Share();
  talk.room["karin"].SetQuestion(talk.item, question);
  CHECK(evidence().question);

  CHECK(WriteFirstWords(talk.room["noor"], talk.As("noor"), talk.item, "Jag är trött.") == Rule::kNone);
  talk.room.Share();
  CHECK(evidence().own_words);
  CHECK_FALSE(evidence().approved);

  talk.Note("petter", "Noor väljer.");
  CHECK_FALSE(evidence().approved);
  CHECK(ApproveNotes(talk.room["noor"], talk.As("noor"), talk.item) == Rule::kNone);
  talk.room.Share();
  CHECK(evidence().approved);

  CHECK(AddOption(talk.room["petter"], talk.As("petter"), talk.item, "Boendestöd") == Rule::kNone);
  talk.room.Share();
  const OpId option = OptionsOf(talk.room["noor"], talk.item)[0].record;
  CHECK(Choose(talk.room["noor"], talk.As("noor"), option, Choice::kWants) == Rule::kNone);
  talk.room.Share();
  CHECK(evidence().chosen);

  CHECK_FALSE(evidence().adapted);
  talk.room["karin"].GoTo(talk.item, kNow);
  CHECK(Pause(talk.room["karin"], talk.As("karin")) == Rule::kNone);
  CHECK(evidence().adapted);
}

TEST_CASE("a word that is asked about is explained by anyone, and kept") {
  Talk talk;
  CHECK(AskForWord(talk.room["noor"], talk.As("noor"), "  ", talk.item) == Rule::kNothingWritten);
  CHECK(AskForWord(talk.room["obs"], talk.As("obs"), "SoL", talk.item) == Rule::kReadsOnly);
  CHECK(AskForWord(talk.room["noor"], talk.As("noor"), "aktivitetsersättning", talk.item) == Rule::kNone);
  talk.room.Share();
  ExplainedWord word = WordsOf(talk.room["petter"])[0];
  CHECK(word.word == "aktivitetsersättning");
  CHECK(word.asked_by == "noor");
  CHECK(word.meaning.empty());
  talk.room["petter"].Of(DocumentKind::kPlan).InsertText(WordMeaning(word.record), 0, "Pengar när man är ung.");
  talk.room.Share();
  CHECK(WordsOf(talk.room["noor"])[0].meaning == "Pengar när man är ung.");
  CHECK(RemoveWord(talk.room["noor"], talk.As("noor"), word.record) == Rule::kNone);
  CHECK(WordsOf(talk.room["noor"]).empty());
}

TEST_CASE("an explanation that is suggested is taken where there is none, and never instead of somebody's own") {
  Talk talk;
  CHECK(AskForWord(talk.room["noor"], talk.As("noor"), "SoL", talk.item) == Rule::kNone);
  talk.room.Share();
  const OpId word = WordsOf(talk.room["petter"])[0].record;
  CHECK(ExplainWord(talk.room["obs"], talk.As("obs"), word, "En lag.") == Rule::kReadsOnly);
  CHECK(ExplainWord(talk.room["petter"], talk.As("petter"), word, "En lag.") == Rule::kNone);
  CHECK(ExplainWord(talk.room["petter"], talk.As("petter"), word, "Något annat.") == Rule::kNone);
  talk.room.Share();
  CHECK(WordsOf(talk.room["noor"])[0].meaning == "En lag.");
  CHECK(WordsOf(talk.room["noor"])[0].asked_by == "noor");
}

TEST_CASE("open dialogue: in a go-round each voice has one turn, the person first, and passing is fine") {
  Talk talk;
  const std::vector<Participant> here = talk.room["karin"].Participants();
  CHECK(StartGoRound(talk.room["maria"], talk.As("maria"), talk.item) == Rule::kNone);
  talk.room.Share();
  // Two who start at once start one.
  CHECK(StartGoRound(talk.room["karin"], talk.As("karin"), talk.item) == Rule::kNone);
  talk.room.Share();
  const auto whose = [&] { return WhoseTurn(CurrentGoRound(talk.room["karin"]), here); };
  CHECK(whose() == "noor");
  CHECK(FinishTurn(talk.room["maria"], talk.As("maria"), "noor", false) == Rule::kOwnTurn);
  CHECK(FinishTurn(talk.room["noor"], talk.As("noor"), "noor", false) == Rule::kNone);
  CHECK(FinishTurn(talk.room["noor"], talk.As("noor"), "noor", false) == Rule::kNone);
  talk.room.Share();
  CHECK(CurrentGoRound(talk.room["karin"]).done.size() == 1);
  CHECK(whose() == "karin");
  CHECK(FinishTurn(talk.room["karin"], talk.As("karin"), "karin", true) == Rule::kNone);
  CHECK(CurrentGoRound(talk.room["karin"]).done[1].passed);
  CHECK(whose() == "petter");
  CHECK(FinishTurn(talk.room["karin"], talk.As("karin"), "petter", false) == Rule::kNone);
  CHECK(whose().empty());
  CHECK(EndGoRound(talk.room["maria"], talk.As("maria")) == Rule::kLeadsMeeting);
  CHECK(EndGoRound(talk.room["karin"], talk.As("karin")) == Rule::kNone);
  CHECK(CurrentGoRound(talk.room["karin"]).record.IsNone());
}

TEST_CASE("a pause is for the person, a relative and the chair to take; others are told what to do instead") {
  Talk talk;
  CHECK(Pause(talk.room["petter"], talk.As("petter")) == Rule::kPauseOthers);
  CHECK(Pause(talk.room["obs"], talk.As("obs")) == Rule::kReadsOnly);
  for (const std::string who : {"noor", "maria", "karin"}) {
    CHECK(Pause(talk.room[who], talk.As(who)) == Rule::kNone);
    CHECK(talk.room[who].PausedBy() == who);
    talk.room[who].SetPaused({});
  }
}

TEST_CASE("a break is due after the time the person asked for, counted anew after each pause") {
  Talk talk;
  Meeting& noor = talk.room["noor"];
  CHECK_FALSE(BreakIsDue(noor, kNow + 100 * kMinute, kNow));
  CHECK(SetAdaptations(noor, talk.As("noor"), {.break_after = 30}) == Rule::kNone);
  CHECK_FALSE(BreakIsDue(noor, kNow + 29 * kMinute, kNow));
  CHECK(BreakIsDue(noor, kNow + 30 * kMinute, kNow));
  CHECK_FALSE(BreakIsDue(noor, kNow + 30 * kMinute, 0));  // it has not begun
  CHECK(Pause(noor, talk.As("noor", kNow + 31 * kMinute)) == Rule::kNone);
  CHECK_FALSE(BreakIsDue(noor, kNow + 32 * kMinute, kNow));
  CHECK(BreakIsDue(noor, kNow + 61 * kMinute, kNow));
}

TEST_CASE("\"we do not know yet\" is a valid outcome") {
  Talk talk;
  CHECK(SetUnknown(talk.room["obs"], talk.As("obs"), talk.item, true) == Rule::kReadsOnly);
  CHECK(SetUnknown(talk.room["maria"], talk.As("maria"), talk.item, true) == Rule::kNone);
  talk.room.Share();
  CHECK(talk.room["noor"].Agenda()[0].unknown);
}

}  // namespace samsyn
