// How a meeting is laid out in its three documents: the kinds of records and the numbers of their fields.
//
// The numbers are the format of stored meetings: never change or reuse one. Field 0 of every record says whether it is
// deleted (document/operation.h). "Text" fields are shared texts; "list" fields are ordered lists of records; the rest
// are values.
#pragma once

#include <cstdint>

#include "shared/document/operation.h"

namespace samsyn::schema {

enum Kind : std::uint32_t {
  kParticipant = 1,
  kAgendaItem = 2,
  kAcceptance = 3,
  kHand = 4,
  kQuestion = 10,
  kCommitment = 20,
  kLink = 30,
};

// plan: the root
inline constexpr FieldNumber kPlanTitle = 1;  // "SIP för Noor"
inline constexpr FieldNumber kPlanDate = 2;   // "2026-11-24"
inline constexpr FieldNumber kPlanStart = 3;  // "13:00"
inline constexpr FieldNumber kPlanEnd = 4;    // "14:00"
inline constexpr FieldNumber kPlanPlace = 5;
inline constexpr FieldNumber kPlanPurpose = 6;        // one sentence: why a SIP
inline constexpr FieldNumber kPlanCurrentItem = 7;    // the agenda item the meeting is on
inline constexpr FieldNumber kPlanCurrentSince = 8;   // wall clock, milliseconds since 1970 UTC
inline constexpr FieldNumber kPlanPausedBy = 9;       // a participant id, or empty
inline constexpr FieldNumber kPlanParticipants = 20;  // list
inline constexpr FieldNumber kPlanAgenda = 21;        // list
inline constexpr FieldNumber kPlanAcceptances = 22;   // list: "I take it", written by the owner of a commitment
inline constexpr FieldNumber kPlanHands = 23;         // list: who wants to say something, in order

// plan: a participant
inline constexpr FieldNumber kParticipantId = 1;  // as the relay knows them
inline constexpr FieldNumber kParticipantName = 2;
inline constexpr FieldNumber kParticipantRole = 3;  // Role
inline constexpr FieldNumber kParticipantTitle = 4;
inline constexpr FieldNumber kParticipantOrganisation = 5;
inline constexpr FieldNumber kParticipantMandate = 6;  // Mandate
inline constexpr FieldNumber kParticipantMandateText = 7;
inline constexpr FieldNumber kParticipantBoxKey = 8;  // hexadecimal: shared/crypto/invitation.h

// plan: an agenda item
inline constexpr FieldNumber kItemTitle = 1;     // text
inline constexpr FieldNumber kItemNotes = 2;     // text: the minutes
inline constexpr FieldNumber kItemMinutes = 3;   // planned minutes
inline constexpr FieldNumber kItemDone = 4;      // bool
inline constexpr FieldNumber kItemIsSub = 5;     // bool: one of the person's questions under "this is what I need"
inline constexpr FieldNumber kItemQuestion = 6;  // a question in voice
inline constexpr FieldNumber kItemLead = 7;      // a participant id, or "" for everyone
inline constexpr FieldNumber kItemShared = 8;  // 1 … 4: has an item document, for those who see nothing else; 0: none

// plan: an acceptance
inline constexpr FieldNumber kAcceptanceCommitment = 1;  // a commitment in outcome; empty: taken back
// plan: a raised hand
inline constexpr FieldNumber kHandParticipant = 1;

// voice: the root
inline constexpr FieldNumber kVoiceAvoid = 1;         // text: what not to talk about
inline constexpr FieldNumber kVoiceStrengths = 2;     // text
inline constexpr FieldNumber kVoiceOwnWords = 3;      // text
inline constexpr FieldNumber kVoiceConsent = 4;       // Consent
inline constexpr FieldNumber kVoiceConsentUntil = 5;  // milliseconds since 1970 UTC; 0: no end
inline constexpr FieldNumber kVoiceQuestions = 20;    // list
// voice: a question
inline constexpr FieldNumber kQuestionText = 1;  // text

// item 1 to 4: the root. What somebody needs who sees this item only, as it was when it was shared; the notes are new.
inline constexpr FieldNumber kSharedTitle = 1;
inline constexpr FieldNumber kSharedQuestion = 2;  // the person's own words; empty: none
inline constexpr FieldNumber kSharedMeeting = 3;   // the meeting's title
inline constexpr FieldNumber kSharedDate = 4;
inline constexpr FieldNumber kSharedStart = 5;
inline constexpr FieldNumber kSharedEnd = 6;
inline constexpr FieldNumber kSharedPlace = 7;
inline constexpr FieldNumber kSharedNotes = 10;   // text
inline constexpr FieldNumber kSharedPeople = 20;  // list of participants: id, name, role

// links: the root
inline constexpr FieldNumber kLinks = 20;  // list
// links: a link
inline constexpr FieldNumber kLinkParticipant = 1;
inline constexpr FieldNumber kLinkSecret = 2;  // empty: taken back

// aside: the root
inline constexpr FieldNumber kAsideNotes = 1;  // text

// outcome: the root
inline constexpr FieldNumber kOutcomeCommitments = 20;  // list
// outcome: a commitment
inline constexpr FieldNumber kCommitmentWhat = 1;    // text
inline constexpr FieldNumber kCommitmentOwner = 2;   // a participant id
inline constexpr FieldNumber kCommitmentBody = 3;    // ResponsibleBody
inline constexpr FieldNumber kCommitmentStart = 4;   // date
inline constexpr FieldNumber kCommitmentLatest = 5;  // date
inline constexpr FieldNumber kCommitmentState = 6;   // CommitmentState
inline constexpr FieldNumber kCommitmentItem = 7;    // the agenda item it was agreed under

}  // namespace samsyn::schema
