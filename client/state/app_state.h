// What the panels draw from. Nothing here knows of Dear ImGui, the browser or the socket; panels read it and answer
// with intents (intent.h), and only apply_intents and the network change it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/state/presence.h"
#include "client/state/start_state.h"
#include "client/strings/strings.h"
#include "shared/base/result.h"
#include "shared/meeting/actor.h"
#include "shared/meeting/dates.h"
#include "shared/meeting/meeting.h"
#include "shared/meeting/meeting_history.h"
#include "shared/wire/commands.h"

namespace samsyn {

// Somebody's connection, as they last told about it.
struct Peer {
  std::string participant;
  Presence presence;
};

// What others have done to one text, in the order it was applied.
struct RemoteEdits {
  DocumentKind document = DocumentKind::kPlan;
  FieldRef text;
  std::vector<TextSplice> splices;
};

enum class Saving {
  kSaved,        // everything is durable at the relay
  kSaving,       // on its way
  kOfflineKept,  // no connection; kept on this device
  kOfflineLost,  // no connection, and this device cannot keep it
};

enum class Stage {
  kNoLink,      // opened without a link
  kConnecting,  // nothing is known of the meeting yet
  kAtTheDoor,   // the meeting is here; the join page
  kInTheRoom,
  kEnded,  // the relay will not have us: `ended`
};

// The room's views. The first five are the phases; kMeeting has the tabs below on a phone.
enum class View : std::uint8_t {
  kVoice,
  kOptions,
  kInvitation,
  kMeeting,
  kFollowUp,
  kSummary,
  kTimeline,
  kHistory,
};
// What the page's colours follow.
enum class Appearance : std::uint8_t { kSystem, kLight, kDark, kContrast };
inline constexpr int kAppearanceCount = 4;

enum class Tab : std::uint8_t { kNow, kAgenda, kOutcomes, kVoice, kMore };

// What is being typed in a field that is taken when it is left: panels/value_field.h. By the field's node.
struct Typed {
  std::string text;
  bool invalid = false;
};

// Stands for a dissent that is being written and is not there yet.
inline constexpr OpId kNewDissent{0, 1};

// Somebody who is being invited.
struct InvitedDraft {
  std::string name;
  std::string title = {};
  std::string organisation = {};
  Role role = Role::kProfessional;
  OpId only_item = {};  // none: the whole meeting
};

// The parts of the view about who gets in and what becomes of what is written, in the order they are read.
enum class TrustPart : std::uint8_t { kLinks, kConsent, kAside, kSecretary, kRetention, kLog };
inline constexpr int kTrustPartCount = 6;

// A date that is being typed, for something that is decided with a button.
struct DateDraft {
  std::string text;
  bool invalid = false;
};
enum class DecisionDate : std::uint8_t { kConsentUntil, kPurge };

// What cannot be taken back, or not easily, is asked once more.
struct Question {
  enum class About : std::uint8_t {
    kNothing,
    kNewLink,
    kRevoke,
    kWithdraw,
    kPurge,
    kNewRound,
  };
  About about = About::kNothing;
  std::string participant;
  OpId only_item = {};  // of a new link: what it opens; none: the whole meeting
};

// What somebody sees who looks back.
struct LookingBack {
  OpId item;                                      // none: the whole meeting
  bool all = false;                               // every visit is in view, not only the newest
  std::unique_ptr<Meeting> then;                  // as it was; null: as it is
  std::string participant;                        // after whose visit that is
  std::int64_t at = 0;                            // the end of it: milliseconds since 1970 UTC; 0: nobody knows
  std::optional<DocumentKind> brought_back = {};  // where a text has just become again what it was
};

struct AppState {
  std::string page_url;    // what stands before the fragment of a link
  std::string meeting_id;  // in the links
  std::unique_ptr<Meeting> meeting;
  ChangeLog changes;       // what this page has of the journal
  MeetingHistory history;  // read from that while it is in view

  Stage stage = Stage::kConnecting;
  StartState start;
  std::string me;  // participant id; empty before the first Welcome
  Role role = Role::kObserver;
  MeetingAccess access;          // as the relay last said
  std::int64_t relay_ahead = 0;  // of this device's clock, milliseconds
  std::size_t unopened = 0;      // updates that were not sealed by who they are said to be from, or for here
  Saving saving = Saving::kSaved;
  bool online = false;
  bool newer_version = false;             // of this page waits on the device
  bool not_kept = false;                  // the meeting was to be kept on this device and is not; until understood
  std::map<std::uint64_t, Peer> peers;    // by connection
  std::vector<RemoteEdits> remote_edits;  // since the last frame
  std::optional<ErrorCode> ended;
  Refusal ended_reason = Refusal::kNone;
  std::optional<ErrorCode> refused;  // a change was not taken; shown until understood

  // What this person looks at.
  OpId chosen_item;  // none: follow the meeting
  OpId edited_item;  // its row shows the editing controls
  OpId edited_commitment;
  OpId edited_options;               // the item whose options are being edited
  std::set<std::uint64_t> unfolded;  // what is shown in full, by the node that unfolds it
  std::map<std::uint64_t, Typed> typed;
  std::optional<WritingPlace> writing;
  // Where that was before the focus left: pressing a button about what is selected takes the focus first.
  std::optional<WritingPlace> last_writing;
  View view = View::kMeeting;
  Tab tab = Tab::kNow;
  bool simple = false;       // fewer things: panels/simple.cpp
  bool hides_time = false;   // no minutes anywhere
  Rule rule = Rule::kNone;   // why the last change was not made, or what it meant; shown until understood
  bool asking_word = false;  // the field for a word to explain is open
  OpId edited_need;
  OpId edited_dissent;
  OpId corrected;           // the record a correction is being written about
  bool was_closed = false;  // the meeting, when something was last changed here
  bool trust_open = false;  // the dialog about links, consent and deletion; on a phone, one part of it
  TrustPart trust_part = TrustPart::kConsent;
  DateDraft consent_until;
  DateDraft purge_date;
  std::string next_secretary;              // a participant, chosen and not yet decided; empty: nobody
  std::optional<std::string> next_helper;  // the same; nothing: not chosen
  std::string shown_link;                  // whose link is in view; a participant, or empty
  InvitedDraft invited;                    // who is being invited
  Question question;                       // what is asked once more before it is done
  bool deciding = false;                   // the relay has not answered yet
  std::optional<Refusal> not_decided;      // the last decision was not done; kNone: no connection
  std::vector<LogEntry> log;               // the access log, as far as it was read
  bool log_caught_up = true;               // nothing later was there when it was last read
  bool whole_log = false;                  // all of it is in view, not only the newest
  bool people_open = false;
  bool can_speak = false;      // there is a voice here for what people write
  bool reading_aloud = false;  // what is in view; until it is read, stopped, or no longer in view
  LookingBack back;
  Language language = Language::kSwedish;
  int text_percent = 100;
  Appearance appearance = Appearance::kSystem;
  bool plain = false;          // chosen: the page without a canvas
  bool must_be_plain = false;  // the device shows nothing else
  bool quiet = false;          // only what must interrupt is read out by itself
  bool settings_open = false;
  std::int64_t wall_clock = 0;        // milliseconds since 1970 UTC
  std::int64_t local_wall_clock = 0;  // the same, shifted to local time

  [[nodiscard]] Date Today() const { return DayOf(local_wall_clock); }
  // Now, by the relay's clock.
  [[nodiscard]] std::int64_t RelayNow() const { return wall_clock + relay_ahead; }
  [[nodiscard]] bool MayRead(DocumentKind document) const { return samsyn::MayRead(access, me, document, RelayNow()); }
  [[nodiscard]] bool MayWrite(DocumentKind document) const {
    return samsyn::MayWrite(access, me, document, RelayNow());
  }
  [[nodiscard]] bool MayInvite() const { return samsyn::MayInvite(access, me, RelayNow()); }
  // The item this participant sees, who sees nothing else.
  [[nodiscard]] std::optional<DocumentKind> OnlyItem() const;
  [[nodiscard]] bool IsIndividual() const { return role == Role::kIndividual; }
  // As whom this participant changes the meeting.
  [[nodiscard]] Actor Me() const { return ActorOf(access, me, RelayNow()); }
  // Speaks for the person: they themselves, or whom they have chosen as helper.
  [[nodiscard]] bool SpeaksForIndividual() const { return IsIndividual() || (!me.empty() && access.helper == me); }
  // This device's local time of a moment in UTC, both in milliseconds since 1970.
  [[nodiscard]] std::int64_t LocalOf(std::int64_t at) const { return at + local_wall_clock - wall_clock; }
  // The last day before a moment: what ends at midnight ends on the day before it.
  [[nodiscard]] Date LastDayBefore(std::int64_t at) const { return DayOf(LocalOf(at) - 1); }
  // The moment a day ends here, in UTC.
  [[nodiscard]] std::int64_t EndOf(Date day) const;
  [[nodiscard]] int DaysUntil(Date day) const;
  // The first names of those who see this item and nothing else.
  [[nodiscard]] std::string GuestsOf(DocumentKind item) const;
  // A participant's whole link; empty when this participant does not know it.
  [[nodiscard]] std::string LinkOf(const std::string& participant) const;
  // The item on the screen: the chosen one, else the meeting's.
  [[nodiscard]] OpId ShownItem() const;
  // Participants with a connection past the join page, me included, each once, in the meeting's order.
  [[nodiscard]] std::vector<Participant> Here() const;
  [[nodiscard]] bool IsHere(const std::string& participant) const;
  // Whose meeting it is; empty name when unknown.
  [[nodiscard]] Participant Individual() const;
  // A participant's place in the meeting, which gives them their colour.
  [[nodiscard]] std::size_t IndexOf(const std::string& participant) const;
  // "Noor"; the id when the name is unknown.
  [[nodiscard]] std::string FirstNameOf(const std::string& participant) const;
};

[[nodiscard]] std::string FirstName(const std::string& name);
[[nodiscard]] std::string Initials(const std::string& name);

}  // namespace samsyn
