// The panels, each in the file of its name, and the room that lays them out.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

// The whole page for the stage we are at.
void DrawPage(const Panel& panel);

void DrawDoor(const Panel& panel);                             // join.cpp: before entering, and when there is no way in
void DrawStart(const Panel& panel);                            // start.cpp: without a link
void DrawRoom(const Panel& panel);                             // room.cpp: the meeting, on wide and narrow screens
void DrawRoomDialogs(const Panel& panel);                      // room.cpp: what is open over a wide room
void DrawViewChoice(const Panel& panel);                       // room.cpp: fewer things, or all of them
void DrawPageChoices(const Panel& panel);                      // room.cpp: last on a phone, and at the door
void DrawSettings(const Panel& panel);                         // settings.cpp: the dialog
void DrawSettingsButton(const Panel& panel, ButtonKind kind);  // settings.cpp: what opens it
void DrawGuest(const Panel& panel, DocumentKind item);         // guest.cpp: the room of who sees one item only
// guest.cpp: what is written for them and by them
void DrawSharedNotes(const Panel& panel, DocumentKind item, const std::string& title);
void DrawTopBar(const Panel& panel);        // top_bar.cpp
void DrawBanner(const Panel& panel);        // banner.cpp: what needs saying: connection, refusals, pause
void DrawNewerVersion(const Panel& panel);  // banner.cpp: that alone, where there is no meeting
void DrawSavedPill(const Panel& panel);     // banner.cpp: the short form, always in view
void DrawAgenda(const Panel& panel);
void DrawMinutes(const Panel& panel);
void DrawItemEditor(const Panel& panel, const AgendaItem& item);  // item_editor.cpp
void DrawOutcomes(const Panel& panel);
void DrawCommitmentEditor(const Panel& panel, const Commitment& commitment);  // commitment_editor.cpp
void DrawPeople(const Panel& panel);

// The room's other views.
void DrawPhases(const Panel& panel);  // phases.cpp: the five steps, to go to and fro
void DrawVoice(const Panel& panel);
void DrawOptionsView(const Panel& panel);         // options.cpp: for each of the person's questions
void DrawOptions(const Panel& panel, OpId item);  // options.cpp: the table of one item
[[nodiscard]] bool HasOptions(const Panel& panel, OpId item);
void DrawInvitationView(const Panel& panel);
void DrawSummary(const Panel& panel);
void DrawWhoDoesWhat(const Panel& panel);   // summary_plan.cpp: the plan's commitments
void DrawPlanNeeds(const Panel& panel);     // summary_plan.cpp
void DrawPlanDissents(const Panel& panel);  // summary_plan.cpp
void DrawClosing(const Panel& panel);       // closing.cpp: what is missing, the person's yes, and the end
void DrawClosed(const Panel& panel);        // closing.cpp: who closed the meeting, when and why
void DrawFollowUp(const Panel& panel);
void DrawPromises(const Panel& panel);  // promises.cpp: what was agreed and what came of it
void DrawBooking(const Panel& panel);   // booking.cpp: when to meet next
void DrawTimeline(const Panel& panel);
void DrawHistory(const Panel& panel);
void DrawFeedback(const Panel& panel);      // feedback.cpp: four questions, if one wants
void DrawLastFeedback(const Panel& panel);  // feedback.cpp: what was answered the time before
// corrections.cpp: below what they correct, with the way to write another one when the meeting is closed
void DrawCorrections(const Panel& panel, OpId about, const std::string& name);
void ListCorrections(const Panel& panel, OpId about);  // corrections.cpp: only those there are
void DrawNeeds(const Panel& panel);
void DrawDissents(const Panel& panel);
void DrawNewDissent(const Panel& panel);                         // dissents.cpp: the field for one
void DrawApproval(const Panel& panel, const AgendaItem& item);   // item_words.cpp: "stämmer", in the notes' container
void DrawItemWords(const Panel& panel, const AgendaItem& item);  // item_words.cpp: the person's own words
// minutes.cpp: "Vi är på punkt 3 av 5"
[[nodiscard]] std::string WhereWeAre(const Panel& panel, const AgendaItem& item, const std::vector<AgendaItem>& agenda);
void DrawAskWord(const Panel& panel);  // words.cpp: which word should be explained?
void DrawWords(const Panel& panel);
void DrawGlossary(const Panel& panel);  // words.cpp: what Samsyn can explain itself, to read
void DrawGoRound(const Panel& panel);
void DrawMandate(const Panel& panel, const Participant& who);
[[nodiscard]] bool HasMandate(Role role);  // mandate.cpp: whose decisions others wait for
void DrawSimple(const Panel& panel);       // simple.cpp: the meeting with fewer things
[[nodiscard]] std::string AfterText(const Panel& panel, const Commitment& first);  // outcomes.cpp: what is waited for
void DrawConditionWarning(const Panel& panel);                                     // outcomes.cpp
void DrawWhoAndStanding(const Panel& panel, const Commitment& commitment);         // outcomes.cpp

// What is decided about the meeting itself, each with how it is now in a few words.
void DrawTrustDialog(const Panel& panel);  // trust.cpp: on a wide screen
void DrawTrustFolds(const Panel& panel);   // trust.cpp: on a phone
[[nodiscard]] TrustPart FirstTrustPart(const AppState& state);
void DrawLinks(const Panel& panel);
[[nodiscard]] std::string LinksInShort(const Panel& panel);
void DrawConsent(const Panel& panel);
[[nodiscard]] std::string ConsentInShort(const Panel& panel);
[[nodiscard]] std::string ConsentText(const Panel& panel);   // how it is, as a sentence
[[nodiscard]] std::string IConsentText(const Panel& panel);  // of the button that gives it
void DrawAside(const Panel& panel);
[[nodiscard]] std::string AsideInShort(const Panel& panel);
void DrawSecretary(const Panel& panel);
[[nodiscard]] std::string SecretaryInShort(const Panel& panel);
void DrawRetention(const Panel& panel);
[[nodiscard]] std::string RetentionInShort(const Panel& panel);
void DrawAccessLog(const Panel& panel);
void DrawNoConsent(const Panel& panel);  // no_consent.cpp: the page of who may be in and may not read the plan

void DrawHands(const Panel& panel);     // speaking.cpp: who wants to say something, in order
void DrawSpeaking(const Panel& panel);  // speaking.cpp: the buttons everyone has

}  // namespace samsyn
