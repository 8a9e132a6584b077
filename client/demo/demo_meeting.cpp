#include "client/demo/demo_meeting.h"

#include <map>
#include <memory>

#include "shared/crypto/meeting_maker.h"
#include "shared/meeting/commitments.h"
#include "shared/meeting/meeting.h"
#include "shared/meeting/options.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

// To the last date anybody has promised, and thirty days after it.
constexpr std::int64_t kKeptFor = std::int64_t{95} * 24 * 3600 * 1000;

struct Person {
  std::string_view id;
  std::string_view name;
  Role role;
  std::string_view title;
  std::string_view organisation;
  Mandate mandate = Mandate::kUnstated;
  std::string_view mandate_text = {};
};

constexpr Person kPeople[] = {
    {"p1", "Noor Lindqvist", Role::kIndividual, "", ""},
    {"p2", "Maria Lindqvist", Role::kRelative, "mamma", ""},
    {"p3", "Samira Haddad", Role::kSupporter, "peer supporter", "Brukarföreningen Ankaret"},
    {"p4", "Karin Öberg", Role::kChair, "SIP-samordnare", "Socialförvaltningen, Sjövalla kommun", Mandate::kYes},
    {"p5", "Petter Nyström", Role::kSecretary, "boendestödjare", "Sjövalla kommun", Mandate::kPartly,
     "Kan bestämma tider och innehåll, inte antal timmar"},
    {"p6", "Aida Hodzic", Role::kProfessional, "biståndshandläggare", "Sjövalla kommun", Mandate::kYes,
     "Delegation upp till 6 timmar boendestöd per vecka"},
    {"p7", "Tove Hallgren", Role::kProfessional, "specialistsjuksköterska, fast vårdkontakt",
     "Vuxenpsykiatrisk öppenvård, Region Mellansjö", Mandate::kYes},
    {"p8", "Leila Amini", Role::kProfessional, "arbetscoach, Supported Employment",
     "Arbetsmarknadsenheten, Sjövalla kommun", Mandate::kYes},
    {"p9", "Oskar Bergman", Role::kInvited, "handläggare", "Försäkringskassan", Mandate::kNo,
     "Behöver stämma av med specialist"},
};

struct Item {
  std::string_view title;
  std::int64_t minutes;
  std::string_view lead = {};
  std::string_view notes = {};
  std::string_view question = {};
};

constexpr Item kAgenda[] = {
    {"Inledning", 8, "p4",
     "Karin hälsar välkommen och leder mötet. Petter skriver, alla ser texten. Noor presenterar sig först. Karin läser "
     "upp vad vi inte ska prata om. Syfte, tre frågor och sluttid gås igenom. Oskar är med på punkt 3b."},
    {"Så är det nu", 12, "",
     "Noor: ”Det går bra när Petter kommer. Nätterna är värst. Jag somnar vid fem.” Maria: Noor orkar mer när hon vet "
     "vad som händer nästa dag. Tove: medicinen har inte setts över sedan i mars. Leila: Noor kom på alla tre träffar "
     "i oktober."},
    {"Hur får jag en dygnsrytm?", 10, "",
     "Två alternativ: mer boendestöd på morgonen, eller träffpunkten på förmiddagen. Noor väljer boendestöd och vill "
     "prova träffpunkten senare.\nTove bokar läkartid om sömn och medicin.",
     "Hur ska jag få en dygnsrytm som fungerar?"},
    {"Vem pratar med Försäkringskassan?", 8, "", "",
     "Vem pratar med Försäkringskassan? Jag orkar inte göra det själv."},
    {"Vem hjälper mig prova jobb med djur?", 7, "", "", "Jag vill prova att jobba med djur. Vem hjälper mig?"},
    {"Sammanfattning", 10, "p4"},
    {"Avslutning", 5, ""},
};
constexpr std::size_t kDoneItems = 2;
constexpr std::size_t kCurrentItem = 2;

struct Task {
  std::string_view what;
  std::string_view owner;
  ResponsibleBody body;
  std::string_view start;
  std::string_view latest;
  bool accepted;
  int after = -1;  // the task it waits for
};

constexpr Task kTasks[] = {
    {"Bokar läkartid om sömn och medicin", "p7", ResponsibleBody::kRegion, "", "2026-12-04", true},
    {"Utreder och fattar beslut om mer boendestöd, från 2 till 4 timmar i veckan", "p6", ResponsibleBody::kMunicipality,
     "", "2026-11-27", true},
    {"Kommer hem till Noor måndag, onsdag och fredag kl 9", "p5", ResponsibleBody::kMunicipality, "2026-12-02",
     "2027-01-26", true, 1},
    {"Svarar Karin om vad som saknas i ansökan", "p9", ResponsibleBody::kOther, "", "2026-12-08", true},
    {"Någon att ringa på kvällar när det blir för mycket", "", ResponsibleBody::kUnstated, "", "", false},
};

struct Choosable {
  std::string_view what;
  std::string_view good;
  std::string_view hard;
  Choice choice;
};

constexpr Choosable kOptions[] = {
    {"Boendestöd på morgonen", "Någon jag känner, hemma", "Kräver nytt beslut", Choice::kWants},
    {"Träffpunkten kl 10", "Träffar andra", "Svårt att komma iväg", Choice::kLater},
};

// Every participant has a copy of their own and writes what is theirs to write, as in a real meeting: the relay checks
// a prepared meeting by the same rules.
class Room {
 public:
  Room(RandomSource& random, MeetingMaker& maker, std::int64_t now) : maker_(maker), now_(now) {
    for (const Person& person : kPeople) {
      const ReplicaId replica = random.Next();
      auto& copy = copies_[person.id] = std::make_unique<Meeting>(replica);
      copy->NoteWriter(replica, std::string(person.id));
    }
  }

  // As whom this participant writes.
  [[nodiscard]] Actor ActorOf(std::string_view participant) const {
    return samsyn::ActorOf(maker_.Access(), participant, now_);
  }
  Meeting& As(std::string_view participant) { return *copies_.at(participant); }

  // What this participant has written goes into the sealed meeting and to everybody else.
  void Share(std::string_view participant) {
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      for (Update& update : As(participant).Of(document).TakeUpdates()) {
        for (auto& [id, copy] : copies_) {
          if (id != participant) (void)copy->Of(document).Apply(update);
        }
        maker_.Write(std::string(participant), document, update.replica, update.counter, update.payload);
      }
    }
  }

 private:
  std::map<std::string_view, std::unique_ptr<Meeting>> copies_;
  MeetingMaker& maker_;
  std::int64_t now_;
};

std::vector<OpId> WriteVoice(Room& room) {
  Meeting& noor = room.As("p1");
  std::vector<OpId> questions;
  for (const Item& item : kAgenda) {
    questions.push_back(item.question.empty() ? OpId{} : noor.AddQuestion(std::string(item.question)));
  }
  noor.SetConsent(Consent::kGiven, 0);
  noor.SetAvoidTopics("sjukhusvistelsen 2024, tidigare förhållande");
  const Actor me = room.ActorOf("p1");
  Document& voice = noor.Of(DocumentKind::kVoice);
  const auto say = [&](FieldRef text, std::string_view words) { voice.InsertText(text, 0, words); };
  say(FieldOf(VoiceText::kStrengths), "Det går bra när Petter kommer.");
  say(FieldOf(VoiceText::kOwnWords), "Jag är inte lat. Jag är trött.");
  say(FieldOf(VoiceText::kTry), "Jobba med djur.");
  (void)SetAdaptations(noor, me, {.break_after = 30, .short_texts = true, .pictures = true});
  (void)SetTrusted(noor, me, "p3");
  (void)SetWish(noor, me, "p9", WishAnswer::kYes);
  say(WishLimit(WishAbout(noor, "p9").record), "bara punkten om försörjning");
  (void)AddGoal(noor, me, GoalTerm::kLong);
  say(GoalText(GoalsOf(noor).back().record), "Jag vill ha ett jobb med djur och en vardag som känns som min.");
  (void)AddGoal(noor, me, GoalTerm::kShort);
  const OpId awake = GoalsOf(noor).back().record;
  say(GoalText(awake), "Jag är vaken före kl 9 minst tre dagar i veckan.");
  say(GoalMeasure(awake), "Noor kryssar själv i kalendern");
  voice.Set({awake, schema::kGoalLatest}, std::string("2027-01-26"));
  (void)SetGoalQuestion(noor, me, awake, questions[kCurrentItem]);
  room.Share("p1");
  return questions;
}

std::vector<OpId> WritePlan(Room& room, const std::vector<OpId>& questions, const std::vector<std::string>& box_keys,
                            const std::vector<DemoLink>& links) {
  Meeting& karin = room.As("p4");
  karin.SetInfo({"SIP för Noor", "2026-11-24", "13:00", "14:00", "Träffpunkt Ankaret",
                 "Komma överens om vem som hjälper mig med sömn, försörjning och jobb, så att jag slipper berätta allt "
                 "flera gånger."});
  for (const Person& person : kPeople) {
    Participant participant;
    participant.id = std::string(person.id);
    participant.name = std::string(person.name);
    participant.role = person.role;
    participant.title = std::string(person.title);
    participant.organisation = std::string(person.organisation);
    participant.mandate = person.mandate;
    participant.mandate_text = std::string(person.mandate_text);
    participant.box_key = box_keys[static_cast<std::size_t>(&person - kPeople)];
    karin.AddParticipant(participant);
  }
  std::vector<OpId> items;
  for (const Item& item : kAgenda) {
    const OpId record = karin.AddAgendaItem(std::string(item.title), item.minutes, {});
    if (!item.lead.empty()) karin.SetLead(record, std::string(item.lead));
    if (!questions[items.size()].IsNone()) karin.SetQuestion(record, questions[items.size()]);
    if (items.size() < kDoneItems) karin.SetDone(record, true);
    items.push_back(record);
  }
  SetBodies(karin, "Sjövalla kommun", "Region Mellansjö");
  (void)SetNeeded(karin, room.ActorOf("p4"), Needed::kYes);
  SetTemplate(karin, Template::kPsychiatry);
  (void)SetPhase(karin, room.ActorOf("p4"), Phase::kMeeting);
  karin.GoTo(items[kCurrentItem], 0);
  for (const DemoLink& link : links) karin.SetLink(link.participant, link.invitation.secret);
  room.Share("p4");

  Meeting& petter = room.As("p5");
  for (std::size_t i = 0; i < items.size(); ++i) {
    petter.Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(items[i]), 0, kAgenda[i].notes);
  }
  room.Share("p5");
  return items;
}

// Petter writes down what there is to choose from, and Noor chooses.
void WriteOptions(Room& room, OpId item) {
  Meeting& petter = room.As("p5");
  const Actor secretary = room.ActorOf("p5");
  for (const Choosable& option : kOptions) {
    (void)AddOption(petter, secretary, item, std::string(option.what));
    const OpId record = OptionsOf(petter, item).back().record;
    petter.Of(DocumentKind::kPlan).InsertText(OptionGood(record), 0, option.good);
    petter.Of(DocumentKind::kPlan).InsertText(OptionHard(record), 0, option.hard);
  }
  room.Share("p5");
  const std::vector<Option> options = OptionsOf(room.As("p1"), item);
  for (std::size_t i = 0; i < options.size(); ++i) {
    (void)Choose(room.As("p1"), room.ActorOf("p1"), options[i].record, kOptions[i].choice);
  }
  room.Share("p1");
}

void WriteOutcome(Room& room, OpId item) {
  Meeting& karin = room.As("p4");
  std::vector<OpId> commitments;
  for (const Task& task : kTasks) {
    const OpId commitment = karin.AddCommitment(std::string(task.what), item);
    if (!task.owner.empty()) karin.SetOwner(commitment, std::string(task.owner));
    if (task.body != ResponsibleBody::kUnstated) karin.SetBody(commitment, task.body);
    if (!task.start.empty()) karin.SetStart(commitment, std::string(task.start));
    if (!task.latest.empty()) karin.SetLatest(commitment, std::string(task.latest));
    commitments.push_back(commitment);
  }
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    if (kTasks[i].after < 0) continue;
    (void)SetCommitmentAfter(karin, room.ActorOf("p4"), commitments[i],
                             commitments[static_cast<std::size_t>(kTasks[i].after)]);
  }
  room.Share("p4");
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    if (!kTasks[i].accepted) continue;
    room.As(kTasks[i].owner).Accept(commitments[i]);
    room.Share(kTasks[i].owner);
  }
}

}  // namespace

DemoMeeting MakeDemoMeeting(RandomSource& random, std::int64_t now) {
  const std::string name = MakeName(random);
  MeetingMaker maker(name, random);
  maker.Access().consent = Consent::kGiven;
  maker.Access().consent_changed = now;
  maker.Access().secretary = "p5";
  maker.Access().purge_at = now + kKeptFor;
  DemoMeeting demo;
  std::vector<std::string> box_keys;
  for (const Person& person : kPeople) {
    const std::string id(person.id);
    const std::string secret = MakeSecret(random);
    box_keys.push_back(HexOf(maker.Invite({.id = id, .role = person.role}, secret).box_public));
    demo.links.push_back({person.role, std::string(person.name), id, {name, secret}});
  }
  Room room(random, maker, now);
  const std::vector<OpId> questions = WriteVoice(room);
  const std::vector<OpId> items = WritePlan(room, questions, box_keys, demo.links);
  WriteOptions(room, items[kCurrentItem]);
  WriteOutcome(room, items[kCurrentItem]);
  demo.bundle = maker.Finish(now);
  return demo;
}

}  // namespace samsyn
