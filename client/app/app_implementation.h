// What is behind App: the pieces, and what they hand each other. Four files: app.cpp is a frame, connecting and
// sending; app_receiving.cpp is what others did, shown in a frame; app_access.cpp is what must happen at once, on a
// page that draws nothing too: who may do what, and what is thrown away; app_kept.cpp is what an earlier visit left on
// this device.
#pragma once

#include <bitset>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/app/app.h"
#include "client/app/decider.h"
#include "client/app/edit_news.h"
#include "client/app/keeper.h"
#include "client/app/meeting_creator.h"
#include "client/state/app_state.h"
#include "client/state/intent.h"
#include "client/strings/strings.h"
#include "shared/crypto/sealed_link.h"
#include "shared/sync/sync_session.h"

namespace samsyn {

class App::Implementation : public TransportListener {
 public:
  Implementation(AppServices services, AppLink link);
  void Frame(Ui& ui);

  // --- TransportListener ---
  void OnOpen() override;
  void OnMessage(ByteView message) override;
  void OnClosed(const std::string&) override;

 private:
  using DocumentSet = std::bitset<kDocumentKindCount>;

  [[nodiscard]] std::int64_t Now() const { return services_.platform.Now(); }
  void ReadClocks();
  void DressPage(Ui& ui);

  // --- What an earlier visit left ---
  void TakeUp();
  [[nodiscard]] bool OpenKept(KeptRecords records);
  [[nodiscard]] bool ApplyKept(DocumentKind document, std::vector<StoredUpdate> updates);
  void ShowKept();
  void ChooseKeeping();
  void ForgetOnDevice(const std::string& fragment);
  void EndWhatIsOver();
  // --- Reading aloud ---
  struct PlaceRead {
    Stage stage = Stage::kConnecting;
    View view = View::kMeeting;
    Tab tab = Tab::kNow;
    bool simple = false;
    OpId item;
    bool operator==(const PlaceRead&) const = default;
  };
  [[nodiscard]] PlaceRead PlaceInView() const;
  void ReadAloud(const std::string& text);
  void StopReadingElsewhere();

  // --- Connecting ---
  void Tick();
  void ScheduleTick();
  void Flush();

  // --- Receiving ---
  void ReceiveAll(Ui& ui);

  // --- At once, also on a page that draws nothing ---
  void TakeSessionEvents();
  void TakeWelcome(const WelcomedEvent& event);
  void TakeAccess(AccessEvent& event);
  void LoseDocuments(const DocumentSet& lost);
  void TakeEnd(const EndedEvent& event);
  void ForgetMeeting();
  void DateOwn(const AcknowledgedEvent& event);
  [[nodiscard]] DocumentSet ReadableDocuments() const;

  // --- In a frame ---
  void Handle(const WelcomedEvent&, Ui& ui);
  void Handle(const AccessEvent&, Ui&);
  void Handle(const AnsweredEvent& event, Ui&);
  void Handle(LogReadEvent& event, Ui&);
  void Handle(ReceivedEvent& event, Ui&);
  void NoteRemoteEdits(DocumentKind document, const ChangeSet& changes);
  void Handle(const CaughtUpEvent& event, Ui&);
  void NoteArrival();
  void MendOwnLink();
  void Handle(const AcknowledgedEvent& event, Ui&);
  void Handle(const RefusedEvent& event, Ui&);
  void Handle(const PresenceEvent& event, Ui& ui);
  void Handle(const LeftEvent& event, Ui& ui);
  void Handle(const EndedEvent&, Ui&);
  void AnnounceMove(Ui& ui, Str text, const std::string& participant);
  void AnnounceItem(Ui& ui);
  void AnnounceEdits(Ui& ui);
  void AnnounceAccess(Ui& ui);
  void FollowItem(OpId shown);
  void StartOver();
  void MakeMeeting();
  void ApplyOutbox(Meeting& meeting);
  void NoteOwnReplicas();
  [[nodiscard]] ReplicaId MyReplica() const { return state_.meeting->Of(DocumentKind::kPlan).Replica(); }

  // --- Sending ---
  void Perform(const Intents& intents, Ui& ui, const Strings& say);
  void CreateMeeting();
  void PickFile();
  void SendEdits();
  void TellPresence();
  [[nodiscard]] std::vector<DocumentKind> ItemsInUse() const;
  void RefreshSaving();

  AppServices services_;
  std::string socket_url_;
  Result<Invitation> invitation_;
  AppState state_;
  SealedLink link_;
  MeetingCreator creator_;
  SyncSession session_;
  Decider decider_;
  Keeper keeper_;
  std::uint64_t connection_ = 0;   // this one's number in the meeting
  std::vector<SyncEvent> events_;  // of what arrived since the last frame
  std::set<std::uint64_t> known_;  // connections that have told of themselves
  std::optional<Presence> told_;
  DocumentSet caught_up_;
  std::optional<std::vector<PendingUpdate>> pending_found_;
  std::optional<KeptRecords> kept_found_;
  bool loaded_ = false;    // what an earlier page left is taken up
  bool has_kept_ = false;  // the meeting is here from an earlier visit, and the relay has not completed it yet
  bool told_not_kept_ = false;
  bool was_connected_ = false;
  std::int64_t welcomed_at_ = 0;
  std::optional<std::pair<Scheme, bool>> worn_;  // the page: colours, and whether it is plain
  EditWatch edit_watch_;
  std::int64_t wrote_at_ = 0;  // when this person last wrote something
  MeetingAccess told_access_;  // what was said of it, or was there from the beginning
  std::set<std::string> met_;  // participants who were here when the connection was lost
  PlaceRead read_place_;       // of what is read aloud
  std::uint64_t reading_ = 0;  // how many texts have been; what an older one tells is not heeded
  std::int64_t tick_at_ = std::numeric_limits<std::int64_t>::max();
};

}  // namespace samsyn
