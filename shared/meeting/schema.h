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
  kOption = 5,
  kWord = 6,
  kGoRound = 7,
  kTurn = 8,
  kDissent = 9,
  kQuestion = 10,
  kGoal = 11,
  kWish = 12,
  kChoice = 13,
  kApproval = 14,
  kItemWords = 15,
  kCommitment = 20,
  kNeed = 21,
  kRoundEnd = 22,
  kLink = 30,
  kCorrection = 40,
  kFeedback = 41,
  kPauseTaken = 42,
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
inline constexpr FieldNumber kPlanPhase = 10;         // Phase
inline constexpr FieldNumber kPlanTemplate = 11;      // Template
inline constexpr FieldNumber kPlanNeeded = 12;        // Needed
inline constexpr FieldNumber kPlanMunicipality = 13;  // its name
inline constexpr FieldNumber kPlanRegion = 14;
inline constexpr FieldNumber kPlanRound = 15;           // 0 for the first meeting and its follow-up, then 1, 2, …
inline constexpr FieldNumber kPlanInvitationSent = 16;  // milliseconds since 1970 UTC; 0: not sent
inline constexpr FieldNumber kPlanParticipants = 20;    // list
inline constexpr FieldNumber kPlanAgenda = 21;          // list
inline constexpr FieldNumber kPlanAcceptances = 22;     // list: "I take it", written by the owner of a commitment
inline constexpr FieldNumber kPlanHands = 23;           // list: who wants to say something, in order
inline constexpr FieldNumber kPlanOptions = 24;         // list
inline constexpr FieldNumber kPlanWords = 25;           // list: explained words
inline constexpr FieldNumber kPlanGoRounds = 26;        // list: each voice once
inline constexpr FieldNumber kPlanTurns = 27;           // list: who has had their turn in those
inline constexpr FieldNumber kPlanDissents = 28;        // list
inline constexpr FieldNumber kPlanCorrections = 29;     // list
inline constexpr FieldNumber kPlanInvitation = 30;      // text: what the chair adds to the invitation
inline constexpr FieldNumber kPlanFeedback = 32;        // list
inline constexpr FieldNumber kPlanPausesTaken = 33;     // list
inline constexpr FieldNumber kPlanBegan = 34;           // when this round's meeting began: milliseconds since 1970 UTC

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
inline constexpr FieldNumber kItemUnknown = 9;   // bool: "we do not know yet" is how it ended
inline constexpr FieldNumber kItemPicture = 11;  // one of kItemPictures (talk.h), or ""
inline constexpr FieldNumber kItemRound = 10;    // the round it belongs to, as kPlanRound

// plan: an acceptance
inline constexpr FieldNumber kAcceptanceCommitment = 1;  // a commitment in outcome; empty: taken back
inline constexpr FieldNumber kAcceptanceTerms = 2;       // what was said yes to: commitments.h, TermsOf
// plan: a raised hand
inline constexpr FieldNumber kHandParticipant = 1;
// plan: an option to choose from
inline constexpr FieldNumber kOptionItem = 1;
inline constexpr FieldNumber kOptionWhat = 2;  // text
inline constexpr FieldNumber kOptionGood = 3;  // text
inline constexpr FieldNumber kOptionHard = 4;  // text
// plan: an explained word
inline constexpr FieldNumber kWordWord = 1;
inline constexpr FieldNumber kWordMeaning = 2;  // text
inline constexpr FieldNumber kWordItem = 3;
// plan: a go-round, and a turn in one
inline constexpr FieldNumber kGoRoundItem = 1;
inline constexpr FieldNumber kGoRoundEnded = 2;  // bool
inline constexpr FieldNumber kTurnGoRound = 1;
inline constexpr FieldNumber kTurnParticipant = 2;
inline constexpr FieldNumber kTurnPassed = 3;  // bool: they did not want to say anything
// plan: a dissent; whose it is, is who made the record
inline constexpr FieldNumber kDissentText = 1;
inline constexpr FieldNumber kDissentItem = 2;
inline constexpr FieldNumber kDissentRound = 3;
// plan: a correction of what was written when the meeting closed
inline constexpr FieldNumber kCorrectionAbout = 1;  // the record that is corrected
inline constexpr FieldNumber kCorrectionText = 2;
inline constexpr FieldNumber kCorrectionAt = 3;  // milliseconds since 1970 UTC
// plan: somebody's answers; whose they are, is who made the record
inline constexpr FieldNumber kFeedbackOccasion = 1;  // round * 2, + 1 for its follow-up
inline constexpr FieldNumber kFeedbackListened = 2;  // 1 to 5; 0: not answered
inline constexpr FieldNumber kFeedbackUnderstood = 3;
inline constexpr FieldNumber kFeedbackDecided = 4;
inline constexpr FieldNumber kFeedbackSafe = 5;
inline constexpr FieldNumber kFeedbackComment = 6;
// plan: a pause that was taken
inline constexpr FieldNumber kPauseItem = 1;
inline constexpr FieldNumber kPauseAt = 2;  // milliseconds since 1970 UTC

// voice: the root
inline constexpr FieldNumber kVoiceAvoid = 1;                // text: what not to talk about
inline constexpr FieldNumber kVoiceStrengths = 2;            // text
inline constexpr FieldNumber kVoiceOwnWords = 3;             // text
inline constexpr FieldNumber kVoiceConsent = 4;              // Consent
inline constexpr FieldNumber kVoiceConsentUntil = 5;         // milliseconds since 1970 UTC; 0: no end
inline constexpr FieldNumber kVoiceTry = 6;                  // text: what they want to try for real
inline constexpr FieldNumber kVoiceScope = 7;                // text: what the consent covers
inline constexpr FieldNumber kVoiceBreakAfter = 8;           // minutes; 0: when they ask for it
inline constexpr FieldNumber kVoiceCalm = 9;                 // bool: a calm pace
inline constexpr FieldNumber kVoiceShortTexts = 10;          // bool
inline constexpr FieldNumber kVoicePictures = 11;            // bool
inline constexpr FieldNumber kVoiceInterpreter = 12;         // text: the language; empty: none is needed
inline constexpr FieldNumber kVoiceMeetMe = 13;              // text: what else is good to know
inline constexpr FieldNumber kVoiceTrusted = 14;             // a participant id: somebody the person trusts
inline constexpr FieldNumber kVoiceInvitationApproved = 15;  // what was approved: letter.h; empty: nothing yet
inline constexpr FieldNumber kVoicePlanApproved = 16;        // the same: summary.h
inline constexpr FieldNumber kVoicePlanApprovedAt = 17;      // milliseconds since 1970 UTC
inline constexpr FieldNumber kVoiceQuestions = 20;           // list
inline constexpr FieldNumber kVoiceGoals = 21;               // list
inline constexpr FieldNumber kVoiceWishes = 22;              // list: who the person wants there, and who not
inline constexpr FieldNumber kVoiceChoices = 23;             // list
inline constexpr FieldNumber kVoiceApprovals = 24;           // list
inline constexpr FieldNumber kVoiceItemWords = 25;           // list
// The person's own words at the follow-up of round n are text 100 + n.
inline constexpr FieldNumber kVoiceFollowUpWords = 100;
inline constexpr std::int64_t kMaxRound = 99;
// voice: a question
inline constexpr FieldNumber kQuestionText = 1;  // text
// voice: a goal
inline constexpr FieldNumber kGoalText = 1;     // text
inline constexpr FieldNumber kGoalTerm = 2;     // GoalTerm
inline constexpr FieldNumber kGoalMeasure = 3;  // text: how one sees that it is reached
inline constexpr FieldNumber kGoalLatest = 4;   // date
inline constexpr FieldNumber kGoalQuestion = 5;
// voice: a wish about who is there
inline constexpr FieldNumber kWishName = 1;         // text; empty when it is a participant
inline constexpr FieldNumber kWishParticipant = 2;  // a participant id; empty: somebody who is not invited (yet)
inline constexpr FieldNumber kWishAnswer = 3;       // WishAnswer
inline constexpr FieldNumber kWishLimit = 4;        // text: what they may be there for
// voice: the person's choice of an option
inline constexpr FieldNumber kChoiceOption = 1;
inline constexpr FieldNumber kChoiceAnswer = 2;   // Choice
inline constexpr FieldNumber kChoiceMatters = 3;  // text: what matters to me
inline constexpr FieldNumber kChoiceBecause = 4;  // text
// voice: "det stämmer" about what is written under an item
inline constexpr FieldNumber kApprovalItem = 1;
inline constexpr FieldNumber kApprovalText = 2;  // what was approved: talk.h
// voice: the person's own words under an item
inline constexpr FieldNumber kItemWordsItem = 1;
inline constexpr FieldNumber kItemWordsText = 2;  // text

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
inline constexpr FieldNumber kOutcomeBody = 1;          // ResponsibleBody: which body has overall responsibility
inline constexpr FieldNumber kOutcomeResponsible = 2;   // a participant id: who holds it together
inline constexpr FieldNumber kOutcomeCommitments = 20;  // list
inline constexpr FieldNumber kOutcomeNeeds = 21;        // list: unresolved needs
inline constexpr FieldNumber kOutcomeRoundEnds = 22;    // list
// outcome: a commitment
inline constexpr FieldNumber kCommitmentWhat = 1;         // text
inline constexpr FieldNumber kCommitmentOwner = 2;        // a participant id
inline constexpr FieldNumber kCommitmentBody = 3;         // ResponsibleBody
inline constexpr FieldNumber kCommitmentStart = 4;        // date
inline constexpr FieldNumber kCommitmentLatest = 5;       // date
inline constexpr FieldNumber kCommitmentState = 6;        // CommitmentState
inline constexpr FieldNumber kCommitmentItem = 7;         // the agenda item it was agreed under
inline constexpr FieldNumber kCommitmentGoal = 8;         // a goal in voice
inline constexpr FieldNumber kCommitmentAfter = 9;        // the commitment it depends on
inline constexpr FieldNumber kCommitmentOpenEnded = 10;   // bool: as long as the person wants
inline constexpr FieldNumber kCommitmentVoluntary = 11;   // bool
inline constexpr FieldNumber kCommitmentCondition = 12;   // bool: other help depends on it, which it must not
inline constexpr FieldNumber kCommitmentWhy = 13;         // text: how it went, in a few words
inline constexpr FieldNumber kCommitmentNewOwner = 14;    // a participant id: who takes over
inline constexpr FieldNumber kCommitmentDoneDate = 15;    // date
inline constexpr FieldNumber kCommitmentRound = 16;       // the round it was made in, as kPlanRound
inline constexpr FieldNumber kCommitmentStateRound = 17;  // the round its state was written in
// outcome: an unresolved need
inline constexpr FieldNumber kNeedWhat = 1;     // text
inline constexpr FieldNumber kNeedTried = 2;    // participant ids, with spaces between
inline constexpr FieldNumber kNeedReason = 3;   // text: why nobody could take it
inline constexpr FieldNumber kNeedCarrier = 4;  // a participant id: who carries it on
inline constexpr FieldNumber kNeedNext = 5;     // text: the next step
inline constexpr FieldNumber kNeedLatest = 6;   // date
inline constexpr FieldNumber kNeedItem = 7;
inline constexpr FieldNumber kNeedState = 8;    // NeedState
inline constexpr FieldNumber kNeedComment = 9;  // text: how it went
inline constexpr FieldNumber kNeedRound = 10;   // the round it was found in, as kPlanRound
inline constexpr FieldNumber kNeedStateRound = 11;
// outcome: how a round's meeting ended, and its follow-up
inline constexpr FieldNumber kRoundEndRound = 1;  // as kPlanRound
inline constexpr FieldNumber kFollowUpDate = 2;
inline constexpr FieldNumber kFollowUpStart = 3;  // "13:00"
inline constexpr FieldNumber kFollowUpEnd = 4;
inline constexpr FieldNumber kFollowUpPlace = 5;
inline constexpr FieldNumber kFollowUpCaller = 6;   // a participant id: who sends the invitation
inline constexpr FieldNumber kFollowUpContact = 7;  // a participant id: whom to talk to until then
inline constexpr FieldNumber kClosedAt = 8;         // milliseconds since 1970 UTC; 0: not closed
inline constexpr FieldNumber kClosedBy = 9;         // a participant id
inline constexpr FieldNumber kClosedReason = 10;    // why it was closed with something missing
inline constexpr FieldNumber kFollowUpEndedAt = 11;

}  // namespace samsyn::schema
