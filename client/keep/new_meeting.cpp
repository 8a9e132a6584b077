#include "client/keep/new_meeting.h"

#include <algorithm>

#include "client/keep/take_up.h"
#include "client/state/app_state.h"
#include "client/strings/agenda_titles.h"
#include "shared/crypto/meeting_maker.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr const char* kPersonId = "p1";
constexpr const char* kChairId = "p2";

Participant PersonOf(const std::string& id, const std::string& name, Role role, const LinkKeys& keys) {
  Participant participant;
  participant.id = id;
  participant.name = name;
  participant.role = role;
  participant.box_key = HexOf(keys.box_public);
  return participant;
}

MadeMeeting MakeKeptMeeting(const NewMeeting& wanted, RandomSource& random, std::int64_t now) {
  const std::vector<std::string> makers = PossibleMakers(*wanted.file);
  const bool chosen = std::find(makers.begin(), makers.end(), wanted.maker) != makers.end();
  const std::string maker = chosen ? wanted.maker : UsualMaker(*wanted.file);
  TakenUp taken = TakeUp(*wanted.file, maker, random, now, now + kKeptUntilFollowUp);
  Invitation own;
  for (const auto& [person, invitation] : taken.links) {
    if (person.id == maker) own = invitation;
  }
  return {std::move(taken.bundle), own};
}

// The agenda of a template, written by whoever makes the meeting.
void FillFromTemplate(Meeting& meeting, const MeetingFile& file, RandomSource& random) {
  Meeting kept(random.Next());
  for (const RestoredUpdate& any : RestoreMeeting(file, random).updates) {
    (void)kept.Of(any.document).Apply(any.update);
  }
  SetTemplate(meeting, TemplateOf(kept));
  OpId previous;
  for (const AgendaItem& item : kept.Agenda()) {
    previous = meeting.AddAgendaItem(item.title, item.minutes, previous);
    if (!item.picture.empty()) meeting.Of(DocumentKind::kPlan).Set({previous, schema::kItemPicture}, item.picture);
  }
}

}  // namespace

MadeMeeting MakeMeeting(const NewMeeting& wanted, RandomSource& random, std::int64_t now, const Strings& say) {
  if (wanted.file != nullptr && !wanted.file->is_template) return MakeKeptMeeting(wanted, random, now);
  const std::string name = MakeName(random);
  MeetingMaker maker(name, random);
  maker.Access().purge_at = now + kKeptUntilFollowUp;
  const Invitation person{name, MakeSecret(random)};
  const Invitation chair{name, MakeSecret(random)};
  const LinkKeys person_keys = maker.Invite({.id = kPersonId, .role = Role::kIndividual}, person.secret);

  const std::string writer = wanted.mine ? kPersonId : kChairId;
  const ReplicaId replica = random.Next();
  Meeting meeting(replica);
  meeting.NoteWriter(replica, writer);
  meeting.SetInfo({say(Str::kMeetingFor, FirstName(wanted.person)), {}, {}, {}, {}, {}});
  SetTemplate(meeting, wanted.kind);
  SetBodies(meeting, wanted.municipality, wanted.region);
  meeting.AddParticipant(PersonOf(kPersonId, wanted.person, Role::kIndividual, person_keys));
  if (!wanted.mine) {
    const LinkKeys keys = maker.Invite({.id = kChairId, .role = Role::kChair}, chair.secret);
    Participant leader = PersonOf(kChairId, wanted.chair, Role::kChair, keys);
    leader.title = wanted.title;
    leader.organisation = wanted.organisation;
    meeting.AddParticipant(leader);
    meeting.SetLink(kPersonId, person.secret);
  }
  const Actor maker_of_it = ActorOf(maker.Access(), writer, now);
  (void)SetNeeded(meeting, maker_of_it, Needed::kYes);
  if (wanted.file != nullptr) FillFromTemplate(meeting, *wanted.file, random);
  // What there is already stays.
  (void)FillAgenda(meeting, maker_of_it, AgendaTitlesIn(say, wanted.kind));
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    for (const Update& update : meeting.Of(document).TakeUpdates()) {
      maker.Write(writer, document, update.replica, update.counter, update.payload);
    }
  }
  return {maker.Finish(now), wanted.mine ? person : chair};
}

}  // namespace samsyn
