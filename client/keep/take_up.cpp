#include "client/keep/take_up.h"

#include <algorithm>

#include "shared/crypto/meeting_maker.h"
#include "shared/meeting/meeting.h"

namespace samsyn {
namespace {

const FilePerson* FirstWith(const MeetingFile& file, Role role) {
  const auto found =
      std::find_if(file.people.begin(), file.people.end(), [&](const FilePerson& any) { return any.role == role; });
  return found == file.people.end() ? nullptr : &*found;
}

std::string IdOf(const FilePerson* person) { return person == nullptr ? std::string() : person->id; }

// Who may bring in what somebody else wrote.
std::string Standin(const MeetingFile& file, DocumentKind document) {
  const std::string person = IdOf(FirstWith(file, Role::kIndividual));
  if (document == DocumentKind::kVoice) return person;
  const std::string chair = IdOf(FirstWith(file, Role::kChair));
  return chair.empty() ? person : chair;
}

// The file, with every writer somebody whose update a relay takes.
MeetingFile WithPossibleWriters(MeetingFile file, const MeetingAccess& access, std::int64_t now) {
  for (FileDocument& document : file.documents) {
    const auto mend = [&](std::string& writer) {
      if (!MayWrite(access, writer, document.kind, now)) writer = Standin(file, document.kind);
    };
    const auto mend_record = [&](FileRecord& record) {
      mend(record.writer);
      for (FileValue& value : record.values) mend(value.writer);
      for (FileText& text : record.texts) {
        for (auto& [writer, words] : text.parts) mend(writer);
      }
    };
    mend_record(document.root);
    for (FileRecord& record : document.records) mend_record(record);
  }
  return file;
}

MeetingAccess AccessOf(const MeetingFile& file, std::int64_t now, std::int64_t purge_at) {
  MeetingAccess access;
  for (const FilePerson& person : file.people) access.participants.push_back({.id = person.id, .role = person.role});
  access.helper = file.helper;
  access.secretary = file.secretary;
  access.purge_at = purge_at;
  access.consent = file.consent;
  access.consent_until = file.consent_until;
  access.consent_changed = now;
  if (ConsentIsMissing(access, now)) access.consent = Consent::kNotAsked;
  if (access.consent != Consent::kGiven) access.consent_until = 0;
  // Where nobody chairs, who does what is the person's to have written down.
  if (FirstWith(file, Role::kChair) == nullptr && access.secretary.empty()) {
    access.secretary = IdOf(FirstWith(file, Role::kIndividual));
  }
  return access;
}

}  // namespace

std::vector<std::string> PossibleMakers(const MeetingFile& file) {
  std::vector<std::string> makers;
  for (const FilePerson& person : file.people) {
    if (person.role == Role::kChair || person.role == Role::kIndividual) makers.push_back(person.id);
  }
  return makers;
}

std::string UsualMaker(const MeetingFile& file) {
  const FilePerson* chair = FirstWith(file, Role::kChair);
  return IdOf(chair == nullptr ? FirstWith(file, Role::kIndividual) : chair);
}

TakenUp TakeUp(const MeetingFile& file, const std::string& maker, RandomSource& random, std::int64_t now,
               std::int64_t purge_at) {
  const std::string name = MakeName(random);
  MeetingMaker made(name, random);
  TakenUp taken;
  MeetingAccess& access = made.Access();
  access = AccessOf(file, now, purge_at);
  const std::vector<ParticipantAccess> people = std::move(access.participants);
  access.participants.clear();
  std::vector<std::string> box_keys;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Invitation invitation{name, MakeSecret(random)};
    box_keys.push_back(HexOf(made.Invite(people[i], invitation.secret).box_public));
    taken.links.emplace_back(file.people[i], invitation);
  }
  // The maker's own copy: what is restored, the new keys, and the links to give on.
  const ReplicaId replica = random.Next();
  Meeting meeting(replica);
  const RestoredMeeting restored = RestoreMeeting(WithPossibleWriters(file, access, now), random);
  for (const RestoredUpdate& any : restored.updates) {
    (void)meeting.Of(any.document).Apply(any.update);
    made.Write(any.writer, any.document, any.update.replica, any.update.counter, any.update.payload);
  }
  for (const Participant& participant : meeting.Participants()) {
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (people[i].id == participant.id) meeting.SetBoxKey(participant.record, box_keys[i]);
    }
  }
  for (const auto& [person, invitation] : taken.links) {
    if (person.id != maker) meeting.SetLink(person.id, invitation.secret);
  }
  for (const DocumentKind document : {DocumentKind::kPlan, DocumentKind::kLinks}) {
    for (const Update& update : meeting.Of(document).TakeUpdates()) {
      made.Write(maker, document, update.replica, update.counter, update.payload);
    }
  }
  taken.bundle = made.Finish(now);
  return taken;
}

}  // namespace samsyn
