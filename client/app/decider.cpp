#include "client/app/decider.h"

#include <algorithm>
#include <utility>

#include "shared/crypto/token.h"

namespace samsyn {

void Decider::Decide(const Decision& decision) {
  std::visit([this](const auto& wanted) { Do(wanted); }, decision);
}

void Decider::Send(Command command, std::function<void()> when_done, Notice notice) {
  const std::uint64_t number = session_.SendCommand(std::move(command));
  sent_[number] = {std::move(when_done), notice};
  if (notice == Notice::kQuiet) return;
  state_.deciding = true;
  state_.not_decided.reset();
}

void Decider::Answer(const AnsweredEvent& answer) {
  const auto found = sent_.find(answer.number);
  if (found == sent_.end()) return;
  const Sent sent = std::move(found->second);
  sent_.erase(found);
  state_.deciding = std::any_of(sent_.begin(), sent_.end(),
                                [](const auto& other) { return other.second.notice == Notice::kWaitedFor; });
  if (!answer.done) {
    if (sent.notice == Notice::kWaitedFor) state_.not_decided = answer.reason;
  } else if (sent.when_done) {
    sent.when_done();
  }
}

std::optional<KeyBytes> Decider::PublicKeyOf(const std::string& participant) const {
  if (participant == state_.me) return link_.Link().box_public;
  const std::optional<Participant> found = state_.meeting->FindParticipant(participant);
  if (!found) return std::nullopt;
  const ParticipantAccess* writer = state_.access.Find(found->box_key_writer);
  const bool believed = writer != nullptr && (writer->id == participant || writer->role == Role::kChair ||
                                              writer->role == Role::kIndividual);
  return believed ? KeyFromHex(found->box_key) : std::nullopt;
}

bool Decider::MayGive(DocumentKind document) const { return document != DocumentKind::kAside || state_.IsIndividual(); }

std::vector<KeyFor> Decider::KeysForLink(const MeetingAccess& access, const std::string& participant,
                                         const LinkKeys& keys) {
  std::vector<KeyFor> wrapped;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    if (!MayGive(document) || !MayRead(access, participant, document, state_.RelayNow())) continue;
    for (const DocumentKey& key : link_.Keys().All(document)) {
      wrapped.push_back(WrapForLink(link_.MeetingId(), participant, keys, key, platform_.Random()));
    }
  }
  return wrapped;
}

std::vector<KeyFor> Decider::KeysWithout(const std::string& leaver, const std::vector<DocumentKind>& documents) {
  std::vector<KeyFor> all;
  for (const DocumentKind document : documents) {
    if (!MayGive(document) || !link_.Has(document) || !MayRead(state_.access, leaver, document, state_.RelayNow()))
      continue;
    const DocumentKey next = link_.Keys().MakeNext(document);
    std::vector<KeyFor> wrapped;
    bool everybody = true;
    for (const ParticipantAccess& participant : state_.access.participants) {
      if (participant.id == leaver || !MayRead(state_.access, participant.id, document, state_.RelayNow())) continue;
      const std::optional<KeyBytes> public_key = PublicKeyOf(participant.id);
      everybody = everybody && public_key.has_value();
      if (!public_key) continue;
      wrapped.push_back(WrapForParticipant(link_.MeetingId(), {state_.me, link_.Link()}, participant.id, *public_key,
                                           next, platform_.Random()));
    }
    if (everybody) all.insert(all.end(), wrapped.begin(), wrapped.end());
  }
  return all;
}

bool Decider::FindItem(OpId item, std::optional<DocumentKind>& document) {
  document = item.IsNone() ? std::nullopt : state_.meeting->ShareItem(item);
  if (item.IsNone() || document) return true;
  state_.not_decided = Refusal::kFull;
  return false;
}

void Decider::Do(const decision::Invite& wanted) {
  std::optional<DocumentKind> only_item;
  if (!FindItem(wanted.only_item, only_item)) return;
  const std::string id = "p-" + MakeName(platform_.Random());
  const Invitation invitation{link_.MeetingId(), MakeSecret(platform_.Random())};
  const LinkKeys keys = DeriveLinkKeys(invitation);
  MeetingAccess access = state_.access;
  ParticipantAccess added;
  added.id = id;
  added.role = wanted.role;
  added.only_item = only_item;
  access.participants.push_back(added);
  InviteCommand command{id, wanted.role, only_item, 0, HashToken(keys.token), KeysForLink(access, id, keys)};
  Participant person;
  person.id = id;
  person.name = wanted.name;
  person.role = wanted.role;
  person.title = wanted.title;
  person.organisation = wanted.organisation;
  person.box_key = HexOf(keys.box_public);
  Send(std::move(command), [this, person, invitation, only_item] {
    state_.meeting->AddParticipant(person);
    if (only_item) state_.meeting->AddToSharedItem(*only_item, person);
    state_.meeting->SetLink(person.id, invitation.secret);
    state_.shown_link = person.id;
    state_.invited = {};
  });
}

void Decider::Do(const decision::NewLink& wanted) {
  const ParticipantAccess* who = state_.access.Find(wanted.participant);
  std::optional<DocumentKind> only_item;
  if (who == nullptr || !FindItem(wanted.only_item, only_item)) return;
  const Invitation invitation{link_.MeetingId(), MakeSecret(platform_.Random())};
  const LinkKeys keys = DeriveLinkKeys(invitation);
  MeetingAccess access = state_.access;
  ParticipantAccess& renewed = *access.Find(wanted.participant);
  renewed.revoked = false;
  renewed.expires_at = 0;
  renewed.only_item = only_item;
  InviteCommand command{who->id, who->role, only_item, 0, HashToken(keys.token), KeysForLink(access, who->id, keys)};
  // What they could read and will not any longer gets a new key for the others.
  std::vector<DocumentKind> lost;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    if (!MayRead(access, who->id, document, state_.RelayNow())) lost.push_back(document);
  }
  for (KeyFor& key : KeysWithout(who->id, lost)) command.keys.push_back(std::move(key));
  // One's own is nobody else's to know: it goes into the address, and into no document.
  if (who->id == state_.me) {
    Send(std::move(command), [this, invitation] { platform_.OpenFragment(FragmentOf(invitation)); });
    return;
  }
  Send(std::move(command), [this, id = who->id, invitation, box_key = HexOf(keys.box_public)] {
    if (const auto person = state_.meeting->FindParticipant(id)) state_.meeting->SetBoxKey(person->record, box_key);
    state_.meeting->SetLink(id, invitation.secret);
    state_.shown_link = id;
  });
}

void Decider::Do(const decision::Revoke& wanted) {
  std::vector<DocumentKind> documents;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) documents.push_back(static_cast<DocumentKind>(kind));
  Send(RevokeCommand{wanted.participant, KeysWithout(wanted.participant, documents)},
       [this, id = wanted.participant] { state_.meeting->SetLink(id, {}); });
}

void Decider::Do(const decision::HandOver& wanted) { Send(HandOverCommand{wanted.participant}); }

// In voice as the person's word, and at the relay as what follows from it.
void Decider::Do(const decision::SetConsent& wanted) {
  state_.meeting->SetConsent(wanted.consent, wanted.until);
  Send(ConsentCommand{wanted.consent, wanted.until});
}

void Decider::Do(const decision::SetHelper& wanted) { Send(HelperCommand{wanted.participant}); }

void Decider::Do(const decision::SetAside& wanted) {
  AsideCommand command{wanted.participant, wanted.in, {}};
  if (!wanted.in) {
    command.keys = KeysWithout(wanted.participant, {DocumentKind::kAside});
  } else if (const std::optional<KeyBytes> public_key = PublicKeyOf(wanted.participant)) {
    for (const DocumentKey& key : link_.Keys().All(DocumentKind::kAside)) {
      command.keys.push_back(WrapForParticipant(link_.MeetingId(), {state_.me, link_.Link()}, wanted.participant,
                                                *public_key, key, platform_.Random()));
    }
  }
  Send(std::move(command));
}

void Decider::Do(const decision::SetPurge& wanted) { Send(RetentionCommand{wanted.at}); }
void Decider::Do(const decision::Purge& /*wanted*/) { Send(PurgeCommand{}); }

// Nobody waits for the answer: what was kept is kept.
void Decider::Do(const decision::Exported& wanted) { Send(ExportedCommand{wanted.what}, {}, Notice::kQuiet); }

void Decider::Do(const decision::ReadLog& /*wanted*/) {
  const auto last = [this] { return state_.log.empty() ? 0 : state_.log.back().sequence; };
  const std::uint64_t after = last();
  // A long log comes in several answers.
  const auto read_on = [this, last, after] {
    if (!state_.log_caught_up && last() > after) Do(decision::ReadLog{});
  };
  Send(ReadLogCommand{after}, read_on, Notice::kQuiet);
}

}  // namespace samsyn
