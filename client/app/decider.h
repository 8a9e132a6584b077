// Turns decisions into commands for the relay, with the keys that go with them, and does what follows when the relay
// has answered.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "client/platform/platform.h"
#include "client/state/app_state.h"
#include "client/state/decision.h"
#include "shared/crypto/sealed_link.h"
#include "shared/sync/sync_session.h"

namespace samsyn {

class Decider {
 public:
  // All of them outlive it.
  Decider(AppState& state, SealedLink& link, SyncSession& session, Platform& platform)
      : state_(state), link_(link), session_(session), platform_(platform) {}

  void Decide(const Decision& decision);
  void Answer(const AnsweredEvent& answer);

  // The public key of a participant, believed when it was written by whoever makes links or by themselves.
  [[nodiscard]] std::optional<KeyBytes> PublicKeyOf(const std::string& participant) const;

 private:
  void Do(const decision::Invite& wanted);
  void Do(const decision::NewLink& wanted);
  void Do(const decision::Revoke& wanted);
  void Do(const decision::HandOver& wanted);
  void Do(const decision::SetConsent& wanted);
  void Do(const decision::SetHelper& wanted);
  void Do(const decision::SetAside& wanted);
  void Do(const decision::SetPurge& wanted);
  void Do(const decision::Purge& wanted);
  void Do(const decision::ReadLog& wanted);
  void Do(const decision::Exported& wanted);

  // The document of an item that is shared with those who see nothing else; nothing: the whole meeting. False when no
  // item can be shared any more, which is then said.
  [[nodiscard]] bool FindItem(OpId item, std::optional<DocumentKind>& document);
  // Quiet is what people have not pressed a button for and do not wait for.
  enum class Notice : std::uint8_t { kWaitedFor, kQuiet };
  void Send(Command command, std::function<void()> when_done = {}, Notice notice = Notice::kWaitedFor);
  // Keys of the aside are the person's to give, and nobody else's, also of those who are in it.
  [[nodiscard]] bool MayGive(DocumentKind document) const;
  // A new link for somebody the meeting would have under `access`.
  [[nodiscard]] std::vector<KeyFor> KeysForLink(const MeetingAccess& access, const std::string& participant,
                                                const LinkKeys& keys);
  // New keys of what `leaver` could read, for everybody else who may. Nothing for a document of which somebody who
  // stays could not be given the key.
  [[nodiscard]] std::vector<KeyFor> KeysWithout(const std::string& leaver, const std::vector<DocumentKind>& documents);

  AppState& state_;
  SealedLink& link_;
  SyncSession& session_;
  Platform& platform_;
  struct Sent {
    std::function<void()> when_done;
    Notice notice = Notice::kWaitedFor;
  };
  std::map<std::uint64_t, Sent> sent_;  // by the command's number
};

}  // namespace samsyn
